// Vietnamese text, by ICU: folding for search, slugs, and the order of the alphabet.
#pragma once

#include <string>
#include <string_view>

namespace luytre {

// Lower case, no marks, đ as d, single blanks, trimmed: "Cao  Lộc" -> "cao loc".
std::string fold(std::string_view utf8);

// Letters and digits of the folded text joined by hyphens: "Thành phố Lạng Sơn" -> "thanh-pho-lang-son".
std::string slug(std::string_view utf8);

std::string nfc(std::string_view utf8);
std::string lower(std::string_view utf8);  // lower case with its marks kept

// The order of a Vietnamese dictionary (a ă â … d đ e ê …); total, so usable in a sort.
bool vietnamese_less(std::string_view a, std::string_view b);
std::string vietnamese_sort_key(std::string_view utf8);  // compares bytewise as vietnamese_less does

bool is_valid_utf8(std::string_view bytes);

}  // namespace luytre
