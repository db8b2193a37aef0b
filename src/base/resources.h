// Files that travel inside the program: messages, law, migrations, templates, reference data.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace luytre {

// The bytes of a resource, "" when there is none of that path ("messages/units.yaml"). Lives as long as the program.
std::string_view resource(std::string_view path);

// Paths that begin with `prefix`, sorted.
std::vector<std::string> resources_under(std::string_view prefix);

}  // namespace luytre
