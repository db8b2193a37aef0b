// The table of rule kinds: name, which way is better, whether it has parts, whether law writes a threshold for it.
#include <array>

#include "engine/program.h"

namespace luytre::engine {

namespace {

struct KindRow {
  RuleKind kind;
  std::string_view name;
  Direction direction;
  bool has_parts;
  bool takes_threshold;
};

constexpr std::array<KindRow, 19> kind_rows = {{
    {RuleKind::at_least, "at_least", Direction::higher, false, true},
    {RuleKind::more_than, "more_than", Direction::higher, false, true},
    {RuleKind::at_most, "at_most", Direction::lower, false, true},
    {RuleKind::less_than, "less_than", Direction::lower, false, true},
    {RuleKind::equals, "equals", Direction::none, false, true},
    {RuleKind::between, "between", Direction::none, false, true},
    {RuleKind::is_true, "is_true", Direction::none, false, false},
    {RuleKind::grade_at_least, "grade_at_least", Direction::higher, false, true},
    {RuleKind::growth_at_least, "growth_at_least", Direction::higher, false, true},
    {RuleKind::relative_at_least, "relative_at_least", Direction::higher, false, true},
    {RuleKind::none_in_period, "none_in_period", Direction::none, false, false},
    {RuleKind::prerequisite, "prerequisite", Direction::none, false, false},
    {RuleKind::children_share_at_least, "children_share_at_least", Direction::higher, false, true},
    {RuleKind::all_of, "all_of", Direction::none, true, false},
    {RuleKind::any_of, "any_of", Direction::none, true, false},
    {RuleKind::count_at_least, "count_at_least", Direction::higher, true, true},
    {RuleKind::each_of, "each_of", Direction::none, true, true},
    {RuleKind::score_bands, "score_bands", Direction::higher, false, true},
    {RuleKind::unknown, "unknown", Direction::none, false, false},
}};

const KindRow& row_of(RuleKind kind) { return kind_rows.at(static_cast<std::size_t>(kind)); }

consteval bool rows_follow_the_enumeration() {
  for (std::size_t i = 0; i < kind_rows.size(); ++i) {
    if (static_cast<std::size_t>(kind_rows[i].kind) != i) return false;
  }
  return true;
}
static_assert(rows_follow_the_enumeration());

}  // namespace

std::string_view name_of(RuleKind kind) { return row_of(kind).name; }

std::optional<RuleKind> rule_kind_named(std::string_view name) {
  for (const KindRow& row : kind_rows) {
    if (row.name == name) return row.kind;
  }
  return std::nullopt;
}

bool has_parts(RuleKind kind) { return row_of(kind).has_parts; }
bool takes_threshold(RuleKind kind) { return row_of(kind).takes_threshold; }
Direction direction_of(RuleKind kind) { return row_of(kind).direction; }

}  // namespace luytre::engine
