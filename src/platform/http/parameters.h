// Query parameters, read with problems that name the parameter and say what was expected. Absent is not an error here:
// the caller decides. Names mean the same on every route: as_of, as_known, limit, cursor, opinion, set …
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "platform/http/limits.h"
#include "platform/http/request.h"

namespace luytre::http {

// Refuses any parameter that is not listed, naming those that are; and one sent twice. `lang` is always known.
Done check_parameters(const Request& request, std::initializer_list<std::string_view> known);

// An empty value counts as absent, so that an HTML form can leave a field blank.
Result<std::optional<std::string>> text_parameter(const Request& request, std::string_view name,
                                                  std::size_t bytes_max = parameter_bytes_max);
Result<std::string> required_text_parameter(const Request& request, std::string_view name);
Result<std::optional<Date>> date_parameter(const Request& request, std::string_view name);
Result<std::optional<std::int64_t>> integer_parameter(const Request& request, std::string_view name, std::int64_t min,
                                                      std::int64_t max);
Result<bool> flag_parameter(const Request& request, std::string_view name);  // true/false/1/0, absent is false
// One of the listed words.
Result<std::optional<std::string>> choice_parameter(const Request& request, std::string_view name,
                                                    std::initializer_list<std::string_view> choices);

// `as_known`: an event number >= 0.
Result<std::optional<std::int64_t>> as_known_parameter(const Request& request);
// `limit`: 1..max.
Result<std::size_t> limit_parameter(const Request& request, std::size_t fallback = rows_default,
                                    std::size_t max = rows_max);

// A cursor is opaque to callers: the key of the last row they have seen, base64url over a JSON array.
std::string encode_cursor(const std::vector<std::string>& key);
// `cursor`, with exactly `parts` parts; anything else is http.cursor_malformed.
Result<std::optional<std::vector<std::string>>> cursor_parameter(const Request& request, std::size_t parts);

}  // namespace luytre::http
