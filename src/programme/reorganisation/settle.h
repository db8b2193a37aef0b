// Judges a program over values of which only the lowest and the highest are known: what both ends and everything
// between them agree on is judged; the rest is not assessed. Pure.
#pragma once

#include <set>
#include <vector>

#include "engine/judge.h"
#include "programme/reorganisation/combine.h"

namespace luytre::reorganisation {

// A program in which every rule that the bounds leave open reads an operand that is absent.
struct Settled {
  std::vector<engine::Node> nodes;  // parallel to those given
  engine::Operands operands;        // one more than given, at the end: absent
  std::set<engine::NodeId> open;    // rules left open because their bounds do not agree
};

// For any values within the bounds the engine gives the outcome that it gives for these nodes and operands, wherever
// that is not `not_assessed`.
Settled settle(const std::vector<engine::Node>& nodes, const std::vector<Bounded>& bounds);

}  // namespace luytre::reorganisation
