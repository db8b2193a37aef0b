// How near a title is to being taken away: the revocation rule over the criteria of a judgement, at best and at worst.
// Five outcomes are never folded: what is not assessed makes the answer a range. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "programme/judgement/evaluation.h"
#include "programme/recognition/revocation.h"

namespace luytre::sustain {

enum class Exposure : std::uint8_t { no_rule, keep, at_risk, revoke };  // the later, the worse
std::string_view name_of(Exposure exposure);                            // "no_rule", "keep", "at_risk", "revoke"
std::optional<Exposure> exposure_named(std::string_view name);

// Criteria that count, by outcome; numbers in the order of the law.
struct CriteriaOutcomes {
  std::vector<std::string> met;
  std::vector<std::string> basically_met;
  std::vector<std::string> not_met;
  std::vector<std::string> not_applicable;
  std::vector<std::string> not_assessed;
};
CriteriaOutcomes outcomes_of(const judgement::Evaluation& evaluation);

struct Outlook {
  CriteriaOutcomes criteria;
  recognition::RevocationAnswer best;  // what is not assessed or basically met taken as met
  recognition::RevocationAnswer
      worst;  // the same taken as not met; of a borrowed rule, with a key criterion among them
  Exposure best_exposure = Exposure::no_rule;
  Exposure worst_exposure = Exposure::no_rule;
  bool is_range() const { return best_exposure != worst_exposure; }
};

// `at_risk`: kept, but one more criterion not met would be enough. Never best worse than worst.
Outlook outlook_of(const criteria::CriteriaSet& set, const recognition::RuleInUse& use, CriteriaOutcomes criteria);

// What a colleague would say: the count, what the rule says, the range and why, the what-if.
std::string explain(const Outlook& outlook, Language language);

}  // namespace luytre::sustain
