// What the last values of a unit's predecessors would say of it under a criteria set. An estimate: it is never the
// unit's own verdict, which stays "not assessed" until the unit has values of its own, and no total or claim counts it.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/json.h"
#include "programme/judgement/evaluate.h"
#include "programme/reorganisation/combine.h"
#include "programme/reorganisation/parts.h"

namespace luytre::reorganisation {

// A value of a predecessor that went into an estimate.
struct PartSaid {
  const units::Unit* unit = nullptr;
  engine::Operand value;                              // absent: why
  std::optional<observations::Observation> evidence;  // with its day; absent: nothing was said
};

// What is estimated of one measure (and dimension).
struct EstimatedValue {
  Bounded bounds;
  std::vector<PartSaid> parts;
};

struct Estimate {
  Weights weights = Weights::population;
  Parts parts;
  judgement::Evaluation evaluation;  // its values are the lowest that may be; what bounds leave open is not assessed
  std::map<std::pair<std::string, std::string>, EstimatedValue> values;  // by measure and dimension
};

// Values by the question's opinion, each predecessor's last before the day on which the unit was made; the law as it is
// for the unit on `as_of`, on which a value may be too old. What a set asks of registers and of units above is taken as
// it is. A predecessor that the register does not know leaves nothing to be said. Problems reorganisation.not_made and
// those of Evaluator::evaluate.
Result<Estimate> estimate(const judgement::Materials& materials, const judgement::Question& question, Weights weights);

// {basis: "estimate", label, unit, set, as_of, made_on, weights, from: [...], outcome, criteria: [...]}: the answer of
// GET /api/v1/units/{code}/estimate.
json::object to_json(const Estimate& estimate);

}  // namespace luytre::reorganisation
