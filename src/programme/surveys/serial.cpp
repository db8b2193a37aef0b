#include "programme/surveys/serial.h"

#include <sodium.h>

namespace luytre::surveys {
namespace {

// Crockford's base 32 (no I, L, O, U) without its last: 31 is prime, so the check sees every single letter mistaken and
// every two neighbours exchanged.
constexpr std::string_view letters = "0123456789ABCDEFGHJKMNPQRSTVWXY";
constexpr auto prime = static_cast<std::uint32_t>(letters.size());

char random_letter() { return letters[randombytes_uniform(prime)]; }

std::optional<char> check_letter(std::string_view body) {
  std::uint32_t sum = 0;
  for (const char each : body) {
    const std::size_t value = letters.find(each);
    if (value == std::string_view::npos) return std::nullopt;
    sum = (sum * 2 + static_cast<std::uint32_t>(value)) % prime;
  }
  return letters[sum];
}

char as_made(char typed) {
  if (typed >= 'a' && typed <= 'z') typed = static_cast<char>(typed - 'a' + 'A');
  if (typed == 'O') return '0';
  if (typed == 'I' || typed == 'L') return '1';
  return typed;
}

}  // namespace

std::string new_round_code() {
  std::string code;
  while (code.size() < round_code_letters) code += random_letter();
  return code;
}

std::string new_serial(std::string_view round_code) {
  std::string serial(round_code);
  while (serial.size() < serial_letters - 1) serial += random_letter();
  return serial + *check_letter(serial);
}

std::string shown_serial(std::string_view serial) {
  std::string shown;
  for (std::size_t i = 0; i < serial.size(); ++i) {
    if (i > 0 && i % 4 == 0) shown += '-';
    shown += serial[i];
  }
  return shown;
}

std::optional<std::string> serial_as_made(std::string_view typed) {
  std::string serial;
  for (const char each : typed) {
    if (each == '-' || each == ' ' || each == '\t') continue;
    serial += as_made(each);
    if (serial.size() > serial_letters) return std::nullopt;
  }
  if (serial.size() != serial_letters) return std::nullopt;
  const auto check = check_letter(std::string_view(serial).substr(0, serial_letters - 1));
  if (!check || *check != serial.back()) return std::nullopt;
  return serial;
}

std::string_view round_code_of(std::string_view serial) { return serial.substr(0, round_code_letters); }

}  // namespace luytre::surveys
