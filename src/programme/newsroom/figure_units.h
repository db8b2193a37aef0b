// What a number in a text counts or measures: the nouns and units of reports from villages, communes and provinces.
#pragma once

#include <string>
#include <vector>

#include "programme/newsroom/words.h"

namespace luytre::newsroom {

enum class UnitKind {
  none,
  counted,   // things and people: "xã", "lượt khách"
  measured,  // "km", "tấn/ha", "triệu đồng", "%": whatever stands before them is no name
  time,      // "ngày", "năm", "tuổi": how long something took, no figure
};

struct ReadUnit {
  UnitKind kind = UnitKind::none;
  std::string name;     // one spelling: "m²" for "m2" and "mét vuông"
  std::size_t end = 0;  // token after it
};

// The unit that begins at the token, longer names before shorter ones: "hộ nghèo", "triệu đồng/người/năm", "nghìn lượt
// khách". Kind none where none of the table begins.
ReadUnit unit_at(const std::vector<Token>& tokens, std::size_t at);

// Nothing, not even a blank, between the token and the next.
bool touches_next(const std::vector<Token>& tokens, std::size_t at);

}  // namespace luytre::newsroom
