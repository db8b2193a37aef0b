#include "engine/judge.h"

#include <array>
#include <cassert>

#include "engine/compare.h"

namespace luytre::engine {

namespace {

// `verdict.provisional` says already whether the node itself rests on unconfirmed law.
void set_outcome(Verdict& verdict, Outcome outcome, Reason reason = Reason::none) {
  verdict.outcome = outcome;
  verdict.firm = verdict.provisional ? Outcome::not_assessed : outcome;
  verdict.reason = reason;
}

void set_met(Verdict& verdict, bool is_met) { set_outcome(verdict, is_met ? Outcome::met : Outcome::not_met); }

Decimal negated(const Decimal& value) { return Decimal::from(-value.coefficient(), value.scale()); }

std::optional<Distance> flipped(std::optional<Distance> distance) {
  if (distance) distance->amount = negated(distance->amount);
  return distance;
}

std::optional<Distance> smaller(const std::optional<Distance>& a, const std::optional<Distance>& b) {
  if (!a || !b) return std::nullopt;
  return a->amount < b->amount ? a : b;
}

// The operand as a value that can be judged; otherwise the verdict says why not and the answer is null.
const Operand* present(Verdict& verdict, OperandIndex index, const Operands& operands, Reason if_missing) {
  assert(index < operands.size());
  const Operand& operand = operands[index];
  if (!operand.is_present()) {
    const bool plain = operand.missing == Reason::value_missing && if_missing != Reason::none;
    set_outcome(verdict, Outcome::not_assessed, plain ? if_missing : operand.missing);
    verdict.operand = index;
    return nullptr;
  }
  if (!is_usable(operand)) {
    set_outcome(verdict, Outcome::not_assessed, Reason::value_unusable);
    verdict.operand = index;
    return nullptr;
  }
  return &operand;
}

void show_value(Verdict& verdict, OperandIndex index, const Operand& operand) {
  verdict.operand = index;
  if (operand.share) {
    verdict.share = operand.share;
  } else {
    verdict.value = operand.value;
  }
}

void judge_between(const Node& node, Verdict& verdict, const Operand& operand) {
  verdict.limit_upper = node.limit.upper;
  set_met(verdict, against(operand, node.limit.value) >= 0 && against(operand, node.limit.upper) <= 0);
  verdict.distance =
      smaller(distance_above(operand, node.limit.value), flipped(distance_above(operand, node.limit.upper)));
}

// Kinds that compare one operand with one number.
void judge_comparison(const Node& node, Verdict& verdict, const Operand& operand) {
  const Decimal& limit = node.limit.value;
  verdict.limit = limit;
  if (node.kind == RuleKind::between) return judge_between(node, verdict, operand);
  const std::strong_ordering order = against(operand, limit);
  const std::optional<Distance> above = distance_above(operand, limit);
  switch (node.kind) {
    case RuleKind::at_least:
      set_met(verdict, order >= 0);
      verdict.distance = above;
      break;
    case RuleKind::more_than:
      set_met(verdict, order > 0);
      verdict.distance = above;
      break;
    case RuleKind::at_most:
      set_met(verdict, order <= 0);
      verdict.distance = flipped(above);
      break;
    case RuleKind::less_than:
      set_met(verdict, order < 0);
      verdict.distance = flipped(above);
      break;
    case RuleKind::grade_at_least:
      set_met(verdict, order >= 0);
      break;
    default:
      assert(node.kind == RuleKind::equals);
      set_met(verdict, order == 0);
      verdict.distance = above && above->amount.is_negative() ? above : flipped(above);
      break;
  }
}

// value >= factor * base. Growth of g percent is factor (100 + g) / 100 on the earlier value.
void judge_against_base(const Node& node, Verdict& verdict, const Operands& operands) {
  const Operand* base = present(verdict, node.base, operands, Reason::base_value_missing);
  if (base == nullptr) return;
  const Operand& value = operands[node.operand];
  Decimal factor = node.limit.value;
  if (node.kind == RuleKind::growth_at_least) {
    const auto grown = add(node.limit.value, Decimal::of(100));
    const auto hundredth = grown ? multiply(*grown, Decimal::from(1, 2)) : grown;
    const Decimal& start = base->share ? base->share->numerator : base->value;
    if (!hundredth || start <= Decimal::of(0)) {
      return set_outcome(verdict, Outcome::not_assessed, Reason::value_unusable);
    }
    factor = *hundredth;
  }
  set_met(verdict, against_product(value, factor, *base) >= 0);
  if (base->share) return;
  if (const auto limit = multiply(factor, base->value)) {
    verdict.limit = limit->reduced();
    verdict.distance = distance_above(value, *verdict.limit);
  }
}

// `undecided` units of the denominator may still come to the numerator: judged only when they cannot change the answer.
void judge_children(const Node& node, Verdict& verdict, const Operand& operand) {
  verdict.limit = node.limit.value;
  if (!operand.share) return set_outcome(verdict, Outcome::not_assessed, Reason::value_unusable);
  const auto at_best = add(operand.share->numerator, operand.undecided);
  if (!at_best) return set_outcome(verdict, Outcome::not_assessed, Reason::value_unusable);
  verdict.distance = distance_above(operand, node.limit.value);
  if (compare_percent(*operand.share, node.limit.value) >= 0) return set_met(verdict, true);
  if (compare_percent({*at_best, operand.share->denominator}, node.limit.value) < 0) return set_met(verdict, false);
  set_outcome(verdict, Outcome::not_assessed, Reason::children_unknown);
}

void judge_bands(const Node& node, Verdict& verdict, const Operand& operand) {
  verdict.limit = node.limit.value;
  for (const Band& band : node.bands) {
    if (band.from && against(operand, *band.from) < 0) continue;
    if (band.below && against(operand, *band.below) >= 0) continue;
    verdict.rank = band.rank;
    return set_met(verdict, node.limit.value <= Decimal::of(band.rank));
  }
  // Below the lowest band no grade is earned; above the highest the score itself cannot be right.
  const bool is_below =
      !node.bands.empty() && node.bands.front().from && against(operand, *node.bands.front().from) < 0;
  if (is_below) return set_met(verdict, false);
  set_outcome(verdict, Outcome::not_assessed, Reason::value_unusable);
}

void judge_leaf(const Node& node, Verdict& verdict, const Operands& operands) {
  if (node.kind == RuleKind::unknown) return set_outcome(verdict, Outcome::not_assessed, Reason::law_not_loaded);
  const Reason if_missing = node.kind == RuleKind::prerequisite              ? Reason::prerequisite_unknown
                            : node.kind == RuleKind::children_share_at_least ? Reason::children_unknown
                                                                             : Reason::none;
  if (node.limit.missing != Reason::none) {  // the value is shown even where the law has no number for it
    verdict.operand = node.operand;
    if (node.operand < operands.size() && operands[node.operand].is_present()) {
      show_value(verdict, node.operand, operands[node.operand]);
    }
    const bool concerns_not = node.limit.missing == Reason::column_not_concerned;
    return set_outcome(verdict, concerns_not ? Outcome::not_applicable : Outcome::not_assessed, node.limit.missing);
  }
  const Operand* operand = present(verdict, node.operand, operands, if_missing);
  if (operand == nullptr) {
    if (node.none_is_not_applicable && verdict.reason == Reason::no_children) {
      set_outcome(verdict, Outcome::not_applicable, Reason::no_children);
    }
    return;
  }
  show_value(verdict, node.operand, *operand);
  switch (node.kind) {
    case RuleKind::is_true:
    case RuleKind::prerequisite:
      return set_met(verdict, !operand->value.is_zero());
    case RuleKind::none_in_period:
      return set_met(verdict, operand->value.is_zero());
    case RuleKind::growth_at_least:
    case RuleKind::relative_at_least:
      return judge_against_base(node, verdict, operands);
    case RuleKind::children_share_at_least:
      return judge_children(node, verdict, *operand);
    case RuleKind::score_bands:
      return judge_bands(node, verdict, *operand);
    default:
      return judge_comparison(node, verdict, *operand);
  }
}

// The outcome of a combination, of its parts' outcomes or of their firm ones.
Outcome combined(const Node& node, const std::vector<Verdict>& parts, Outcome Verdict::*which) {
  std::vector<CountedPart> counted;
  std::vector<Outcome> outcomes;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (!node.parts[i].blocks) continue;
    outcomes.push_back(parts[i].*which);
    counted.push_back({outcomes.back(), node.parts[i].mandatory});
  }
  switch (node.kind) {
    case RuleKind::any_of:
      return any_of(outcomes);
    case RuleKind::count_at_least:
      return count_at_least(counted, node.limit.value, node.limit_is_share);
    default:
      return all_of(outcomes);
  }
}

void judge_parts(const Node& node, Verdict& verdict, const Operands& operands) {
  verdict.parts.reserve(node.parts.size());
  for (const Node& part : node.parts) {
    verdict.parts.push_back(judge(part, operands));
    const Verdict& last = verdict.parts.back();
    if (!part.blocks) continue;
    if (last.outcome == Outcome::met) ++verdict.parts_met;
    if (last.outcome != Outcome::not_applicable) ++verdict.parts_applicable;
  }
  if (node.kind == RuleKind::count_at_least) {
    if (node.limit.missing != Reason::none) {
      const bool concerns_not = node.limit.missing == Reason::column_not_concerned;
      return set_outcome(verdict, concerns_not ? Outcome::not_applicable : Outcome::not_assessed, node.limit.missing);
    }
    verdict.limit = node.limit.value;
  }
  set_outcome(verdict, combined(node, verdict.parts, &Verdict::outcome));
  if (verdict.outcome == Outcome::not_assessed) verdict.reason = Reason::parts_not_assessed;
  if (verdict.outcome == Outcome::not_applicable) verdict.reason = Reason::parts_not_applicable;
  if (!verdict.provisional) verdict.firm = combined(node, verdict.parts, &Verdict::firm);
  verdict.provisional |= verdict.firm != verdict.outcome;
  for (std::size_t i = 0; i < node.parts.size() && verdict.outcome == Outcome::not_assessed; ++i) {
    verdict.provisional |= node.parts[i].blocks && verdict.parts[i].provisional;
  }
}

// Whether a gate decided; then the rule itself is not asked, and does not count towards `provisional`.
bool judge_gates(const Node& node, Verdict& verdict, const Operands& operands) {
  for (std::size_t i = 0; i < node.gates.size(); ++i) {
    const Gate& gate = node.gates[i];
    const ConditionResult result = judge(gate.condition, operands);
    const bool is_unknown = result.truth == Truth::unknown;
    if (!is_unknown && result.truth != gate.when) {
      verdict.provisional |= gate.provisional;
      continue;
    }
    verdict.provisional |= gate.provisional || node.provisional;
    set_outcome(verdict, is_unknown ? Outcome::not_assessed : gate.outcome, is_unknown ? result.reason : gate.reason);
    if (!is_unknown && gate.outcome != Outcome::not_applicable) verdict.reason = Reason::none;
    verdict.operand = result.operand;
    verdict.gate = static_cast<std::uint32_t>(i);
    return true;
  }
  return false;
}

}  // namespace

Outcome count_at_least(std::span<const CountedPart> parts, const Decimal& needed, bool is_share) {
  std::int64_t met = 0;
  std::int64_t open = 0;
  std::int64_t applicable = 0;
  bool mandatory_failed = false;
  bool mandatory_open = false;
  for (const CountedPart& part : parts) {
    if (part.outcome == Outcome::not_applicable) continue;
    ++applicable;
    const bool is_open = part.outcome == Outcome::not_assessed;
    if (part.outcome == Outcome::met) ++met;
    if (is_open) ++open;
    mandatory_open |= part.mandatory && is_open;
    mandatory_failed |= part.mandatory && !is_open && part.outcome != Outcome::met;
  }
  if (applicable == 0) return Outcome::not_applicable;
  const auto is_enough = [&](std::int64_t count) {
    if (!is_share) return needed <= Decimal::of(count);
    return compare_percent({Decimal::of(count), Decimal::of(applicable)}, needed) >= 0;
  };
  if (mandatory_failed) return Outcome::not_met;
  // While every part is open none may yet turn out to apply: too few of them is then not known to be a failure.
  if (!is_enough(met + open)) return open == applicable ? Outcome::not_assessed : Outcome::not_met;
  return is_enough(met) && !mandatory_open ? Outcome::met : Outcome::not_assessed;
}

Verdict judge(const Node& node, const Operands& operands) {
  Verdict verdict;
  verdict.node = node.id;
  verdict.blocks = node.blocks;
  if (judge_gates(node, verdict, operands)) return verdict;
  verdict.provisional |= node.provisional;
  if (has_parts(node.kind)) {
    judge_parts(node, verdict, operands);
  } else {
    judge_leaf(node, verdict, operands);
  }
  return verdict;
}

Verdict judge(const Program& program, const Operands& operands) {
  assert(operands.size() >= program.operand_count);
  return judge(program.root, operands);
}

}  // namespace luytre::engine
