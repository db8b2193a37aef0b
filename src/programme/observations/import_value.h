// Reads the value cells of one row as its measure wants them. Never guesses: what can be read two ways is refused.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"
#include "base/written_number.h"
#include "programme/criteria/criteria_set.h"
#include "programme/observations/observation.h"

namespace luytre::observations {

struct ValueCells {
  std::string_view value;
  std::string_view numerator;
  std::string_view denominator;
  bool is_blank() const { return value.empty() && numerator.empty() && denominator.empty(); }
};

// A written number, "0,5" and "0.5" included: no style groups digits after a lone zero. A text that the two styles read
// differently is "observations.ambiguous_number" unless `style` was declared.
Result<Decimal> read_number(std::string_view text, NumberStyle style);

// The value of a row that is not blank, or all its faults as causes of one problem; with a single fault that fault.
// Words for any measure: "không áp dụng", "n/a" (not applicable) and "rút", "withdrawn" (takes an earlier value back).
Result<ObservedValue> read_value(const criteria::Measure&, const ValueCells&, NumberStyle style);

// A value of numbers alone.
struct PlainValue {
  ValueKind kind = ValueKind::number;
  Decimal number;
  Decimal denominator = Decimal::of(1);
};

// What read_value says where the cells hold plain digits with at most one mark, which nobody reads two ways, and
// nothing is wrong with them: most rows of most files. None: ask read_value.
std::optional<PlainValue> read_plain_value(const criteria::Measure&, const ValueCells&, NumberStyle style);

// "male" or "female" from male, female, nam, nữ; "" from an empty cell. Problem observations.dimension_unknown.
Result<std::string> read_dimension(const criteria::Measure&, std::string_view cell);

}  // namespace luytre::observations
