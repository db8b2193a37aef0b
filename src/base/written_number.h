// Numbers as people write them: "5.860" and "71,3" in Vietnamese, "5,860" and "71.3" in English.
#pragma once

#include <string_view>

#include "base/decimal.h"

namespace luytre {

enum class NumberStyle { unknown, vietnamese, english };

// The exact value of a written number. With NumberStyle::unknown, a text that the two styles read as two values
// ("1.234") is refused as number.ambiguous: guessing would be wrong by a factor of a thousand. Also number.malformed.
Result<Decimal> parse_written_number(std::string_view text, NumberStyle style = NumberStyle::unknown);

// The style this text proves by itself ("1.234,5" is Vietnamese); unknown when it proves none.
NumberStyle style_proven_by(std::string_view text);

}  // namespace luytre
