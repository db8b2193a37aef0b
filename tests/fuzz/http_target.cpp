// Targets and parameters: any target is a decoded request or a problem; nothing decoded leaves the tree.

#include "fuzz/input.h"
#include "platform/http/parameters.h"
#include "platform/http/request.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace luytre::http;
  using luytre::fuzz::hold;
  const auto text = luytre::fuzz::text_of(data, size);
  const auto request = parse_target(text);
  if (!request) {
    hold(!request.error().code.empty(), "a problem has a code");
    return 0;
  }
  hold(request->path.starts_with('/'), "a path begins with a slash");
  for (const auto& segment : request->segments) {
    hold(segment != "." && segment != "..", "no segment climbs");
    if (segment.empty()) continue;
    hold(parse_target("/" + percent_encoded(segment))->segments == std::vector<std::string>{segment},
         "an encoded segment decodes to itself");
  }
  static_cast<void>(check_parameters(*request, {"as_of", "as_known", "limit", "cursor"}));
  static_cast<void>(date_parameter(*request, "as_of"));
  static_cast<void>(as_known_parameter(*request));
  static_cast<void>(flag_parameter(*request, "flag"));
  static_cast<void>(choice_parameter(*request, "opinion", {"self", "sector"}));
  if (const auto limit = limit_parameter(*request)) hold(*limit >= 1 && *limit <= rows_max, "limits hold");
  if (const auto cursor = cursor_parameter(*request, 2); cursor && *cursor) {
    hold((*cursor)->size() == 2, "a cursor has its parts");
  }
  return 0;
}
