// Gaps, overlaps and missing classes in the rows of one rule.
#include <algorithm>
#include <set>
#include <tuple>

#include "programme/criteria/check_rules.h"

namespace luytre::criteria {

namespace {

bool is_column(const CriteriaSet& set, const std::string& column) {
  return column == "all" || std::find(set.columns.begin(), set.columns.end(), column) != set.columns.end();
}

void check_values(const RuleCheck& check, const RuleNode& rule) {
  const Measure* measure = check.library.measure(rule.measure);
  const RuleKind kind = rule.kind == RuleKind::each_of ? rule.each : rule.kind;
  const bool is_relative = kind == RuleKind::growth_at_least || kind == RuleKind::relative_at_least;
  const bool is_percent = !is_relative && ((measure != nullptr && measure->kind == MeasureKind::share) ||
                                           kind == RuleKind::children_share_at_least ||
                                           (kind == RuleKind::count_at_least && rule.counts_as_share));
  for (const Threshold& row : rule.thresholds) {
    const Arguments who = {{"indicator", label_of(rule)}, {"class", row.column}, {"value", row.text}};
    if (!is_column(check.set, row.column)) check.report("criteria.unknown_class", who, row.place);
    if (row.confidence == Confidence::confirmed) check.report("criteria.self_confirmed", who, row.place);
    if (row.reference) check_reference(check, *row.reference, label_of(rule), row.place);
    if (row.state != ThresholdState::known) continue;
    if ((kind == RuleKind::grade_at_least || kind == RuleKind::score_bands) && row.value.is_negative()) {
      check.report("criteria.unknown_grade", who, row.place);
    }
    if (is_percent && (row.value.is_negative() || Decimal::of(100) < row.value)) {
      check.report("criteria.impossible_percent", who, row.place);
    }
  }
}

// The same key twice: which one is law nobody could tell.
void check_overlaps(const RuleCheck& check, const RuleNode& rule) {
  std::set<std::tuple<std::string, int, std::string, Layer, Date>> seen;
  for (const Threshold& row : rule.thresholds) {
    if (seen.insert({row.column, row.year.value_or(0), row.dimension, row.layer, row.from}).second) continue;
    check.report("criteria.overlap", {{"indicator", label_of(rule)}, {"class", row.column}, {"from", row.from.text()}},
                 row.place);
  }
}

// What one column and value of the dimension finds among the rows.
struct Coverage {
  bool has_row = false;
  const Threshold* first = nullptr;  // the earliest without a year
  std::set<int> years;
};

Coverage coverage_of(const RuleNode& rule, const std::string& column, const std::string& dimension) {
  Coverage coverage;
  for (const Threshold& row : rule.thresholds) {
    if (row.column != "all" && row.column != column) continue;
    if (!row.dimension.empty() && row.dimension != dimension) continue;
    coverage.has_row = true;
    if (row.year) {
      coverage.years.insert(*row.year);
    } else if (coverage.first == nullptr || row.from < coverage.first->from) {
      coverage.first = &row;
    }
  }
  return coverage;
}

void check_column(const RuleCheck& check, const RuleNode& rule, const std::string& column,
                  const std::string& dimension) {
  const Coverage coverage = coverage_of(rule, column, dimension);
  if (!coverage.has_row) {
    check.report("criteria.missing_class", {{"indicator", label_of(rule)}, {"class", column + dimension}}, rule.place);
    return;
  }
  if (coverage.first != nullptr) {
    const Date begins = std::max(check.set.period.from, check.set.in_force.from);
    if (begins < coverage.first->from) {
      check.report("criteria.gap",
                   {{"indicator", label_of(rule)},
                    {"class", column},
                    {"from", begins.text()},
                    {"to", coverage.first->from.text()}},
                   coverage.first->place);
    }
    return;
  }
  for (int year = *coverage.years.begin(); year <= *coverage.years.rbegin(); ++year) {
    if (coverage.years.contains(year)) continue;
    const std::string text = std::to_string(year);
    check.report("criteria.gap", {{"indicator", label_of(rule)}, {"class", column}, {"from", text}, {"to", text}},
                 rule.place);
  }
}

}  // namespace

void check_rows(const RuleCheck& check, const RuleNode& rule) {
  check_values(check, rule);
  check_overlaps(check, rule);
}

void check_thresholds(const RuleCheck& check, const RuleNode& rule) {
  check_rows(check, rule);
  if (rule.thresholds.empty()) {
    if (engine::takes_threshold(rule.kind) && !rule.delegated) {
      check.report("criteria.missing_threshold", {{"indicator", label_of(rule)}}, rule.place);
    }
    return;
  }
  std::vector<std::string> columns = check.set.columns;
  if (columns.empty()) columns = {"all"};
  std::vector<std::string> dimensions = rule.dimension_values;
  if (dimensions.empty()) dimensions = {""};
  for (const std::string& column : columns) {
    for (const std::string& dimension : dimensions) check_column(check, rule, column, dimension);
  }
}

}  // namespace luytre::criteria
