// Whether a number only names something ("thôn 3", "Điều 5", "lần thứ hai"), by the words before and behind it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "programme/newsroom/figure_units.h"
#include "programme/newsroom/words.h"

namespace luytre::newsroom {

struct NumberPlace {
  const std::vector<Token>& tokens;
  std::size_t at;          // token of the number
  std::size_t number_end;  // token after it
  bool follows_figure;     // the word before belongs to a figure: "5 thôn 42 hộ"
};

// The number names what stands before it, though a counted unit follows. Measures are never names.
bool is_named(const NumberPlace& place, const ReadUnit& unit);

// "15/8", "5/9": a day and a month after a word that makes them one, or before a name.
bool is_day_of_year(const NumberPlace& place, const ReadUnit& unit);

// A word that is in no table is what the number counts: only where a count may begin before it and a thing may stand
// behind.
bool counts_unknown_thing(const NumberPlace& place);

// "gần", "hơn", "trên", "khoảng" before the number; "" when none is.
std::string about_before(const std::vector<Token>& tokens, std::size_t at);

// Whether the token stands between quotation marks: there slogans are, “5 không, 3 sạch”.
bool is_quoted(const std::vector<Token>& tokens, std::size_t at);

}  // namespace luytre::newsroom
