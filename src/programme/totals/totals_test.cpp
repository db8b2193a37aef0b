// Property: over random law of every rule kind, random units and random histories, the totals that are kept from event
// to event are those of judging every unit by itself and counting.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "engine/columns/nearest.h"
#include "programme/judgement/drawn_law_for_test.h"
#include "programme/totals/desk.h"

namespace luytre::totals {
namespace {

using judgement::Materials;
using judgement::Question;
using namespace judgement::drawn;  // NOLINT(google-build-using-namespace): the words of the test

const Date districts_end = Date::of(2025, 7, 1);

units::Unit made(std::string code, units::Level level, units::Kind kind, std::string parent, Interval life) {
  units::Unit unit;
  unit.id = {code, life.from};
  unit.level = level;
  unit.versions.push_back({life, code, kind, std::move(parent), units::Dating::list, "", ""});
  return unit;
}

void add_attributes(units::RegisterParts& parts) {
  const auto position = static_cast<units::Ordinal>(parts.units.size() - 1);
  const Interval always{begins, Date::open_end()};
  if (chance(85)) parts.attributes.push_back({position, "region", one_of<std::string>({"A", "B"}), always, "", ""});
  if (chance(60)) parts.attributes.push_back({position, "border", one_of<std::string>({"yes", "no"}), always, "", ""});
}

// Two provinces; districts until they ended, a commune merged away now and then, one that changed its district.
std::shared_ptr<const units::Register> drawn_register() {
  using units::Kind;
  using units::Level;
  units::RegisterParts parts;
  const Interval always{begins, Date::open_end()};
  for (const std::string province : {"90", "91"}) {
    parts.units.push_back(made(province, Level::province, Kind::province, "", always));
    parts.coverage.push_back({province, always, "test"});
    for (int d = 0; d < 2; ++d) {
      const std::string district = province + std::to_string(d);
      parts.units.push_back(made(district, Level::district, Kind::rural_district, province, {begins, districts_end}));
      add_attributes(parts);
      for (int c = 1 + pick(4); c > 0; --c) {
        const auto kind = chance(80) ? Kind::commune : Kind::ward;
        auto unit = made(district + "0" + std::to_string(c), Level::commune, kind, district,
                         {begins, chance(20) ? Date::of(2023, 3, 1) : Date::open_end()});
        if (chance(25) && unit.life().to.is_open_end()) {
          const Date moved = chance(50) ? Date::of(2022, 5, 1) : districts_end;
          auto later = unit.versions.front();
          unit.versions.front().valid.to = moved;
          later.valid.from = moved;
          later.parent_code = moved == districts_end ? province : province + std::to_string(1 - d);
          unit.versions.push_back(later);
        }
        parts.units.push_back(std::move(unit));
        add_attributes(parts);
      }
    }
  }
  return std::make_shared<const units::Register>(std::move(parts), 1);
}

std::shared_ptr<const criteria::Library> drawn_library(bool is_district) {
  auto library = std::make_shared<criteria::Library>();
  library->measures = measures();
  library->sets.push_back(other_set(is_district));
  library->sets.push_back(random_set(is_district));
  for (auto& set : library->sets) {
    for (auto& criterion : set.criteria) {
      for (auto& indicator : criterion.indicators) {
        indicator.hash = set.id + indicator.rule.number;
        if (!chance(50)) continue;
        criteria::Confirmation held;
        held.set = set.id;
        held.indicator = indicator.rule.number;
        held.indicator_hash = indicator.hash;
        library->confirmations.push_back(std::move(held));
      }
    }
  }
  return library;
}

observations::ObservedValue drawn_value(const criteria::Measure& measure) {
  using observations::ObservedValue;
  if (chance(8)) return ObservedValue::withdrawn();
  if (chance(8)) return ObservedValue::not_applicable();
  if (measure.kind == criteria::MeasureKind::share) {
    return ObservedValue::of_share(Decimal::of(pick(20)), Decimal::of(1 + pick(100)));
  }
  if (measure.kind == criteria::MeasureKind::grade) {
    return ObservedValue::of_grade(measure.grades[static_cast<std::size_t>(pick(3))]);
  }
  if (measure.kind == criteria::MeasureKind::truth) {  // as an earlier text of the law may have measured it
    return chance(97) ? ObservedValue::of_truth(chance(60)) : ObservedValue::of_number(Decimal::from(5, 1));
  }
  return ObservedValue::of_number(Decimal::from(10 * pick(20) + (chance(20) ? 1 : 0), 1));
}

// A record that grows by one event at a time.
struct Record {
  Materials materials;
  std::vector<recognition::TitleFact> facts;

  explicit Record(bool is_district) {
    materials.units = drawn_register();
    materials.library = drawn_library(is_district);
    materials.panel = observations::PanelBuilder().build(1);
    materials.titles = std::make_shared<const recognition::TitleRegister>();
    materials.known_at = 1;
  }

  const units::Unit& any_unit() const {
    return materials.units->units()[static_cast<std::size_t>(pick(static_cast<int>(materials.units->units().size())))];
  }

  void say_values(Date around, int count) {
    ++materials.known_at;
    observations::PanelBuilder builder(materials.panel.get());
    for (int i = 0; i < count; ++i) {
      const auto& measure = one_of(materials.library->measures);
      observations::Observation said;
      const Date day = around.plus_months(-3 * pick(14)).plus_days(-pick(2) + (chance(10) ? 40 : 0));
      said.key = {any_unit().id.text(), measure.id, "",
                  one_of<observations::Opinion>(
                      {observations::Opinion::self, observations::Opinion::self, observations::Opinion::sector}),
                  day};
      if (measure.id == "sex") said.key.dimension = one_of<std::string>({"male", "female"});
      said.value = drawn_value(measure);
      said.id = {materials.known_at, static_cast<std::uint32_t>(i)};
      said.event = materials.known_at;
      builder.add(said);
    }
    materials.panel = std::move(builder).build(materials.known_at);
  }

  void give_title(Date on) {
    ++materials.known_at;
    recognition::TitleFact fact;
    fact.unit = any_unit().id.text();
    fact.set = one_of<std::string>({std::string(set_id), std::string(other_id)});
    fact.title = fact.set == set_id ? recognition::Title::advanced : recognition::Title::ntm;
    fact.stated_on = on;
    fact.standing = chance(70) ? recognition::Standing::recognised : recognition::Standing::revoked;
    facts.push_back(std::move(fact));
    materials.titles = std::make_shared<const recognition::TitleRegister>(
        facts, std::vector<recognition::QuotedFact>(), std::vector<recognition::Coverage>(), materials.known_at);
  }
};

// One area, counted by judging each unit by itself.
struct Counted {
  columns::Totals judged, firm;
  std::uint32_t others = 0;
  std::vector<std::uint32_t> met_of_criterion;
  TitlesHeld titles;
};

void count(columns::Totals& totals, engine::Outcome outcome) {
  ++totals.units;
  totals.met += outcome == engine::Outcome::met ? 1 : 0;
  totals.not_met += outcome == engine::Outcome::not_met ? 1 : 0;
  totals.not_applicable += outcome == engine::Outcome::not_applicable ? 1 : 0;
}

void count_unit(Counted& counted, judgement::Evaluator& evaluator, const Question& question) {
  const auto evaluation = evaluator.evaluate(question);
  const auto judgement = evaluator.judge(question);
  RC_ASSERT(evaluation && judgement);
  count(counted.judged, evaluation->outcome);
  counted.judged.criteria_met += static_cast<std::uint32_t>(evaluation->criteria_met);
  std::vector<engine::Outcome> firm{judgement->root.firm};
  for (const auto& verdict : judgement->prerequisites) firm.push_back(verdict.firm);
  count(counted.firm, engine::all_of(firm));
  std::size_t at = 0;
  for (const auto& criterion : evaluation->criteria) {
    if (!criterion.counts) continue;
    counted.met_of_criterion.resize(std::max(counted.met_of_criterion.size(), at + 1));
    const bool is_met =
        criterion.outcome == engine::Outcome::met || criterion.outcome == engine::Outcome::not_applicable;
    counted.met_of_criterion[at++] += is_met ? 1 : 0;
  }
}

void count_title(Counted& counted, const Materials& materials, const units::Unit& unit, const Question& question) {
  const auto& set = *materials.library->set(question.set);
  std::vector<std::string> unit_and_above{unit.id.text()};
  for (const auto* above : materials.units->ancestors(unit, question.as_of)) {
    unit_and_above.push_back(above->id.text());
  }
  const auto held =
      materials.titles->holds(unit_and_above, {recognition::Title::advanced, set.period, set.id, question.as_of});
  counted.titles.held += held.holding == recognition::Holding::yes ? 1 : 0;
  counted.titles.not_held += held.holding == recognition::Holding::no ? 1 : 0;
  counted.titles.unknown += held.holding == recognition::Holding::unknown ? 1 : 0;
}

Counted counted_under(const Materials& materials, Question question, const units::Unit* root) {
  const auto& set = *materials.library->set(question.set);
  judgement::Evaluator evaluator(materials);
  Counted counted;
  for (const auto* unit : materials.units->descendants(root, question.as_of, judgement::level_of(set).value())) {
    if (!judgement::concerns(set, *unit, question.as_of)) {
      ++counted.others;
      continue;
    }
    question.unit = unit->id;
    count_unit(counted, evaluator, question);
    count_title(counted, materials, *unit, question);
  }
  return counted;
}

// Fewest open criteria first, then fewest open indicators, counted from each unit's own evaluation.
void expect_nearest(const Totals& totals, const Materials& materials, Question question) {
  judgement::Evaluator evaluator(materials);
  std::pair<std::uint32_t, std::uint32_t> last{0, 0};
  for (const auto& near : columns::nearest(totals.judged, totals.order->units.size())) {
    question.unit = totals.order->units[near.unit]->id;
    const auto evaluation = evaluator.evaluate(question);
    RC_ASSERT(evaluation.has_value());
    RC_ASSERT(evaluation->outcome != engine::Outcome::met);
    std::uint32_t indicators_open = 0;
    for (std::size_t outcome = 0; outcome < engine::outcome_count; ++outcome) {
      const bool is_open = outcome != static_cast<std::size_t>(engine::Outcome::met) &&
                           outcome != static_cast<std::size_t>(engine::Outcome::not_applicable);
      if (is_open) indicators_open += static_cast<std::uint32_t>(evaluation->indicators_by_outcome[outcome]);
    }
    RC_ASSERT(near.criteria_open == static_cast<std::uint32_t>(evaluation->criteria_total - evaluation->criteria_met));
    RC_ASSERT(near.indicators_open == indicators_open);
    RC_ASSERT(std::pair(near.criteria_open, near.indicators_open) >= last);
    last = {near.criteria_open, near.indicators_open};
  }
}

void expect_as_counted(const Totals& totals, const Materials& materials, const Question& question) {
  RC_ASSERT(totals.known_at == materials.known_at);
  expect_nearest(totals, materials, question);
  for (std::size_t area = 0; area < totals.places->of.size(); ++area) {
    const auto expected = counted_under(materials, question, totals.places->of[area]);
    RC_ASSERT(totals.rolled.totals[area].units == expected.judged.units);
    RC_ASSERT(totals.others[area] == expected.others);
    RC_ASSERT(totals.rolled.totals[area] == expected.judged);
    RC_ASSERT(totals.rolled_firm.totals[area].met == expected.firm.met);
    RC_ASSERT(totals.rolled_firm.totals[area].not_met == expected.firm.not_met);
    RC_ASSERT(totals.rolled_firm.totals[area].not_applicable == expected.firm.not_applicable);
    for (std::size_t i = 0; i < expected.met_of_criterion.size(); ++i) {
      RC_ASSERT(totals.rolled.of(area, i) == expected.met_of_criterion[i]);
    }
    const auto& titles = totals.titles_by_area[area];
    RC_ASSERT(titles.held == expected.titles.held);
    RC_ASSERT(titles.not_held == expected.titles.not_held);
    RC_ASSERT(titles.unknown == expected.titles.unknown);
  }
}

Date drawn_day() {
  return Date::of(2020 + pick(7), static_cast<unsigned>(1 + pick(12)), static_cast<unsigned>(1 + pick(28)));
}

// At every event the totals are asked of one desk that goes on, on two days, sometimes by another opinion, and
// sometimes of an event that passed.
void live_through(int events) {
  const bool is_district = chance(25);
  Record record(is_district);
  Desk desk;
  const std::vector<Date> days{drawn_day(), drawn_day()};
  std::vector<Materials> past;
  for (int event = 0; event < events; ++event) {
    if (chance(80)) {
      record.say_values(days[0], event == 0 ? 150 : 1 + pick(6));
    } else {
      record.give_title(days[0]);
    }
    past.push_back(record.materials);
    for (int asked = 0; asked < 2; ++asked) {
      Question question;
      question.set = set_id;
      question.as_of = one_of(days);
      if (chance(20)) question.opinion = observations::Opinion::sector;
      const Materials& materials = chance(80) ? record.materials : one_of(past);
      const bool is_newest = materials.known_at == record.materials.known_at;
      const auto known_at = is_newest && chance(50) ? std::nullopt : std::optional(materials.known_at);
      const auto answer = desk.answer(
          [&](auto number) -> Result<Known> {
            return Known{number ? materials : record.materials, false};
          },
          known_at, [&](const auto&) -> Result<Question> { return question; });
      RC_ASSERT(answer.has_value());
      expect_as_counted(*answer->totals, materials, question);
    }
  }
}

RC_GTEST_PROP(TotalsProperty, KeptTotalsAreThoseOfJudgingEveryUnit, ()) {
  constexpr int records = 8;
  for (int i = 0; i < records; ++i) live_through(2 + pick(6));
}

RC_GTEST_PROP(TotalsProperty, RefusesASetForUnitsThatAreInNoRegister, ()) {
  Record record(false);
  auto library = std::make_shared<criteria::Library>(*record.materials.library);
  library->sets.front().level = criteria::SetLevel::village;
  record.materials.library = library;
  Question question;
  question.set = library->sets.front().id;
  question.as_of = Date::of(2024, 1, 1);
  Desk desk;
  const auto ask = [&](const std::string& set) {
    question.set = set;
    return desk.answer(
        [&](auto) -> Result<Known> {
          return Known{record.materials, false};
        },
        std::nullopt, [&](const auto&) -> Result<Question> { return question; });
  };
  RC_ASSERT(ask(std::string(other_id)).error().code == "totals.level_not_counted");
  RC_ASSERT(ask("commune-ntm/1999").error().code == "criteria.unknown_set");
}

}  // namespace
}  // namespace luytre::totals
