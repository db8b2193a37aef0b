// Random sets of every rule kind, for properties of tests: thresholds by column, layer, day and year, conditions,
// exceptions, parts, prerequisites.
#pragma once

#include <rapidcheck.h>

#include <string>
#include <vector>

#include "programme/criteria/library.h"

namespace luytre::judgement::drawn {

using criteria::CriteriaSet;
using criteria::RuleNode;
using engine::RuleKind;

inline constexpr std::string_view set_id = "random/2021-2025";
inline constexpr std::string_view other_id = "other/2021-2025";
inline const Date begins = Date::of(2018, 1, 1);

// The whole range from the first case on: rapidcheck would begin with small numbers only.
inline int pick(int below) { return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(0, below)); }
inline bool chance(int percent) { return pick(100) < percent; }
template <class T>
T one_of(std::vector<T> choices) {
  return choices[static_cast<std::size_t>(pick(static_cast<int>(choices.size())))];
}

inline criteria::Measure measure(const std::string& id, criteria::MeasureKind kind, std::optional<int> age) {
  criteria::Measure made;
  made.id = id;
  made.kind = kind;
  made.maximum_age_months = age;
  if (kind == criteria::MeasureKind::grade) made.grades = {"low", "middle", "high"};
  return made;
}

inline std::vector<criteria::Measure> measures() {
  using Kind = criteria::MeasureKind;
  std::vector<criteria::Measure> all{measure("count", Kind::count, std::nullopt), measure("grade", Kind::grade, 18),
                                     measure("incident", Kind::count, 30),        measure("number", Kind::number, 18),
                                     measure("score", Kind::score, std::nullopt), measure("sex", Kind::share, 18),
                                     measure("share", Kind::share, 18),           measure("truth", Kind::truth, 18)};
  for (std::size_t i = 0; i < all.size(); ++i) all[i].ordinal = i;
  return all;
}

inline criteria::Condition condition(int depth) {
  using Kind = criteria::Condition::Kind;
  criteria::Condition made;
  const int shape = pick(depth > 0 ? 6 : 3);
  if (shape == 0) {
    made.kind = Kind::attribute_in;
    made.name = one_of<std::string>({"border", "region"});
    made.values = {one_of<std::string>({"yes", "A"})};
    return made;
  }
  if (shape <= 2) {
    made.name = one_of<std::string>({"count", "truth"});
    made.kind = made.name == "truth"
                    ? Kind::measure_is_true
                    : one_of<Kind>({Kind::measure_at_least, Kind::measure_more_than, Kind::measure_at_most,
                                    Kind::measure_less_than, Kind::measure_equals});
    made.limit = Decimal::of(pick(4));
    return made;
  }
  made.kind = one_of<Kind>({Kind::all, Kind::any, Kind::negation});
  const int parts = made.kind == Kind::negation ? 1 : 2;
  for (int i = 0; i < parts; ++i) made.parts.push_back(condition(depth - 1));
  return made;
}

inline criteria::Threshold threshold(RuleKind kind, const std::string& column, criteria::Layer layer) {
  criteria::Threshold row;
  row.column = column;
  row.layer = layer;
  row.from = one_of<Date>({Date::of(2021, 1, 1), Date::of(2023, 6, 1)});
  const int state = pick(10);
  row.state = state == 0   ? criteria::ThresholdState::unknown
              : state == 1 ? criteria::ThresholdState::not_applicable
                           : criteria::ThresholdState::known;
  const bool is_rank = kind == RuleKind::grade_at_least || kind == RuleKind::score_bands;
  if (is_rank) {
    row.value = Decimal::of(pick(3));
  } else if (kind == RuleKind::relative_at_least) {
    row.value = Decimal::from(8 + pick(8), 1);
  } else if (kind == RuleKind::count_at_least) {
    row.value = Decimal::of(pick(4));
  } else {
    row.value = Decimal::from(10 * pick(20), 1);
  }
  row.upper = *add(row.value, Decimal::of(pick(5)));
  return row;
}

inline std::vector<criteria::Threshold> thresholds(RuleKind kind) {
  std::vector<criteria::Threshold> rows;
  for (const auto layer : {criteria::Layer::decree, criteria::Layer::ministry, criteria::Layer::province}) {
    if (!chance(layer == criteria::Layer::decree ? 90 : 15)) continue;
    const bool by_column = chance(60);
    const auto columns = by_column ? std::vector<std::string>{"A", "B"} : std::vector<std::string>{"all"};
    for (const auto& column : columns) {
      rows.push_back(threshold(kind, column, layer));
      if (chance(25)) {  // a later row of the same column
        rows.push_back(threshold(kind, column, layer));
        rows.back().from = Date::of(2024, 1, 1);
      }
      if (chance(20)) rows.back().year = 2022 + pick(3);
    }
  }
  return rows;
}

inline RuleNode rule(int depth, bool is_district, const std::string& number);

inline void shape_parts(RuleNode& made, int depth, bool is_district) {
  const int parts = 1 + pick(3);
  for (int i = 0; i < parts; ++i) {
    made.parts.push_back(rule(depth - 1, is_district, made.number + "." + std::to_string(i + 1)));
    made.parts.back().is_mandatory = made.kind == RuleKind::count_at_least && chance(30);
  }
  made.counts_as_share = made.kind == RuleKind::count_at_least && chance(40);
  if (made.counts_as_share) {
    for (auto& row : made.thresholds) row.value = Decimal::of(10 * pick(11));
  }
}

inline void shape(RuleNode& made, int depth, bool is_district) {
  switch (made.kind) {
    case RuleKind::is_true:
      made.measure = "truth";
      break;
    case RuleKind::grade_at_least:
      made.measure = "grade";
      break;
    case RuleKind::growth_at_least:
      made.measure = "number";
      made.since_years = 1;
      break;
    case RuleKind::relative_at_least:
      made.measure = "number";
      if (chance(50)) {
        made.relative_to.measure = "number";
        made.relative_to.of = "province";
      } else {
        made.relative_to.threshold_of_set = other_id;
        made.relative_to.threshold_of_indicator = "1.1";
      }
      break;
    case RuleKind::none_in_period:
      made.measure = "incident";
      made.window_months = 24;
      break;
    case RuleKind::prerequisite:
      made.prerequisite_set = other_id;
      made.prerequisite_need = chance(50) ? criteria::Need::met : criteria::Need::recognised;
      break;
    case RuleKind::children_share_at_least:
      made.children.level = "commune";
      made.children.kinds = {"commune"};
      made.children.holds = other_id;
      made.children.none_is_not_applicable = chance(30);
      for (auto& row : made.thresholds) row.value = Decimal::of(10 * pick(11));
      break;
    case RuleKind::each_of:
      made.measure = "sex";
      made.dimension = "sex";
      made.dimension_values = {"male", "female"};
      made.each = one_of<RuleKind>({RuleKind::at_least, RuleKind::more_than, RuleKind::at_most});
      break;
    case RuleKind::score_bands:
      made.measure = "score";
      made.bands = {{"low", Decimal::of(3), Decimal::of(7), {}},
                    {"middle", Decimal::of(7), Decimal::of(12), {}},
                    {"high", Decimal::of(12), Decimal::of(18), {}}};
      break;
    case RuleKind::all_of:
    case RuleKind::any_of:
    case RuleKind::count_at_least:
      shape_parts(made, depth, is_district);
      break;
    case RuleKind::unknown:
      break;
    default:
      made.measure = one_of<std::string>({"number", "share", "count"});
      break;
  }
}

inline RuleNode rule(int depth, bool is_district, const std::string& number) {
  std::vector<RuleKind> kinds{RuleKind::at_least,          RuleKind::more_than,      RuleKind::at_most,
                              RuleKind::less_than,         RuleKind::equals,         RuleKind::between,
                              RuleKind::is_true,           RuleKind::grade_at_least, RuleKind::growth_at_least,
                              RuleKind::relative_at_least, RuleKind::none_in_period, RuleKind::prerequisite,
                              RuleKind::each_of,           RuleKind::score_bands,    RuleKind::unknown};
  if (is_district) kinds.push_back(RuleKind::children_share_at_least);
  if (depth > 0) kinds.insert(kinds.end(), {RuleKind::all_of, RuleKind::any_of, RuleKind::count_at_least});
  RuleNode made;
  made.kind = one_of(kinds);
  made.number = number;
  made.id = "rule_" + number;
  if (engine::takes_threshold(made.kind)) {
    made.thresholds = thresholds(made.kind == RuleKind::each_of ? RuleKind::at_least : made.kind);
    if (chance(15)) made.delegated = one_of<criteria::Layer>({criteria::Layer::ministry, criteria::Layer::province});
  }
  shape(made, depth, is_district);
  if (chance(15)) made.applies_if = condition(1);
  if (chance(15)) {
    criteria::Exception exception;
    exception.when = condition(1);
    exception.outcome = chance(70) ? engine::Outcome::not_applicable : engine::Outcome::met;
    made.exceptions.push_back(exception);
  }
  return made;
}

inline CriteriaSet random_set(bool is_district) {
  CriteriaSet set;
  set.id = set_id;
  set.tier = "advanced";
  set.level = is_district ? criteria::SetLevel::district : criteria::SetLevel::commune;
  set.period = {Date::of(2021, 1, 1), Date::of(2026, 1, 1)};
  set.column_attribute = "region";
  set.columns = {"A", "B"};
  if (chance(30)) set.column_overrides.push_back({condition(0), "A", {}, criteria::Confidence::sourced});
  for (auto& one : set.column_overrides) {  // columns look at attributes only
    one.when = {};
    one.when.kind = criteria::Condition::Kind::attribute_in;
    one.when.name = "border";
    one.when.values = {"yes"};
  }
  if (chance(20)) {
    set.prerequisites.push_back({std::string(other_id),
                                 chance(50) ? criteria::Need::met : criteria::Need::recognised,
                                 {},
                                 criteria::Confidence::sourced,
                                 {}});
  }
  const int criteria_count = 1 + pick(3);
  for (int c = 1; c <= criteria_count; ++c) {
    criteria::Criterion criterion;
    criterion.number = std::to_string(c);
    criterion.counts = chance(85);
    const int indicators = 1 + pick(3);
    for (int i = 1; i <= indicators; ++i) {
      criteria::Indicator indicator;
      indicator.rule = rule(2, is_district, criterion.number + "." + std::to_string(i));
      indicator.is_encouraged = chance(10);
      criterion.indicators.push_back(std::move(indicator));
    }
    set.criteria.push_back(std::move(criterion));
  }
  return set;
}

// The set that the other refers to: one indicator about `number`.
inline CriteriaSet other_set(bool is_district) {
  CriteriaSet set;
  set.id = other_id;
  set.tier = "ntm";
  set.level = is_district ? criteria::SetLevel::district : criteria::SetLevel::commune;
  set.period = {Date::of(2021, 1, 1), Date::of(2026, 1, 1)};
  set.column_attribute = "region";
  set.columns = {"A", "B"};
  criteria::Criterion criterion;
  criterion.number = "1";
  criteria::Indicator indicator;
  indicator.rule.kind = RuleKind::at_least;
  indicator.rule.number = "1.1";
  indicator.rule.id = "rule_1.1";
  indicator.rule.measure = "number";
  indicator.rule.thresholds = thresholds(RuleKind::at_least);
  criterion.indicators.push_back(std::move(indicator));
  set.criteria.push_back(std::move(criterion));
  return set;
}

}  // namespace luytre::judgement::drawn
