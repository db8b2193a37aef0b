// Judging over bounds, held to judging every value inside them.
#include "programme/reorganisation/settle.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace luytre::reorganisation {
namespace {

using engine::Condition;
using engine::Node;
using engine::Operand;
using engine::Outcome;
using engine::RuleKind;

constexpr int operands_count = 3;
constexpr int value_max = 6;

int below(int limit) { return *rc::gen::inRange(0, limit); }
Decimal drawn_number() { return Decimal::of(below(value_max)); }

Bounded bounds(std::int64_t low, std::int64_t high) {
  return {Operand::of(Decimal::of(low)), Operand::of(Decimal::of(high)), Method::bounds, Doubt::none};
}

Node leaf(RuleKind kind, std::int64_t limit, std::int64_t upper = 0) {
  Node node;
  node.kind = kind;
  node.operand = 0;
  node.limit = {engine::Reason::none, Decimal::of(limit), Decimal::of(upper)};
  return node;
}

Outcome judged(const Node& node, const std::vector<Bounded>& given) {
  const Settled settled = settle({node}, given);
  return engine::judge(settled.nodes.front(), settled.operands).outcome;
}

TEST(Settle, judges_what_both_ends_agree_on_and_no_more) {
  EXPECT_EQ(judged(leaf(RuleKind::at_least, 5), {bounds(5, 9)}), Outcome::met);
  EXPECT_EQ(judged(leaf(RuleKind::at_least, 5), {bounds(1, 4)}), Outcome::not_met);
  EXPECT_EQ(judged(leaf(RuleKind::at_least, 5), {bounds(4, 5)}), Outcome::not_assessed);
  EXPECT_EQ(judged(leaf(RuleKind::at_most, 5), {bounds(4, 5)}), Outcome::met);
  // Both ends fail, and yet a value between them would do.
  EXPECT_EQ(judged(leaf(RuleKind::between, 4, 6), {bounds(1, 9)}), Outcome::not_assessed);
  EXPECT_EQ(judged(leaf(RuleKind::equals, 5), {bounds(1, 9)}), Outcome::not_assessed);
  EXPECT_EQ(judged(leaf(RuleKind::between, 4, 6), {bounds(7, 9)}), Outcome::not_met);
  EXPECT_EQ(judged(leaf(RuleKind::between, 4, 6), {bounds(4, 6)}), Outcome::met);
}

TEST(Settle, says_which_rules_it_left_open) {
  Node open = leaf(RuleKind::at_least, 5);
  open.id = 7;
  EXPECT_EQ(settle({open}, {bounds(4, 6)}).open, std::set<engine::NodeId>{7});
  EXPECT_TRUE(settle({open}, {bounds(5, 6)}).open.empty());
}

Condition drawn_condition() {
  Condition condition;
  condition.kind = *rc::gen::element(Condition::Kind::at_least, Condition::Kind::more_than, Condition::Kind::at_most,
                                     Condition::Kind::less_than, Condition::Kind::equals);
  condition.operand = static_cast<engine::OperandIndex>(below(operands_count));
  condition.limit = drawn_number();
  if (below(4) == 0) {
    Condition turned;
    turned.kind = Condition::Kind::negation;
    turned.parts.push_back(condition);
    return turned;
  }
  return condition;
}

Node drawn_node(int depth) {
  Node node;
  if (below(4) == 0) {
    engine::Gate gate;
    gate.condition = drawn_condition();
    gate.when = *rc::gen::element(engine::Truth::yes, engine::Truth::no);
    gate.outcome = *rc::gen::element(Outcome::not_applicable, Outcome::met);
    node.gates.push_back(gate);
  }
  if (depth > 0 && below(2) == 0) {
    node.kind = *rc::gen::element(RuleKind::all_of, RuleKind::any_of, RuleKind::count_at_least);
    node.limit.value = Decimal::of(1 + below(2));
    for (int count = 1 + below(3); count > 0; --count) node.parts.push_back(drawn_node(depth - 1));
    return node;
  }
  node.kind = *rc::gen::element(RuleKind::at_least, RuleKind::more_than, RuleKind::at_most, RuleKind::less_than,
                                RuleKind::equals, RuleKind::between, RuleKind::growth_at_least,
                                RuleKind::relative_at_least, RuleKind::none_in_period);
  node.operand = static_cast<engine::OperandIndex>(below(operands_count));
  node.limit.value = drawn_number();
  node.limit.upper = Decimal::of(below(value_max));
  const bool has_base = node.kind == RuleKind::growth_at_least || node.kind == RuleKind::relative_at_least;
  if (has_base) node.base = static_cast<engine::OperandIndex>(below(operands_count));
  return node;
}

RC_GTEST_PROP(Settle, what_is_judged_holds_for_every_value_within_the_bounds, ()) {
  const Node node = drawn_node(2);
  std::vector<Bounded> given;
  std::vector<int> lows, highs;
  for (int i = 0; i < operands_count; ++i) {
    const int a = below(value_max), b = below(value_max);
    lows.push_back(std::min(a, b));
    highs.push_back(std::max(a, b));
    given.push_back(bounds(lows.back(), highs.back()));
  }
  const Outcome outcome = judged(node, given);
  if (outcome == Outcome::not_assessed) return;
  for (int a = 2 * lows[0]; a <= 2 * highs[0]; ++a)
    for (int b = 2 * lows[1]; b <= 2 * highs[1]; ++b)
      for (int c = 2 * lows[2]; c <= 2 * highs[2]; ++c) {
        const auto half = [](int twice) { return Operand::of(Decimal::from(5 * twice, 1)); };
        RC_ASSERT(engine::judge(node, {half(a), half(b), half(c)}).outcome == outcome);
      }
}

RC_GTEST_PROP(Settle, single_values_are_judged_as_the_engine_judges_them, ()) {
  const Node node = drawn_node(2);
  std::vector<Bounded> given;
  engine::Operands operands;
  for (int i = 0; i < operands_count; ++i) {
    operands.push_back(Operand::of(drawn_number()));
    given.push_back(Bounded::of(operands.back(), Method::sum));
  }
  RC_ASSERT(judged(node, given) == engine::judge(node, operands).outcome);
}

}  // namespace
}  // namespace luytre::reorganisation
