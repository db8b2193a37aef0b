// What of a sender's words is shown: a moderator marks characters that are not, and changes nothing else. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "programme/citizens/question.h"

namespace luytre::citizens {

inline constexpr std::size_t marks_max = 100;
inline constexpr std::string_view redaction = "[…]";

std::size_t characters_of(std::string_view words);  // Unicode code points

// `words` with each mark as "[…]". Problem citizens.bad_marks: out of order, overlapping, empty, beyond the words or
// too many.
Result<std::string> redacted(std::string_view words, const std::vector<Mark>& marks);

std::string text_of(const std::vector<Mark>& marks);  // "[[0,4],[10,12]]"
std::vector<Mark> marks_of(std::string_view text);

}  // namespace luytre::citizens
