// The version of the program, as CHANGELOG.md numbers it.
#pragma once

#include <string_view>

namespace luytre::app {

inline constexpr std::string_view version = "0.1.0";

}  // namespace luytre::app
