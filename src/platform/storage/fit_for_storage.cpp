#include "platform/storage/fit_for_storage.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "platform/storage/database.h"

namespace luytre::storage {
namespace {

constexpr unsigned char_at(std::string_view text, std::size_t index) { return static_cast<unsigned char>(text[index]); }

// The length of the sequence that starts at `at`, 0 when it is not well formed (overlong, surrogate, cut off …).
std::size_t sequence_length(std::string_view text, std::size_t at) {
  const unsigned lead = char_at(text, at);
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4) return 0;
  const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (at + length > text.size()) return 0;
  const unsigned second = char_at(text, at + 1);
  const unsigned lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const unsigned highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  if (second < lowest || second > highest) return 0;
  for (std::size_t next = 2; next < length; ++next) {
    if ((char_at(text, at + next) & 0xC0U) != 0x80U) return 0;
  }
  return length;
}

}  // namespace

bool is_utf8(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    // Eight plain letters at a time: almost all bytes of JSON and codes.
    if (at + 8 <= text.size()) {
      std::uint64_t eight = 0;
      std::memcpy(&eight, text.data() + at, 8);
      if ((eight & 0x8080808080808080ULL) == 0) {
        at += 8;
        continue;
      }
    }
    const std::size_t length = sequence_length(text, at);
    if (length == 0) return false;
    at += length;
  }
  return true;
}

Done check_fit(const Value& value) {
  const auto* text = std::get_if<std::string>(&value);
  const auto* blob = std::get_if<Blob>(&value);
  const std::size_t size = text != nullptr ? text->size() : blob != nullptr ? blob->bytes.size() : 0;
  if (size > value_bytes_max) {
    return refuse("storage.value_too_large",
                  {{"bytes", std::to_string(size)}, {"bytes_max", std::to_string(value_bytes_max)}});
  }
  if (text == nullptr) return {};
  if (text->find('\0') != std::string::npos || !is_utf8(*text)) return refuse("storage.text_unfit");
  return {};
}

std::string quoted_name(std::string_view name) {
  std::string quoted = "\"";
  for (const char letter : name) {
    if (letter == '"') quoted += '"';
    quoted += letter;
  }
  return quoted + '"';
}

}  // namespace luytre::storage
