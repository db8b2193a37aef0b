#include "programme/judgement/gather.h"

#include <algorithm>

namespace luytre::judgement {

namespace {

using criteria::Measure;
using criteria::OperandRequest;
using engine::Operand;
using engine::Reason;
using observations::Observation;
using observations::ValueKind;

bool is_too_old(const Observation& observation, const Measure& measure, Date day) {
  return measure.maximum_age_months && observation.key.as_of.plus_months(*measure.maximum_age_months) < day;
}

// A person's "not applicable" is not one of the law's exceptions: there is no value to judge.
Operand operand_of(const Observation& observation, const Measure& measure) {
  const auto& value = observation.value;
  switch (value.kind) {
    case ValueKind::number:
      return Operand::of(value.number);
    case ValueKind::share:
      return Operand::of(Share{value.number, value.denominator});
    case ValueKind::truth:
      return Operand::of_truth(value.is_true());
    case ValueKind::grade: {
      const auto rank = measure.rank_of(value.grade);
      return rank ? Operand::of(Decimal::of(*rank)) : Operand::absent(Reason::value_unusable);
    }
    case ValueKind::not_applicable:
    case ValueKind::withdrawn:
      break;
  }
  return Operand::absent(Reason::value_missing);
}

class Gathering {
 public:
  Gathering(const Materials& materials, const units::Unit& unit, const Question& question,
            const JudgeOther& judge_other)
      : materials_(materials), unit_(unit), unit_id_(unit.id.text()), question_(question), judge_other_(judge_other) {}

  Operand fetch(const OperandRequest& request, std::optional<Observation>& evidence) const {
    switch (request.kind) {
      case OperandRequest::Kind::observation:
        return observed(request, evidence);
      case OperandRequest::Kind::base_observation:
        return observed_before(request, evidence);
      case OperandRequest::Kind::incidents:
        return incidents(request, evidence);
      case OperandRequest::Kind::value_of_parent:
        return of_parent(request, evidence);
      case OperandRequest::Kind::holds_title:
        return title_of(request.set);
      case OperandRequest::Kind::meets_set:
        return verdict_of(request.set);
      case OperandRequest::Kind::children:
        return children(*request.children);
    }
    return Operand::absent(Reason::value_missing);
  }

 private:
  std::optional<Observation> latest(const std::string& unit, const OperandRequest& request, Date day) const {
    return materials_.panel->latest(unit, request.measure->id, request.dimension, question_.opinion, day);
  }

  Operand observed(const OperandRequest& request, std::optional<Observation>& evidence) const {
    evidence = latest(unit_id_, request, question_.as_of);
    if (!evidence) return Operand::absent(Reason::value_missing);
    if (is_too_old(*evidence, *request.measure, question_.as_of)) return Operand::absent(Reason::value_too_old);
    return operand_of(*evidence, *request.measure);
  }

  // The value that the present one grew from: of the same unit identity, `years_back` years before the present value.
  Operand observed_before(const OperandRequest& request, std::optional<Observation>& evidence) const {
    const auto present = latest(unit_id_, request, question_.as_of);
    const Date day = (present ? present->key.as_of : question_.as_of).plus_months(-12 * request.years_back);
    evidence = latest(unit_id_, request, day);
    if (!evidence) {
      return Operand::absent(unit_.life().from > day ? Reason::boundary_changed : Reason::base_value_missing);
    }
    if (is_too_old(*evidence, *request.measure, day)) return Operand::absent(Reason::base_value_missing);
    const auto operand = operand_of(*evidence, *request.measure);
    return operand.is_present() ? operand : Operand::absent(Reason::base_value_missing);
  }

  // All incidents reported for days inside the window that ends on the date.
  Operand incidents(const OperandRequest& request, std::optional<Observation>& evidence) const {
    const auto newest = latest(unit_id_, request, question_.as_of);
    if (!newest) return Operand::absent(Reason::value_missing);
    evidence = newest;
    if (is_too_old(*newest, *request.measure, question_.as_of)) return Operand::absent(Reason::value_too_old);
    const Date begin = question_.as_of.plus_months(-request.window_months);
    Result<Decimal> sum = Decimal::of(0);
    bool any = false;
    materials_.panel->each_standing(
        unit_id_, request.measure->id, question_.opinion, [&](const Observation& observation) {
          const auto& key = observation.key;
          const bool inside = begin < key.as_of && key.as_of <= question_.as_of && key.dimension == request.dimension;
          const bool counts = observation.value.kind == ValueKind::number || observation.value.kind == ValueKind::truth;
          if (!inside || !counts || !sum) return true;
          any = true;
          sum = add(*sum, observation.value.number);
          return true;
        });
    if (!any) return Operand::absent(Reason::value_missing);
    return sum ? Operand::of(*sum) : Operand::absent(Reason::value_unusable);
  }

  // A figure of the unit above; where it has none by the same opinion, the sector's.
  Operand of_parent(const OperandRequest& request, std::optional<Observation>& evidence) const {
    for (const auto* above : materials_.units->ancestors(unit_, question_.as_of)) {
      if (units::word(above->level) != request.level) continue;
      evidence = latest(above->id.text(), request, question_.as_of);
      if (!evidence) {
        evidence = materials_.panel->latest(above->id.text(), request.measure->id, request.dimension,
                                            observations::Opinion::sector, question_.as_of);
      }
      break;
    }
    if (!evidence) return Operand::absent(Reason::base_value_missing);
    if (is_too_old(*evidence, *request.measure, question_.as_of)) return Operand::absent(Reason::base_value_missing);
    return operand_of(*evidence, *request.measure);
  }

  recognition::Holding holding_of(const units::Unit& unit, const std::string& set_id) const {
    const auto* set = materials_.library->set(set_id);
    return set ? holding(materials_, unit, *set, question_.as_of) : recognition::Holding::unknown;
  }

  Operand title_of(const std::string& set_id) const {
    const auto held = holding_of(unit_, set_id);
    if (held == recognition::Holding::unknown) return Operand::absent(Reason::prerequisite_unknown);
    return Operand::of_truth(held == recognition::Holding::yes);
  }

  Operand verdict_of(const std::string& set_id) const {
    const auto outcome = judge_other_(set_id, unit_);
    if (outcome == engine::Outcome::not_assessed) return Operand::absent(Reason::prerequisite_unknown);
    return Operand::of_truth(outcome == engine::Outcome::met || outcome == engine::Outcome::not_applicable);
  }

  Operand children(const criteria::Children& wanted) const {
    const auto level = units::level_named(wanted.level);
    // Without every unit below, a share of them would be a false one.
    if (!level || !materials_.units->is_complete(question_.as_of, &unit_)) {
      return Operand::absent(Reason::children_unknown);
    }
    std::int64_t total = 0;
    std::int64_t good = 0;
    std::int64_t undecided = 0;
    for (const auto* child : materials_.units->descendants(&unit_, question_.as_of, *level)) {
      const std::string kind(units::word(child->nearest(question_.as_of).kind));
      if (!wanted.kinds.empty() && std::find(wanted.kinds.begin(), wanted.kinds.end(), kind) == wanted.kinds.end()) {
        continue;
      }
      ++total;
      if (!wanted.holds.empty()) {
        const auto held = holding_of(*child, wanted.holds);
        good += held == recognition::Holding::yes ? 1 : 0;
        undecided += held == recognition::Holding::unknown ? 1 : 0;
      } else {
        const auto outcome = judge_other_(wanted.meets, *child);
        good += outcome == engine::Outcome::met ? 1 : 0;
        undecided += outcome == engine::Outcome::not_assessed ? 1 : 0;
      }
    }
    if (total == 0) return Operand::absent(Reason::no_children);
    return Operand::of(Share{Decimal::of(good), Decimal::of(total)}, Decimal::of(undecided));
  }

  const Materials& materials_;
  const units::Unit& unit_;
  const std::string unit_id_;
  const Question& question_;
  const JudgeOther& judge_other_;
};

}  // namespace

recognition::Holding holding(const Materials& materials, const units::Unit& unit, const criteria::CriteriaSet& set,
                             Date day) {
  const auto title = recognition::title_named(set.tier);
  if (!title) return recognition::Holding::unknown;
  std::vector<std::string> unit_and_above{unit.id.text()};
  for (const auto* above : materials.units->ancestors(unit, day)) unit_and_above.push_back(above->id.text());
  return materials.titles->holds(unit_and_above, {*title, set.period, set.id, day}).holding;
}

Gathered gather(const Materials& materials, const std::vector<criteria::OperandRequest>& requests,
                const units::Unit& unit, const Question& question, const JudgeOther& judge_other) {
  const Gathering gathering(materials, unit, question, judge_other);
  Gathered gathered;
  gathered.operands.reserve(requests.size());
  gathered.evidence.resize(requests.size());
  for (std::size_t i = 0; i < requests.size(); ++i) {
    gathered.operands.push_back(gathering.fetch(requests[i], gathered.evidence[i]));
  }
  return gathered;
}

}  // namespace luytre::judgement
