#include "programme/reorganisation/estimate.h"

#include "programme/judgement/assemble.h"
#include "programme/reorganisation/settle.h"

namespace luytre::reorganisation {

namespace {

using criteria::OperandRequest;
using engine::Operand;
using engine::Reason;
using judgement::Question;

bool is_of_unit(const OperandRequest& request) {
  return request.kind == OperandRequest::Kind::observation || request.kind == OperandRequest::Kind::base_observation ||
         request.kind == OperandRequest::Kind::incidents;
}

class Estimating {
 public:
  Estimating(const judgement::Materials& materials, Weights weights)
      : materials_(materials), weights_(weights), evaluator_(materials) {}

  Result<Estimate> estimate(const Question& question, int depth) {
    const auto* unit = materials_.units->unit(question.unit);
    if (unit == nullptr) return refuse("judgement.unknown_unit", {{"unit", question.unit.text()}});
    if (!unit->is_alive(question.as_of)) {
      return refuse("judgement.unit_not_alive", {{"unit", unit->nearest(question.as_of).name},
                                                 {"code", unit->id.code},
                                                 {"date", question.as_of.text()},
                                                 {"from", unit->life().from.text()},
                                                 {"to", unit->life().to.text()}});
    }
    auto parts = parts_of(*materials_.units, *unit, question.as_of, weights_);
    if (!parts) return pass_on(parts);
    const auto compiled = evaluator_.compiled(question, *unit);
    if (!compiled) return pass_on(compiled);
    Estimate estimate;
    estimate.weights = weights_;
    estimate.parts = *std::move(parts);
    judge(estimate, **compiled, *unit, question, depth);
    return estimate;
  }

 private:
  // Another set that this one asks about is estimated too.
  judgement::JudgeOther judge_other(const Question& question, int depth) {
    return [this, question, depth](const std::string& set, const units::Unit& other) {
      if (depth >= judgement::sets_depth_max) return engine::Outcome::not_assessed;
      Question asked = question;
      asked.set = set;
      asked.unit = other.id;
      const auto found = estimate(asked, depth + 1);
      return found ? found->evaluation.outcome : engine::Outcome::not_assessed;
    };
  }

  PartSaid said_by(const Part& part, const OperandRequest& request, const Question& question,
                   const judgement::JudgeOther& other) const {
    Question before = question;
    before.unit = part.unit->id;
    before.as_of = part.last_day;
    auto gathered = judgement::gather(materials_, {request}, *part.unit, before, other);
    PartSaid said{part.unit, gathered.operands.front(), gathered.evidence.front()};
    const bool is_dated = request.kind != OperandRequest::Kind::base_observation && said.evidence;
    const auto age = request.measure->maximum_age_months;
    if (is_dated && age && said.evidence->key.as_of.plus_months(*age) < question.as_of) {
      said.value = Operand::absent(Reason::value_too_old);
    }
    return said;
  }

  EstimatedValue value_of(const Estimate& estimate, const OperandRequest& request, const Question& question,
                          const judgement::JudgeOther& other) const {
    EstimatedValue value;
    std::vector<PartValue> given;
    for (const Part& part : estimate.parts.parts) {
      value.parts.push_back(said_by(part, request, question, other));
      given.push_back({value.parts.back().value, part.fraction, part.weight});
    }
    if (!estimate.parts.unresolved.empty()) return value;
    const bool is_count = request.kind == OperandRequest::Kind::incidents;
    value.bounds = combine(given, is_count ? Together::sum : together(*request.measure));
    return value;
  }

  void judge(Estimate& estimate, const criteria::CompiledSet& compiled, const units::Unit& unit,
             const Question& question, int depth) {
    const auto other = judge_other(question, depth);
    std::vector<Bounded> bounds;
    for (const OperandRequest& request : compiled.operands) {
      if (!is_of_unit(request)) {
        auto own = judgement::gather(materials_, {request}, unit, question, other);
        bounds.push_back(Bounded::of(own.operands.front(), Method::own));
        continue;
      }
      auto value = value_of(estimate, request, question, other);
      bounds.push_back(value.bounds);
      if (request.kind != OperandRequest::Kind::base_observation) {
        estimate.values[{request.measure->id, request.dimension}] = std::move(value);
      }
    }
    std::vector<engine::Node> nodes{compiled.program.root};
    nodes.insert(nodes.end(), compiled.prerequisites.begin(), compiled.prerequisites.end());
    const Settled settled = settle(nodes, bounds);
    criteria::CompiledSet judged = compiled;
    judged.program.root = settled.nodes.front();
    const auto root = engine::judge(settled.nodes.front(), settled.operands);
    std::vector<engine::Verdict> prerequisites;
    for (std::size_t at = 1; at < settled.nodes.size(); ++at) {
      prerequisites.push_back(engine::judge(settled.nodes[at], settled.operands));
    }
    judgement::Gathered gathered;
    gathered.operands = settled.operands;
    gathered.evidence.resize(settled.operands.size());
    estimate.evaluation = judgement::assemble({materials_, question, unit, judged, gathered, root, prerequisites});
  }

  const judgement::Materials& materials_;
  Weights weights_;
  judgement::Evaluator evaluator_;
};

}  // namespace

Result<Estimate> estimate(const judgement::Materials& materials, const Question& question, Weights weights) {
  return Estimating(materials, weights).estimate(question, 0);
}

}  // namespace luytre::reorganisation
