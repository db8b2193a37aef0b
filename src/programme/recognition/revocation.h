// When a title must be taken away: the revocation rule of a criteria set over the criteria that are not met. Pure.
#pragma once

#include <string>
#include <vector>

#include "base/decimal.h"
#include "base/messages.h"
#include "programme/recognition/revocation_rule.h"

namespace luytre::recognition {

// What the rule is asked. Numbers are numbers of criteria ("10"), of those that count.
struct RevocationQuestion {
  std::vector<std::string> not_met;
  std::vector<std::string> not_assessed;  // may still turn out not met
  // Units below: how many lost their title, of how many. Denominator 0: not known.
  Share children_revoked{Decimal::of(0), Decimal::of(0)};
  // For a borrowed rule: no law names the key criteria of the set. False: none is taken for one; true: any may be one.
  bool any_may_be_key = false;
};

enum class RevocationOutcome { keep, revoke, no_rule };

struct RevocationAnswer {
  RevocationOutcome outcome = RevocationOutcome::keep;
  // Kept today, but one more criterion not met, or those not assessed, would be enough.
  bool at_risk = false;
  const criteria::RevocationGround* ground = nullptr;  // of `revoke`: the ground that holds
  const criteria::Reference* reference = nullptr;      // of the ground, else of the rule; null without a rule
  int criteria_not_met = 0;
  int criteria_total = 0;
  std::vector<std::string> key_criteria_not_met;
  std::vector<std::string> tipping;  // of `at_risk`: criteria any one of which would be enough; empty: several together
  bool provisional = false;          // the rule itself is not confirmed
  RuleInUse use = {};                // by what rule, and whether it is law on the day
};

// By the set's own rule, as if it were law. A ground holds when every condition it states holds; shares are compared
// exactly ("6 of 19" is 31.6 %, over 30 %).
RevocationAnswer judge_revocation(const criteria::CriteriaSet& set, const RevocationQuestion& question);
// By the rule that rule_in_use() found for the set.
RevocationAnswer judge_revocation(const criteria::CriteriaSet& set, const RuleInUse& use,
                                  const RevocationQuestion& question);

// "6 of 19 criteria are not met (31.6 %), none of them a key criterion: the title is kept."
std::string explain(const RevocationAnswer& answer, Language language);

std::string_view name_of(RevocationOutcome outcome);  // "keep", "revoke", "no_rule"

}  // namespace luytre::recognition
