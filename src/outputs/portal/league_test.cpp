#include "outputs/portal/league.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include <deque>

namespace luytre::portal {
namespace {

using engine::Outcome;
using testing::ElementsAre;

// Communes with a handful of criteria each, as judged.
struct Drawn {
  std::deque<judgement::Evaluation> evaluations;
  UnitFigures figures;

  void add(const std::string& name, const std::vector<Outcome>& outcomes) {
    judgement::Evaluation& row = evaluations.emplace_back();
    int number = 0;
    for (const Outcome outcome : outcomes) {
      judgement::JudgedCriterion criterion;
      criterion.number = std::to_string(++number);
      criterion.outcome = outcome;
      row.criteria.push_back(criterion);
    }
    UnitFigure figure;
    figure.name = name;
    figure.row = &row;
    figure.standing = Standing::not_met;
    figures.rows.push_back(figure);
  }
  std::vector<const UnitFigure*> rows() const {
    std::vector<const UnitFigure*> all;
    for (const UnitFigure& figure : figures.rows) all.push_back(&figure);
    return all;
  }
};

Amount share(std::int64_t numerator, std::int64_t denominator) {
  return {Decimal::of(numerator), Decimal::of(denominator)};
}

TEST(Amounts, shares_are_compared_without_rounding) {
  EXPECT_TRUE(share(1, 3).compare(share(333'333, 1'000'000)) > 0);
  EXPECT_TRUE(share(2, 4).compare(share(1, 2)) == 0);
  EXPECT_TRUE(share(0, 5).compare(share(0, 7)) == 0);
  EXPECT_TRUE(share(0, 5).compare(share(1, 1'000'000'000)) < 0);
  EXPECT_TRUE(share(7, 3).compare(share(5, 2)) < 0);
  const std::int64_t large = Decimal::coefficient_max;
  EXPECT_TRUE(share(large - 1, large).compare(share(large - 2, large - 1)) > 0);
}

RC_GTEST_PROP(Amounts, of_shares_are_in_the_order_of_their_cross_products, ()) {
  const auto number = rc::gen::inRange<std::int64_t>(0, 2'000'000'000);
  const auto whole = rc::gen::inRange<std::int64_t>(1, 2'000'000'000);
  const std::int64_t a = *number, b = *whole, c = *number, d = *whole;
  RC_ASSERT((share(a, b).compare(share(c, d)) < 0) == (a * d < c * b));
  RC_ASSERT((share(a, b).compare(share(c, d)) == 0) == (a * d == c * b));
}

TEST(League, ties_share_a_rank_and_the_next_counts_them_all) {
  Drawn drawn;
  drawn.add("A", {Outcome::met, Outcome::met, Outcome::met});
  drawn.add("B", {Outcome::met, Outcome::not_met, Outcome::met});
  drawn.add("C", {Outcome::met, Outcome::met, Outcome::not_met});
  drawn.add("D", {Outcome::not_met, Outcome::not_met, Outcome::not_applicable});
  const League league = rank(drawn.figures, drawn.rows());
  std::vector<std::pair<std::string, std::size_t>> ranks;
  for (const Ranked& one : league.ranked) ranks.emplace_back(one.figure->name, one.rank);
  using P = std::pair<std::string, std::size_t>;
  EXPECT_THAT(ranks, ElementsAre(P{"A", 1}, P{"B", 2}, P{"C", 2}, P{"D", 4}));
  EXPECT_TRUE(league.ranked[1].is_tied && league.ranked[2].is_tied);
  EXPECT_FALSE(league.ranked[0].is_tied);
  EXPECT_TRUE(league.is_small());
}

TEST(League, what_nobody_could_be_assessed_by_counts_for_none_and_who_lacks_more_stands_apart) {
  Drawn drawn;
  drawn.add("A", {Outcome::met, Outcome::not_assessed, Outcome::not_met});
  drawn.add("B", {Outcome::met, Outcome::not_assessed, Outcome::not_assessed});
  drawn.add("C", {Outcome::not_assessed, Outcome::not_assessed, Outcome::not_assessed});
  const League league = rank(drawn.figures, drawn.rows());
  EXPECT_EQ(league.criteria, 2U);
  EXPECT_THAT(league.left_out, ElementsAre("2"));
  ASSERT_EQ(league.ranked.size(), 1U);
  EXPECT_EQ(league.ranked[0].figure->name, "A");
  ASSERT_EQ(league.apart.size(), 2U);
  EXPECT_EQ(league.apart[0].open, 1);
  EXPECT_EQ(league.apart[1].open, 2);
}

TEST(League, by_a_value_of_which_less_is_better_the_lowest_comes_first) {
  Drawn drawn;
  for (const char* name : {"A", "B", "C"}) drawn.add(name, {});
  drawn.figures.theme = {Theme::Kind::indicator, "11.1", {}};
  drawn.figures.better = engine::Direction::lower;
  drawn.figures.rows[0].amount = share(5, 100);
  drawn.figures.rows[2].amount = share(1, 100);
  const League league = rank(drawn.figures, drawn.rows());
  ASSERT_EQ(league.ranked.size(), 2U);
  EXPECT_EQ(league.ranked[0].figure->name, "C");
  ASSERT_EQ(league.apart.size(), 1U);
  EXPECT_EQ(league.apart[0].figure->name, "B");
}

RC_GTEST_PROP(League, everybody_is_ranked_or_apart_and_ranks_count_who_is_better, ()) {
  Drawn drawn;
  const int count = *rc::gen::inRange(1, 12);
  for (int i = 0; i < count; ++i) {
    std::vector<Outcome> outcomes;
    for (int c = 0; c < 4; ++c)
      outcomes.push_back(
          *rc::gen::element(Outcome::met, Outcome::not_met, Outcome::not_assessed, Outcome::not_applicable));
    drawn.add(std::to_string(i), outcomes);
  }
  const League league = rank(drawn.figures, drawn.rows());
  RC_ASSERT(league.ranked.size() + league.apart.size() == static_cast<std::size_t>(count));
  for (const Ranked& one : league.ranked) {
    std::size_t better = 0;
    for (const Ranked& other : league.ranked)
      if (other.amount.compare(one.amount) > 0) ++better;
    RC_ASSERT(one.rank == better + 1);
  }
}

}  // namespace
}  // namespace luytre::portal
