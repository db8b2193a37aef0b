#include "programme/newsroom/moment.h"

#include <cctype>
#include <cstdint>

#include "platform/storage/instant.h"

namespace luytre::newsroom {
namespace {

constexpr std::int64_t minute_us = 60'000'000;
constexpr std::int64_t vietnam_minutes = 7 * 60;

bool is_shaped(std::string_view text, std::string_view shape) {
  if (text.size() != shape.size()) return false;
  for (std::size_t at = 0; at < shape.size(); ++at) {
    const bool is_digit = std::isdigit(static_cast<unsigned char>(text[at])) != 0;
    if (shape[at] == '0' ? !is_digit : text[at] != shape[at]) return false;
  }
  return true;
}

std::int64_t two_digits(std::string_view text) { return (text[0] - '0') * 10 + (text[1] - '0'); }

// Minutes before UTC; nothing when it is no zone.
Result<std::int64_t> minutes_of(std::string_view zone, std::string_view text) {
  if (zone.empty()) return vietnam_minutes;
  if (zone == "Z") return std::int64_t{0};
  const bool is_offset = is_shaped(zone.substr(1), "00:00") && (zone[0] == '+' || zone[0] == '-');
  if (!is_offset) return refuse("news.bad_instant", {{"text", std::string(text)}});
  const std::int64_t minutes = two_digits(zone.substr(1)) * 60 + two_digits(zone.substr(4));
  return zone[0] == '-' ? -minutes : minutes;
}

}  // namespace

Result<std::string> read_moment(std::string_view text) {
  const auto bad = [&] { return refuse("news.bad_instant", {{"text", std::string(text.substr(0, 60))}}); };
  constexpr std::size_t to_minutes = 16;
  if (text.size() < to_minutes) return bad();
  std::string head(text.substr(0, to_minutes));
  if (head[10] == ' ') head[10] = 'T';
  if (!is_shaped(head, "0000-00-00T00:00")) return bad();
  std::string_view rest = text.substr(to_minutes);
  std::string seconds = "00";
  if (rest.size() >= 3 && is_shaped(rest.substr(0, 3), ":00")) {
    seconds = rest.substr(1, 2);
    rest.remove_prefix(3);
  }
  if (rest.starts_with('.')) {  // parts of a second are not kept
    rest.remove_prefix(1);
    while (!rest.empty() && std::isdigit(static_cast<unsigned char>(rest.front())) != 0) rest.remove_prefix(1);
  }
  if (head.substr(0, 4) < "1950" || head.substr(0, 4) > "2190") return bad();  // days beyond are not kept
  const auto minutes = minutes_of(rest, text);
  if (!minutes) return bad();
  const auto local = storage::parse_instant(head + ":" + seconds + ".000000Z");
  if (!local) return bad();
  return storage::instant_text(*local - *minutes * minute_us);
}

std::string short_moment(std::string_view instant) {
  constexpr std::size_t to_seconds = 19;
  return instant.size() < to_seconds ? std::string(instant) : std::string(instant.substr(0, to_seconds)) + "Z";
}

}  // namespace luytre::newsroom
