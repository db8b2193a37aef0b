// JSON values are Boost.JSON's; objects keep the order in which they were filled.
#pragma once

#include <boost/json.hpp>
#include <string>
#include <string_view>

#include "base/problem.h"

namespace luytre {

namespace json = boost::json;

std::string compact(const json::value& value);
std::string pretty(const json::value& value);  // two blanks of indent, ends with a newline

// Problem json.malformed with the position.
Result<json::value> parse_json(std::string_view text);

}  // namespace luytre
