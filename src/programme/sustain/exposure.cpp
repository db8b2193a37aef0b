#include "programme/sustain/exposure.h"

#include <algorithm>
#include <array>

namespace luytre::sustain {
namespace {

constexpr std::array<std::string_view, 4> exposure_names{"no_rule", "keep", "at_risk", "revoke"};

Exposure exposure_of(const recognition::RevocationAnswer& answer) {
  switch (answer.outcome) {
    case recognition::RevocationOutcome::no_rule:
      return Exposure::no_rule;
    case recognition::RevocationOutcome::revoke:
      return Exposure::revoke;
    case recognition::RevocationOutcome::keep:
      break;
  }
  return answer.at_risk ? Exposure::at_risk : Exposure::keep;
}

}  // namespace

std::string_view name_of(Exposure exposure) { return exposure_names[static_cast<std::size_t>(exposure)]; }

std::optional<Exposure> exposure_named(std::string_view name) {
  const auto found = std::find(exposure_names.begin(), exposure_names.end(), name);
  if (found == exposure_names.end()) return std::nullopt;
  return static_cast<Exposure>(found - exposure_names.begin());
}

CriteriaOutcomes outcomes_of(const judgement::Evaluation& evaluation) {
  CriteriaOutcomes criteria;
  for (const auto& criterion : evaluation.criteria) {
    if (!criterion.counts) continue;
    switch (criterion.outcome) {
      case engine::Outcome::met:
        criteria.met.push_back(criterion.number);
        break;
      case engine::Outcome::basically_met:
        criteria.basically_met.push_back(criterion.number);
        break;
      case engine::Outcome::not_met:
        criteria.not_met.push_back(criterion.number);
        break;
      case engine::Outcome::not_applicable:
        criteria.not_applicable.push_back(criterion.number);
        break;
      case engine::Outcome::not_assessed:
        criteria.not_assessed.push_back(criterion.number);
        break;
    }
  }
  return criteria;
}

Outlook outlook_of(const criteria::CriteriaSet& set, const recognition::RuleInUse& use, CriteriaOutcomes criteria) {
  Outlook outlook;
  recognition::RevocationQuestion question;
  question.not_met = criteria.not_met;
  outlook.best = recognition::judge_revocation(set, use, question);
  // The law knows met and not met only: what a council called basically met counts as not met where it is the worst.
  for (const auto* more : {&criteria.basically_met, &criteria.not_assessed}) {
    question.not_met.insert(question.not_met.end(), more->begin(), more->end());
  }
  question.any_may_be_key = use.is_borrowed;
  outlook.worst = recognition::judge_revocation(set, use, question);
  outlook.best_exposure = exposure_of(outlook.best);
  outlook.worst_exposure = exposure_of(outlook.worst);
  outlook.criteria = std::move(criteria);
  return outlook;
}

std::string explain(const Outlook& outlook, Language language) {
  std::string text = recognition::explain(outlook.best, language);
  if (!outlook.is_range()) return text;
  const auto& criteria = outlook.criteria;
  const auto word = [&](Exposure exposure) {
    return say("sustain.exposure." + std::string(name_of(exposure)), language);
  };
  text += " " + say("sustain.range",
                    {{"not_assessed", std::to_string(criteria.not_assessed.size())},
                     {"basically_met", std::to_string(criteria.basically_met.size())},
                     {"best", word(outlook.best_exposure)},
                     {"worst", word(outlook.worst_exposure)}},
                    language);
  return text;
}

}  // namespace luytre::sustain
