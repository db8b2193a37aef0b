#include "base/written_number.h"

#include <optional>
#include <string>

namespace luytre {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// Digits in groups of three after the first group of one to three ("12.345.678"), or no group mark at all.
bool whole_part(std::string_view text, char group, std::string& digits) {
  std::size_t in_group = 0;
  bool grouped = false;
  for (const char c : text) {
    if (c == group) {
      if (in_group == 0 || in_group > 3 || (grouped && in_group != 3)) return false;
      grouped = true;
      in_group = 0;
    } else if (is_digit(c)) {
      digits += c;
      ++in_group;
    } else {
      return false;
    }
  }
  return in_group > 0 && (!grouped || in_group == 3);
}

// The machine notation of `text` read in one style, or nothing when it is no number of that style.
std::optional<std::string> machine_notation(std::string_view text, char group, char point) {
  std::string digits;
  if (text.starts_with('-')) {
    digits = "-";
    text.remove_prefix(1);
  }
  const auto at = text.find(point);
  if (!whole_part(text.substr(0, at), group, digits)) return std::nullopt;
  if (at == std::string_view::npos) return digits;
  digits += '.';
  const std::string_view fraction = text.substr(at + 1);
  if (fraction.empty()) return std::nullopt;
  for (const char c : fraction) {
    if (!is_digit(c)) return std::nullopt;
    digits += c;
  }
  return digits;
}

struct Readings {
  std::optional<std::string> vietnamese;
  std::optional<std::string> english;
};

Readings readings_of(std::string_view text) {
  const std::string_view bare = trimmed(text);
  return {machine_notation(bare, '.', ','), machine_notation(bare, ',', '.')};
}

}  // namespace

Result<Decimal> parse_written_number(std::string_view text, NumberStyle style) {
  const Readings read = readings_of(text);
  const auto shown = [&] { return Arguments{{"text", std::string(text)}}; };
  if (style == NumberStyle::unknown) {
    if (read.vietnamese && read.english && *read.vietnamese != *read.english) {
      const auto as_vietnamese = Decimal::parse(*read.vietnamese);
      const auto as_english = Decimal::parse(*read.english);
      if (as_vietnamese && as_english && *as_vietnamese == *as_english) return as_english;  // "0.000"
      return refuse("number.ambiguous", shown());
    }
    if (read.vietnamese) return Decimal::parse(*read.vietnamese);
    if (read.english) return Decimal::parse(*read.english);
    return refuse("number.malformed", shown());
  }
  const auto& chosen = style == NumberStyle::vietnamese ? read.vietnamese : read.english;
  if (!chosen) return refuse("number.malformed", shown());
  return Decimal::parse(*chosen);
}

NumberStyle style_proven_by(std::string_view text) {
  const Readings read = readings_of(text);
  if (read.vietnamese.has_value() == read.english.has_value()) return NumberStyle::unknown;
  return read.vietnamese ? NumberStyle::vietnamese : NumberStyle::english;
}

}  // namespace luytre
