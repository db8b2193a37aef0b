#include "programme/judgement/sheet_program.h"

#include <array>

namespace luytre::judgement {

namespace {

using engine::Condition;
using engine::Node;
using engine::RuleKind;

constexpr std::array<std::string_view, 12> condition_names = {"always",    "never",   "unknown",   "at_least",
                                                              "more_than", "at_most", "less_than", "equals",
                                                              "is_true",   "all_of",  "any_of",    "negation"};
static_assert(static_cast<std::size_t>(Condition::Kind::negation) + 1 == condition_names.size());

bool compares(Condition::Kind kind) { return Condition::Kind::at_least <= kind && kind <= Condition::Kind::equals; }

json::object limit_json(const Node& node) {
  if (node.limit.missing != engine::Reason::none) return {{"missing", engine::name_of(node.limit.missing)}};
  json::object object{{"value", node.limit.value.text()}};
  if (node.kind == RuleKind::between) object["upper"] = node.limit.upper.text();
  return object;
}

json::object gate_json(const engine::Gate& gate) {
  json::object object{{"condition", to_json(gate.condition)},
                      {"when", gate.when == engine::Truth::yes ? "yes" : "no"},
                      {"outcome", engine::name_of(gate.outcome)},
                      {"reason", engine::name_of(gate.reason)}};
  if (gate.provisional) object["provisional"] = true;
  return object;
}

json::object band_json(const engine::Band& band) {
  json::object object{{"rank", band.rank}};
  if (band.from) object["from"] = band.from->text();
  if (band.below) object["below"] = band.below->text();
  return object;
}

void add_flags(const Node& node, json::object& object) {
  if (node.provisional) object["provisional"] = true;
  if (!node.blocks) object["blocks"] = false;
  if (node.mandatory) object["mandatory"] = true;
  if (node.limit_is_share) object["limit_is_share"] = true;
  if (node.none_is_not_applicable) object["none_is_not_applicable"] = true;
}

}  // namespace

json::object to_json(const engine::Operand& operand) {
  if (!operand.is_present()) return {{"missing", engine::name_of(operand.missing)}};
  json::object object;
  if (operand.share) {
    object["share"] = json::object{{"numerator", operand.share->numerator.text()},
                                   {"denominator", operand.share->denominator.text()}};
  } else {
    object["value"] = operand.value.text();
  }
  if (!operand.undecided.is_zero()) object["undecided"] = operand.undecided.text();
  return object;
}

json::object to_json(const Condition& condition) {
  json::object object{{"kind", condition_names.at(static_cast<std::size_t>(condition.kind))}};
  if (condition.reason != engine::Reason::none) object["reason"] = engine::name_of(condition.reason);
  if (condition.operand != engine::no_operand) object["operand"] = condition.operand;
  if (compares(condition.kind)) object["limit"] = condition.limit.text();
  if (condition.parts.empty()) return object;
  json::array parts;
  for (const auto& part : condition.parts) parts.push_back(to_json(part));
  object["parts"] = std::move(parts);
  return object;
}

json::object to_json(const Node& node, const Describe& describe) {
  json::object object{{"id", node.id}, {"kind", engine::name_of(node.kind)}};
  if (describe) describe(node, object);
  const bool is_limited = engine::takes_threshold(node.kind) && node.kind != RuleKind::each_of;
  if (is_limited || node.limit.missing != engine::Reason::none) object["limit"] = limit_json(node);
  if (node.operand != engine::no_operand) object["operand"] = node.operand;
  if (node.base != engine::no_operand) object["base"] = node.base;
  add_flags(node, object);
  json::array gates;
  for (const auto& gate : node.gates) gates.push_back(gate_json(gate));
  if (!gates.empty()) object["gates"] = std::move(gates);
  json::array bands;
  for (const auto& band : node.bands) bands.push_back(band_json(band));
  if (!bands.empty()) object["bands"] = std::move(bands);
  json::array parts;
  for (const auto& part : node.parts) parts.push_back(to_json(part, describe));
  if (!parts.empty()) object["parts"] = std::move(parts);
  return object;
}

}  // namespace luytre::judgement
