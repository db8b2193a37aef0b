#include "engine/outcome.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <vector>

#include "engine/judge.h"

namespace luytre::engine {
namespace {

constexpr Outcome M = Outcome::met;
constexpr Outcome B = Outcome::basically_met;
constexpr Outcome N = Outcome::not_met;
constexpr Outcome X = Outcome::not_applicable;
constexpr Outcome U = Outcome::not_assessed;

struct Row {
  std::vector<Outcome> parts;
  Outcome all;
  Outcome any;
};

TEST(Outcome, truth_tables) {
  const std::vector<Row> rows = {
      {{}, X, X},        {{M}, M, M},       {{N}, N, N},       {{X}, X, X},       {{U}, U, U},
      {{B}, N, N},       {{M, M}, M, M},    {{M, N}, N, M},    {{M, X}, M, M},    {{M, U}, U, M},
      {{N, X}, N, N},    {{N, U}, N, U},    {{X, X}, X, X},    {{X, U}, U, U},    {{B, M}, N, M},
      {{M, N, U}, N, M}, {{X, N, U}, N, U}, {{X, M, U}, U, M}, {{M, X, X}, M, M}, {{B, U}, N, U},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(all_of(row.parts), row.all) << "row " << &row - rows.data();
    EXPECT_EQ(any_of(row.parts), row.any) << "row " << &row - rows.data();
  }
}

TEST(Outcome, names_read_back) {
  for (std::size_t i = 0; i < outcome_count; ++i) {
    const auto outcome = static_cast<Outcome>(i);
    EXPECT_EQ(outcome_named(name_of(outcome)), outcome);
  }
  EXPECT_FALSE(outcome_named("passed"));
}

std::vector<Outcome> outcomes(const std::vector<std::uint8_t>& numbers) {
  std::vector<Outcome> result;
  for (const std::uint8_t number : numbers) result.push_back(static_cast<Outcome>(number % outcome_count));
  return result;
}

RC_GTEST_PROP(OutcomeLaws, order_does_not_matter, (const std::vector<std::uint8_t>& numbers)) {
  auto parts = outcomes(numbers);
  auto turned = parts;
  std::reverse(turned.begin(), turned.end());
  RC_ASSERT(all_of(parts) == all_of(turned));
  RC_ASSERT(any_of(parts) == any_of(turned));
}

RC_GTEST_PROP(OutcomeLaws, grouping_does_not_matter,
              (const std::vector<std::uint8_t>& a, const std::vector<std::uint8_t>& b)) {
  const auto left = outcomes(a);
  const auto right = outcomes(b);
  auto both = left;
  both.insert(both.end(), right.begin(), right.end());
  const std::vector<Outcome> all_parts = {all_of(left), all_of(right)};
  const std::vector<Outcome> any_parts = {any_of(left), any_of(right)};
  RC_ASSERT(all_of(both) == all_of(all_parts));
  RC_ASSERT(any_of(both) == any_of(any_parts));
}

// An answer given while parts are undecided stands, whatever these turn out to be.
RC_GTEST_PROP(OutcomeLaws, an_early_answer_stands, (const std::vector<std::uint8_t>& numbers, std::uint8_t turn)) {
  const auto parts = outcomes(numbers);
  auto decided = parts;
  const std::vector<Outcome> turns = {M, N, X};
  std::vector<CountedPart> counted;
  std::vector<CountedPart> counted_decided;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (decided[i] == U) decided[i] = turns[(static_cast<unsigned>(turn) >> (i % 8U)) % 3U];
    counted.push_back({parts[i], i % 3 == 0});
    counted_decided.push_back({decided[i], i % 3 == 0});
  }
  if (all_of(parts) != U) RC_ASSERT(all_of(parts) == all_of(decided));
  if (any_of(parts) != U) RC_ASSERT(any_of(parts) == any_of(decided));
  for (const bool is_share : {false, true}) {
    const Decimal needed = Decimal::of(is_share ? 60 : 2);
    const Outcome early = count_at_least(counted, needed, is_share);
    if (early != U) RC_ASSERT(early == count_at_least(counted_decided, needed, is_share));
  }
}

struct CountRow {
  std::vector<CountedPart> parts;
  int needed;
  bool is_share;
  Outcome outcome;
};

TEST(CountAtLeast, truth_table) {
  const std::vector<CountRow> rows = {
      {{{M}, {N}, {N}}, 1, false, M},
      {{{N}, {N}, {N}}, 1, false, N},
      {{{M}, {N}, {N}}, 2, false, N},
      {{{M}, {U}, {N}}, 2, false, U},
      {{{M}, {M}, {U}}, 2, false, M},
      {{{X}, {X}}, 1, false, X},
      {{{X}, {N}}, 1, false, N},  // a part that does not apply is no part that is met
      {{{M, true}, {N}, {N}}, 1, false, M},
      {{{N, true}, {M}, {M}}, 1, false, N},  // enough parts, the mandatory one fails
      {{{U, true}, {M}, {M}}, 1, false, U},
      {{{X, true}, {M}, {M}}, 2, false, M},
      {{{B, true}, {M}, {M}}, 1, false, N},
      {{{M}, {M}, {N}}, 67, true, N},  // 66.66… %
      {{{M}, {M}, {N}}, 66, true, M},
      {{{M}, {M}, {M}, {M}, {M}, {M}, {M}, {N}, {N}, {N}}, 70, true, M},
      {{{M}, {M}, {X}, {N}}, 66, true, M},  // two of the three that apply
      {{{M}, {U}, {X}, {N}}, 66, true, U},
      {{{U}, {X}}, 2, false, U},  // too few, and perhaps none that applies
      {{{U}, {N}}, 3, false, N},
  };
  for (const CountRow& row : rows) {
    EXPECT_EQ(count_at_least(row.parts, Decimal::of(row.needed), row.is_share), row.outcome)
        << "row " << &row - rows.data();
  }
}

}  // namespace
}  // namespace luytre::engine
