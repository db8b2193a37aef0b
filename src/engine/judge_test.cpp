#include "engine/judge.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace luytre::engine {
namespace {

Decimal number(std::string_view text) { return *Decimal::parse(text); }

Node leaf(RuleKind kind, std::string_view limit, std::string_view upper = "0") {
  Node node;
  node.kind = kind;
  node.limit.value = number(limit);
  node.limit.upper = number(upper);
  node.operand = 0;
  return node;
}

// Every rule kind that compares, just below, at and just above its limit.
struct LimitRow {
  RuleKind kind;
  const char* limit;
  const char* upper;
  const char* value;
  Outcome outcome;
  const char* distance;  // nullptr: none is defined
};

class Limits : public testing::TestWithParam<LimitRow> {};

TEST_P(Limits, just_below_at_and_just_above) {
  const LimitRow& row = GetParam();
  const Verdict verdict = judge(leaf(row.kind, row.limit, row.upper), {Operand::of(number(row.value))});
  EXPECT_EQ(verdict.outcome, row.outcome) << name_of(row.kind) << " " << row.value;
  EXPECT_EQ(verdict.distance.has_value(), row.distance != nullptr);
  if (row.distance != nullptr && verdict.distance) {
    EXPECT_EQ(verdict.distance->amount, number(row.distance));
  }
  EXPECT_EQ(verdict.value, number(row.value));
}

constexpr auto met = Outcome::met;
constexpr auto not_met = Outcome::not_met;

INSTANTIATE_TEST_SUITE_P(EachKind, Limits,
                         testing::Values(LimitRow{RuleKind::at_least, "90", "0", "89.99", not_met, "-0.01"},
                                         LimitRow{RuleKind::at_least, "90", "0", "90.00", met, "0"},
                                         LimitRow{RuleKind::at_least, "90", "0", "90.01", met, "0.01"},
                                         LimitRow{RuleKind::more_than, "40", "0", "39.9", not_met, "-0.1"},
                                         LimitRow{RuleKind::more_than, "40", "0", "40", not_met, "0"},
                                         LimitRow{RuleKind::more_than, "40", "0", "40.000001", met, "0.000001"},
                                         LimitRow{RuleKind::at_most, "24", "0", "23.9", met, "0.1"},
                                         LimitRow{RuleKind::at_most, "24", "0", "24", met, "0"},
                                         LimitRow{RuleKind::at_most, "24", "0", "24.1", not_met, "-0.1"},
                                         LimitRow{RuleKind::less_than, "5", "0", "4.9", met, "0.1"},
                                         LimitRow{RuleKind::less_than, "5", "0", "5.0", not_met, "0"},
                                         LimitRow{RuleKind::less_than, "5", "0", "5.1", not_met, "-0.1"},
                                         LimitRow{RuleKind::equals, "0", "0", "-1", not_met, "-1"},
                                         LimitRow{RuleKind::equals, "0", "0", "0.00", met, "0"},
                                         LimitRow{RuleKind::equals, "0", "0", "1", not_met, "-1"},
                                         LimitRow{RuleKind::between, "10", "20", "9.9", not_met, "-0.1"},
                                         LimitRow{RuleKind::between, "10", "20", "10", met, "0"},
                                         LimitRow{RuleKind::between, "10", "20", "20", met, "0"},
                                         LimitRow{RuleKind::between, "10", "20", "20.1", not_met, "-0.1"},
                                         LimitRow{RuleKind::grade_at_least, "2", "0", "1", not_met, nullptr},
                                         LimitRow{RuleKind::grade_at_least, "2", "0", "2", met, nullptr},
                                         LimitRow{RuleKind::grade_at_least, "2", "0", "3", met, nullptr},
                                         LimitRow{RuleKind::is_true, "0", "0", "0", not_met, nullptr},
                                         LimitRow{RuleKind::is_true, "0", "0", "1", met, nullptr},
                                         LimitRow{RuleKind::prerequisite, "0", "0", "0", not_met, nullptr},
                                         LimitRow{RuleKind::prerequisite, "0", "0", "1", met, nullptr},
                                         LimitRow{RuleKind::none_in_period, "0", "0", "0", met, nullptr},
                                         LimitRow{RuleKind::none_in_period, "0", "0", "1", not_met, nullptr}));

// 5,932 of 8,239 is 71.9990… %: shown with one decimal it is 72.0, and it is not 72.
TEST(Shares, are_judged_by_their_two_numbers) {
  const Node node = leaf(RuleKind::at_least, "72");
  const Share share{Decimal::of(5932), Decimal::of(8239)};
  EXPECT_EQ(percent_text(share, 1), "72.0");
  const Verdict verdict = judge(node, {Operand::of(share)});
  EXPECT_EQ(verdict.outcome, Outcome::not_met);
  ASSERT_TRUE(verdict.distance);
  EXPECT_TRUE(verdict.distance->in_numerator_units);
  EXPECT_EQ(verdict.distance->amount, number("-0.08"));
  EXPECT_FALSE(verdict.value);
  EXPECT_EQ(judge(node, {Operand::of(Share{Decimal::of(18), Decimal::of(25)})}).outcome, Outcome::met);
}

TEST(Shares, of_nothing_cannot_be_judged) {
  const Verdict verdict = judge(leaf(RuleKind::at_least, "50"), {Operand::of(Share{Decimal::of(0), Decimal::of(0)})});
  EXPECT_EQ(verdict.outcome, Outcome::not_assessed);
  EXPECT_EQ(verdict.reason, Reason::value_unusable);
}

TEST(Growth, is_exact_at_the_limit) {
  Node node = leaf(RuleKind::growth_at_least, "10");
  node.base = 1;
  const Operand base = Operand::of(number("43.21"));
  EXPECT_EQ(judge(node, {Operand::of(number("47.530")), base}).outcome, Outcome::not_met);
  EXPECT_EQ(judge(node, {Operand::of(number("47.531")), base}).outcome, Outcome::met);
  EXPECT_EQ(judge(node, {Operand::of(number("47.532")), base}).outcome, Outcome::met);
  EXPECT_EQ(judge(node, {Operand::of(number("47.530")), base}).limit, number("47.531"));
}

TEST(Growth, needs_its_base_on_the_same_ground) {
  Node node = leaf(RuleKind::growth_at_least, "10");
  node.base = 1;
  const Operand now = Operand::of(number("50"));
  EXPECT_EQ(judge(node, {now, Operand::absent(Reason::value_missing)}).reason, Reason::base_value_missing);
  EXPECT_EQ(judge(node, {now, Operand::absent(Reason::boundary_changed)}).reason, Reason::boundary_changed);
  EXPECT_EQ(judge(node, {now, Operand::of(number("0"))}).reason, Reason::value_unusable);
}

TEST(Relative, compares_with_a_multiple_of_the_base) {
  Node node = leaf(RuleKind::relative_at_least, "1.4");
  node.base = 1;
  const Operand base = Operand::of(number("12.5"));
  EXPECT_EQ(judge(node, {Operand::of(number("17.499999")), base}).outcome, Outcome::not_met);
  EXPECT_EQ(judge(node, {Operand::of(number("17.5")), base}).outcome, Outcome::met);
  EXPECT_EQ(judge(node, {Operand::of(number("17.500001")), base}).outcome, Outcome::met);
  // A base that is a share: 1.4 × 50 % = 70 %.
  const Operand half = Operand::of(Share{Decimal::of(1), Decimal::of(2)});
  EXPECT_EQ(judge(node, {Operand::of(Share{Decimal::of(7), Decimal::of(10)}), half}).outcome, Outcome::met);
  EXPECT_EQ(judge(node, {Operand::of(Share{Decimal::of(699), Decimal::of(1000)}), half}).outcome, Outcome::not_met);
}

TEST(ChildrenShare, waits_only_while_the_undecided_could_change_it) {
  Node node = leaf(RuleKind::children_share_at_least, "40");
  const auto judged = [&](int held, int of, int undecided) {
    return judge(node, {Operand::of(Share{Decimal::of(held), Decimal::of(of)}, Decimal::of(undecided))});
  };
  EXPECT_EQ(judged(4, 10, 0).outcome, Outcome::met);
  EXPECT_EQ(judged(3, 10, 0).outcome, Outcome::not_met);
  EXPECT_EQ(judged(3, 10, 1).outcome, Outcome::not_assessed);
  EXPECT_EQ(judged(3, 10, 1).reason, Reason::children_unknown);
  EXPECT_EQ(judged(2, 10, 1).outcome, Outcome::not_met);
  EXPECT_EQ(judged(4, 10, 6).outcome, Outcome::met);
  EXPECT_EQ(judge(node, {Operand::absent(Reason::no_children)}).reason, Reason::no_children);
  EXPECT_EQ(judge(node, {Operand::absent(Reason::no_children)}).outcome, Outcome::not_assessed);
  node.none_is_not_applicable = true;
  EXPECT_EQ(judge(node, {Operand::absent(Reason::no_children)}).outcome, Outcome::not_applicable);
}

TEST(ScoreBands, give_the_rank_of_the_band) {
  Node node = leaf(RuleKind::score_bands, "1");
  node.bands = {{number("0"), number("50"), 0}, {number("50"), number("70"), 1}, {number("70"), std::nullopt, 2}};
  const auto judged = [&](std::string_view value) { return judge(node, {Operand::of(number(value))}); };
  EXPECT_EQ(judged("49.99").outcome, Outcome::not_met);
  EXPECT_EQ(judged("49.99").rank, 0);
  EXPECT_EQ(judged("50").outcome, Outcome::met);
  EXPECT_EQ(judged("70").rank, 2);
  EXPECT_EQ(judged("-1").outcome, Outcome::not_met);
  node.bands.back().below = number("100.01");
  EXPECT_EQ(judged("101").reason, Reason::value_unusable);
}

TEST(Missing, law_and_values_say_which) {
  Node node = leaf(RuleKind::at_least, "90");
  EXPECT_EQ(judge(node, {Operand::absent(Reason::value_too_old)}).reason, Reason::value_too_old);
  node.limit.missing = Reason::law_not_loaded;
  const Verdict verdict = judge(node, {Operand::of(number("95"))});
  EXPECT_EQ(verdict.outcome, Outcome::not_assessed);
  EXPECT_EQ(verdict.reason, Reason::law_not_loaded);
  EXPECT_EQ(verdict.value, number("95"));  // shown, not judged
  node.limit.missing = Reason::column_not_concerned;
  EXPECT_EQ(judge(node, {Operand()}).outcome, Outcome::not_applicable);
  Node unknown;
  EXPECT_EQ(judge(unknown, {}).reason, Reason::law_not_loaded);
}

Node with_gate(Truth when) {
  Node node = leaf(RuleKind::at_least, "90");
  Gate gate;
  gate.condition.kind = Condition::Kind::equals;
  gate.condition.operand = 1;
  gate.when = when;
  node.gates.push_back(gate);
  return node;
}

TEST(Gates, decide_before_the_rule) {
  const Operand low = Operand::of(number("10"));
  const Node none = with_gate(Truth::yes);  // excepted where operand 1 is 0
  EXPECT_EQ(judge(none, {low, Operand::of(number("0"))}).outcome, Outcome::not_applicable);
  EXPECT_EQ(judge(none, {low, Operand::of(number("0"))}).gate, 0U);
  EXPECT_EQ(judge(none, {low, Operand::of(number("2"))}).outcome, Outcome::not_met);
  const Verdict unknown = judge(none, {low, Operand()});
  EXPECT_EQ(unknown.outcome, Outcome::not_assessed);
  EXPECT_EQ(unknown.reason, Reason::value_missing);
  EXPECT_EQ(unknown.operand, 1U);
  EXPECT_EQ(judge(with_gate(Truth::no), {low, Operand::of(number("2"))}).outcome, Outcome::not_applicable);
}

TEST(Conditions, stay_unknown_only_while_the_rest_leaves_it_open) {
  Condition missing;
  missing.kind = Condition::Kind::is_true;
  missing.operand = 0;
  Condition yes;
  Condition never;
  never.kind = Condition::Kind::never;
  const Operands operands(1);
  const auto judged = [&](Condition::Kind kind, std::vector<Condition> parts) {
    Condition whole;
    whole.kind = kind;
    whole.parts = std::move(parts);
    return judge(whole, operands).truth;
  };
  EXPECT_EQ(judged(Condition::Kind::all_of, {missing, never}), Truth::no);
  EXPECT_EQ(judged(Condition::Kind::all_of, {missing, yes}), Truth::unknown);
  EXPECT_EQ(judged(Condition::Kind::any_of, {missing, yes}), Truth::yes);
  EXPECT_EQ(judged(Condition::Kind::any_of, {missing, never}), Truth::unknown);
  EXPECT_EQ(judged(Condition::Kind::negation, {missing}), Truth::unknown);
  EXPECT_EQ(judged(Condition::Kind::negation, {never}), Truth::yes);
}

Node group(RuleKind kind, std::vector<Node> parts) {
  Node node;
  node.kind = kind;
  node.parts = std::move(parts);
  return node;
}

Node fixed(Outcome outcome, bool provisional) {
  Node node = leaf(RuleKind::is_true, "0");
  Gate gate;
  gate.outcome = outcome;
  node.gates.push_back(gate);
  node.provisional = provisional;
  return node;
}

TEST(Combination, encouraged_parts_are_shown_and_never_block) {
  Node wish = fixed(Outcome::not_met, false);
  wish.blocks = false;
  const Verdict verdict = judge(group(RuleKind::all_of, {fixed(Outcome::met, false), wish}), {Operand()});
  EXPECT_EQ(verdict.outcome, Outcome::met);
  EXPECT_EQ(verdict.parts.at(1).outcome, Outcome::not_met);
  EXPECT_EQ(verdict.parts_applicable, 1U);
}

TEST(Provisional, only_where_the_outcome_rests_on_it) {
  const auto provisional = [](RuleKind kind, std::vector<Node> parts) {
    return judge(group(kind, std::move(parts)), {Operand()}).provisional;
  };
  const Node firm_no = fixed(Outcome::not_met, false);
  const Node firm_yes = fixed(Outcome::met, false);
  const Node weak_yes = fixed(Outcome::met, true);
  const Node weak_no = fixed(Outcome::not_met, true);
  EXPECT_FALSE(provisional(RuleKind::all_of, {firm_no, weak_yes}));
  EXPECT_TRUE(provisional(RuleKind::all_of, {firm_yes, weak_yes}));
  EXPECT_TRUE(provisional(RuleKind::all_of, {firm_yes, weak_no}));
  EXPECT_FALSE(provisional(RuleKind::all_of, {firm_yes, firm_yes}));
  EXPECT_FALSE(provisional(RuleKind::any_of, {firm_yes, weak_no}));
  EXPECT_TRUE(provisional(RuleKind::any_of, {firm_no, weak_yes}));
  EXPECT_TRUE(provisional(RuleKind::all_of, {fixed(Outcome::not_assessed, true)}));
}

// Exact comparison against a naive one over whole numbers.
RC_GTEST_PROP(Exactness, shares_and_growth_agree_with_whole_numbers, (std::uint16_t a, std::uint16_t b)) {
  const auto limit = *rc::gen::inRange(0, 101);
  const int denominator = b + 1;
  const Share share{Decimal::of(a), Decimal::of(denominator)};
  const bool is_met = judge(leaf(RuleKind::at_least, std::to_string(limit)), {Operand::of(share)}).outcome == met;
  RC_ASSERT(is_met == (100LL * a >= static_cast<long long>(limit) * denominator));
  Node growth = leaf(RuleKind::growth_at_least, std::to_string(limit));
  growth.base = 1;
  const Verdict grown = judge(growth, {Operand::of(Decimal::of(a)), Operand::of(Decimal::of(denominator))});
  RC_ASSERT((grown.outcome == met) == (100LL * a >= (100LL + limit) * denominator));
}

}  // namespace
}  // namespace luytre::engine
