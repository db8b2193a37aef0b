#include "programme/recognition/check_decision.h"

#include "base/messages.h"
#include "base/vietnamese.h"

namespace luytre::recognition {
namespace {

using Faults = std::vector<Problem>;

void add(Faults& faults, std::string code, Arguments arguments, std::string where) {
  faults.push_back({std::move(code), std::move(arguments), std::move(where), {}});
}

void check_days(const TitleFact& fact, Date today, Faults& faults) {
  const Date signed_on = fact.signed_on();
  if (signed_on > today) {
    add(faults, "recognition.signed_in_future",
        {{"date", signed_on.vietnamese_text()}, {"today", today.vietnamese_text()}}, "date");
  }
  if (fact.effective_from() < signed_on) {
    add(faults, "recognition.in_force_before_signed",
        {{"in_force", fact.effective_from().vietnamese_text()}, {"date", signed_on.vietnamese_text()}}, "in_force");
  }
  if (fact.achievement_year && *fact.achievement_year > signed_on.year()) {
    add(faults, "recognition.year_after_signed",
        {{"year", std::to_string(*fact.achievement_year)}, {"date", signed_on.vietnamese_text()}}, "achievement_year");
  }
}

units::Level level_judged(criteria::SetLevel level) {
  if (level == criteria::SetLevel::province) return units::Level::province;
  const bool is_district = level == criteria::SetLevel::district || level == criteria::SetLevel::town;
  return is_district ? units::Level::district : units::Level::commune;
}

// The set that a decision names: known, of the same title and level, and for the year of the achievement.
void check_set(const TitleFact& fact, const DecisionWorld& world, Faults& faults) {
  if (fact.set.empty()) return;
  const auto* set = world.law.set(fact.set);
  if (set == nullptr) {
    add(faults, "criteria.unknown_set", {{"set", fact.set}}, "set");
    return;
  }
  if (title_named(set->tier) != fact.title) {
    add(faults, "recognition.set_other_title",
        {{"set", fact.set}, {"title", catalogue_word("recognition.title." + std::string(name_of(fact.title)))}}, "set");
  }
  const auto id = units::UnitId::parse(fact.unit);
  const auto* unit = id ? world.units.unit(*id) : nullptr;
  const bool has_level =
      set->level != criteria::SetLevel::village && set->level != criteria::SetLevel::residential_area;
  if (unit != nullptr && (!has_level || level_judged(set->level) != unit->level)) {
    add(faults, "recognition.set_other_level", {{"set", fact.set}, {"name", unit->nearest(fact.signed_on()).name}},
        "set");
  }
  if (!fact.achievement_year) return;
  const Interval year{Date::of(*fact.achievement_year, 1, 1), Date::of(*fact.achievement_year + 1, 1, 1)};
  if (!set->period.overlaps(year)) {
    add(faults, "recognition.set_not_in_force",
        {{"set", fact.set},
         {"year", std::to_string(*fact.achievement_year)},
         {"from", set->period.from.vietnamese_text()},
         {"to", set->period.to.is_open_end() ? "…" : set->period.to.plus_days(-1).vietnamese_text()}},
        "set");
  }
}

Faults faults_quoted(const TitleFact& fact, const DecisionWorld& world) {
  Faults faults;
  check_days(fact, world.today, faults);
  check_set(fact, world, faults);
  if (fact.trust != "A" && fact.trust != "B" && fact.trust != "C") {
    add(faults, "recognition.trust_unknown", {{"trust", fact.trust}}, "trust");
  }
  return faults;
}

void check_unit(const TitleFact& fact, const DecisionWorld& world, Faults& faults) {
  const auto id = units::UnitId::parse(fact.unit);
  const auto* unit = id ? world.units.unit(*id) : nullptr;
  const Date day = fact.signed_on();
  if (unit == nullptr) {
    add(faults, "recognition.unknown_unit", {{"code", fact.unit}, {"date", day.vietnamese_text()}}, "unit");
    return;
  }
  if (!unit->is_alive(day)) {
    const Interval life = unit->life();
    add(faults, "recognition.unit_not_alive",
        {{"name", unit->nearest(day).name},
         {"code", unit->id.code},
         {"from", life.from.vietnamese_text()},
         {"to", life.to.is_open_end() ? "…" : life.to.plus_days(-1).vietnamese_text()},
         {"date", day.vietnamese_text()}},
        "unit");
    return;
  }
  // What is recorded already is not judged by its own effect.
  if (fact.standing != Standing::revoked || world.titles.same_as(fact) != nullptr) return;
  const Date effect = fact.effective_from();
  const auto answer =
      world.titles.holds(unit_and_above(world.units, *unit, effect), {fact.title, std::nullopt, "", effect});
  if (answer.holding == Holding::no) {
    add(faults, "recognition.nothing_to_revoke",
        {{"name", unit->nearest(day).name},
         {"title", catalogue_word("recognition.title." + std::string(name_of(fact.title)))},
         {"date", effect.vietnamese_text()}},
        "unit");
  }
}

Done one_problem(Faults faults) {
  if (faults.empty()) return {};
  if (faults.size() == 1) return tl::unexpected(std::move(faults.front()));
  const std::string count = std::to_string(faults.size());
  return refuse("recognition.decision_refused", {{"count", count}}, {}, std::move(faults));
}

}  // namespace

Done check_quoted(const TitleFact& fact, const DecisionWorld& world) { return one_problem(faults_quoted(fact, world)); }

Done check_decision(const TitleFact& fact, const DecisionWorld& world) {
  Faults faults = faults_quoted(fact, world);
  check_unit(fact, world, faults);
  if (fact.decides() && fold(fact.decision).empty()) add(faults, "recognition.no_decision", {}, "decision");
  if (fact.source_url.empty() && fact.document.empty()) add(faults, "recognition.no_source", {}, "source_url");
  return one_problem(std::move(faults));
}

TitleFact completed(TitleFact fact) {
  if (fact.trust.empty()) fact.trust = fact.decision.empty() ? "B" : "A";
  if (fact.source_url.empty()) fact.source_url = fact.document;
  return fact;
}

Result<std::vector<TitleFact>> write_decisions(storage::Database& inside, audit::EventNumber number,
                                               std::vector<TitleFact> facts, const units::Register& units,
                                               const criteria::Library& law, Date today) {
  const auto titles = load_titles(inside, number);
  if (!titles) return pass_on(titles);
  FactBatch batch;
  for (auto& given : facts) {
    if (given.trust.empty()) given.trust = "A";  // whoever decides is the office itself
    auto fact = completed(std::move(given));
    fact.event = number;
    if ((*titles)->has(fact)) continue;
    if (auto right = check_decision(fact, {units, law, **titles, today}); !right) return pass_on(right);
    batch.titles.push_back(std::move(fact));
  }
  if (batch.is_empty()) return std::vector<TitleFact>{};
  if (auto done = append_facts(inside, number, batch); !done) return pass_on(done);
  return std::move(batch.titles);
}

std::vector<std::string> unit_and_above(const units::Register& units, const units::Unit& unit, Date day) {
  std::vector<std::string> identities{unit.id.text()};
  for (const auto* above : units.ancestors(unit, day)) identities.push_back(above->id.text());
  return identities;
}

}  // namespace luytre::recognition
