// Text for HTML: the one place where characters of mark-up are made harmless.
#pragma once

#include <string>
#include <string_view>

namespace luytre {

// For text and for attributes in double or single quotes: & < > " ' as references.
std::string escape_html(std::string_view text);

}  // namespace luytre
