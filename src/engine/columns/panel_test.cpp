// A panel answers as a list of everything that was ever said, read from its beginning.
#include "engine/columns/panel.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

namespace luytre::engine::columns {
namespace {

struct Said {
  UnitNumber unit = 0;
  EventNumber event = 0;
  Cell cell;
};

// The naive reference: of the days not after `day` the latest that has something, of its versions the newest.
Cell standing(const std::vector<Said>& all, UnitNumber unit, std::int32_t day, EventNumber known_at) {
  std::map<std::int32_t, Cell> newest;
  for (const auto& said : all) {
    if (said.unit == unit && said.cell.day <= day && said.event <= known_at) newest[said.cell.day] = said.cell;
  }
  for (auto entry = newest.rbegin(); entry != newest.rend(); ++entry) {
    if (entry->second.state != CellState::nothing) return entry->second;
  }
  return {};
}

bool same(const Cell& a, const Cell& b) {
  if (a.state != b.state) return false;
  if (a.state == CellState::nothing) return true;
  const auto at_scale = [](std::int64_t amount, int scale) {
    __extension__ using Wide = __int128;
    Wide wide = amount;
    for (int i = scale; i < 6; ++i) wide *= 10;
    return wide;
  };
  return a.day == b.day && at_scale(a.numerator, a.scale) == at_scale(b.numerator, b.scale) &&
         at_scale(a.denominator, a.denominator_scale) == at_scale(b.denominator, b.denominator_scale);
}

class Drawing {
 public:
  explicit Drawing(std::uint32_t seed) : random_(seed) {}
  std::uint32_t below(std::uint32_t end) { return static_cast<std::uint32_t>(random_() % end); }

  Cell cell(std::int32_t day) {
    Cell cell;
    cell.day = day;
    const auto kind = below(20);
    if (kind == 0) return cell;  // withdrawn
    if (kind == 1) {
      cell.state = CellState::not_applicable;
      return cell;
    }
    const std::int64_t most = below(30) == 0 ? 1'000'000'000'000'000 : below(6) == 0 ? 3'000'000 : 900;
    cell.numerator = static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(most));
    cell.scale = static_cast<std::uint8_t>(below(8) == 0 ? below(7) : 0);
    cell.state = below(10) < 7 ? CellState::share : CellState::number;
    if (cell.state == CellState::share) {
      cell.denominator = 1 + static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(most));
      cell.denominator_scale = static_cast<std::uint8_t>(below(9) == 0 ? below(3) : 0);
    }
    return cell;
  }

 private:
  std::mt19937_64 random_;
};

struct Story {
  std::vector<Said> all;
  std::shared_ptr<const Panel> panel = std::make_shared<Panel>();
};

Story draw(Drawing& drawing, UnitNumber units, std::uint32_t days, EventNumber events) {
  Story story;
  for (EventNumber event = 1; event <= events; ++event) {
    std::vector<Change> changes;
    const bool is_bulk = drawing.below(4) == 0;
    const auto count = is_bulk ? units : 1 + drawing.below(4);
    const auto day = static_cast<std::int32_t>(drawing.below(days));
    for (std::uint32_t i = 0; i < count; ++i) {
      const auto unit = is_bulk ? i : drawing.below(units);
      if (is_bulk && drawing.below(10) == 0) continue;
      const auto its_day = is_bulk && drawing.below(5) != 0 ? day : static_cast<std::int32_t>(drawing.below(days));
      changes.push_back({unit, drawing.cell(its_day)});
    }
    for (const auto& change : changes) story.all.push_back({change.unit, event, change.cell});
    story.panel = changed(*story.panel, changes, event);
  }
  return story;
}

void expect_same(const Story& story, UnitNumber units, std::uint32_t days, EventNumber events) {
  for (std::int32_t day = 0; day < static_cast<std::int32_t>(days); ++day) {
    const auto step = story.panel->step_on(day);
    for (EventNumber known_at : {EventNumber{0}, events / 3, events / 2, events - 1, events, everything}) {
      std::map<UnitNumber, Cell> patched;
      if (step) {
        for (std::size_t chunk = 0; chunk * chunk_units < units; ++chunk) {
          for (const auto& patch : story.panel->patches(*step, chunk, known_at)) {
            const auto unit = static_cast<UnitNumber>(chunk * chunk_units + patch.at);
            ASSERT_TRUE(patched.emplace(unit, patch.cell).second) << "a unit is patched twice";
          }
        }
      }
      for (UnitNumber unit = 0; unit < units; ++unit) {
        const Cell wanted = standing(story.all, unit, day, known_at);
        const Cell found = step ? story.panel->cell(*step, unit, known_at) : Cell{};
        ASSERT_TRUE(same(wanted, found)) << "unit " << unit << " day " << day << " known at " << known_at;
        const Cell now = step ? story.panel->cell(*step, unit) : Cell{};
        const Cell read = patched.contains(unit) ? patched[unit] : now;
        ASSERT_TRUE(same(wanted, read)) << "patched unit " << unit << " day " << day << " known at " << known_at;
      }
    }
  }
}

TEST(Panel, AnswersAsAListOfAllThatWasSaid) {
  for (std::uint32_t seed = 1; seed <= 300; ++seed) {
    Drawing drawing(seed);
    const UnitNumber units = 1 + drawing.below(12);
    const std::uint32_t days = 1 + drawing.below(6);
    const EventNumber events = 1 + static_cast<EventNumber>(drawing.below(25));
    const Story story = draw(drawing, units, days, events);
    ASSERT_NO_FATAL_FAILURE(expect_same(story, units, days, events)) << "seed " << seed;
  }
}

TEST(Panel, UnitsInSeveralChunksAnswerToo) {
  Drawing drawing(7);
  const UnitNumber units = 2 * chunk_units + 70;
  const Story story = draw(drawing, units, 3, 6);
  expect_same(story, units, 3, 6);
}

TEST(Panel, AChangeSharesWhatItDoesNotTouch) {
  std::vector<Change> all;
  for (UnitNumber unit = 0; unit < 3 * chunk_units; ++unit)
    all.push_back({unit, {unit, 0, 10, 0, 0, CellState::number}});
  const auto first = changed(Panel{}, all, 1);
  for (auto& change : all) change.cell.day = 20;
  const auto second = changed(*first, all, 2);
  const std::vector<Change> one{{chunk_units + 5, {7, 0, 20, 0, 0, CellState::number}}};
  const auto third = changed(*second, one, 3);
  EXPECT_EQ(third->steps()[0], second->steps()[0]);
  EXPECT_EQ(third->steps()[1]->chunks[0], second->steps()[1]->chunks[0]);
  EXPECT_NE(third->steps()[1]->chunks[1], second->steps()[1]->chunks[1]);
  EXPECT_EQ(third->steps()[1]->chunks[2], second->steps()[1]->chunks[2]);
  EXPECT_EQ(third->cell(1, chunk_units + 5).numerator, 7);
  EXPECT_EQ(second->cell(1, chunk_units + 5).numerator, chunk_units + 5);
  EXPECT_EQ(third->event_of(1, chunk_units + 5), 3);
  EXPECT_EQ(third->event_of(1, chunk_units + 6), 2);
}

TEST(Chunk, IsAsNarrowAsItsAmountsAllow) {
  const auto layout_of = [](std::vector<Cell> cells) {
    OpenChunk open;
    open.day = 1;
    open.first_event.assign(cells.size(), 1);
    open.cells = std::move(cells);
    return closed(open)->layout;
  };
  EXPECT_EQ(layout_of({{1, 0, 1, 0, 0, CellState::number}}), Layout::numbers16);
  EXPECT_EQ(layout_of({{40'000, 0, 1, 0, 0, CellState::number}}), Layout::numbers32);
  EXPECT_EQ(layout_of({{40'000'000'000, 0, 1, 0, 0, CellState::number}}), Layout::numbers64);
  EXPECT_EQ(layout_of({{1, 2, 1, 0, 0, CellState::share}}), Layout::pairs16);
  EXPECT_EQ(layout_of({{1, 70'000, 1, 0, 0, CellState::share}}), Layout::pairs32);
  EXPECT_EQ(layout_of({Cell{}}), Layout::empty);
}

}  // namespace
}  // namespace luytre::engine::columns
