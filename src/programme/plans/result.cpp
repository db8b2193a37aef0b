#include "programme/plans/result.h"

#include <algorithm>
#include <array>

namespace luytre::plans {
namespace {

constexpr std::array<std::string_view, 10> because_names{
    "recognised",    "other_year",   "revoked",          "register_says_no", "register_not_complete",
    "year_not_said", "criteria_met", "criteria_not_met", "criteria_open",    "not_judged"};

// The unit and those above it, as the register of titles wants them.
std::vector<std::string> unit_and_above(const units::Register& units, const units::Unit& unit, Date day) {
  std::vector<std::string> identities{unit.id.text()};
  for (const auto* above : units.ancestors(unit, day)) identities.push_back(above->id.text());
  return identities;
}

Because because_of(const recognition::HoldingAnswer& answer, Holding ever) {
  using recognition::Standing;
  if (answer.holding == Holding::yes) return Because::recognised;
  if (answer.fact != nullptr && answer.fact->standing == Standing::revoked) return Because::revoked;
  if (answer.fact != nullptr) return Because::year_not_said;
  if (ever == Holding::yes) return Because::other_year;
  return answer.holding == Holding::no ? Because::register_says_no : Because::register_not_complete;
}

}  // namespace

std::string_view name_of(Because because) { return because_names[static_cast<std::size_t>(because)]; }

Holding compare_criteria(const judgement::Evaluation& evaluation, int wanted) {
  if (evaluation.criteria_met >= wanted) return Holding::yes;
  const auto open = evaluation.criteria_by_outcome[static_cast<std::size_t>(engine::Outcome::not_assessed)];
  return evaluation.criteria_met + open >= wanted ? Holding::unknown : Holding::no;
}

Results::Results(const Known& known, const Plan& plan, Date as_of)
    : known_(known),
      plan_(plan),
      as_of_(as_of),
      published_(materials_of(known, false)),
      drafts_(materials_of(known, true)) {}

Date Results::judged_on(const units::Unit& unit) const {
  const Date last = std::min({as_of_, plan_.days().to.plus_days(-1), unit.life().to.plus_days(-1)});
  return std::max(last, unit.life().from);
}

TargetResult Results::of(const Target& target, bool with_drafts) {
  TargetResult result;
  const auto id = units::UnitId::parse(target.unit);
  const auto* unit = id ? known_.units->unit(*id) : nullptr;
  if (unit == nullptr) {
    result.not_judged = "judgement.unknown_unit";
    return result;
  }
  judge(*unit, target, with_drafts, result);
  if (target.title) {
    ask_register(*unit, target, result);
    return result;
  }
  if (!result.published) return result;
  result.reached = compare_criteria(*result.published, target.criteria);
  result.because = result.reached == Holding::yes  ? Because::criteria_met
                   : result.reached == Holding::no ? Because::criteria_not_met
                                                   : Because::criteria_open;
  return result;
}

void Results::judge(const units::Unit& unit, const Target& target, bool with_drafts, TargetResult& result) {
  if (target.set.empty()) {
    result.not_judged = "plans.no_set";
    return;
  }
  const auto judged = [&](judgement::Evaluator& by, bool is_draft) {
    const std::string key = (is_draft ? "d " : "p ") + target.unit + " " + target.set;
    const auto found = judged_.find(key);
    if (found != judged_.end()) return found->second;
    judgement::Question question{target.set, unit.id, judged_on(unit), observations::Opinion::self, plan_.year};
    return judged_.emplace(key, by.evaluate(question)).first->second;
  };
  const auto published = judged(published_, false);
  if (published) result.published = *published;
  if (!published) result.not_judged = published.error().code;
  if (!with_drafts) return;
  if (const auto drafts = judged(drafts_, true)) result.drafts = *drafts;
}

void Results::ask_register(const units::Unit& unit, const Target& target, TargetResult& result) const {
  const auto identities = unit_and_above(*known_.units, unit, judged_on(unit));
  const auto answer = known_.titles->holds(identities, {*target.title, plan_.days(), "", as_of_});
  const auto ever = known_.titles->holds(identities, {*target.title, std::nullopt, "", as_of_});
  result.reached = answer.holding;
  result.because = because_of(answer, ever.holding);
  result.fact = result.because == Because::other_year ? ever.fact : answer.fact;
  result.coverage = answer.coverage;
}

}  // namespace luytre::plans
