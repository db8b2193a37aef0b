// Whole numbers written in Vietnamese words: "hai mươi ba", "một trăm linh năm".
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "programme/newsroom/words.h"

namespace luytre::newsroom {

struct WrittenCount {
  std::int64_t value = 0;
  std::size_t end = 0;  // token after it
};

// The longest number that begins at the token; nothing where none does. "một" alone is an article, "hàng trăm" no
// number.
std::optional<WrittenCount> number_words_at(const std::vector<Token>& tokens, std::size_t at);

}  // namespace luytre::newsroom
