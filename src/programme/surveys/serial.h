// The number on a slip: three letters that name the round, eight at random, one that checks the others. It says nothing
// of where or to whom the slip was given.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace luytre::surveys {

inline constexpr std::size_t round_code_letters = 3;
inline constexpr std::size_t serial_letters = 12;

std::string new_round_code();                         // three letters and digits at random
std::string new_serial(std::string_view round_code);  // "7QX4F2K9ZTMC"
std::string shown_serial(std::string_view serial);    // "7QX4-F2K9-ZTMC"
// What was typed or scanned, as it was made: upper case, no hyphens or blanks, O, I and L read as 0, 1 and 1. Nothing:
// not twelve letters, or one of them is wrong.
std::optional<std::string> serial_as_made(std::string_view typed);
std::string_view round_code_of(std::string_view serial);

}  // namespace luytre::surveys
