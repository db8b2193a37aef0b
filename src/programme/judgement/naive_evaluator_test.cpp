#include "programme/judgement/naive_evaluator.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace luytre::judgement::naive {

namespace {

using criteria::RuleNode;
using criteria::Threshold;
using engine::Outcome;
using engine::RuleKind;

// Small numbers only: every product below fits.
struct Fraction {
  std::int64_t top = 0;
  std::int64_t bottom = 1;
};
int compare(Fraction a, Fraction b) {
  const auto left = a.top * b.bottom;
  const auto right = b.top * a.bottom;
  return left < right ? -1 : left > right ? 1 : 0;
}
Fraction times(Fraction a, Fraction b) { return {a.top * b.top, a.bottom * b.bottom}; }
Fraction of(const Decimal& decimal) {
  std::int64_t bottom = 1;
  for (int i = 0; i < decimal.scale(); ++i) bottom *= 10;
  return {decimal.coefficient(), bottom};
}

std::optional<Fraction> amount(const Reported& reported) {
  if (reported.denominator == 0) return Fraction{reported.amount, 1};
  return Fraction{reported.amount * 100, reported.denominator};  // in percent
}

const Reported* newest(const World& world, const std::string& measure, const std::string& dimension, Date day,
                       bool of_province) {
  const Reported* found = nullptr;
  for (const auto& one : world.reported) {
    if (one.measure != measure || one.dimension != dimension || one.of_province != of_province) continue;
    if (one.as_of > day) continue;
    if (!found || one.as_of >= found->as_of) found = &one;
  }
  return found;
}

bool is_stale(const World& world, const Reported& one, Date day) {
  const auto age = world.library->measure(one.measure)->maximum_age_months;
  return age && one.as_of.plus_months(*age) < day;
}

std::optional<Fraction> value(const World& world, const std::string& measure, const std::string& dimension = "",
                              bool of_province = false) {
  const auto* one = newest(world, measure, dimension, world.as_of, of_province);
  if (!one || is_stale(world, *one, world.as_of)) return std::nullopt;
  return amount(*one);
}

Known negated(Known known) { return known == Known::unknown ? known : known == Known::yes ? Known::no : Known::yes; }
Known known(bool holds) { return holds ? Known::yes : Known::no; }

Known holds(const World& world, const criteria::Condition& condition) {
  using Kind = criteria::Condition::Kind;
  if (condition.kind == Kind::negation) return negated(holds(world, condition.parts[0]));
  if (condition.kind == Kind::all || condition.kind == Kind::any) {
    const auto decisive = condition.kind == Kind::all ? Known::no : Known::yes;
    bool open = false;
    for (const auto& part : condition.parts) {
      const auto one = holds(world, part);
      if (one == decisive) return decisive;
      open = open || one == Known::unknown;
    }
    return open ? Known::unknown : negated(decisive);
  }
  if (condition.kind == Kind::attribute_in) {
    const auto found = world.attributes.find(condition.name);
    if (found == world.attributes.end()) return Known::unknown;
    return known(std::count(condition.values.begin(), condition.values.end(), found->second) > 0);
  }
  const auto seen = value(world, condition.name);
  if (!seen) return Known::unknown;
  const int order = compare(*seen, of(condition.limit));
  switch (condition.kind) {
    case Kind::measure_at_least:
      return known(order >= 0);
    case Kind::measure_more_than:
      return known(order > 0);
    case Kind::measure_at_most:
      return known(order <= 0);
    case Kind::measure_less_than:
      return known(order < 0);
    case Kind::measure_equals:
      return known(order == 0);
    default:
      return known(seen->top != 0);
  }
}

// The column of the unit; nothing when it cannot be told. "" where the set has one column.
std::optional<std::string> column_of(const World& world, const criteria::CriteriaSet& set) {
  if (set.column_attribute.empty()) return "";
  std::vector<std::string> possible;
  bool decided = false;
  for (const auto& one : set.column_overrides) {
    const auto truth = holds(world, one.when);
    if (truth == Known::no) continue;
    possible.push_back(one.use);
    if (truth == Known::yes) {
      decided = true;
      break;
    }
  }
  if (!decided) {
    const auto found = world.attributes.find(set.column_attribute);
    if (found == world.attributes.end()) return std::nullopt;
    possible.push_back(found->second);
  }
  for (const auto& one : possible) {
    if (one != possible[0]) return std::nullopt;
  }
  if (std::count(set.columns.begin(), set.columns.end(), possible[0]) == 0) return std::nullopt;
  return possible[0];
}

struct Limit {
  enum { known, unknown, not_concerned } state = unknown;
  Fraction value;
  Fraction upper;
};

// The row of one layer that speaks about the unit: its column before "all", its year before any, then the last begun.
Limit limit_of_layer(const World& world, const criteria::CriteriaSet& set, const std::vector<Threshold>& rows,
                     const std::string& dimension) {
  const auto column = column_of(world, set);
  Date day = world.as_of;
  if (day < set.period.from) day = set.period.from;
  if (day >= set.period.to) day = set.period.to.plus_days(-1);
  const Threshold* chosen = nullptr;
  const auto key = [&](const Threshold& row) {
    const bool begun = row.from <= day;
    return std::tuple(row.column != "all", row.year.has_value(), !row.dimension.empty(), begun,
                      begun ? row.from.days() : -row.from.days());
  };
  for (const auto& row : rows) {
    if (row.column != "all" && !column) return {};
    if (row.column != "all" && row.column != *column) continue;
    if (row.year && *row.year != world.year) continue;
    if (!row.dimension.empty() && row.dimension != dimension) continue;
    if (!chosen || key(row) > key(*chosen)) chosen = &row;
  }
  if (!chosen || chosen->state == criteria::ThresholdState::unknown) return {};
  if (chosen->state == criteria::ThresholdState::not_applicable) return {Limit::not_concerned, {}, {}};
  return {Limit::known, of(chosen->value), of(chosen->upper)};
}

bool lower_is_better(RuleKind kind) { return kind == RuleKind::at_most || kind == RuleKind::less_than; }
bool higher_is_better(RuleKind kind) {
  return kind != RuleKind::equals && kind != RuleKind::between && !lower_is_better(kind);
}

Limit limit_of(const World& world, const criteria::CriteriaSet& set, const RuleNode& rule,
               const std::string& dimension) {
  const auto kind = rule.kind == RuleKind::each_of ? rule.each : rule.kind;
  Limit limit;
  bool any = false;
  for (const auto layer : {criteria::Layer::decree, criteria::Layer::ministry, criteria::Layer::province}) {
    if (rule.delegated && layer < *rule.delegated) continue;
    std::vector<Threshold> rows;
    for (const auto& row : rule.thresholds) {
      if (row.layer == layer) rows.push_back(row);
    }
    if (rows.empty()) {
      if (rule.delegated == layer) return {};
      continue;
    }
    const auto here = limit_of_layer(world, set, rows, dimension);
    if (here.state != Limit::known) return here;
    const int order = any ? compare(here.value, limit.value) : 0;
    const bool stricter = !any || (higher_is_better(kind) ? order > 0 : lower_is_better(kind) ? order < 0 : true);
    if (stricter) limit = here;
    any = true;
  }
  return limit;
}

Outcome verdict(bool is_met) { return is_met ? Outcome::met : Outcome::not_met; }

Outcome all(const std::vector<Outcome>& parts) {
  const auto has = [&](Outcome wanted) { return std::count(parts.begin(), parts.end(), wanted) > 0; };
  if (has(Outcome::not_met)) return Outcome::not_met;
  if (has(Outcome::not_assessed)) return Outcome::not_assessed;
  return has(Outcome::met) ? Outcome::met : Outcome::not_applicable;
}

Outcome any(const std::vector<Outcome>& parts) {
  const auto has = [&](Outcome wanted) { return std::count(parts.begin(), parts.end(), wanted) > 0; };
  if (has(Outcome::met)) return Outcome::met;
  if (has(Outcome::not_assessed)) return Outcome::not_assessed;
  return has(Outcome::not_met) ? Outcome::not_met : Outcome::not_applicable;
}

// Tries every way in which the open parts could turn: met or not met only when all of them agree.
Outcome counted(const RuleNode& rule, const std::vector<Outcome>& parts, Fraction needed) {
  std::vector<std::size_t> open;
  int applicable = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i] == Outcome::not_assessed) open.push_back(i);
    if (parts[i] != Outcome::not_applicable) ++applicable;
  }
  if (applicable == 0) return Outcome::not_applicable;
  bool can_pass = false;
  bool can_fail = false;
  for (unsigned way = 0; way < (1U << open.size()); ++way) {
    auto turned = parts;
    for (std::size_t i = 0; i < open.size(); ++i) turned[open[i]] = verdict((way >> i) % 2 == 1);
    std::int64_t met = 0;
    bool mandatory_met = true;
    for (std::size_t i = 0; i < turned.size(); ++i) {
      if (turned[i] == Outcome::met) ++met;
      if (rule.parts[i].is_mandatory && turned[i] == Outcome::not_met) mandatory_met = false;
    }
    const Fraction reached = rule.counts_as_share ? Fraction{met * 100, applicable} : Fraction{met, 1};
    (mandatory_met && compare(reached, needed) >= 0 ? can_pass : can_fail) = true;
  }
  const bool may_concern_none = !open.empty() && static_cast<int>(open.size()) == applicable;
  if (can_fail && (can_pass || may_concern_none)) return Outcome::not_assessed;
  return verdict(can_pass);
}

Outcome judge_rule(const World& world, const criteria::CriteriaSet& set, const RuleNode& rule);

Outcome judge_children(const World& world, const RuleNode& rule, Fraction needed) {
  const auto found = world.below.find(rule.children.holds);
  if (found == world.below.end() || found->second.empty()) {
    return rule.children.none_is_not_applicable ? Outcome::not_applicable : Outcome::not_assessed;
  }
  const auto& below = found->second;
  const auto total = static_cast<std::int64_t>(below.size());
  const auto yes = std::count(below.begin(), below.end(), Known::yes);
  const auto open = std::count(below.begin(), below.end(), Known::unknown);
  if (compare({yes * 100, total}, needed) >= 0) return Outcome::met;
  return compare({(yes + open) * 100, total}, needed) < 0 ? Outcome::not_met : Outcome::not_assessed;
}

Outcome judge_growth(const World& world, const RuleNode& rule, Fraction now, Fraction percent) {
  const auto* present = newest(world, rule.measure, "", world.as_of, false);
  const Date then = present->as_of.plus_months(-12 * rule.since_years);
  const auto* earlier = newest(world, rule.measure, "", then, false);
  if (!earlier || is_stale(world, *earlier, then)) return Outcome::not_assessed;
  const auto base = *amount(*earlier);
  if (base.top <= 0) return Outcome::not_assessed;
  const Fraction factor{percent.top + 100 * percent.bottom, 100 * percent.bottom};
  return verdict(compare(now, times(base, factor)) >= 0);
}

Outcome judge_incidents(const World& world, const RuleNode& rule) {
  const auto* last = newest(world, rule.measure, "", world.as_of, false);
  if (!last || is_stale(world, *last, world.as_of)) return Outcome::not_assessed;
  std::map<Date, std::int64_t> by_day;  // the later report of a day stands
  for (const auto& one : world.reported) {
    const bool inside = world.as_of.plus_months(-rule.window_months) < one.as_of && one.as_of <= world.as_of;
    if (one.measure == rule.measure && !one.of_province && inside) by_day[one.as_of] = one.amount;
  }
  if (by_day.empty()) return Outcome::not_assessed;
  std::int64_t sum = 0;
  for (const auto& [day, count] : by_day) sum += count;
  return verdict(sum == 0);
}

Outcome judge_bands(const RuleNode& rule, Fraction score, Fraction needed) {
  for (std::size_t rank = rule.bands.size(); rank > 0; --rank) {
    const auto& band = rule.bands[rank - 1];
    if (band.from && compare(score, of(*band.from)) < 0) continue;
    if (band.below && compare(score, of(*band.below)) >= 0) return Outcome::not_assessed;  // off the scale
    return verdict(compare({static_cast<std::int64_t>(rank) - 1, 1}, needed) >= 0);
  }
  return Outcome::not_met;  // below the lowest band
}

Outcome compared(RuleKind kind, Fraction now, const Limit& limit) {
  const int order = compare(now, limit.value);
  switch (kind) {
    case RuleKind::more_than:
      return verdict(order > 0);
    case RuleKind::at_most:
      return verdict(order <= 0);
    case RuleKind::less_than:
      return verdict(order < 0);
    case RuleKind::equals:
      return verdict(order == 0);
    case RuleKind::between:
      return verdict(order >= 0 && compare(now, limit.upper) <= 0);
    default:
      return verdict(order >= 0);
  }
}

Outcome judge_title(const World& world, const std::string& wanted, criteria::Need need) {
  if (need == criteria::Need::met) {
    const auto outcome = judge(world, *world.library->set(wanted)).outcome;
    if (outcome == Outcome::not_assessed) return outcome;
    return verdict(outcome != Outcome::not_met);
  }
  const auto found = world.titles.find(wanted);
  if (found == world.titles.end() || found->second == Known::unknown) return Outcome::not_assessed;
  return verdict(found->second == Known::yes);
}

// A rule that compares one value with one limit.
Outcome judge_value(const World& world, const RuleNode& rule, const Limit& limit) {
  const auto now = value(world, rule.measure);
  if (!now) return Outcome::not_assessed;
  if (rule.kind == RuleKind::is_true) return verdict(now->top != 0);
  if (rule.kind == RuleKind::growth_at_least) return judge_growth(world, rule, *now, limit.value);
  if (rule.kind == RuleKind::score_bands) return judge_bands(rule, *now, limit.value);
  if (rule.kind != RuleKind::relative_at_least) return compared(rule.kind, *now, limit);
  if (rule.relative_to.of.empty()) return verdict(compare(*now, limit.value) >= 0);  // multiplied already
  const auto base = value(world, rule.relative_to.measure, "", true);
  if (!base) return Outcome::not_assessed;
  return verdict(compare(*now, times(limit.value, *base)) >= 0);
}

std::vector<Outcome> judge_parts(const World& world, const criteria::CriteriaSet& set, const RuleNode& rule) {
  std::vector<Outcome> parts;
  for (const auto& part : rule.parts) parts.push_back(judge_rule(world, set, part));
  return parts;
}

Outcome judge_each(const World& world, const criteria::CriteriaSet& set, const RuleNode& rule) {
  std::vector<Outcome> parts;
  for (const auto& dimension : rule.dimension_values) {
    const auto limit = limit_of(world, set, rule, dimension);
    const auto now = value(world, rule.measure, dimension);
    if (limit.state == Limit::not_concerned)
      parts.push_back(Outcome::not_applicable);
    else if (limit.state != Limit::known || !now)
      parts.push_back(Outcome::not_assessed);
    else
      parts.push_back(compared(rule.each, *now, limit));
  }
  return all(parts);
}

// What the law asks of the unit in the end: a factor on another set's limit is that limit, multiplied.
Limit full_limit(const World& world, const criteria::CriteriaSet& set, const RuleNode& rule) {
  auto limit = limit_of(world, set, rule, "");
  if (rule.relative_to.threshold_of_set.empty() || limit.state != Limit::known) return limit;
  const auto* other = world.library->set(rule.relative_to.threshold_of_set);
  const auto theirs = limit_of(world, *other, other->indicator(rule.relative_to.threshold_of_indicator)->rule, "");
  if (theirs.state != Limit::known) return theirs;
  limit.value = times(limit.value, theirs.value);
  return limit;
}

bool has_limit(RuleKind kind) {
  return kind != RuleKind::is_true && kind != RuleKind::none_in_period && kind != RuleKind::prerequisite &&
         kind != RuleKind::all_of && kind != RuleKind::any_of && kind != RuleKind::each_of && kind != RuleKind::unknown;
}

Outcome judge_rule(const World& world, const criteria::CriteriaSet& set, const RuleNode& rule) {
  const bool limited = has_limit(rule.kind);
  const auto limit = limited ? full_limit(world, set, rule) : Limit{};
  if (limited && limit.state == Limit::not_concerned) return Outcome::not_applicable;
  if (rule.applies_if) {
    const auto applies = holds(world, *rule.applies_if);
    if (applies == Known::no) return Outcome::not_applicable;
    if (applies == Known::unknown) return Outcome::not_assessed;
  }
  for (const auto& exception : rule.exceptions) {
    const auto when = holds(world, exception.when);
    if (when == Known::yes) return exception.outcome;
    if (when == Known::unknown) return Outcome::not_assessed;
  }
  if (limited && limit.state != Limit::known) return Outcome::not_assessed;
  switch (rule.kind) {
    case RuleKind::unknown:
      return Outcome::not_assessed;
    case RuleKind::all_of:
      return all(judge_parts(world, set, rule));
    case RuleKind::any_of:
      return any(judge_parts(world, set, rule));
    case RuleKind::count_at_least:
      return counted(rule, judge_parts(world, set, rule), limit.value);
    case RuleKind::each_of:
      return judge_each(world, set, rule);
    case RuleKind::none_in_period:
      return judge_incidents(world, rule);
    case RuleKind::prerequisite:
      return judge_title(world, rule.prerequisite_set, rule.prerequisite_need);
    case RuleKind::children_share_at_least:
      return judge_children(world, rule, limit.value);
    default:
      return judge_value(world, rule, limit);
  }
}

}  // namespace

Outcomes judge(const World& world, const criteria::CriteriaSet& set) {
  Outcomes result;
  std::vector<Outcome> everything;
  for (const auto& criterion : set.criteria) {
    std::vector<Outcome> shown;
    std::vector<Outcome> blocking;
    for (const auto& indicator : criterion.indicators) {
      shown.push_back(judge_rule(world, set, indicator.rule));
      if (!indicator.is_encouraged) blocking.push_back(shown.back());
    }
    const auto outcome = all(blocking);
    result.criteria.push_back(outcome);
    result.indicators.push_back(std::move(shown));
    everything.push_back(outcome);
    const bool passes = outcome == Outcome::met || outcome == Outcome::not_applicable;
    if (criterion.counts && passes) ++result.criteria_met;
  }
  for (const auto& one : set.prerequisites) everything.push_back(judge_title(world, one.set, one.needs));
  result.outcome = all(everything);
  return result;
}

TEST(NaiveEvaluator, KnowsTheTruthTables) {
  EXPECT_EQ(all({}), Outcome::not_applicable);
  EXPECT_EQ(all({Outcome::met, Outcome::not_assessed, Outcome::not_met}), Outcome::not_met);
  EXPECT_EQ(all({Outcome::met, Outcome::not_applicable}), Outcome::met);
  EXPECT_EQ(any({Outcome::not_met, Outcome::not_assessed}), Outcome::not_assessed);
  EXPECT_EQ(any({Outcome::not_met, Outcome::met}), Outcome::met);
}

}  // namespace luytre::judgement::naive
