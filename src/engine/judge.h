// The judge: a program and its operands give a tree of verdicts, each of which can explain itself.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "engine/program.h"

namespace luytre::engine {

// How far the value is from its limit; positive on the side the law wants. For a share it is counted in units of the
// numerator ("three more households"), exact: numerator - limit * denominator / 100.
struct Distance {
  Decimal amount;
  bool in_numerator_units = false;
};

struct Verdict {
  NodeId node = 0;
  Outcome outcome = Outcome::not_assessed;
  Reason reason = Reason::none;
  // The outcome when everything that rests on unconfirmed law is taken as not assessed. The verdict is provisional when
  // that differs from `outcome`, or when it is not assessed and any part of it is provisional.
  Outcome firm = Outcome::not_assessed;
  bool provisional = false;
  bool blocks = true;
  OperandIndex operand = no_operand;  // the operand judged, or the one whose absence (or gate) decided
  std::optional<Decimal> value;       // as judged; absent for a share
  std::optional<Share> share;
  std::optional<Decimal> limit;  // as applied: of a relative rule, factor times base
  std::optional<Decimal> limit_upper;
  std::optional<Distance> distance;
  std::optional<std::uint32_t> gate;   // index of the node's gate that decided
  std::optional<std::int32_t> rank;    // score_bands: the band's rank
  std::uint32_t parts_met = 0;         // of the parts that block
  std::uint32_t parts_applicable = 0;  // of the parts that block, all but not_applicable
  std::vector<Verdict> parts;          // parallel to Node::parts
};

// operands.size() >= program.operand_count. Never fails: what cannot be judged is not_assessed with its reason.
Verdict judge(const Program& program, const Operands& operands);
Verdict judge(const Node& node, const Operands& operands);

// k of n. Parts not applicable leave both the count and the number of parts. The outcome is met or not_met as soon as
// no undecided part could change it, whether it turns out met, not met or not applicable. `needed` is a number of
// parts, or a percent when `is_share`.
struct CountedPart {
  Outcome outcome = Outcome::not_assessed;
  bool mandatory = false;
};
Outcome count_at_least(std::span<const CountedPart> parts, const Decimal& needed, bool is_share);

}  // namespace luytre::engine
