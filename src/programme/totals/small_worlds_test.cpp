// Ten thousand drawn countries of a few units: what the desk of totals and the engine's columns say, on any day, as
// known at any event and on the boundaries of another day, is what a naive judge says who reads every list from the
// beginning. Values, corrections, successions, classes and amendments of the law come in any order.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>

#include "engine/columns/reproject.h"
#include "programme/totals/desk.h"
#include "programme/totals/naive_record_for_test.h"

namespace luytre::totals {
namespace {

using namespace naive;  // NOLINT(google-build-using-namespace): the words of the test

constexpr int worlds_count = 10'000;

enum class Told { values, correction, succession, amendment };

class Drawing {
 public:
  explicit Drawing(std::uint64_t seed) : random_(seed) {}
  int below(int end) { return static_cast<int>(random_() % static_cast<std::uint64_t>(end)); }
  bool one_in(int count) { return below(count) == 0; }
  Date day() { return Date::of(2020, 9, 30).plus_months(3 * below(24)).plus_days(one_in(6) ? below(60) : 0); }

  naive::World world() {
    for (int unit = 2 + below(4); unit > 0; --unit) add_unit(begins, below(provinces_count));
    for (int criterion = 1 + below(2); criterion > 0; --criterion) {
      auto& indicators = world_.criteria.emplace_back();
      for (int indicator = 1 + below(2); indicator > 0; --indicator) indicators.push_back(this->indicator());
    }
    say_values(1, 4 * static_cast<int>(world_.units.size()));
    last_event_ = 3 + below(4);
    for (int event = 2; event <= last_event_; ++event) {
      switch (static_cast<Told>(below(4))) {
        case Told::values:
          say_values(event, 1 + below(3));
          break;
        case Told::correction:
          correct(event);
          break;
        case Told::succession:
          succeed(event);
          say_values(event, below(4));
          break;
        case Told::amendment:
          amend(event);
          break;
      }
    }
    return world_;
  }
  int last_event() const { return last_event_; }

 private:
  int add_unit(Date first_day, int province) {
    const int number = static_cast<int>(world_.units.size());
    const auto region = one_in(8) ? "" : one_in(2) ? "A" : "B";
    world_.units.push_back({std::to_string(90'000 + number), first_day, province, region});
    return number;
  }

  naive::Row row(int event, const std::string& region, Date from) {
    return {event, region, from, !one_in(6), one_in(4) ? below(1000) : 50 * below(21)};
  }

  naive::Indicator indicator() {
    naive::Indicator made;
    made.measure = below(2);
    made.comparison = static_cast<naive::Comparison>(below(5));
    made.is_by_region = !one_in(3);
    for (const std::string region : {"A", "B"}) {
      if (!one_in(10)) made.rows.push_back(row(0, made.is_by_region ? region : "", Date::of(2021, 1, 1)));
      if (!made.is_by_region) break;
    }
    return made;
  }

  // A row from another day on; what the law said of the days before stays.
  void amend(int event) {
    auto& criterion = world_.criteria[static_cast<std::size_t>(below(static_cast<int>(world_.criteria.size())))];
    auto& indicator = criterion[static_cast<std::size_t>(below(static_cast<int>(criterion.size())))];
    const auto region = !indicator.is_by_region ? "" : one_in(2) ? "A" : "B";
    const Date from = Date::of(2021, 1, 1).plus_months(3 * below(20));
    const bool is_taken = std::any_of(indicator.rows.begin(), indicator.rows.end(),
                                      [&](const auto& other) { return other.region == region && other.from == from; });
    if (!is_taken) indicator.rows.push_back(row(event, region, from));
  }

  naive::Said said(int event, int unit, int measure, Date day) {
    naive::Said said{event, unit, measure, day, naive::Said::value, below(21), 0};
    if (measure == 0) said.bottom = 1 + below(25);
    if (one_in(12)) said.kind = one_in(2) ? naive::Said::withdrawn : naive::Said::not_applicable;
    return said;
  }

  // Of any unit and day, be it before the unit or after it.
  void say_values(int event, int count) {
    for (; count > 0; --count) {
      const int unit = below(static_cast<int>(world_.units.size()));
      world_.said.push_back(said(event, unit, below(2), day()));
    }
  }

  void correct(int event) {
    for (int count = 1 + below(3); count > 0; --count) {
      const auto old = world_.said[static_cast<std::size_t>(below(static_cast<int>(world_.said.size())))];
      world_.said.push_back(said(event, old.unit, old.measure, old.day));
    }
  }

  void succeed(int event) {
    const Date day = this->day();
    const int province = below(provinces_count);
    std::vector<int> ending;
    for (int unit = 0; unit < static_cast<int>(world_.units.size()); ++unit) {
      const auto& its = world_.units[static_cast<std::size_t>(unit)];
      if (its.province != province || its.first_day >= day || has_ended(unit)) continue;
      if (ending.size() < 3) ending.push_back(unit);
    }
    if (ending.empty()) return;
    if (one_in(4)) ending.resize(1);
    naive::Succession succession{event, day, ending, {add_unit(day, province)}};
    if (one_in(4)) succession.into.push_back(add_unit(day, province));
    // Now and then the new one is known by the code of one before it.
    auto& made = world_.units[static_cast<std::size_t>(succession.into.front())];
    if (one_in(2)) made.code = world_.units[static_cast<std::size_t>(ending.front())].code;
    world_.successions.push_back(std::move(succession));
  }

  bool has_ended(int unit) const {
    return std::any_of(world_.successions.begin(), world_.successions.end(),
                       [&](const auto& each) { return std::count(each.from.begin(), each.from.end(), unit) > 0; });
  }

  std::mt19937_64 random_;
  naive::World world_;
  int last_event_ = 0;
};

struct Counted {
  columns::Totals country;
  std::array<columns::Totals, provinces_count> provinces;
};

Counted counted(const naive::World& world, const std::vector<naive::Judged>& judged) {
  Counted counted;
  for (std::size_t unit = 0; unit < judged.size(); ++unit) {
    if (!judged[unit].is_alive) continue;
    for (auto* totals :
         {&counted.country, &counted.provinces.at(static_cast<std::size_t>(world.units[unit].province))}) {
      ++totals->units;
      totals->met += judged[unit].outcome == engine::Outcome::met ? 1U : 0U;
      totals->not_met += judged[unit].outcome == engine::Outcome::not_met ? 1U : 0U;
      totals->not_applicable += judged[unit].outcome == engine::Outcome::not_applicable ? 1U : 0U;
      totals->criteria_met += static_cast<std::uint32_t>(judged[unit].criteria_met);
    }
  }
  return counted;
}

// One desk, asked at every event of the newest and of an event that passed.
void expect_totals(Drawing& drawing, const naive::World& world, naive::Decided& decided) {
  const auto record = record_of(world, drawing.last_event());
  const std::vector<Date> days{drawing.day(), drawing.day()};
  Desk desk;
  for (int now = 1; now <= drawing.last_event(); ++now) {
    for (const int known_at : {now, drawing.below(now + 1)}) {
      if (known_at != now && !drawing.one_in(3)) continue;
      judgement::Question question;
      question.set = set_id;
      question.as_of = days[static_cast<std::size_t>(drawing.below(2))];
      const auto answer = desk.answer(
          [&](auto number) -> Result<Known> {
            return Known{record[static_cast<std::size_t>(number.value_or(now))], false};
          },
          known_at == now ? std::nullopt : std::optional<audit::EventNumber>(known_at),
          [&](const auto&) -> Result<judgement::Question> { return question; });
      ASSERT_TRUE(answer);
      SCOPED_TRACE(question.as_of.text() + " known at " + std::to_string(known_at));
      const auto wanted = counted(world, naive::judge(world, {question.as_of, question.as_of, known_at}, decided));
      const auto& totals = answer->totals->rolled.totals;
      ASSERT_EQ(totals[0], wanted.country);
      for (std::size_t area = 1; area < totals.size(); ++area) ASSERT_EQ(totals[area], wanted.provinces.at(area - 1));
    }
  }
}

std::shared_ptr<const columns::Store> store_of(const naive::World& world, int last_event) {
  auto store = columns::Store::of({}, 0, 0);
  for (int event = 1; event <= last_event; ++event) {
    std::map<columns::ColumnNumber, std::vector<columns::Change>> changes;
    for (const auto& said : world.said) {
      if (said.event != event) continue;
      columns::Cell cell{0, 0, said.day.days(), 0, 0, columns::CellState::nothing};
      if (said.kind == naive::Said::not_applicable) cell.state = columns::CellState::not_applicable;
      if (said.kind == naive::Said::value) {
        cell.numerator = said.top;
        cell.denominator = said.bottom;
        cell.state = said.bottom > 0 ? columns::CellState::share : columns::CellState::number;
      }
      changes[static_cast<columns::ColumnNumber>(said.measure)].push_back({static_cast<UnitNumber>(said.unit), cell});
    }
    store = store->with(changes, static_cast<UnitNumber>(world.units.size()), event);
  }
  return store;
}

// The law of the day as a program of the engine, with a slot for each unit.
columns::Program program_of(const naive::World& world, const naive::Question& question) {
  columns::Program program;
  program.units = static_cast<UnitNumber>(world.units.size());
  program.counts_not_applicable = true;
  program.slot_maps.emplace_back();
  for (UnitNumber unit = 0; unit < program.units; ++unit) {
    program.slot_maps[0].push_back(static_cast<std::uint8_t>(unit));
  }
  program.root.kind = columns::NodeKind::all_of;
  naive::Decided ignored;
  for (const auto& written : world.criteria) {
    columns::Node criterion{columns::NodeKind::all_of, columns::NodeRole::criterion, 0, {}};
    ++program.criteria;
    for (const auto& indicator : written) {
      columns::Leaf leaf;
      leaf.column = static_cast<columns::ColumnNumber>(indicator.measure);
      leaf.comparison = static_cast<columns::Comparison>(indicator.comparison);
      leaf.slot_map = 0;
      leaf.maximum_age_months = naive::World::age_months;
      for (const auto& unit : world.units) {
        const naive::Row* last = naive::row_of(world, indicator, question, unit, ignored);
        const auto state = last == nullptr  ? columns::LimitState::not_assessed
                           : !last->applies ? columns::LimitState::not_applicable
                                            : columns::LimitState::compared;
        leaf.limits.push_back({state, last == nullptr ? Decimal() : Decimal::from(last->tenths, 1)});
      }
      criterion.parts.push_back({columns::NodeKind::leaf,
                                 columns::NodeRole::indicator,
                                 static_cast<std::uint32_t>(program.leaves.size()),
                                 {}});
      program.leaves.push_back(std::move(leaf));
      ++program.indicators;
    }
    program.root.parts.push_back(std::move(criterion));
  }
  columns::prepare(program);
  return program;
}

columns::Composition composition_of(const naive::World& world, const naive::Question& question) {
  columns::Composition composition;
  for (int unit = 0; unit < static_cast<int>(world.units.size()); ++unit) {
    auto& composed = composition.of.emplace_back();
    const auto parts = naive::parts_of(world, unit, question.day, question.known_at);
    composed.is_whole = parts.has_value();
    for (const int part : parts.value_or(std::vector<int>())) composed.parts.push_back(static_cast<UnitNumber>(part));
  }
  return composition;
}

// The columns themselves, which know what was known when; on the boundaries of the day and of a later one.
void expect_columns(Drawing& drawing, const naive::World& world, naive::Decided& decided) {
  const auto store = store_of(world, drawing.last_event());
  for (const bool is_elsewhere : {false, true}) {
    const Date day = drawing.day();
    const naive::Question question{day, is_elsewhere ? std::max(day, drawing.day()) : day,
                                   drawing.below(drawing.last_event() + 1)};
    const auto wanted = naive::judge(world, question, decided);
    auto composition = composition_of(world, question);
    // A unit of the day goes into one unit of the other boundaries.
    for (std::size_t unit = 0; unit < wanted.size(); ++unit) {
      if (!wanted[unit].is_alive) composition.of[unit] = {};
    }
    const auto units = static_cast<UnitNumber>(world.units.size());
    const auto asked = question.boundaries == day ? store
                                                  : columns::Reprojection(composition, units)
                                                        .carry_over(*store, std::vector<bool>(store->columns(), true),
                                                                    day.days(), question.known_at);
    const auto known_at = question.boundaries == day ? question.known_at : columns::everything;
    const auto program = program_of(world, question);
    const auto judged = columns::Judge(program, *asked, {day, known_at, {}, {}, true}).all();
    SCOPED_TRACE(day.text() + " by " + question.boundaries.text() + " known at " + std::to_string(question.known_at));
    for (UnitNumber unit = 0; unit < units; ++unit) {
      if (!wanted[unit].is_alive) continue;
      ASSERT_EQ(judged.outcome(unit), wanted[unit].outcome) << "unit " << unit;
    }
  }
}

TEST(SmallWorlds, TenThousandAreJudgedAsANaiveJudgeDoes) {
  naive::Decided decided;
  for (int seed = 1; seed <= worlds_count; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Drawing drawing(static_cast<std::uint64_t>(seed));
    const auto world = drawing.world();
    ASSERT_NO_FATAL_FAILURE(expect_totals(drawing, world, decided));
    ASSERT_NO_FATAL_FAILURE(expect_columns(drawing, world, decided));
  }
  // Each of them was not only drawn, answers hung on it.
  for (const long often :
       {decided.successions, decided.corrections, decided.classes, decided.amendments, decided.earlier_events}) {
    EXPECT_GT(often, worlds_count);
  }
}

}  // namespace
}  // namespace luytre::totals
