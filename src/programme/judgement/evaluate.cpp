#include "programme/judgement/evaluate.h"

#include <algorithm>
#include <set>

#include "programme/judgement/assemble.h"

namespace luytre::judgement {

using criteria::CompiledSet;
using engine::Outcome;

Evaluator::Evaluator(Materials materials) : materials_(std::move(materials)) {
  std::set<std::string> names;
  for (const auto& attribute : materials_.units->attributes()) names.insert(attribute.name);
  attribute_names_.assign(names.begin(), names.end());
}

criteria::UnitFacts Evaluator::facts_of(const units::Unit& unit, Date day) const {
  criteria::UnitFacts facts;
  facts.level = units::word(unit.level);
  facts.kind = units::word(unit.nearest(day).kind);
  if (const auto* province = materials_.units->province(unit, day)) facts.province = province->id.code;
  for (const auto& name : attribute_names_) {
    if (const auto* attribute = materials_.units->attribute(unit, name, day)) facts.attributes[name] = attribute->value;
  }
  return facts;
}

// Units with the same facts share one program.
Result<std::shared_ptr<const CompiledSet>> Evaluator::compiled(const Question& question, const units::Unit& unit) {
  const auto facts = facts_of(unit, question.as_of);
  std::string key = question.set + '\n' + question.as_of.text() + '\n' +
                    (question.year ? std::to_string(*question.year) : "") + '\n' + facts.level + '\n' + facts.kind +
                    '\n' + facts.province;
  for (const auto& [name, value] : facts.attributes) {
    if (name != "centre") key += '\n' + name + '=' + value;  // where a unit lies on the map is no class of the law
  }
  if (const auto found = compiled_.find(key); found != compiled_.end()) return found->second;
  auto made = criteria::compile(*materials_.library, question.set, facts, question.as_of, question.year);
  if (!made) return pass_on(made);
  auto shared = std::make_shared<const CompiledSet>(std::move(*made));
  compiled_.emplace(std::move(key), shared);
  return shared;
}

Result<Judgement> Evaluator::judge(const Question& question, int depth) {
  const auto* unit = materials_.units->unit(question.unit);
  if (!unit) return refuse("judgement.unknown_unit", {{"unit", question.unit.text()}});
  if (!unit->is_alive(question.as_of)) {
    return refuse("judgement.unit_not_alive", {{"unit", unit->nearest(question.as_of).name},
                                               {"code", unit->id.code},
                                               {"date", question.as_of.text()},
                                               {"from", unit->life().from.text()},
                                               {"to", unit->life().to.text()}});
  }
  auto program = compiled(question, *unit);
  if (!program) return pass_on(program);
  Judgement judgement;
  judgement.unit = unit;
  judgement.compiled = *program;
  const JudgeOther judge_other = [&](const std::string& set, const units::Unit& other) {
    Question asked = question;
    asked.set = set;
    asked.unit = other.id;
    return outcome_of(asked, depth + 1);
  };
  judgement.gathered = gather(materials_, judgement.compiled->operands, *unit, question, judge_other);
  judgement.root = engine::judge(judgement.compiled->program, judgement.gathered.operands);
  for (const auto& node : judgement.compiled->prerequisites) {
    judgement.prerequisites.push_back(engine::judge(node, judgement.gathered.operands));
  }
  return judgement;
}

Outcome Evaluator::outcome_of(const Question& question, int depth) {
  if (depth > sets_depth_max) return Outcome::not_assessed;
  const std::string key = question.set + '\n' + question.unit.text() + '\n' + question.as_of.text() + '\n' +
                          std::to_string(static_cast<int>(question.opinion)) + '\n' +
                          (question.year ? std::to_string(*question.year) : "");
  if (const auto found = outcomes_.find(key); found != outcomes_.end()) return found->second;
  const auto judgement = judge(question, depth);
  Outcome outcome = Outcome::not_assessed;
  if (judgement) {
    std::vector<Outcome> parts{judgement->root.outcome};
    for (const auto& verdict : judgement->prerequisites) parts.push_back(verdict.outcome);
    outcome = engine::all_of(parts);
  }
  outcomes_.emplace(key, outcome);
  return outcome;
}

Result<Evaluation> Evaluator::evaluate(const Question& question) {
  const auto judgement = judge(question, 0);
  if (!judgement) return pass_on(judgement);
  return assemble({materials_, question, *judgement->unit, *judgement->compiled, judgement->gathered, judgement->root,
                   judgement->prerequisites});
}

Result<Evaluation> evaluate(const Materials& materials, const Question& question) {
  Evaluator evaluator(materials);
  return evaluator.evaluate(question);
}

std::optional<units::Level> level_of(const criteria::CriteriaSet& set) {
  switch (set.level) {
    case criteria::SetLevel::province:
      return units::Level::province;
    case criteria::SetLevel::district:
    case criteria::SetLevel::town:
      return units::Level::district;
    case criteria::SetLevel::commune:
      return units::Level::commune;
    case criteria::SetLevel::village:
    case criteria::SetLevel::residential_area:
      break;
  }
  return std::nullopt;
}

bool concerns(const criteria::CriteriaSet& set, const units::Unit& unit, Date day) {
  return set.level != criteria::SetLevel::commune || set.tier == "completion" ||
         unit.nearest(day).kind == units::Kind::commune;
}

std::string default_set(const criteria::Library& library, const units::Unit& unit, Date as_of) {
  const auto kind = unit.nearest(as_of).kind;
  const auto level = units::level_of(kind);
  criteria::SetLevel wanted = criteria::SetLevel::commune;
  std::string tier = "ntm";
  if (level == units::Level::province) {
    wanted = criteria::SetLevel::province;
    tier = "completion";
  } else if (kind == units::Kind::district_town || kind == units::Kind::district_city) {
    wanted = criteria::SetLevel::town;
    tier = "completion";
  } else if (level == units::Level::district) {
    wanted = criteria::SetLevel::district;
  }
  const criteria::CriteriaSet* best = nullptr;
  for (const auto& set : library.sets) {
    if (set.level != wanted || set.tier != tier || !set.period.contains(as_of)) continue;
    if (!best || set.period.from > best->period.from) best = &set;
  }
  return best ? best->id : std::string();
}

}  // namespace luytre::judgement
