#include "platform/http/range.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace luytre::http {
namespace {

std::optional<std::size_t> whole_number(std::string_view text) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

ByteRange parse_range(std::string_view header, std::size_t size) {
  using Kind = ByteRange::Kind;
  constexpr std::string_view unit = "bytes=";
  const std::size_t dash = header.find('-');
  if (!header.starts_with(unit) || dash == std::string_view::npos) return {};
  const auto from = header.substr(unit.size(), dash - unit.size());
  const auto to = header.substr(dash + 1);
  const auto first = whole_number(from), last = whole_number(to);
  if (from.empty()) {
    if (!last) return {};
    const std::size_t length = std::min(*last, size);
    return length == 0 ? ByteRange{Kind::unsatisfiable} : ByteRange{Kind::part, size - length, length};
  }
  if (!first || (!to.empty() && (!last || *last < *first))) return {};
  if (*first >= size) return {Kind::unsatisfiable};
  const std::size_t end = to.empty() ? size : std::min(*last, size - 1) + 1;
  return {Kind::part, *first, end - *first};
}

ByteRange range_of(const Request& request, std::size_t size, std::string_view etag) {
  const auto same = request.header("if-range");
  if (request.method != "GET" || (!same.empty() && same != etag)) return {};
  return parse_range(request.header("range"), size);
}

}  // namespace luytre::http
