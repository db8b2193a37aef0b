// What is told of a round, and an attacker who reads all of it, knows the rule, and tries to find a small cell.
#include "programme/surveys/publish.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <random>
#include <set>

#include "programme/surveys/form_for_test.h"

namespace luytre::surveys {
namespace {

using engine::Outcome;

Parameters demanding(int percent, bool is_more_than = false) {
  const Parameter parameter{Decimal::of(percent), is_more_than, "90/HD-MTTW-BTT", "", criteria::Confidence::sourced};
  return {parameter, parameter, parameter};
}

std::int64_t slips_of(const ItemCount& item) { return item.answered() + item.none; }

VillageTally village_of(std::string id, std::vector<ItemCount> items) {
  VillageTally village{id, "Thôn " + id, {}};
  village.tally.returned = slips_of(items.front());
  village.tally.households = village.tally.returned + 5;
  village.tally.items = std::move(items);
  return village;
}

std::string everything_published(const PublicResult& result) { return compact(value_of(result)) + csv_of(result); }

using Cell = std::int64_t ItemCount::*;
constexpr Cell cells[] = {&ItemCount::satisfied, &ItemCount::not_satisfied, &ItemCount::none};

TEST(ToldRow, whatever_fits_it_would_have_been_told_alike) {
  for (const std::int64_t slips : {28, 29, 30, 31, 35, 36, 37, 38, 39, 40, 47, 64}) {
    for (std::int64_t none = 0; none <= slips; ++none) {
      for (std::int64_t dissent = 0; dissent + none <= slips; ++dissent) {
        const ItemCount truth{slips - none - dissent, dissent, none};
        const auto told = told_row(truth);
        ASSERT_TRUE(told);
        const auto rows = rows_within(*told, slips);
        ASSERT_NE(std::find(rows.begin(), rows.end(), truth), rows.end());
        std::set<std::int64_t> values[3];
        for (const ItemCount& row : rows) {
          ASSERT_EQ(told_row(row), told) << slips << ": " << dissent << " " << none;
          for (std::size_t i = 0; i < 3; ++i) values[i].insert(row.*cells[i]);
        }
        for (std::size_t i = 0; i < 3; ++i) {
          // Nine or ten values of a small cell, all of which it may have.
          ASSERT_TRUE(truth.*cells[i] >= cell_told_min || values[i].size() >= 9)
              << slips << ": " << dissent << " " << none;
        }
      }
    }
  }
}

TEST(ToldRow, tells_what_it_can) {
  EXPECT_EQ(told_row({550, 40, 10}), (RowRange{{550, 550}, {40, 40}, {10, 10}}));
  EXPECT_EQ(told_row({553, 40, 7}), (RowRange{{551, 560}, {40, 40}, {0, 9}}));  // dissent is told exactly
  EXPECT_EQ(told_row({560, 3, 37}), (RowRange{{554, 563}, {0, 9}, {37, 37}}));
  EXPECT_EQ(told_row({600, 0, 0}), (RowRange{{582, 600}, {0, 9}, {0, 9}}));
  // The largest as a range would tell that nobody gave no answer: with one the other cell would be the largest.
  EXPECT_EQ(told_row({18, 18, 0}), (RowRange{{10, 18}, {18, 26}, {0, 8}}));
  EXPECT_EQ(told_row({12, 500, 3}), (RowRange{{10, 18}, {497, 505}, {0, 8}}));
  EXPECT_EQ(told_row({9, 9, 10}), (RowRange{{0, 9}, {0, 9}, {10, 28}}));
  EXPECT_FALSE(told_row({9, 9, 9}));
}

// What the attacker knows of a world and cannot see: every count of a small cell, of the whole and of each village.
std::vector<std::int64_t> hidden(const std::vector<VillageTally>& villages) {
  std::vector<std::int64_t> counts;
  std::vector<Tally> tallies;
  for (const auto& each : villages) tallies.push_back(each.tally);
  tallies.push_back(sum_of(tallies));
  for (const Tally& tally : tallies) {
    for (const ItemCount& item : tally.items) {
      for (const Cell cell : cells) counts.push_back(item.*cell);
    }
  }
  return counts;
}

// Every world of two villages with these slips (one question free, the other as given), put together by what is
// published of it. How many of their small cells follow from that.
std::size_t cells_found(std::int64_t first, std::int64_t second, const ItemCount& other, bool is_overall_free,
                        const std::function<std::string(const std::vector<VillageTally>&)>& published) {
  struct Seen {
    std::vector<std::int64_t> low, high;
  };
  std::map<std::string, Seen> seen;
  const auto row_of = [](std::int64_t slips, std::int64_t dissent, std::int64_t none) {
    return ItemCount{slips - dissent - none, dissent, none};
  };
  const auto visit = [&](const ItemCount& a, const ItemCount& b) {
    const ItemCount second_other{other.satisfied + second - first, other.not_satisfied, other.none};
    auto items_a = std::vector{a, other}, items_b = std::vector{b, second_other};
    if (is_overall_free) {
      std::swap(items_a[0], items_a[1]);
      std::swap(items_b[0], items_b[1]);
    }
    const std::vector<VillageTally> villages{village_of("v1", items_a), village_of("v2", items_b)};
    const auto counts = hidden(villages);
    auto [at, is_new] = seen.try_emplace(published(villages), Seen{counts, counts});
    for (std::size_t i = 0; i < counts.size(); ++i) {
      at->second.low[i] = std::min(at->second.low[i], counts[i]);
      at->second.high[i] = std::max(at->second.high[i], counts[i]);
    }
  };
  for (std::int64_t x = 0; x <= first; ++x) {
    for (std::int64_t n = 0; n + x <= first; ++n) {
      for (std::int64_t y = 0; y <= second; ++y) {
        for (std::int64_t m = 0; m + y <= second; ++m) visit(row_of(first, n, x), row_of(second, m, y));
      }
    }
  }
  // The cells of the free question: of three places, each with two questions of three cells.
  std::size_t found = 0;
  for (const auto& [text, bounds] : seen) {
    for (std::size_t i = 0; i < bounds.low.size(); ++i) {
      const bool is_free = (i / 3 % 2 == 1) == is_overall_free;
      found += is_free && bounds.low[i] == bounds.high[i] && bounds.low[i] < cell_told_min ? 1U : 0U;
    }
  }
  return found;
}

TEST(Publish, in_every_world_of_two_small_villages_no_small_cell_can_be_found) {
  const auto form = form_for_test(2);
  for (const auto& [first, second] : {std::pair{10, 18}, {13, 15}, {9, 20}}) {
    for (const int percent : {80, 90, 95, 100}) {
      const auto published = [&](const std::vector<VillageTally>& villages) {
        return everything_published(publish(form, demanding(percent), villages));
      };
      EXPECT_EQ(cells_found(first, second, {first - 3, 3, 0}, percent > 90, published), 0U)
          << first << " and " << second << " slips, " << percent << " %";
    }
  }
}

// The attack has teeth: of what simpler rules publish it finds cells.
TEST(Publish, simpler_rules_are_broken_by_the_same_attack) {
  const auto cells_of_ten = [](const std::vector<VillageTally>& villages) {
    std::string text;
    for (const std::int64_t count : hidden(villages)) text += (count < 10 ? "-" : std::to_string(count)) + ",";
    return text;
  };
  EXPECT_GT(cells_found(10, 18, {7, 3, 0}, false, cells_of_ten), 100U);
  const auto form = form_for_test(2);
  const auto with_every_verdict = [&](const std::vector<VillageTally>& villages) {
    const auto parameters = demanding(95);
    const Tally whole = sum_of({villages[0].tally, villages[1].tally});
    return everything_published(publish(form, parameters, villages)) +
           std::string(engine::name_of(verdict_of(form, parameters, whole).each_item)) +
           std::string(engine::name_of(verdict_of(form, demanding(100), whole).each_item));
  };
  EXPECT_GT(cells_found(10, 18, {7, 3, 0}, false, with_every_verdict), 0U);
}

class Draw {
 public:
  explicit Draw(std::uint32_t seed) : random_(seed) {}
  std::int64_t below(std::int64_t limit) {
    return static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(limit));
  }

  ItemCount row(std::int64_t slips, std::int64_t dissent_permille, std::int64_t none_permille) {
    ItemCount row;
    for (std::int64_t i = 0; i < slips; ++i) {
      const std::int64_t drawn = below(1000);
      ++(drawn < dissent_permille                   ? row.not_satisfied
         : drawn < dissent_permille + none_permille ? row.none
                                                    : row.satisfied);
    }
    return row;
  }

  std::vector<VillageTally> round(std::size_t questions) {
    constexpr std::int64_t sizes[] = {3, 14, 40, 80, 200};
    constexpr std::int64_t permilles[] = {0, 2, 20, 80, 330, 600, 900};
    const std::int64_t largest = sizes[below(5)];
    std::vector<std::pair<std::int64_t, std::int64_t>> shares;
    for (std::size_t i = 0; i < questions; ++i) shares.emplace_back(permilles[below(6)], permilles[below(7)]);
    std::vector<VillageTally> villages;
    for (std::int64_t count = 1 + below(12); count > 0; --count) {
      const std::int64_t slips = (below(3) == 0 ? 0 : 10) + below(largest);
      std::vector<ItemCount> items;
      for (const auto& [dissent, none] : shares) items.push_back(row(slips, dissent, none));
      if (!is_possible(items)) items.back() = row(slips, 100, 0);
      villages.push_back(village_of("v" + std::to_string(count), items));
    }
    return villages;
  }

  // Each slip that counts has an answer.
  static bool is_possible(const std::vector<ItemCount>& items) {
    std::int64_t answered = 0;
    for (const ItemCount& item : items) answered += item.answered();
    return answered >= slips_of(items.front());
  }

 private:
  std::mt19937 random_;
};

// Another world, in which everything published is the same and the cell is not: moves slips of one village from one
// answer to another, and of a second village from there on, or not.
class Doubter {
 public:
  Doubter(const criteria::SurveyForm& form, const Parameters& parameters, std::vector<VillageTally> truth)
      : form_(form), parameters_(parameters), truth_(std::move(truth)), published_(text_of(truth_)) {}

  bool doubts_village(std::size_t village, std::size_t question, Cell cell) {
    return any_move(village, question, cell, [&](const auto& world) { return text_of(world) == published_; });
  }
  // A cell of the whole: the village's must change without a counter-move.
  bool doubts_whole(std::size_t question, Cell cell) {
    for (std::size_t village = 0; village < truth_.size(); ++village) {
      if (any_move(village, question, cell, [&](const auto& world) {
            return whole_of(world).items[question].*cell != whole_of(truth_).items[question].*cell &&
                   text_of(world) == published_;
          })) {
        return true;
      }
    }
    return false;
  }
  static Tally whole_of(const std::vector<VillageTally>& villages) {
    std::vector<Tally> tallies;
    for (const auto& each : villages) tallies.push_back(each.tally);
    return sum_of(tallies);
  }

 private:
  using Accepts = std::function<bool(const std::vector<VillageTally>&)>;

  std::string text_of(const std::vector<VillageTally>& world) const {
    return everything_published(publish(form_, parameters_, world));
  }

  static bool move(std::vector<VillageTally>& world, std::size_t village, std::size_t question, Cell from, Cell to,
                   std::int64_t slips) {
    auto& items = world[village].tally.items;
    items[question].*from -= slips;
    items[question].*to += slips;
    if (items[question].*from < 0 || items[question].*to < 0) return false;
    if (Draw::is_possible(items)) return true;
    // A slip that answered nothing: it answered another question, and one elsewhere did not, if there is one.
    const bool is_made = answers_another(world, village, question, true);
    return is_made || answers_another(world, village, question, false);
  }

  static bool answers_another(std::vector<VillageTally>& world, std::size_t village, std::size_t question,
                              bool is_balanced) {
    const auto before = world;
    for (std::size_t i = 0; i < world[village].tally.items.size(); ++i) {
      for (const Cell answer : {&ItemCount::satisfied, &ItemCount::not_satisfied}) {
        ItemCount& item = world[village].tally.items[i];
        if (i == question || item.none == 0) continue;
        --item.none;
        ++(item.*answer);
        const bool is_possible = Draw::is_possible(world[village].tally.items);
        if (is_possible && (!is_balanced || gives_back(world, village, i, answer))) return true;
        world = before;
      }
    }
    return false;
  }

  static bool gives_back(std::vector<VillageTally>& world, std::size_t village, std::size_t question, Cell answer) {
    for (std::size_t other = 0; other < world.size(); ++other) {
      auto& items = world[other].tally.items;
      if (other == village || items[question].*answer == 0) continue;
      --(items[question].*answer);
      ++items[question].none;
      if (Draw::is_possible(items)) return true;
      ++(items[question].*answer);
      --items[question].none;
    }
    return false;
  }

  bool any_move(std::size_t village, std::size_t question, Cell cell, const Accepts& accepts) const {
    for (const std::int64_t slips : {1, -1, 2, -2, 3, -3, 5, -5}) {
      for (const Cell other : cells) {
        if (other == cell) continue;
        auto world = truth_;
        if (!move(world, village, question, cell, other, slips)) continue;
        if (accepts(world)) return true;
        for (std::size_t second = 0; second < world.size(); ++second) {
          for (const Cell back : cells) {
            auto balanced = world;
            if (second == village || back == other || !move(balanced, second, question, other, back, slips)) continue;
            if (accepts(balanced)) return true;
          }
        }
      }
    }
    return false;
  }

  const criteria::SurveyForm& form_;
  const Parameters& parameters_;
  std::vector<VillageTally> truth_;
  std::string published_;
};

bool is_at_most(const Share& a, const Share& b) {
  return *multiply(a.numerator, b.denominator) <= *multiply(b.numerator, a.denominator);
}

void expect_true(const ShareRange& told, const Share& low, const Share& high) {
  EXPECT_TRUE(is_at_most(told.low, low) && is_at_most(high, told.high));
  const PercentTexts texts = percent_texts(told, 1);
  if (told.is_exact()) {
    EXPECT_EQ(texts.low, percent_text(low, 1));
    return;
  }
  EXPECT_TRUE(compare_percent(low, *Decimal::parse(texts.low)) >= 0);
  EXPECT_TRUE(compare_percent(high, *Decimal::parse(texts.high)) <= 0);
}

void expect_true(const PublicItem& item, const ItemCount& truth, const Tally& tally) {
  if (!item.counts) return;
  const CountRange ranges[] = {item.counts->satisfied, item.counts->not_satisfied, item.counts->no_answer};
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_TRUE(ranges[i].contains(truth.*cells[i]));
    EXPECT_TRUE(!ranges[i].is_exact() || ranges[i].low >= cell_told_min);
    EXPECT_TRUE(truth.*cells[i] >= cell_told_min || ranges[i].low == 0);
  }
  if (item.rate) expect_true(*item.rate, *rate_of(truth), *rate_of(truth));
  const auto bounds = bounds_of(tally, truth);
  if (item.bounds) expect_true(*item.bounds, bounds->low, bounds->high);
}

void expect_true(const PublicFigures& told, const Tally& truth, const Verdict& verdict) {
  for (std::size_t i = 0; i < told.items.size(); ++i) expect_true(told.items[i], truth.items[i], truth);
  EXPECT_EQ(told.valid.value_or(truth.valid()), truth.valid());
  EXPECT_EQ(told.returned.value_or(truth.returned), truth.returned);
  EXPECT_EQ(told.verdict.overall.outcome.value_or(verdict.overall), verdict.overall);
  EXPECT_EQ(told.verdict.each_item.outcome.value_or(verdict.each_item), verdict.each_item);
  EXPECT_EQ(told.verdict.coverage.outcome.value_or(verdict.coverage), verdict.coverage);
  EXPECT_EQ(told.verdict.outcome.value_or(verdict.outcome), verdict.outcome);
  EXPECT_EQ(told.verdict.lowest.value_or(verdict.lowest), verdict.lowest);
}

std::string shown(const std::vector<VillageTally>& villages) {
  std::string text;
  for (const std::int64_t count : hidden(villages)) text += std::to_string(count) + " ";
  return text;
}

TEST(Publish, in_drawn_rounds_every_small_cell_stays_in_doubt) {
  Draw draw(20251231);
  std::size_t small_cells = 0, verdicts = 0, villages_told = 0;
  for (int i = 0; i < 200; ++i) {
    const auto form = form_for_test(2 + static_cast<std::size_t>(draw.below(3)));
    constexpr int percents[] = {80, 90, 95, 100};
    const auto parameters = demanding(percents[draw.below(4)], draw.below(2) == 0);
    const auto villages = draw.round(form.questions.size());
    const Tally whole = Doubter::whole_of(villages);
    const PublicResult result = publish(form, parameters, villages);
    verdicts += result.whole.verdict.outcome ? 1U : 0U;
    villages_told += result.villages.empty() ? 0U : 1U;
    expect_true(result.whole, whole, verdict_of(form, parameters, whole));
    for (std::size_t v = 0; v < result.villages.size(); ++v) {
      const Tally& tally = villages[v].tally;
      expect_true(result.villages[v].figures, tally, verdict_of(form, parameters, tally));
    }
    Doubter doubter(form, parameters, villages);
    for (std::size_t q = 0; q < form.questions.size(); ++q) {
      for (const Cell cell : cells) {
        if (whole.items[q].*cell < cell_told_min && whole.valid() > 0) {
          ++small_cells;
          ASSERT_TRUE(doubter.doubts_whole(q, cell))
              << "round " << i << " question " << q << everything_published(result) << shown(villages);
        }
        for (std::size_t v = 0; v < villages.size(); ++v) {
          if (villages[v].tally.items[q].*cell >= cell_told_min || villages[v].tally.valid() == 0) continue;
          ++small_cells;
          ASSERT_TRUE(doubter.doubts_village(v, q, cell)) << "round " << i << " village " << v << " question " << q
                                                          << everything_published(result) << shown(villages);
        }
      }
    }
  }
  EXPECT_GT(small_cells, 2'000U);
  EXPECT_GT(verdicts, 50U);
  EXPECT_GT(villages_told, 50U);
}

TEST(Publish, a_commune_of_twelve_villages_is_told_in_numbers) {
  std::vector<VillageTally> villages;
  for (int i = 0; i < 12; ++i) {
    const std::int64_t dissent = i < 4 ? 4 : 3, none = i % 3;
    villages.push_back(village_of("v" + std::to_string(i), {{50 - dissent - none, dissent, none}, {48, 2, 0}}));
  }
  const PublicResult result = publish(form_for_test(2), demanding(90), villages);
  EXPECT_EQ(result.whole.valid, 600);
  EXPECT_EQ(result.whole.items[0].counts, (RowRange{{548, 548}, {40, 40}, {12, 12}}));
  EXPECT_EQ(percent_texts(*result.whole.items[0].rate, 1).low, "93.2");
  EXPECT_EQ(result.whole.items[0].withheld, "");
  EXPECT_EQ(result.whole.items[1].counts, (RowRange{{567, 576}, {24, 24}, {0, 9}}));
  EXPECT_EQ(percent_texts(*result.whole.items[1].rate, 1).low, "95.9");
  EXPECT_EQ(percent_texts(*result.whole.items[1].rate, 1).high, "96.0");
  EXPECT_EQ(result.whole.verdict.outcome, Outcome::met);
  EXPECT_EQ(result.whole.verdict.lowest, 0U);
  ASSERT_EQ(result.villages.size(), 12U);
  EXPECT_EQ(result.villages[3].figures.valid, 50);
  EXPECT_FALSE(result.villages[3].figures.items[0].counts);
}

TEST(Publish, villages_are_told_a_question_when_none_has_a_small_cell_in_it) {
  std::vector<VillageTally> villages{village_of("a", {{30, 12, 10}, {40, 12, 0}, {30, 12, 10}}),
                                     village_of("b", {{40, 10, 11}, {40, 11, 10}, {30, 12, 19}})};
  const PublicResult result = publish(form_for_test(3), demanding(70), villages);
  ASSERT_EQ(result.villages.size(), 2U);
  EXPECT_EQ(result.villages[1].figures.items[0].counts, (RowRange{{40, 40}, {10, 10}, {11, 11}}));
  EXPECT_FALSE(result.villages[1].figures.items[1].counts);  // the other village has a small one
  EXPECT_EQ(result.villages[1].figures.verdict.overall.outcome, Outcome::met);
  EXPECT_FALSE(result.villages[1].figures.verdict.each_item.outcome);
  villages.push_back(village_of("c", {{3, 3, 3}, {9, 0, 0}, {9, 0, 0}}));
  EXPECT_TRUE(publish(form_for_test(3), demanding(70), villages).villages.empty());
}

TEST(Publish, a_verdict_that_would_tell_a_small_cell_is_not_told) {
  const auto verdict = [](ItemCount item, int percent) {
    return publish(form_for_test(2), demanding(percent), {village_of("a", {item, {10, 10, 10}})})
        .whole.verdict.each_item;
  };
  // Of 30 slips, 95 % leaves one who dissents or none.
  EXPECT_EQ(verdict({30, 0, 0}, 95).withheld, "surveys.withheld.would_tell");
  EXPECT_EQ(verdict({25, 5, 0}, 95).withheld, "surveys.withheld.would_tell");
  EXPECT_EQ(verdict({30, 0, 0}, 90).outcome, Outcome::met);
  EXPECT_EQ(verdict({25, 5, 0}, 90).outcome, Outcome::not_met);
  EXPECT_EQ(verdict({10, 20, 0}, 90).outcome, Outcome::not_met);
  Parameters parameters = demanding(95);
  parameters.coverage.percent = Decimal::of(60);
  const auto few = publish(form_for_test(2), parameters, {village_of("a", {{15, 0, 0}, {15, 0, 0}})});
  EXPECT_EQ(few.whole.verdict.coverage.outcome, Outcome::met);
  EXPECT_EQ(few.whole.valid, 15);
  EXPECT_FALSE(few.whole.items[0].counts);
  EXPECT_EQ(few.whole.verdict.overall.withheld, "surveys.withheld.few_slips");
  EXPECT_FALSE(few.whole.verdict.outcome);
}

TEST(Publish, a_demand_of_law_that_is_not_loaded_is_told_as_not_assessed) {
  Parameters parameters = demanding(90);
  parameters.coverage = {};
  const auto verdict =
      publish(form_for_test(2), parameters, {village_of("a", {{60, 20, 20}, {60, 20, 20}})}).whole.verdict;
  EXPECT_EQ(verdict.coverage.outcome, Outcome::not_assessed);
  EXPECT_EQ(verdict.outcome, Outcome::not_met);
}

TEST(Publish, few_slips_and_wrong_sums_are_told_nothing_of) {
  const auto few = publish(form_for_test(2), demanding(90), {village_of("a", {{9, 0, 0}, {9, 0, 0}})});
  EXPECT_FALSE(few.whole.valid);
  EXPECT_FALSE(few.whole.returned);
  EXPECT_FALSE(few.whole.participation);
  EXPECT_EQ(few.villages_withheld, "surveys.withheld.one_village");
  auto wrong = village_of("a", {{90, 20, 20}, {90, 20, 20}});
  wrong.tally.items[1].none = 0;
  EXPECT_FALSE(publish(form_for_test(2), demanding(90), {wrong, wrong}).whole.items[0].counts);
  wrong.tally.items.pop_back();
  EXPECT_FALSE(publish(form_for_test(2), demanding(90), {wrong, wrong}).whole.items[0].counts);
  EXPECT_FALSE(publish(form_for_test(2), demanding(90), {}).whole.valid);
}

// Slips on which nothing was answered do not count: of two questions, 18 without an answer to the second leave at most
// N - 18 without one to the first, and its two small cells at nine each.
TEST(Publish, questions_that_bound_each_other_are_not_told) {
  const auto result = publish(form_for_test(2), demanding(90), {village_of("a", {{9, 9, 82}, {70, 12, 18}})});
  EXPECT_FALSE(result.whole.items[0].counts);
  EXPECT_FALSE(result.whole.items[1].counts);
}

TEST(Publish, csv_holds_no_formula) {
  auto first = village_of("a", {{30, 12, 10}, {30, 12, 10}});
  first.name = "=HYPERLINK(\"x\")";
  const auto result = publish(form_for_test(2), demanding(90), {first, village_of("b", {{30, 12, 10}, {30, 12, 10}})});
  const std::string text = csv_of(result);
  EXPECT_NE(text.find("\"'=HYPERLINK(\"\"x\"\")\""), std::string::npos);
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 7);
  EXPECT_TRUE(text.starts_with("village,"));
}

}  // namespace
}  // namespace luytre::surveys
