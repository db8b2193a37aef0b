// Other boundaries, the nearest, pivots and the stored form: each against plain loops over drawn shares.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

#include "engine/columns/explain.h"
#include "engine/columns/nearest.h"
#include "engine/columns/other_boundaries.h"
#include "engine/columns/pivot.h"
#include "engine/columns/reproject.h"
#include "engine/columns/snapshot_bytes.h"

namespace luytre::engine::columns {
namespace {

constexpr std::int32_t first_day = 19'000;
constexpr int quarters = 4;
constexpr int age_months = 6;

struct World {
  std::shared_ptr<const Store> store;
  UnitNumber units = 0;
  Composition composition;
  EventNumber last_event = 0;
};

class Drawing {
 public:
  explicit Drawing(std::uint64_t seed) : random_(seed) {}
  std::uint32_t below(std::uint32_t end) { return static_cast<std::uint32_t>(random_() % end); }

  World world() {
    World world;
    world.units = 1 + below(below(8) == 0 ? 2500 : 60);
    const bool is_plain = below(3) != 0;  // small whole numbers, as most of the record is
    std::shared_ptr<const Store> store = Store::of({}, 0, 0);
    for (EventNumber event = 1; event <= 6; ++event) {
      std::map<ColumnNumber, std::vector<Change>> changes;
      const auto day = first_day + 91 * static_cast<std::int32_t>(below(quarters));
      for (UnitNumber unit = 0; unit < world.units; ++unit) {
        if (below(5) != 0) changes[0].push_back({unit, cell(day, is_plain)});
      }
      store = store->with(changes, world.units, event);
      world.last_event = event;
    }
    world.store = store;
    world.composition = composition(world.units);
    return world;
  }

 private:
  Cell cell(std::int32_t day, bool is_plain) {
    Cell cell;
    cell.day = day;
    if (below(12) == 0) return cell;
    cell.state = is_plain || below(6) != 0 ? CellState::share : CellState::number;
    cell.denominator = cell.state == CellState::share ? 1 + below(is_plain ? 6000 : 3'000'000) : 0;
    cell.numerator = below(is_plain ? 6000 : 3'000'000);
    return cell;
  }

  Composition composition(UnitNumber units) {
    Composition composition;
    for (UnitNumber unit = 0; unit < units;) {
      auto& composed = composition.of.emplace_back();
      for (auto count = 1 + below(4); count > 0 && unit < units; --count) composed.parts.push_back(unit++);
      composed.is_whole = below(9) != 0;
    }
    composition.of.emplace_back();  // a unit that nothing went into
    std::shuffle(composition.of.begin(), composition.of.end(), random_);
    return composition;
  }

  std::mt19937_64 random_;
};

// The sum of the parts, or nothing.
Cell sum_of(const Panel& panel, std::size_t step, const Composed& composed, EventNumber known_at) {
  Cell sum;
  for (const auto unit : composed.parts) {
    const Cell cell = panel.cell(step, unit, known_at);
    if (!composed.is_whole || !cell.has_value()) return {};
    if (sum.state != CellState::nothing && sum.state != cell.state) return {};
    sum.day = sum.state == CellState::nothing ? cell.day : std::min(sum.day, cell.day);
    sum.state = cell.state;
    sum.numerator += cell.numerator;
    sum.denominator += cell.denominator;
  }
  return sum;
}

TEST(Reprojection, SumsWhatWentInWholeAndGuessesNothing) {
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Drawing drawing(seed);
    const World world = drawing.world();
    const Reprojection reprojection(world.composition, world.units);
    const auto day = first_day + static_cast<std::int32_t>(drawing.below(400));
    const EventNumber known_at = drawing.below(2) == 0 ? everything : drawing.below(7);
    const auto carried = reprojection.carry_over(*world.store, {true}, day, known_at);
    ASSERT_EQ(carried->units(), world.composition.of.size());
    const Panel& panel = *world.store->panel(0);
    const auto step = panel.step_on(day);
    if (!step) continue;
    const Panel& other = *carried->panel(0);
    const auto other_step = other.step_on(day);
    ASSERT_TRUE(other_step);
    for (UnitNumber unit = 0; unit < carried->units(); ++unit) {
      const Cell wanted = sum_of(panel, *step, world.composition.of[unit], known_at);
      const Cell found = other.cell(*other_step, unit);
      ASSERT_EQ(wanted.state, found.state) << "unit " << unit;
      if (wanted.state == CellState::nothing) continue;
      ASSERT_EQ(wanted, found) << "unit " << unit;
    }
  }
}

// Two criteria of one limit each over one column.
Program program_of(UnitNumber units, int maximum_age_months = -1) {
  Program program;
  program.units = units;
  program.criteria = program.indicators = 2;
  program.root.kind = NodeKind::all_of;
  for (const std::int64_t percent : {40, 80}) {
    Leaf leaf;
    leaf.maximum_age_months = maximum_age_months;
    leaf.limits.push_back({LimitState::compared, Decimal::of(percent)});
    const auto number = static_cast<std::uint32_t>(program.leaves.size());
    program.leaves.push_back(leaf);
    program.root.parts.push_back(
        {NodeKind::all_of, NodeRole::criterion, 0, {{NodeKind::leaf, NodeRole::indicator, number, {}}}});
  }
  prepare(program);
  return program;
}

TEST(Reprojection, ManyDaysAreJudgedAsEachAlone) {
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Drawing drawing(seed);
    const World world = drawing.world();
    const Reprojection reprojection(world.composition, world.units);
    const auto program = program_of(static_cast<UnitNumber>(world.composition.of.size()), age_months);
    std::vector<Date> days;
    for (std::int32_t day = first_day - 5; day < first_day + 600;
         day += 1 + static_cast<std::int32_t>(drawing.below(9))) {
      days.push_back(Date::from_days(day));
    }
    const auto found = judged_on(program, reprojection, *world.store, {true}, days);
    ASSERT_EQ(found.size(), days.size());
    for (std::size_t at = 0; at < days.size(); ++at) {
      const auto carried = reprojection.carry_over(*world.store, {true}, days[at].days());
      const auto alone = Judge(program, *carried, {days[at], everything, {}, {}, false}).all();
      for (UnitNumber unit = 0; unit < program.units; ++unit) {
        ASSERT_EQ(found[at].outcome(unit), alone.outcome(unit)) << days[at].text() << " unit " << unit;
      }
    }
  }
}

TEST(Reprojection, CarriesOverOnlyWhatAddsUp) {
  Drawing drawing(5);
  const World world = drawing.world();
  const Reprojection reprojection(world.composition, world.units);
  EXPECT_EQ(reprojection.carry_over(*world.store, {false}, first_day + 400)->panel(0), nullptr);
}

Areas areas_of(UnitNumber units) {
  Areas areas;
  areas.areas.push_back({});
  for (UnitNumber from = 0; from < units; from += 7) areas.areas.push_back({0, from, std::min(units, from + 7)});
  return areas;
}

TEST(Pivot, SumsSharesAndKeepsTheMeanOfUnitsApart) {
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Drawing drawing(seed);
    const World world = drawing.world();
    const auto day = Date::from_days(first_day + static_cast<std::int32_t>(drawing.below(500)));
    const EventNumber known_at = drawing.below(2) == 0 ? everything : drawing.below(7);
    const auto areas = areas_of(world.units);
    const auto found = pivot(*world.store, {0, day, age_months, known_at}, areas);
    std::vector<Pivoted> wanted(areas.areas.size());
    const Panel& panel = *world.store->panel(0);
    const auto step = panel.step_on(day.days());
    for (std::size_t area = 1; step && area < wanted.size(); ++area) {
      for (auto unit = areas.areas[area].from; unit < areas.areas[area].to; ++unit) {
        const Cell cell = panel.cell(*step, unit, known_at);
        const bool is_old = cell.state != CellState::nothing && Date::from_days(cell.day).plus_months(age_months) < day;
        if (cell.state != CellState::share || is_old) continue;
        for (auto* sum : {&wanted[0], &wanted[area]}) {
          sum->numerator += cell.numerator;
          sum->denominator += cell.denominator;
          ++sum->units;
          const Share share{Decimal::of(cell.numerator), Decimal::of(cell.denominator)};
          sum->percent_hundredths += percent_rounded(share, 2).coefficient();
        }
      }
    }
    ASSERT_EQ(wanted, found);
  }
}

TEST(Pivot, SharesFarOverAHundredPercentDoNotWrapRound) {
  std::vector<Change> changes;
  for (UnitNumber unit = 0; unit < word_units; ++unit) {
    changes.push_back({unit, {32'000, 1, first_day, 0, 0, CellState::share}});
  }
  const auto store = Store::of({}, 0, 0)->with({{0, changes}}, word_units, 1);
  const auto found = pivot(*store, {0, Date::from_days(first_day), -1, everything}, {{{no_area, 0, word_units}}, {}});
  EXPECT_EQ(found[0].percent_hundredths, std::int64_t{word_units} * 32'000 * 10'000);
}

TEST(Nearest, AreThoseThatLackLeastInTheOrderOfUnits) {
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    Drawing drawing(seed);
    const World world = drawing.world();
    const auto program = program_of(world.units);
    const Question question{Date::from_days(first_day + 300), everything, {}, {}, true};
    const auto judged = Judge(program, *world.store, question).all();
    std::vector<Near> wanted;
    for (std::uint32_t open = 0; open <= 2; ++open) {
      for (UnitNumber unit = 0; unit < world.units; ++unit) {
        std::uint32_t lacking = 0;
        for (const auto& each : explain(program, *world.store, question, unit)) {
          lacking += each.outcome == Outcome::met ? 0U : 1U;
        }
        if (lacking == open && judged.outcome(unit) != Outcome::met) wanted.push_back({unit, open, open});
      }
    }
    wanted.resize(std::min<std::size_t>(wanted.size(), 20));
    ASSERT_EQ(wanted, nearest(judged, 20)) << "seed " << seed;
  }
}

TEST(SnapshotBytes, GiveTheSameAnswersBack) {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    Drawing drawing(seed);
    const World world = drawing.world();
    const auto again = from_bytes(to_bytes(*world.store));
    ASSERT_TRUE(again);
    ASSERT_EQ((*again)->units(), world.units);
    ASSERT_EQ((*again)->known_at(), world.last_event);
    const Panel& before = *world.store->panel(0);
    const Panel& after = *(*again)->panel(0);
    ASSERT_EQ(before.steps().size(), after.steps().size());
    for (std::size_t step = 0; step < before.steps().size(); ++step) {
      for (UnitNumber unit = 0; unit < world.units; ++unit) {
        for (const EventNumber known_at : {EventNumber{2}, EventNumber{4}, everything}) {
          ASSERT_EQ(before.cell(step, unit, known_at), after.cell(step, unit, known_at));
        }
      }
    }
    EXPECT_EQ(to_bytes(**again), to_bytes(*world.store));
  }
}

TEST(SnapshotBytes, OneFlippedBitIsNoticed) {
  Drawing drawing(3);
  const auto bytes = to_bytes(*drawing.world().store);
  for (int i = 0; i < 400; ++i) {
    auto flipped = bytes;
    const auto at = drawing.below(static_cast<std::uint32_t>(bytes.size()));
    flipped[at] = static_cast<char>(flipped[at] ^ (1 << drawing.below(8)));
    const auto read = from_bytes(flipped);
    ASSERT_FALSE(read);
    ASSERT_EQ(read.error().code, "engine.snapshot_damaged");
  }
  for (const auto length : {std::size_t{0}, std::size_t{10}, bytes.size() - 1}) {
    EXPECT_FALSE(from_bytes(std::string_view(bytes).substr(0, length)));
  }
}

}  // namespace
}  // namespace luytre::engine::columns
