// Secrets that people carry: codes to type, digests to keep.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace luytre::accounts {

// Groups of four letters and digits that are not mistaken for each other: "K7QF-2MWA-…"; 5 bits a letter.
std::string new_code(std::size_t groups);

// What was typed, as new_code wrote it: upper case, one hyphen between groups, O and I read as 0 and 1.
std::string code_as_made(std::string_view typed);

// Hex of SHA-256. Enough for secrets of 100 random bits or more, which nobody can guess.
std::string digest_of(std::string_view secret);

// Without telling by its time where two texts differ.
bool same_secret(std::string_view a, std::string_view b);

}  // namespace luytre::accounts
