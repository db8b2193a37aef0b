// A column answers like a plain sorted list of its cells, whatever was merged into it and when.
#include "programme/observations/column.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>

#include "programme/observations/words.h"

namespace luytre::observations {
namespace {

int pick(int below) { return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(0, below)); }

// Small numbers mostly, now and then as large as they come.
std::int64_t amount() {
  const int shape = pick(20);
  if (shape == 0) return Decimal::coefficient_max;
  if (shape == 1) return -Decimal::coefficient_max;
  return pick(shape < 10 ? 100 : 100000) - 50;
}

Cell drawn(std::int64_t event, std::uint32_t position) {
  Cell cell;
  cell.unit = static_cast<std::uint32_t>(pick(40)) * (pick(10) == 0 ? 100'000'000 : 1);
  cell.as_of = 20000 + pick(30) - (pick(30) == 0 ? 40000 : 0);
  cell.amount = amount();
  cell.denominator = pick(2) == 0 ? 0 : 1 + pick(1000);
  cell.event = event;
  cell.batch = event * 4096;
  cell.position = position;
  cell.grade = static_cast<std::uint32_t>(pick(4));
  cell.source = static_cast<std::uint32_t>(pick(300));
  cell.note = static_cast<std::uint32_t>(pick(2));
  cell.amount_scale = static_cast<std::uint8_t>(pick(7));
  cell.denominator_scale = static_cast<std::uint8_t>(pick(7));
  cell.kind = static_cast<ValueKind>(pick(6));
  cell.stage = static_cast<Stage>(pick(4));
  cell.is_demonstration = pick(2) == 0;
  return cell;
}

auto all_of(const Cell& cell) {
  return std::tuple(cell.unit, cell.as_of, cell.event, cell.batch, cell.position, cell.amount, cell.denominator,
                    cell.grade, cell.source, cell.note, cell.amount_scale, cell.denominator_scale, cell.kind,
                    cell.stage, cell.is_demonstration);
}

void expect_same(const Column& column, const Cells& expected) {
  Cells found;
  column.each([&](const Cell& cell) {
    found.push_back(cell);
    return true;
  });
  RC_ASSERT(found.size() == expected.size());
  RC_ASSERT(column.size() == expected.size());
  for (std::size_t at = 0; at < found.size(); ++at) RC_ASSERT(all_of(found[at]) == all_of(expected[at]));
}

// The last of the sorted list that is of the unit and not later; with `passing`, of a day that was not withdrawn.
std::optional<Cell> naive_last(const Cells& cells, std::uint32_t unit, std::int32_t as_of, bool passing) {
  std::optional<Cell> last;
  for (std::size_t at = 0; at < cells.size(); ++at) {
    const Cell& cell = cells[at];
    if (cell.unit != unit || cell.as_of > as_of) continue;
    const bool is_newest =
        at + 1 == cells.size() || cells[at + 1].unit != cell.unit || cells[at + 1].as_of != cell.as_of;
    if (is_newest && !(passing && cell.kind == ValueKind::withdrawn)) last = cell;
  }
  return last;
}

void expect_answers(const Column& column, const Cells& cells) {
  for (int asked = 0; asked < 20 && !cells.empty(); ++asked) {
    const Cell& near = cells[static_cast<std::size_t>(pick(static_cast<int>(cells.size())))];
    const std::uint32_t unit = near.unit + (pick(5) == 0 ? 1 : 0);
    const std::int32_t as_of = near.as_of + pick(3) - 1;
    const auto is_same = [](const auto& a, const auto& b) { return a ? b && all_of(*a) == all_of(*b) : !b; };
    RC_ASSERT(is_same(column.last(unit, as_of), naive_last(cells, unit, as_of, false)));
    RC_ASSERT(is_same(column.standing(unit, as_of), naive_last(cells, unit, as_of, true)));
    std::size_t count = 0;
    column.each_of(unit, [&](const Cell& cell) {
      RC_ASSERT(cell.unit == unit);
      ++count;
      return true;
    });
    const auto is_its = [&](const Cell& cell) { return cell.unit == unit; };
    RC_ASSERT(count == static_cast<std::size_t>(std::count_if(cells.begin(), cells.end(), is_its)));
  }
}

RC_GTEST_PROP(Column, answers_like_a_sorted_list, ()) {
  Cells expected;
  std::shared_ptr<const Column> column;
  const int merges = 1 + pick(8);
  for (int merge = 1; merge <= merges; ++merge) {
    Cells added;
    const int shape = pick(6);
    const int count = shape == 0 ? 3000 : shape < 3 ? 1 + pick(20) : 1;
    for (int i = 0; i < count; ++i) added.push_back(drawn(merge, static_cast<std::uint32_t>(i)));
    std::sort(added.begin(), added.end(), comes_before);
    const auto before = column;
    const Cells before_cells = expected;
    column = Column::merged(column.get(), added);
    expected.insert(expected.end(), added.begin(), added.end());
    std::sort(expected.begin(), expected.end(), comes_before);
    expect_same(*column, expected);
    if (before != nullptr) expect_same(*before, before_cells);
  }
  expect_answers(*column, expected);
  const int until = pick(merges + 2);
  Cells known;
  std::copy_if(expected.begin(), expected.end(), std::back_inserter(known),
               [&](const Cell& cell) { return cell.event <= until; });
  expect_same(*Column::until(column, until), known);
  std::erase_if(expected, [](const Cell& cell) { return cell.stage == Stage::draft; });
  expect_same(*Column::signed_only(column), expected);
}

TEST(Column, one_more_cell_shares_all_runs_but_one) {
  Cells cells;
  for (std::uint32_t unit = 0; unit < 100000; ++unit) {
    Cell cell;
    cell.unit = unit;
    cell.as_of = 20000;
    cell.amount = unit % 1000;
    cell.event = 1;
    cell.position = unit;
    cells.push_back(cell);
  }
  const auto column = Column::merged(nullptr, cells);
  Cell more = cells[50000];
  more.event = 2;
  const auto next = Column::merged(column.get(), std::span(&more, 1));
  std::set<const CellRun*> known;
  for (const auto& run : column->runs()) known.insert(run.get());
  const auto is_new = [&](const auto& run) { return !known.contains(run.get()); };
  EXPECT_LE(std::count_if(next->runs().begin(), next->runs().end(), is_new), 2);
  EXPECT_EQ(next->size(), column->size() + 1);
  EXPECT_LT(column->bytes(), cells.size() * 8) << "what is alike in a run takes no room";
}

TEST(Words, layers_answer_as_one) {
  auto words = std::make_shared<const Words>();
  std::vector<std::string> all{""};
  for (int round = 0; round < 200; ++round) {
    Words more(words);
    for (int i = 0; i < 1 + round % 7; ++i) {
      const std::string word = "word " + std::to_string(all.size());
      EXPECT_EQ(more.intern(word), all.size());
      all.push_back(word);
    }
    EXPECT_EQ(more.intern("word 1"), 1U);
    words = Words::settled(std::move(more));
  }
  ASSERT_EQ(words->size(), all.size());
  for (std::uint32_t number = 0; number < all.size(); ++number) {
    EXPECT_EQ(words->at(number), all[number]);
    EXPECT_EQ(words->find(all[number]), number);
  }
  EXPECT_EQ(words->find("word"), std::nullopt);
  EXPECT_EQ(Words::settled(Words(words)), words) << "nothing added: the same words";
}

}  // namespace
}  // namespace luytre::observations
