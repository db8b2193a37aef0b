#include "programme/judgement/sheet.h"

#include <set>
#include <tuple>

#include "programme/judgement/sheet_program.h"

namespace luytre::judgement {

namespace {

using criteria::Measure;
using criteria::NodeOrigin;
using criteria::OperandRequest;
using Kind = OperandRequest::Kind;

json::object bilingual(const criteria::Bilingual& text) { return {{"vi", text.vi}, {"en", text.en}}; }

std::string_view word_of(Kind kind) {
  switch (kind) {
    case Kind::observation:
      return "observation";
    case Kind::base_observation:
      return "base_observation";
    case Kind::incidents:
      return "incidents";
    case Kind::value_of_parent:
      return "value_of_parent";
    case Kind::holds_title:
      return "holds_title";
    case Kind::meets_set:
      return "meets_set";
    case Kind::children:
      break;
  }
  return "children";
}

bool is_own(const OperandRequest& request) {
  return request.kind == Kind::observation || request.kind == Kind::base_observation || request.kind == Kind::incidents;
}

// The unit's own values as they would be with the value of the day withdrawn, or entered anew.
class OwnValues {
 public:
  OwnValues(const Materials& materials, const Judgement& judgement, const Question& question)
      : materials_(materials), judgement_(judgement), question_(question) {
    for (const auto& request : judgement.compiled->operands) {
      position_.push_back(requests_.size());
      if (is_own(request)) requests_.push_back(request);
    }
    withdrawn_ = gathered(false);
    entered_ = gathered(true);
  }

  const engine::Operand& withdrawn(std::size_t operand) const { return withdrawn_[position_[operand]]; }
  // What is entered counts as a value of the day and as none that could be added up.
  const engine::Operand& entered(std::size_t operand) const { return entered_[position_[operand]]; }

 private:
  engine::Operands gathered(bool is_entered) const {
    Materials materials = materials_;
    materials.panel = panel(is_entered);
    const JudgeOther nothing = [](const std::string&, const units::Unit&) { return engine::Outcome::not_assessed; };
    return gather(materials, requests_, *judgement_.unit, question_, nothing).operands;
  }

  std::shared_ptr<const observations::Panel> panel(bool is_entered) const {
    observations::PanelBuilder builder;
    std::set<std::pair<std::string, std::string>> seen;
    const auto unit = judgement_.unit->id.text();
    for (const auto& request : requests_) {
      if (!seen.emplace(request.measure->id, request.dimension).second) continue;
      const observations::ColumnKey key{request.measure->id, question_.opinion, request.dimension};
      for (const auto& observation : materials_.panel->standing(key, unit)) {
        if (observation.key.as_of != question_.as_of) builder.add(observation);
      }
      if (!is_entered) continue;
      observations::Observation entry;
      entry.key = {unit, request.measure->id, request.dimension, question_.opinion, question_.as_of};
      entry.value = observations::ObservedValue::not_applicable();
      builder.add(entry);
    }
    return std::move(builder).build(materials_.known_at);
  }

  const Materials& materials_;
  const Judgement& judgement_;
  const Question& question_;
  std::vector<OperandRequest> requests_;
  std::vector<std::size_t> position_;  // by operand, in requests_
  engine::Operands withdrawn_;
  engine::Operands entered_;
};

void describe_measure(const Measure& measure, json::object& object) {
  object["title"] = bilingual(measure.title);
  object["measure_kind"] = criteria::name_of(measure.kind);
  object["unit"] = measure.unit;
  object["scale"] = measure.scale;
  if (!measure.grades.empty()) object["grades"] = json::array(measure.grades.begin(), measure.grades.end());
  if (measure.maximum_age_months) object["maximum_age_months"] = *measure.maximum_age_months;
}

void describe_children(const criteria::Children& children, json::object& object) {
  object["level"] = children.level;
  if (!children.holds.empty()) object["holds"] = children.holds;
  if (!children.meets.empty()) object["meets"] = children.meets;
}

json::object standing_json(const engine::Operand& operand, const std::optional<observations::Observation>& evidence) {
  auto object = to_json(operand);
  if (!evidence) return object;
  object["as_of"] = evidence->key.as_of.text();
  object["observed"] = observations::text(evidence->value);
  return object;
}

class SheetWriter {
 public:
  SheetWriter(const Materials& materials, const Judgement& judgement, const Question& question)
      : judgement_(judgement), own_(materials, judgement, question) {}

  json::object node(const engine::Node& top) const {
    return to_json(top, [this](const engine::Node& node, json::object& object) { describe(node, object); });
  }

  json::array operands() const {
    json::array all;
    for (std::size_t i = 0; i < judgement_.compiled->operands.size(); ++i) all.push_back(operand(i));
    return all;
  }

 private:
  void describe(const engine::Node& node, json::object& object) const {
    const auto& origin = judgement_.compiled->origins[node.id];
    if (origin.prerequisite != nullptr) {
      object["set"] = origin.prerequisite->set;
      add_note(origin.prerequisite->note, object);
      describe_law(origin, object);
    } else if (origin.rule != nullptr) {
      describe_rule(node, origin, object);
      describe_law(origin, object);
    } else if (origin.criterion != nullptr) {
      object["number"] = origin.criterion->number;
      object["law_id"] = origin.criterion->id;
      object["title"] = bilingual(origin.criterion->title);
      if (!origin.criterion->counts) object["counts"] = false;
      add_note(origin.criterion->note, object);
    }
  }

  static void describe_rule(const engine::Node& node, const NodeOrigin& origin, json::object& object) {
    const auto& rule = *origin.rule;
    const auto kind = origin.dimension.empty() ? rule.kind : rule.each;
    if (!rule.number.empty()) object["number"] = rule.number;
    object["law_id"] = rule.id;
    object["title"] = bilingual(rule.title);
    if (kind != node.kind) object["rule"] = engine::name_of(kind);
    if (!rule.measure.empty()) object["measure"] = rule.measure;
    if (!origin.dimension.empty()) object["dimension"] = origin.dimension;
    if (!rule.unit.empty()) object["unit"] = rule.unit;
    if (origin.threshold != nullptr && origin.threshold->state == criteria::ThresholdState::known) {
      object["threshold"] = origin.threshold->text;
    }
    add_note(rule.note, object);
    if (origin.indicator == nullptr || &origin.indicator->rule != &rule || !origin.dimension.empty()) return;
    if (!origin.indicator->counts) object["counts"] = false;
    if (!origin.indicator->appraised_by.empty()) object["appraised_by"] = origin.indicator->appraised_by;
  }

  static void describe_law(const NodeOrigin& origin, json::object& object) {
    if (origin.reference != nullptr) {
      object["reference"] =
          json::object{{"document", origin.reference->document}, {"locator", origin.reference->locator}};
    }
    object["layer"] = criteria::name_of(origin.layer);
    object["confidence"] = criteria::name_of(origin.confidence);
    if (origin.is_confirmed) object["confirmed"] = true;
  }

  static void add_note(const criteria::Bilingual& note, json::object& object) {
    if (!note.is_empty()) object["note"] = bilingual(note);
  }

  json::object operand(std::size_t index) const {
    const auto& request = judgement_.compiled->operands[index];
    json::object object{{"kind", word_of(request.kind)}};
    if (request.measure != nullptr) object["measure"] = request.measure->id;
    if (!request.dimension.empty()) object["dimension"] = request.dimension;
    if (request.years_back != 0) object["years_back"] = request.years_back;
    if (request.window_months != 0) object["window_months"] = request.window_months;
    if (!request.level.empty()) object["level"] = request.level;
    if (!request.set.empty()) object["set"] = request.set;
    if (request.children != nullptr) describe_children(*request.children, object);
    const bool is_entered = request.kind == Kind::observation || request.kind == Kind::incidents;
    if (is_entered) describe_measure(*request.measure, object);
    add_values(index, request, object);
    return object;
  }

  void add_values(std::size_t index, const OperandRequest& request, json::object& object) const {
    const auto now = to_json(judgement_.gathered.operands[index]);
    const bool is_observed = request.kind == Kind::observation || request.kind == Kind::incidents;
    const auto* const place = request.kind == Kind::observation ? "standing" : "fixed";
    object[place] =
        is_observed ? standing_json(judgement_.gathered.operands[index], judgement_.gathered.evidence[index]) : now;
    if (!is_own(request)) return;
    const auto withdrawn = to_json(own_.withdrawn(index));
    const auto entered = to_json(own_.entered(index));
    if (withdrawn != now) object["when_withdrawn"] = withdrawn;
    if (request.kind == Kind::incidents) object["earlier"] = entered;
    if (request.kind == Kind::base_observation && entered != now) object["when_entered"] = entered;
  }

  const Judgement& judgement_;
  OwnValues own_;
};

}  // namespace

Result<json::object> sheet_of(Evaluator& evaluator, const Question& question) {
  const auto judgement = evaluator.judge(question);
  if (!judgement) return pass_on(judgement);
  const auto& compiled = *judgement->compiled;
  const SheetWriter writer(evaluator.materials(), *judgement, question);
  json::object sheet{{"unit", question.unit.text()},
                     {"unit_code", question.unit.code},
                     {"unit_name", judgement->unit->nearest(question.as_of).name},
                     {"set", question.set},
                     {"set_title", bilingual(compiled.set->title)},
                     {"set_hash", compiled.set->hash},
                     {"as_of", question.as_of.text()},
                     {"opinion", observations::text(question.opinion)},
                     {"year", compiled.year},
                     {"known_at", evaluator.materials().known_at}};
  if (!compiled.column.empty()) sheet["column"] = compiled.column;
  if (compiled.column_missing != engine::Reason::none) {
    sheet["column_missing"] = engine::name_of(compiled.column_missing);
  }
  sheet["program"] = writer.node(compiled.program.root);
  json::array prerequisites;
  for (const auto& node : compiled.prerequisites) prerequisites.push_back(writer.node(node));
  sheet["prerequisites"] = std::move(prerequisites);
  sheet["operands"] = writer.operands();
  return sheet;
}

Result<json::object> sheet_of(const Materials& materials, const Question& question) {
  Evaluator evaluator(materials);
  return sheet_of(evaluator, question);
}

}  // namespace luytre::judgement
