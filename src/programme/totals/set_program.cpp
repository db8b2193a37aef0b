#include "programme/totals/set_program.h"

#include <algorithm>
#include <cassert>
#include <map>
#include <optional>
#include <set>

namespace luytre::totals {

using columns::Comparison;
using columns::LimitState;
using columns::NodeRole;
using criteria::OperandRequest;
using engine::Reason;
using engine::RuleKind;
using engine::Truth;

namespace {

using NodeOfClasses = std::vector<const engine::Node*>;  // the same node, by class

bool reads_values(const engine::Condition& condition) {
  return condition.operand != engine::no_operand ||
         std::any_of(condition.parts.begin(), condition.parts.end(), reads_values);
}

// What the gates alone say of a class: nothing, or a state of the limit. None: they read values, or say "met".
struct Gated {
  bool decides = false;
  LimitState state = LimitState::compared;
};

std::optional<Gated> gated(const engine::Node& node) {
  for (const auto& gate : node.gates) {
    if (reads_values(gate.condition)) return std::nullopt;
    const auto result = engine::judge(gate.condition, {});
    if (result.truth == Truth::unknown) return Gated{true, LimitState::not_assessed};
    if (result.truth != gate.when) continue;
    if (gate.outcome == engine::Outcome::not_assessed) return Gated{true, LimitState::not_assessed};
    if (gate.outcome == engine::Outcome::not_applicable) return Gated{true, LimitState::not_applicable};
    return std::nullopt;
  }
  return Gated{};
}

std::optional<Comparison> comparison_of(RuleKind kind) {
  switch (kind) {
    case RuleKind::at_least:
    case RuleKind::is_true:
    case RuleKind::grade_at_least:
      return Comparison::at_least;
    case RuleKind::more_than:
      return Comparison::more_than;
    case RuleKind::at_most:
      return Comparison::at_most;
    case RuleKind::less_than:
      return Comparison::less_than;
    case RuleKind::equals:
      return Comparison::equals;
    default:
      return std::nullopt;
  }
}

LimitState state_of(const engine::Node& node) {
  if (node.kind == RuleKind::unknown) return LimitState::not_assessed;
  if (node.limit.missing == Reason::none) return LimitState::compared;
  return node.limit.missing == Reason::column_not_concerned ? LimitState::not_applicable : LimitState::not_assessed;
}

bool is_provisional(const engine::Node& node) {
  return node.provisional ||
         std::any_of(node.gates.begin(), node.gates.end(), [](const auto& gate) { return gate.provisional; });
}

columns::Limit limit_of(const engine::Node& node, const Decimal& value, bool firm) {
  if (firm && is_provisional(node)) return {LimitState::not_assessed, {}};
  const Gated gate = *gated(node);
  if (gate.decides) return {gate.state, {}};
  const LimitState state = state_of(node);
  return {state, state == LimitState::compared ? value : Decimal{}};
}

// Makes one of the two programs; given nodes are numbered in `out` for both. With `needed` it only notes the columns
// that the programs read.
class Builder {
 public:
  Builder(SetProgram& out, ValueColumns& values, bool firm, std::set<NeededColumn>* needed = nullptr)
      : out_(out), values_(values), program_(firm ? out.firm : out.judged), firm_(firm), needed_(needed) {}

  void build() {
    program_.units = values_.order->count();
    program_.counts_not_applicable = true;
    program_.root = combination(of_classes([](const auto& set) { return &set.program.root; }));
    const auto& first = *out_.classes.front().compiled;
    for (std::size_t i = 0; i < first.prerequisites.size(); ++i) {
      program_.root.parts.push_back(given(of_classes([&](const auto& set) { return &set.prerequisites[i]; })));
    }
    if (needed_ == nullptr) columns::prepare(program_);
  }

 private:
  template <class Pick>
  NodeOfClasses of_classes(const Pick& pick) const {
    NodeOfClasses nodes;
    for (const auto& each : out_.classes) nodes.push_back(pick(*each.compiled));
    return nodes;
  }

  columns::Node node(const NodeOfClasses& nodes) {
    columns::Node made = unnamed(nodes);
    const auto& origin = out_.classes.front().compiled->origins[nodes.front()->id];
    if (origin.criterion == nullptr || !origin.criterion->counts) return made;
    if (origin.rule == nullptr) {
      made.role = NodeRole::criterion;
      ++program_.criteria;
    } else if (origin.indicator != nullptr && origin.rule == &origin.indicator->rule && origin.dimension.empty()) {
      made.role = NodeRole::indicator;
      ++program_.indicators;
    }
    return made;
  }

  columns::Node unnamed(const NodeOfClasses& nodes) {
    const engine::Node& first = *nodes.front();
    const bool is_plain = std::all_of(nodes.begin(), nodes.end(), [&](const engine::Node* each) {
      return each->kind == first.kind && gated(*each).has_value();
    });
    if (!is_plain) return given(nodes);
    const auto known = [](const engine::Node* each) { return limit_of(*each, {}, false).state; };
    const bool is_never_assessed = std::all_of(nodes.begin(), nodes.end(), [&](const engine::Node* each) {
      return (firm_ && is_provisional(*each)) ||
             (!engine::has_parts(each->kind) && known(each) == LimitState::not_assessed);
    });
    if (is_never_assessed) return never_assessed();
    if (engine::has_parts(first.kind)) {
      const bool is_always_asked = std::none_of(nodes.begin(), nodes.end(), [&](const engine::Node* each) {
        return gated(*each)->decides || (firm_ && is_provisional(*each));
      });
      const bool is_countless = first.kind != RuleKind::count_at_least;
      return is_always_asked && is_countless ? combination(nodes) : given(nodes);
    }
    return comparison(nodes);
  }

  columns::Node combination(const NodeOfClasses& nodes) {
    columns::Node made;
    made.kind = nodes.front()->kind == RuleKind::any_of ? columns::NodeKind::any_of : columns::NodeKind::all_of;
    for (std::size_t i = 0; i < nodes.front()->parts.size(); ++i) {
      if (!nodes.front()->parts[i].blocks) continue;
      NodeOfClasses part;
      for (const auto* each : nodes) part.push_back(&each->parts[i]);
      made.parts.push_back(node(part));
    }
    return made;
  }

  // The column that all classes compare; none where they do not, or where the rule reads something else than a value.
  std::optional<columns::ColumnNumber> column_of(const NodeOfClasses& nodes) {
    const criteria::Measure* measure = nullptr;
    std::string dimension;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      const auto& requests = out_.classes[i].compiled->operands;
      if (nodes[i]->operand >= requests.size()) return std::nullopt;
      const OperandRequest& request = requests[nodes[i]->operand];
      const bool is_same = i == 0 || (request.measure == measure && request.dimension == dimension);
      if (request.kind != OperandRequest::Kind::observation || !is_same) return std::nullopt;
      measure = request.measure;
      dimension = request.dimension;
    }
    if (needed_ != nullptr) {
      needed_->insert({measure->id, dimension});
      return 0;
    }
    const auto column = need(values_, measure->id, dimension);
    if (nodes.front()->kind == RuleKind::is_true && values_.mixed.contains(column)) return std::nullopt;
    return column;
  }

  columns::Node comparison(const NodeOfClasses& nodes) {
    const RuleKind kind = nodes.front()->kind;
    const bool is_between = kind == RuleKind::between;
    const auto compared = is_between ? Comparison::at_least : comparison_of(kind);
    const auto column = compared ? column_of(nodes) : std::nullopt;
    if (!column) return given(nodes);
    const int age =
        out_.classes.front().compiled->operands[nodes.front()->operand].measure->maximum_age_months.value_or(-1);
    const auto value = [&](const engine::Node& each) {
      return kind == RuleKind::is_true ? Decimal::of(1) : each.limit.value;
    };
    auto low = leaf(nodes, {*column, *compared, {}, columns::one_slot, age}, value);
    if (!low) return given(nodes);
    if (!is_between) return *low;
    const auto upper = [](const engine::Node& each) { return each.limit.upper; };
    auto high = leaf(nodes, {*column, Comparison::at_most, {}, columns::one_slot, age}, upper);
    if (!high) return given(nodes);
    columns::Node made;
    made.kind = columns::NodeKind::all_of;
    made.parts = {std::move(*low), std::move(*high)};
    return made;
  }

  // None: more different limits than a leaf has slots.
  template <class Value>
  std::optional<columns::Node> leaf(const NodeOfClasses& nodes, columns::Leaf leaf, const Value& value) {
    constexpr std::size_t slots_max = 255;
    std::vector<std::uint8_t> slot_of_class;
    for (const auto* each : nodes) {
      const columns::Limit limit = limit_of(*each, value(*each), firm_);
      auto known = std::find_if(leaf.limits.begin(), leaf.limits.end(), [&](const columns::Limit& other) {
        return other.state == limit.state && other.value == limit.value;
      });
      if (known == leaf.limits.end()) {
        if (leaf.limits.size() == slots_max) return std::nullopt;
        known = leaf.limits.insert(known, limit);
      }
      slot_of_class.push_back(static_cast<std::uint8_t>(known - leaf.limits.begin()));
    }
    if (leaf.limits.size() > 1) leaf.slot_map = slot_map(slot_of_class);
    program_.leaves.push_back(std::move(leaf));
    return leaf_node();
  }

  columns::Node leaf_node() const {
    columns::Node made;
    made.number = static_cast<std::uint32_t>(program_.leaves.size() - 1);
    return made;
  }

  columns::Node never_assessed() {
    program_.leaves.push_back({0, Comparison::at_least, {{LimitState::not_assessed, {}}}, columns::one_slot, -1});
    return leaf_node();
  }

  std::uint32_t slot_map(const std::vector<std::uint8_t>& slot_of_class) {
    const auto known = slot_maps_.find(slot_of_class);
    if (known != slot_maps_.end()) return known->second;
    columns::SlotMap map(program_.units, 0);
    for (UnitNumber unit = 0; unit < program_.units; ++unit) {
      if (out_.class_of[unit] != SetProgram::no_class) map[unit] = slot_of_class[out_.class_of[unit]];
    }
    const auto number = static_cast<std::uint32_t>(program_.slot_maps.size());
    program_.slot_maps.push_back(std::move(map));
    slot_maps_.emplace(slot_of_class, number);
    return number;
  }

  columns::Node given(const NodeOfClasses& nodes) {
    const auto known = std::find_if(out_.given.begin(), out_.given.end(),
                                    [&](const GivenNode& each) { return each.nodes.front() == nodes.front(); });
    columns::Node made;
    made.kind = columns::NodeKind::given;
    made.number = static_cast<std::uint32_t>(known - out_.given.begin());
    if (known == out_.given.end()) out_.given.push_back({nodes});
    return made;
  }

  SetProgram& out_;
  ValueColumns& values_;
  columns::Program& program_;
  const bool firm_;
  std::set<NeededColumn>* const needed_;
  std::map<std::vector<std::uint8_t>, std::uint32_t> slot_maps_;
};

void operands_of(const engine::Condition& condition, std::set<engine::OperandIndex>& operands) {
  if (condition.operand != engine::no_operand) operands.insert(condition.operand);
  for (const auto& part : condition.parts) operands_of(part, operands);
}

void operands_of(const engine::Node& node, std::set<engine::OperandIndex>& operands) {
  for (const auto operand : {node.operand, node.base}) {
    if (operand != engine::no_operand) operands.insert(operand);
  }
  for (const auto& gate : node.gates) operands_of(gate.condition, operands);
  for (const auto& part : node.parts) operands_of(part, operands);
}

void note_reach(SetProgram& program) {
  for (std::size_t number = 0; number < program.classes.size(); ++number) {
    auto& its = program.classes[number];
    std::set<engine::OperandIndex> operands;
    for (const auto& given : program.given) operands_of(*given.nodes[number], operands);
    its.operands.assign(operands.begin(), operands.end());
    for (const auto operand : operands) {
      const OperandRequest& request = its.compiled->operands[operand];
      using Kind = OperandRequest::Kind;
      // A verdict under another set may hang on anything.
      const bool is_far = request.kind == Kind::meets_set || request.kind == Kind::children;
      program.reach.titles |= is_far || request.kind == Kind::holds_title;
      program.reach.other_units |= is_far || request.kind == Kind::value_of_parent;
    }
  }
}

Done find_classes(SetProgram& program, judgement::Evaluator& evaluator, judgement::Question question,
                  const Places& places, const UnitOrder& order) {
  std::map<const criteria::CompiledSet*, std::uint32_t> numbers;
  program.class_of.assign(order.units.size(), SetProgram::no_class);
  program.alive.assign((order.units.size() + columns::chunk_units - 1) / columns::chunk_units, {});
  for (UnitNumber unit = 0; unit < order.count(); ++unit) {
    const auto& its = *order.units[unit];
    if (places.area_of[unit] == columns::no_area || !judgement::concerns(*program.set, its, question.as_of)) continue;
    question.unit = its.id;
    auto compiled = evaluator.compiled(question, its);
    if (!compiled && compiled.error().code == "criteria.wrong_level") continue;
    if (!compiled) return pass_on(compiled);
    const auto number = static_cast<std::uint32_t>(program.classes.size());
    const auto [known, is_new] = numbers.emplace(compiled->get(), number);
    if (is_new) program.classes.push_back({*compiled, {}});
    program.class_of[unit] = known->second;
    program.alive[unit / columns::chunk_units][unit % columns::chunk_units / columns::word_units] |=
        std::uint64_t{1} << (unit % columns::word_units);
  }
  return {};
}

}  // namespace

Result<SetProgram> make_program(judgement::Evaluator& evaluator, const judgement::Question& question,
                                const Places& places, ValueColumns& values) {
  SetProgram program;
  program.set = evaluator.materials().library->set(question.set);
  if (program.set == nullptr) return refuse("criteria.unknown_set", {{"set", question.set}});
  for (const auto& criterion : program.set->criteria) {
    if (criterion.counts) program.criteria.push_back(&criterion);
  }
  if (auto found = find_classes(program, evaluator, question, places, *values.order); !found) return pass_on(found);
  if (program.classes.empty()) return program;  // nobody is judged: there is nothing to compile
  std::set<NeededColumn> needed;
  SetProgram noted = program;
  for (const bool firm : {false, true}) Builder(noted, values, firm, &needed).build();
  need_all(values, needed);
  Builder(program, values, false).build();
  Builder(program, values, true).build();
  note_reach(program);
  return program;
}

}  // namespace luytre::totals
