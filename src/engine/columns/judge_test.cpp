// Ten thousand drawn worlds: what the columns say is what engine::judge says of each unit by itself, over values found
// by reading everything that was ever said. Corrections, withdrawals, late reports, classes, ages, and known-at.
#include "engine/columns/judge.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>

#include "engine/columns/roll_up.h"
#include "engine/judge.h"

namespace luytre::engine::columns {
namespace {

constexpr std::int32_t first_day = 19'000;

struct Said {
  ColumnNumber column = 0;
  UnitNumber unit = 0;
  EventNumber event = 0;
  Cell cell;
};

struct World {
  std::vector<Said> all;
  std::shared_ptr<const Store> store = Store::of({}, 0, 0);
  Program program;
  UnitNumber units = 0;
  std::uint32_t classes = 1;
  std::vector<std::uint8_t> class_of;
  EventNumber events = 0;
};

class Drawing {
 public:
  explicit Drawing(std::uint64_t seed) : random_(seed) {}
  std::uint32_t below(std::uint32_t end) { return static_cast<std::uint32_t>(random_() % end); }
  bool one_in(std::uint32_t count) { return below(count) == 0; }

  World world() {
    World world;
    world.units = one_in(400) ? chunk_units + 1 + below(300) : 1 + below(30);
    world.classes = one_in(10) ? 17 + below(3) : 1 + below(6);
    for (UnitNumber unit = 0; unit < world.units; ++unit) {
      world.class_of.push_back(static_cast<std::uint8_t>(below(world.classes)));
    }
    columns_ = 1 + below(4);
    draw_program(world);
    world.events = 1 + below(6);
    for (EventNumber event = 1; event <= world.events; ++event) draw_event(world, event);
    return world;
  }

  Said said(const World& world, ColumnNumber column, UnitNumber unit, EventNumber event, std::int32_t day) {
    (void)world;
    return {column, unit, event, cell(column, day)};
  }

 private:
  Cell cell(ColumnNumber column, std::int32_t day) {
    Cell cell;
    cell.day = day;
    if (one_in(15)) return cell;
    if (one_in(20)) {
      cell.state = CellState::not_applicable;
      return cell;
    }
    const bool is_share = (column % 2 == 0) != one_in(25);
    const std::uint64_t most = one_in(40) ? 1'000'000'000'000'000 : one_in(10) ? 1'000'000 : 20;
    cell.state = is_share ? CellState::share : CellState::number;
    cell.numerator = static_cast<std::int64_t>(random_() % most);
    cell.scale = one_in(5) ? static_cast<std::uint8_t>(below(7)) : 0;
    if (is_share) cell.denominator = 1 + static_cast<std::int64_t>(random_() % most);
    if (is_share && one_in(8)) cell.denominator_scale = static_cast<std::uint8_t>(below(3));
    return cell;
  }

  void draw_event(World& world, EventNumber event) {
    std::map<ColumnNumber, std::vector<Change>> changes;
    const auto day = first_day + static_cast<std::int32_t>(below(4) * 91);
    for (ColumnNumber column = 0; column < columns_; ++column) {
      for (UnitNumber unit = 0; unit < world.units; ++unit) {
        if (!one_in(event == 1 ? 1 : 3)) continue;
        const auto drawn =
            said(world, column, unit, event, one_in(4) ? day + static_cast<std::int32_t>(below(91)) : day);
        world.all.push_back(drawn);
        changes[column].push_back({unit, drawn.cell});
      }
    }
    world.store = world.store->with(changes, world.units, event);
  }

  Decimal limit() {
    if (one_in(20)) return Decimal::from(static_cast<std::int64_t>(random_() % 1'000'000'000'000'000), 6);
    return one_in(3) ? Decimal::from(below(1000), 1) : Decimal::of(one_in(2) ? below(21) : below(101));
  }

  Leaf leaf(const World& world) {
    Leaf leaf;
    leaf.column = below(columns_);
    leaf.comparison = static_cast<Comparison>(below(5));
    leaf.maximum_age_months = one_in(2) ? -1 : static_cast<int>(1 + below(12));
    const bool by_class = !one_in(3);
    leaf.slot_map = by_class ? 0 : one_slot;
    for (std::uint32_t slot = 0; slot < (by_class ? world.classes : 1); ++slot) {
      const auto state = one_in(9)   ? LimitState::not_applicable
                         : one_in(9) ? LimitState::not_assessed
                                     : LimitState::compared;
      leaf.limits.push_back({state, limit()});
    }
    return leaf;
  }

  Node node(World& world, int depth) {
    Node node;
    if (depth == 0 || one_in(3)) {
      node.number = static_cast<std::uint32_t>(world.program.leaves.size());
      world.program.leaves.push_back(leaf(world));
      return node;
    }
    node.kind = one_in(2) ? NodeKind::all_of : NodeKind::any_of;
    const auto parts = 1 + below(3);
    for (std::uint32_t i = 0; i < parts; ++i) node.parts.push_back(this->node(world, depth - 1));
    return node;
  }

  void draw_program(World& world) {
    auto& program = world.program;
    program.units = world.units;
    program.slot_maps.push_back(world.class_of);
    program.root.kind = NodeKind::all_of;
    program.criteria = 1 + below(4);
    for (std::uint32_t i = 0; i < program.criteria; ++i) {
      Node criterion;
      criterion.kind = NodeKind::all_of;
      criterion.role = NodeRole::criterion;
      const auto parts = 1 + below(3);
      for (std::uint32_t part = 0; part < parts; ++part) {
        criterion.parts.push_back(node(world, 2));
        criterion.parts.back().role = NodeRole::indicator;
        ++program.indicators;
      }
      program.root.parts.push_back(std::move(criterion));
    }
    prepare(program);
  }

  std::mt19937_64 random_;
  ColumnNumber columns_ = 1;
};

Cell standing(const World& world, ColumnNumber column, UnitNumber unit, Date day, EventNumber known_at) {
  std::map<std::int32_t, Cell> newest;
  for (const auto& said : world.all) {
    const bool is_asked = said.column == column && said.unit == unit;
    if (is_asked && said.cell.day <= day.days() && said.event <= known_at) newest[said.cell.day] = said.cell;
  }
  for (auto entry = newest.rbegin(); entry != newest.rend(); ++entry) {
    if (entry->second.state != CellState::nothing) return entry->second;
  }
  return {};
}

constexpr std::array<RuleKind, 5> kinds = {RuleKind::at_least, RuleKind::more_than, RuleKind::at_most,
                                           RuleKind::less_than, RuleKind::equals};

// The unit's own program for the judge of single units, and its operands.
class OneUnit {
 public:
  OneUnit(const World& world, UnitNumber unit, Date day, EventNumber known_at)
      : world_(world), unit_(unit), day_(day), known_at_(known_at) {
    root_ = of(world.program.root);
  }
  Verdict verdict() const { return engine::judge(root_, operands_); }

 private:
  engine::Node of(const columns::Node& node) {
    engine::Node made;
    if (node.kind == NodeKind::leaf) return of(world_.program.leaves[node.number]);
    made.kind = node.kind == NodeKind::all_of ? RuleKind::all_of : RuleKind::any_of;
    for (const auto& part : node.parts) made.parts.push_back(of(part));
    return made;
  }

  engine::Node of(const Leaf& leaf) {
    engine::Node made;
    const auto slot = leaf.slot_map == one_slot ? 0U : world_.class_of[unit_];
    const auto& limit = leaf.limits[slot];
    made.kind = kinds.at(static_cast<std::size_t>(leaf.comparison));
    if (limit.state == LimitState::not_assessed) made.limit.missing = Reason::law_not_loaded;
    if (limit.state == LimitState::not_applicable) {
      engine::Gate gate;
      gate.condition.kind = engine::Condition::Kind::always;
      made.gates.push_back(gate);
    }
    made.limit.value = limit.value;
    made.operand = static_cast<OperandIndex>(operands_.size());
    operands_.push_back(operand(leaf));
    return made;
  }

  Operand operand(const Leaf& leaf) const {
    const Cell cell = standing(world_, leaf.column, unit_, day_, known_at_);
    if (!cell.has_value()) return Operand::absent(Reason::value_missing);
    const Date said = Date::from_days(cell.day);
    if (leaf.maximum_age_months >= 0 && said.plus_months(leaf.maximum_age_months) < day_) {
      return Operand::absent(Reason::value_too_old);
    }
    const auto numerator = Decimal::from(cell.numerator, cell.scale);
    if (cell.state == CellState::number) return Operand::of(numerator);
    return Operand::of(Share{numerator, Decimal::from(cell.denominator, cell.denominator_scale)});
  }

  const World& world_;
  UnitNumber unit_;
  Date day_;
  EventNumber known_at_;
  engine::Node root_;
  Operands operands_;
};

struct Counted {
  std::uint32_t criteria_met = 0, criteria_open = 0, indicators_met = 0, indicators_open = 0;
};

Counted count(const Verdict& root) {
  Counted counted;
  const auto is_closed = [](Outcome outcome) { return outcome == Outcome::met || outcome == Outcome::not_applicable; };
  for (const auto& criterion : root.parts) {
    counted.criteria_met += criterion.outcome == Outcome::met ? 1 : 0;
    counted.criteria_open += is_closed(criterion.outcome) ? 0U : 1U;
    for (const auto& indicator : criterion.parts) {
      counted.indicators_met += indicator.outcome == Outcome::met ? 1U : 0U;
      counted.indicators_open += is_closed(indicator.outcome) ? 0U : 1U;
    }
  }
  return counted;
}

void expect_same(const World& world, Date day, EventNumber known_at, const Judged& judged) {
  for (UnitNumber unit = 0; unit < world.units; ++unit) {
    const auto verdict = OneUnit(world, unit, day, known_at).verdict();
    ASSERT_EQ(verdict.outcome, judged.outcome(unit))
        << "unit " << unit << " on " << day.text() << " known " << known_at;
    const auto counted = count(verdict);
    const auto at = unit % chunk_units;
    ASSERT_EQ(counted.criteria_met, judged.criteria_met(unit));
    ASSERT_EQ(counted.indicators_met, judged.indicators_met(unit));
    ASSERT_EQ(counted.criteria_open, judged.of(unit).counts->criteria_open.of(at));
    ASSERT_EQ(counted.indicators_open, judged.of(unit).counts->indicators_open.of(at));
  }
}

Areas areas_of(UnitNumber units, UnitNumber width, bool is_shuffled) {
  Areas areas;
  areas.areas.push_back({});
  for (UnitNumber from = 0; from < units; from += width)
    areas.areas.push_back({0, from, std::min(units, from + width)});
  for (UnitNumber place = 0; is_shuffled && place < units; ++place) areas.units.push_back(units - 1 - place);
  return areas;
}

void expect_rolled(const Judged& judged, const Areas& areas, const RolledUp& rolled) {
  std::vector<Totals> totals(areas.areas.size());
  for (std::size_t area = 1; area < totals.size(); ++area) {
    for (auto place = areas.areas[area].from; place < areas.areas[area].to; ++place) {
      const auto unit = areas.units.empty() ? place : areas.units[place];
      for (auto* sum : {&totals[0], &totals[area]}) {
        ++sum->units;
        sum->met += judged.outcome(unit) == Outcome::met ? 1U : 0U;
        sum->not_met += judged.outcome(unit) == Outcome::not_met ? 1U : 0U;
        sum->not_applicable += judged.outcome(unit) == Outcome::not_applicable ? 1U : 0U;
        sum->criteria_met += judged.criteria_met(unit);
      }
    }
  }
  ASSERT_EQ(totals, rolled.totals);
}

// One more value: the outcomes and totals that are patched are those that are judged and added up anew.
void expect_patched(Drawing& drawing, World& world, Date day) {
  const Judge judge(world.program, *world.store, {day, everything, {}, {}, true});
  const auto before = judge.all();
  const auto areas = areas_of(world.units, 1 + drawing.below(9), false);
  const auto rolled = roll_up(before, areas);
  const auto unit = drawing.below(world.units);
  const auto column = world.program.leaves.front().column;
  const auto said =
      drawing.said(world, column, unit, world.events + 1, first_day + static_cast<std::int32_t>(drawing.below(300)));
  world.all.push_back(said);
  const auto next = world.store->with({{column, {{unit, said.cell}}}}, world.units, said.event);
  const Judge again(world.program, *next, {day, everything, {}, {}, true});
  const std::vector<UnitNumber> touched{unit};
  const auto after = again.again(before, touched);
  ASSERT_NO_FATAL_FAILURE(expect_same(world, day, everything, after));
  ASSERT_EQ(rolled_again(rolled, before, after, areas).totals, roll_up(after, areas).totals);
  ASSERT_EQ(rolled_again(rolled, before, after, areas).met_of_criterion, roll_up(after, areas).met_of_criterion);
}

TEST(ColumnJudge, AgreesWithTheJudgeOfOneUnitOnTenThousandWorlds) {
  for (std::uint64_t seed = 1; seed <= 10'000; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Drawing drawing(seed);
    auto world = drawing.world();
    const auto day = Date::from_days(first_day + static_cast<std::int32_t>(drawing.below(500)) - 20);
    const EventNumber known_at = drawing.one_in(2) ? everything : static_cast<EventNumber>(drawing.below(7));
    for (const auto* kernels : kernels_of_this_processor()) {
      const Judge judge(world.program, *world.store, {day, known_at, {}, {}, true}, *kernels);
      ASSERT_NO_FATAL_FAILURE(expect_same(world, day, known_at, judge.all())) << kernels->name;
      if (!drawing.one_in(10)) break;  // the kernels have their own test
    }
    const auto judged = Judge(world.program, *world.store, {day, known_at, {}, {}, true}).all();
    const auto areas = areas_of(world.units, 1 + drawing.below(7), drawing.one_in(3));
    ASSERT_NO_FATAL_FAILURE(expect_rolled(judged, areas, roll_up(judged, areas)));
    ASSERT_NO_FATAL_FAILURE(expect_patched(drawing, world, day));
  }
}

TEST(ColumnJudge, GivenOutcomesJoinAndTheDeadAreNotCounted) {
  Program program;
  program.units = 3;
  program.criteria = program.indicators = 1;
  program.root = {NodeKind::all_of, NodeRole::part, 0, {{NodeKind::all_of, NodeRole::criterion, 0, {}}}};
  program.root.parts[0].parts.push_back({NodeKind::given, NodeRole::indicator, 0, {}});
  prepare(program);
  Given given(1);
  given[0].met[0] = 0b111;
  const auto store = Store::of({}, 3, 1);
  Words alive{};
  alive[0] = 0b101;
  const auto judged = Judge(program, *store, {Date::from_days(1), everything, {alive}, {given}}).all();
  EXPECT_EQ(judged.outcome(0), Outcome::met);
  EXPECT_EQ(judged.outcome(1), Outcome::not_assessed);
  Areas areas;
  areas.areas = {{no_area, 0, 3}};
  const auto rolled = roll_up(judged, areas);
  EXPECT_EQ(rolled.totals[0].units, 2U);
  EXPECT_EQ(rolled.totals[0].met, 2U);
  EXPECT_EQ(rolled.of(0, 0), 2U);
}

}  // namespace
}  // namespace luytre::engine::columns
