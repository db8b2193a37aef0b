#include "platform/sheets/cell_value.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <optional>

#include "base/date.h"

namespace luytre::sheets {
namespace {

constexpr std::size_t significant_digits_max = 15;
constexpr int exponent_max = 30;
constexpr int seconds_of_day = 86'400;
constexpr int never_was_day = 60;  // Excel's 29 February 1900

// ±digits × 10^exponent
struct Scientific {
  bool is_negative = false;
  std::string digits;
  int exponent = 0;
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::optional<Scientific> parse_scientific(std::string_view text) {
  Scientific number;
  std::size_t at = 0;
  if (at < text.size() && (text[at] == '-' || text[at] == '+')) number.is_negative = text[at++] == '-';
  int scale = 0;
  bool has_point = false;
  for (; at < text.size() && (is_digit(text[at]) || (text[at] == '.' && !has_point)); ++at) {
    if (text[at] == '.') {
      has_point = true;
      continue;
    }
    number.digits += text[at];
    if (has_point) ++scale;
  }
  if (number.digits.empty() || number.digits.size() > 400) return std::nullopt;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    if (++at < text.size() && text[at] == '+') ++at;
    const auto [end, error] = std::from_chars(text.data() + at, text.data() + text.size(), number.exponent);
    if (error != std::errc() || std::abs(number.exponent) > 1'000) return std::nullopt;
    at = static_cast<std::size_t>(end - text.data());
  }
  if (at != text.size()) return std::nullopt;
  number.exponent -= scale;
  return number;
}

// Half away from zero, on decimal digits.
void round_to_shown(Scientific& number) {
  const auto first = number.digits.find_first_not_of('0');
  if (first == std::string::npos) {
    number = Scientific{false, "0", 0};
    return;
  }
  number.digits.erase(0, first);
  if (number.digits.size() > significant_digits_max) {
    const bool rounds_up = number.digits[significant_digits_max] >= '5';
    number.exponent += static_cast<int>(number.digits.size() - significant_digits_max);
    number.digits.resize(significant_digits_max);
    if (rounds_up) {
      std::size_t at = number.digits.size();
      while (at > 0 && number.digits[at - 1] == '9') number.digits[--at] = '0';
      if (at > 0) {
        ++number.digits[at - 1];
      } else {
        number.digits.insert(number.digits.begin(), '1');
      }
    }
  }
  while (number.digits.size() > 1 && number.digits.back() == '0') {
    number.digits.pop_back();
    ++number.exponent;
  }
}

std::string plain(const Scientific& number) {
  std::string text = number.digits;
  if (number.exponent >= 0) {
    text.append(static_cast<std::size_t>(number.exponent), '0');
  } else {
    const auto scale = static_cast<std::size_t>(-number.exponent);
    if (text.size() <= scale) text.insert(0, scale - text.size() + 1, '0');
    text.insert(text.size() - scale, 1, '.');
  }
  return number.is_negative ? "-" + text : text;
}

std::string time_text(int seconds) {
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  return text.data();
}

void append_utf8(std::string& text, unsigned code) {
  if (code < 0x80) {
    text += static_cast<char>(code);
  } else if (code < 0x800) {
    text += static_cast<char>(0xC0U | (code >> 6U));
    text += static_cast<char>(0x80U | (code & 0x3FU));
  } else {
    text += static_cast<char>(0xE0U | (code >> 12U));
    text += static_cast<char>(0x80U | ((code >> 6U) & 0x3FU));
    text += static_cast<char>(0x80U | (code & 0x3FU));
  }
}

// The character that "_x0041_" at the beginning of `text` stands for; halves of surrogate pairs and NUL do not count.
std::optional<unsigned> escaped_character(std::string_view text) {
  constexpr std::size_t length = 7;
  if (text.size() < length || text[0] != '_' || text[1] != 'x' || text[length - 1] != '_') return std::nullopt;
  unsigned code = 0;
  const auto [end, error] = std::from_chars(text.data() + 2, text.data() + length - 1, code, 16);
  if (error != std::errc() || end != text.data() + length - 1) return std::nullopt;
  if (code == 0 || (code >= 0xD800 && code <= 0xDFFF) || code >= 0xFFFE) return std::nullopt;
  return code;
}

}  // namespace

std::string shown_number(std::string_view written) {
  auto number = parse_scientific(written);
  if (!number) return std::string(written);
  round_to_shown(*number);
  if (std::abs(number->exponent) > exponent_max) return std::string(written);
  return plain(*number);
}

bool is_date_format(std::string_view code) {
  bool is_date = false;
  for (std::size_t at = 0; at < code.size(); ++at) {
    const char c = code[at];
    if (c == '"') {
      at = code.find('"', at + 1);
      if (at == std::string_view::npos) break;
    } else if (c == '\\' || c == '_' || c == '*') {
      ++at;
    } else if (c == '[') {
      const auto end = code.find(']', at);
      if (end == std::string_view::npos) break;
      const auto inside = code.substr(at + 1, end - at - 1);
      if (!inside.empty() && inside.find_first_not_of("hHmMsS") == std::string_view::npos) return false;
      at = end;
    } else if (std::string_view("dDmMyYhHsS").find(c) != std::string_view::npos) {
      // "General" of any language has none of these letters before a 0 or # of its own.
      is_date = true;
    } else if (c == '0' || c == '#' || c == '?') {
      // Digits stand in a date only as parts of a second ("ss.000").
      if (!is_date) return false;
    } else if (c == ';') {
      break;
    }
  }
  return is_date;
}

bool is_percent_format(std::string_view code) {
  bool is_quoted = false;
  for (std::size_t at = 0; at < code.size(); ++at) {
    if (code[at] == '"') is_quoted = !is_quoted;
    if (is_quoted) continue;
    if (code[at] == '\\' || code[at] == '_' || code[at] == '*') {
      ++at;  // the next character stands for itself, for its width or for filling
    } else if (code[at] == '%') {
      return true;
    }
  }
  return false;
}

bool is_built_in_percent_format(int id) {
  constexpr int whole = 9, with_two_digits = 10;  // "0%", "0.00%"
  return id == whole || id == with_two_digits;
}

bool is_built_in_date_format(int id) {
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || id == 45 || id == 47 || (id >= 50 && id <= 58);
}

std::string date_of_serial(std::string_view serial, bool is_1904) {
  double value = 0;
  const auto [end, error] = std::from_chars(serial.data(), serial.data() + serial.size(), value);
  if (error != std::errc() || end != serial.data() + serial.size()) return "";
  if (!(value >= 0) || value >= 200'000) return "";
  auto days = static_cast<int>(std::floor(value));
  auto seconds = static_cast<int>(std::lround((value - days) * seconds_of_day));
  if (seconds == seconds_of_day) {
    seconds = 0;
    ++days;
  }
  if (days == 0 && !is_1904) return time_text(seconds);
  if (days == never_was_day && !is_1904) return "";
  Date first = Date::of(1904, 1, 1);
  if (!is_1904) first = days < never_was_day ? Date::of(1900, 1, 1).plus_days(-1) : Date::of(1900, 1, 1).plus_days(-2);
  const Date day = first.plus_days(days);
  if (day < Date::of(1900, 1, 1) || day > Date::of(2199, 12, 31)) return "";
  return seconds == 0 ? day.text() : day.text() + "T" + time_text(seconds);
}

std::string unescaped(std::string_view text) {
  const auto is_plain = [](char c) { return c != '_' && static_cast<unsigned char>(c) >= 0x20 && c != 0x7F; };
  if (std::all_of(text.begin(), text.end(), is_plain)) return std::string(text);
  std::string plain_text;
  plain_text.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    unsigned code = static_cast<unsigned char>(text[at]);
    if (const auto escaped = escaped_character(text.substr(at))) {
      code = *escaped;
      at += 7;
      if (code >= 0x80) {
        append_utf8(plain_text, code);
        continue;
      }
    } else {
      ++at;
    }
    const bool is_control = code < 0x20 && code != '\n' && code != '\t';
    if (!is_control && code != 0x7F) plain_text += static_cast<char>(code);
  }
  return plain_text;
}

}  // namespace luytre::sheets
