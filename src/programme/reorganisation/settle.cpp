#include "programme/reorganisation/settle.h"

namespace luytre::reorganisation {

namespace {

using engine::Condition;
using engine::Node;
using engine::Operand;
using engine::OperandIndex;
using engine::Operands;
using engine::Outcome;
using engine::RuleKind;

class Settling {
 public:
  explicit Settling(const std::vector<Bounded>& bounds) : bounds_(bounds) {
    for (const Bounded& each : bounds) {
      settled_.operands.push_back(each.low);
      high_.push_back(each.high);
    }
    absent_ = static_cast<OperandIndex>(settled_.operands.size());
    settled_.operands.push_back(Operand::absent(engine::Reason::value_unusable));
    high_.push_back(settled_.operands.back());
  }

  Node settle(Node node) {
    for (engine::Gate& gate : node.gates) settle(gate.condition, node.id);
    for (Node& part : node.parts) part = settle(std::move(part));
    if (!engine::has_parts(node.kind) && (is_open(node.operand) || is_open(node.base)) && !is_decided(node)) {
      node.operand = absent_;
      if (node.base != engine::no_operand) node.base = absent_;
      settled_.open.insert(node.id);
    }
    return node;
  }

  Settled take() && { return std::move(settled_); }

 private:
  bool is_open(OperandIndex index) const { return index < bounds_.size() && !bounds_[index].is_point(); }

  Outcome at_corner(const Node& node, bool is_high, bool is_base_high) const {
    Operands operands = settled_.operands;
    if (node.operand < bounds_.size() && is_high) operands[node.operand] = high_[node.operand];
    if (node.base < bounds_.size() && is_base_high) operands[node.base] = high_[node.base];
    return engine::judge(node, operands).outcome;
  }

  // Every rule but "equals" and "between" has one limit: what both ends agree on holds between them too.
  bool is_decided_by_corners(const Node& node) const {
    const Outcome first = at_corner(node, false, false);
    return first == at_corner(node, true, false) && first == at_corner(node, false, true) &&
           first == at_corner(node, true, true);
  }

  bool is_decided(const Node& node) const {
    Node rule = node;
    rule.gates.clear();
    if (rule.kind != RuleKind::equals && rule.kind != RuleKind::between) return is_decided_by_corners(rule);
    Node upper = rule;
    if (rule.kind == RuleKind::between) upper.limit.value = rule.limit.upper;
    rule.kind = RuleKind::at_least;
    upper.kind = RuleKind::at_most;
    return is_decided_by_corners(rule) && is_decided_by_corners(upper);
  }

  bool is_decided(const Condition& condition) const {
    if (condition.kind == Condition::Kind::equals) {
      Condition lower = condition, upper = condition;
      lower.kind = Condition::Kind::at_least;
      upper.kind = Condition::Kind::at_most;
      return is_decided(lower) && is_decided(upper);
    }
    return engine::judge(condition, settled_.operands).truth == engine::judge(condition, high_).truth;
  }

  void settle(Condition& condition, engine::NodeId node) {
    for (Condition& part : condition.parts) settle(part, node);
    if (!condition.parts.empty() || !is_open(condition.operand) || is_decided(condition)) return;
    condition.operand = absent_;
    settled_.open.insert(node);
  }

  const std::vector<Bounded>& bounds_;
  Settled settled_;
  Operands high_;
  OperandIndex absent_ = 0;
};

}  // namespace

Settled settle(const std::vector<Node>& nodes, const std::vector<Bounded>& bounds) {
  Settling settling(bounds);
  std::vector<Node> done;
  for (const Node& node : nodes) done.push_back(settling.settle(node));
  Settled settled = std::move(settling).take();
  settled.nodes = std::move(done);
  return settled;
}

}  // namespace luytre::reorganisation
