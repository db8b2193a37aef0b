// A list of texts in one column of a table, as a JSON array.
#pragma once

#include <string>
#include <vector>

namespace luytre {

std::string texts_as_json(const std::vector<std::string>& texts);

// What texts_as_json wrote; what is no text, or no array, is left out.
std::vector<std::string> texts_from_json(const std::string& text);

}  // namespace luytre
