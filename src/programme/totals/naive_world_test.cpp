#include "programme/totals/naive_world.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

namespace luytre::totals::naive {

namespace {

using engine::Outcome;

bool names(const std::vector<int>& units, int unit) { return std::count(units.begin(), units.end(), unit) > 0; }

bool is_alive(const World& world, int unit, Date day, int known_at) {
  for (const auto& succession : world.successions) {
    const bool is_known = succession.event <= known_at;
    if (names(succession.into, unit) && (!is_known || day < succession.day)) return false;
    if (names(succession.from, unit) && is_known && day >= succession.day) return false;
  }
  return day >= world.units[static_cast<std::size_t>(unit)].first_day;
}

struct Value {
  Date day;
  std::int64_t top = 0;
  std::int64_t bottom = 0;
};

std::optional<Value> value_of(const World& world, const Question& question, int unit, int measure, Decided& decided) {
  std::map<Date, const Said*> newest;
  bool is_corrected = false;
  for (const auto& said : world.said) {
    if (said.unit != unit || said.measure != measure || said.day > question.day) continue;
    if (said.event > question.known_at) {
      ++decided.earlier_events;
      continue;
    }
    is_corrected = is_corrected || newest.contains(said.day);
    newest[said.day] = &said;
  }
  decided.corrections += is_corrected ? 1 : 0;
  for (auto each = newest.rbegin(); each != newest.rend(); ++each) {
    const Said& said = *each->second;
    if (said.kind == Said::withdrawn) continue;
    if (said.kind == Said::not_applicable) return std::nullopt;
    return Value{said.day, said.top, said.bottom};
  }
  return std::nullopt;
}

// The sum over the parts, as old as the oldest of them.
std::optional<Value> sum_of(const World& world, const Question& question, int unit, int measure, Decided& decided) {
  if (question.boundaries == question.day) return value_of(world, question, unit, measure, decided);
  const auto parts = parts_of(world, unit, question.day, question.known_at);
  std::optional<Value> sum;
  for (const int part : parts.value_or(std::vector<int>())) {
    const auto value = value_of(world, question, part, measure, decided);
    if (!value) return std::nullopt;
    if (!sum) sum = Value{value->day, 0, 0};
    sum = Value{std::min(sum->day, value->day), sum->top + value->top, sum->bottom + value->bottom};
  }
  return sum;
}

Outcome compared(const Value& value, Comparison comparison, std::int64_t tenths) {
  const bool is_share = value.bottom > 0;
  const auto left = value.top * 10 * (is_share ? 100 : 1);
  const auto right = tenths * (is_share ? value.bottom : 1);
  const bool holds = comparison == Comparison::at_least    ? left >= right
                     : comparison == Comparison::more_than ? left > right
                     : comparison == Comparison::at_most   ? left <= right
                     : comparison == Comparison::less_than ? left < right
                                                           : left == right;
  return holds ? Outcome::met : Outcome::not_met;
}

Outcome judge_one(const World& world, const Indicator& indicator, const Question& question, int unit,
                  Decided& decided) {
  const auto* row = row_of(world, indicator, question, world.units[static_cast<std::size_t>(unit)], decided);
  if (row == nullptr) return Outcome::not_assessed;
  if (!row->applies) return Outcome::not_applicable;
  const auto value = sum_of(world, question, unit, indicator.measure, decided);
  if (!value || value->day.plus_months(World::age_months) < question.day) return Outcome::not_assessed;
  return compared(*value, indicator.comparison, row->tenths);
}

Outcome all_of(const std::vector<Outcome>& parts) {
  const auto has = [&](Outcome outcome) { return std::count(parts.begin(), parts.end(), outcome) > 0; };
  if (has(Outcome::not_met)) return Outcome::not_met;
  if (has(Outcome::not_assessed)) return Outcome::not_assessed;
  return has(Outcome::met) ? Outcome::met : Outcome::not_applicable;
}

}  // namespace

const Row* row_of(const World& world, const Indicator& indicator, const Question& question, const Unit& unit,
                  Decided& decided) {
  const Date day = std::clamp(question.day, world.period.from, world.period.to.plus_days(-1));
  const Row* chosen = nullptr;
  const Row* first = nullptr;
  for (const auto& row : indicator.rows) {
    if (row.event > question.known_at || (indicator.is_by_region && row.region != unit.region)) continue;
    if (first == nullptr || row.from < first->from) first = &row;
    if (row.from <= day && (chosen == nullptr || row.from > chosen->from)) chosen = &row;
  }
  if (chosen == nullptr) chosen = first;
  if (chosen != nullptr) {
    decided.classes += indicator.is_by_region ? 1 : 0;
    decided.amendments += chosen->event > 0 ? 1 : 0;
  }
  return chosen;
}

std::optional<std::vector<int>> parts_of(const World& world, int unit, Date day, int known_at) {
  if (is_alive(world, unit, day, known_at)) return std::vector<int>{unit};
  for (const auto& succession : world.successions) {
    if (!names(succession.into, unit) || succession.event > known_at) continue;
    if (succession.into.size() > 1 || succession.day <= day) return std::nullopt;
    std::vector<int> parts;
    for (const int from : succession.from) {
      const auto its = parts_of(world, from, day, known_at);
      if (!its) return std::nullopt;
      parts.insert(parts.end(), its->begin(), its->end());
    }
    return parts;
  }
  return std::nullopt;
}

std::vector<Judged> judge(const World& world, const Question& question, Decided& decided) {
  std::vector<Judged> judged(world.units.size());
  for (int unit = 0; unit < static_cast<int>(judged.size()); ++unit) {
    auto& its = judged[static_cast<std::size_t>(unit)];
    its.is_alive = is_alive(world, unit, question.boundaries, question.known_at);
    for (const auto& succession : world.successions) {
      const bool is_of_this = names(succession.from, unit) || names(succession.into, unit);
      decided.successions += is_of_this && succession.event <= question.known_at ? 1 : 0;
    }
    if (!its.is_alive) continue;
    std::vector<Outcome> criteria;
    for (const auto& criterion : world.criteria) {
      std::vector<Outcome> indicators;
      for (const auto& indicator : criterion) {
        indicators.push_back(judge_one(world, indicator, question, unit, decided));
      }
      criteria.push_back(all_of(indicators));
      const bool is_met = criteria.back() == Outcome::met || criteria.back() == Outcome::not_applicable;
      its.criteria_met += is_met ? 1 : 0;
    }
    its.outcome = all_of(criteria);
  }
  return judged;
}

// The naive judge itself, on one world that can be reckoned in the head.
TEST(NaiveWorld, SumsTheUnitsThatMergedAndForgetsWhatCameLater) {
  World world;
  world.units = {
      {"1", Date::of(2020, 1, 1), 0, "A"}, {"2", Date::of(2020, 1, 1), 0, "A"}, {"3", Date::of(2024, 1, 1), 0, "A"}};
  world.successions = {{2, Date::of(2024, 1, 1), {0, 1}, {2}}};
  const Date day = Date::of(2023, 6, 30);
  world.said = {
      {1, 0, 0, day, Said::value, 1, 4}, {1, 1, 0, day, Said::value, 1, 4}, {3, 1, 0, day, Said::value, 3, 4}};
  world.criteria = {{{0, Comparison::at_least, true, {{0, "A", Date::of(2021, 1, 1), true, 500}}}}};
  Decided decided;
  const auto merged = judge(world, {day, Date::of(2024, 6, 30), 3}, decided);
  EXPECT_FALSE(merged[0].is_alive);
  EXPECT_EQ(merged[2].outcome, Outcome::met);
  EXPECT_EQ(judge(world, {day, Date::of(2024, 6, 30), 2}, decided)[2].outcome, Outcome::not_met);
  EXPECT_FALSE(judge(world, {day, Date::of(2024, 6, 30), 1}, decided)[2].is_alive);
  EXPECT_EQ(judge(world, {day, day, 3}, decided)[1].outcome, Outcome::met);
}

}  // namespace luytre::totals::naive
