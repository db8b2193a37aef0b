// The judge against a naive one: what a combination of random parts decides stands however its undecided parts turn;
// it is decided exactly when met and not met would give the same answer, and firm exactly when no unconfirmed part
// could change it. Only while every part of a count is undecided and they are too few is it left open: none may come to
// apply.
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

// Whether the parts of one count that apply are fewer than it needs.
bool asks_too_few(const Drawn& drawn) {
  int applicable = 0;
  for (const Drawn& part : drawn.parts) {
    if (asks_too_few(part)) return true;
    if (part.blocks && naive(part) != Outcome::not_applicable) ++applicable;
  }
  return drawn.kind == RuleKind::count_at_least && applicable > 0 && applicable < drawn.needed;
}

// The answers that remain when the leaves that `picks` takes turn every way: the first `ways` of met, not met, not
// applicable.
template <class Picks>
std::vector<Outcome> answers(Drawn drawn, Picks picks, std::uint32_t ways = 2) {
  constexpr Outcome turns[] = {Outcome::met, Outcome::not_met, Outcome::not_applicable};
  std::vector<Drawn*> leaves;
  leaves_of(drawn, leaves);
  std::erase_if(leaves, [&](const Drawn* leaf) { return !picks(*leaf); });
  std::vector<Outcome> found;
  std::uint32_t all_ways = 1;
  for (std::size_t i = 0; i < leaves.size(); ++i) all_ways *= ways;
  for (std::uint32_t turn = 0; turn < all_ways; ++turn) {
    std::uint32_t rest = turn;
    for (Drawn* leaf : leaves) {
      leaf->outcome = turns[rest % ways];
      rest /= ways;
    }
    const Outcome outcome = naive(drawn);
    if (std::find(found.begin(), found.end(), outcome) == found.end()) found.push_back(outcome);
  }
  return found;
}

constexpr int trees_per_case = 50;

Drawn unconfirmed_open(Drawn drawn) {
  if (drawn.parts.empty() && drawn.provisional) drawn.outcome = Outcome::not_assessed;
  for (Drawn& part : drawn.parts) part = unconfirmed_open(part);
  return drawn;
}

bool is_open(const Drawn& leaf) { return leaf.outcome == Outcome::not_assessed; }

void check_stands(const Drawn& drawn) {
  const Verdict verdict = judge(node_of(drawn), {});
  if (verdict.outcome == Outcome::not_assessed) return;
  RC_ASSERT(answers(drawn, is_open, 3) == std::vector<Outcome>{verdict.outcome});
}

void check_decided(const Drawn& drawn) {
  if (asks_too_few(drawn)) return;
  const auto possible = answers(drawn, is_open);
  const Verdict verdict = judge(node_of(drawn), {});
  const Outcome expected = possible.size() == 1 ? possible.front() : Outcome::not_assessed;
  RC_ASSERT(verdict.outcome == expected);
}

void check_firm(const Drawn& drawn) {
  const Verdict verdict = judge(node_of(drawn), {});
  if (verdict.outcome == Outcome::not_assessed || asks_too_few(drawn) || asks_too_few(unconfirmed_open(drawn))) return;
  const auto possible =
      answers(drawn, [](const Drawn& leaf) { return leaf.provisional || leaf.outcome == Outcome::not_assessed; });
  RC_ASSERT(verdict.provisional == (possible.size() > 1 || possible.front() != verdict.outcome));
}

RC_GTEST_PROP(Combination, an_answer_stands_however_open_parts_turn, ()) {
  for (int i = 0; i < trees_per_case; ++i) check_stands(draw());
}

RC_GTEST_PROP(Combination, decided_exactly_when_nothing_open_could_change_it, ()) {
  for (int i = 0; i < trees_per_case; ++i) check_decided(draw());
}

RC_GTEST_PROP(Combination, firm_exactly_when_nothing_unconfirmed_could_change_it, ()) {
  for (int i = 0; i < trees_per_case; ++i) check_firm(draw());
}

}  // namespace
}  // namespace luytre::engine
