// The judge against a naive one: a combination of random parts is decided exactly when every way its undecided parts
// can still turn gives the same answer, and firm exactly when no unconfirmed part could change it.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <vector>

#include "engine/judge.h"

namespace luytre::engine {
namespace {

// A drawn tree: a leaf has an outcome, a group has parts.
struct Drawn {
  RuleKind kind = RuleKind::is_true;
  Outcome outcome = Outcome::met;
  bool provisional = false;
  bool mandatory = false;
  bool blocks = true;
  int needed = 1;
  std::vector<Drawn> parts;
};

constexpr int groups_deep = 2;  // at most nine leaves: every way they can turn is tried

// The outermost is always a group.
Drawn draw(int depth = groups_deep) {
  Drawn drawn;
  drawn.mandatory = *rc::gen::inRange(0, 4) == 0;
  drawn.blocks = *rc::gen::inRange(0, 8) != 0;
  if (depth == 0 || (depth < groups_deep && *rc::gen::inRange(0, 3) == 0)) {
    constexpr Outcome outcomes[] = {Outcome::met, Outcome::not_met, Outcome::not_applicable, Outcome::not_assessed};
    drawn.outcome = outcomes[*rc::gen::inRange(0, 4)];
    drawn.provisional = *rc::gen::inRange(0, 3) == 0;
    return drawn;
  }
  constexpr RuleKind kinds[] = {RuleKind::all_of, RuleKind::any_of, RuleKind::count_at_least};
  drawn.kind = kinds[*rc::gen::inRange(0, 3)];
  drawn.needed = *rc::gen::inRange(1, 4);
  const int count = *rc::gen::inRange(1, 4);
  for (int i = 0; i < count; ++i) drawn.parts.push_back(draw(depth - 1));
  return drawn;
}

Node node_of(const Drawn& drawn) {
  Node node;
  node.kind = drawn.kind;
  node.provisional = drawn.provisional;
  node.mandatory = drawn.mandatory;
  node.blocks = drawn.blocks;
  node.limit.value = Decimal::of(drawn.needed);
  if (drawn.parts.empty()) {
    Gate gate;
    gate.outcome = drawn.outcome;
    node.gates.push_back(gate);
  }
  for (const Drawn& part : drawn.parts) node.parts.push_back(node_of(part));
  return node;
}

// Two-valued (and not applicable), written from the law's words; leaves are decided.
Outcome naive(const Drawn& drawn) {
  if (drawn.parts.empty()) return drawn.outcome;
  int met = 0;
  int applicable = 0;
  bool mandatory_fails = false;
  for (const Drawn& part : drawn.parts) {
    if (!part.blocks) continue;
    const Outcome outcome = naive(part);
    if (outcome == Outcome::not_applicable) continue;
    ++applicable;
    if (outcome == Outcome::met) ++met;
    mandatory_fails |= part.mandatory && outcome != Outcome::met;
  }
  if (applicable == 0) return Outcome::not_applicable;
  bool is_met = met == applicable;
  if (drawn.kind == RuleKind::any_of) is_met = met > 0;
  if (drawn.kind == RuleKind::count_at_least) is_met = met >= drawn.needed && !mandatory_fails;
  return is_met ? Outcome::met : Outcome::not_met;
}

// The leaves of the parts that block: the others cannot matter.
void leaves_of(Drawn& drawn, std::vector<Drawn*>& leaves) {
  if (drawn.parts.empty()) leaves.push_back(&drawn);
  for (Drawn& part : drawn.parts) {
    if (part.blocks) leaves_of(part, leaves);
  }
}

// The answers that remain when the leaves that `is_open` picks turn every way.
template <class Picks>
std::vector<Outcome> answers(Drawn drawn, Picks is_open) {
  std::vector<Drawn*> leaves;
  leaves_of(drawn, leaves);
  std::erase_if(leaves, [&](const Drawn* leaf) { return !is_open(*leaf); });
  std::vector<Outcome> found;
  for (std::uint32_t turn = 0; turn < (1U << leaves.size()); ++turn) {
    for (std::size_t i = 0; i < leaves.size(); ++i) {
      leaves[i]->outcome = ((turn >> i) & 1U) != 0 ? Outcome::met : Outcome::not_met;
    }
    const Outcome outcome = naive(drawn);
    if (std::find(found.begin(), found.end(), outcome) == found.end()) found.push_back(outcome);
  }
  return found;
}

constexpr int trees_per_case = 50;

void check_decided(const Drawn& drawn) {
  const auto possible = answers(drawn, [](const Drawn& leaf) { return leaf.outcome == Outcome::not_assessed; });
  const Verdict verdict = judge(node_of(drawn), {});
  const Outcome expected = possible.size() == 1 ? possible.front() : Outcome::not_assessed;
  RC_ASSERT(verdict.outcome == expected);
}

void check_firm(const Drawn& drawn) {
  const Verdict verdict = judge(node_of(drawn), {});
  if (verdict.outcome == Outcome::not_assessed) return;
  const auto possible =
      answers(drawn, [](const Drawn& leaf) { return leaf.provisional || leaf.outcome == Outcome::not_assessed; });
  RC_ASSERT(verdict.provisional == (possible.size() > 1 || possible.front() != verdict.outcome));
}

RC_GTEST_PROP(Combination, decided_exactly_when_nothing_open_could_change_it, ()) {
  for (int i = 0; i < trees_per_case; ++i) check_decided(draw());
}

RC_GTEST_PROP(Combination, firm_exactly_when_nothing_unconfirmed_could_change_it, ()) {
  for (int i = 0; i < trees_per_case; ++i) check_firm(draw());
}

}  // namespace
}  // namespace luytre::engine
