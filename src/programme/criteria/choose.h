// Which column of a set concerns a unit, and which row of a rule applies to it on a date. Inside the room only.
#pragma once

#include <string>
#include <string_view>

#include "programme/criteria/compile.h"

namespace luytre::criteria {

// What the unit says for an attribute; nullptr: not known. `kind`, `level` and `province` are always there.
const std::string* attribute_of(const UnitFacts& unit, std::string_view name);

struct ColumnChoice {
  std::string column;  // empty: the set has one column, or the class is unknown
  bool is_unknown = false;
  const ColumnOverride* chosen_by = nullptr;
};

// Class override beats the attribute, in the order of the law. While an override is undecided the column is known only
// when every way it can turn leads to the same one.
ColumnChoice choose_column(const CriteriaSet& set, const UnitFacts& unit);

struct RowQuestion {
  const ColumnChoice& column;
  const ProvincialLayer* provincial = nullptr;
  Date as_of;
  int year = 0;
  std::string_view dimension;
};

struct RowChoice {
  const Threshold* row = nullptr;  // null: none, and `missing` says why
  engine::Reason missing = engine::Reason::none;
  bool is_provincial = false;  // from the question's provincial layer
};

// In a layer, the row of the unit's column beats "all", a row of the year beats one without, then the last that has
// begun by the date (before all of them: the first). Between layers: a delegated rule takes the layer it is left to;
// otherwise the stricter value. A rule whose kind needs no number has a row only where the law names columns.
RowChoice choose_row(const RuleNode& rule, const RowQuestion& question);

}  // namespace luytre::criteria
