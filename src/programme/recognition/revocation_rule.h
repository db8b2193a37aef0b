// Which revocation rule answers for a criteria set on a day: the one in force, or the last one as a what-if. Pure.
#pragma once

#include <string>

#include "base/messages.h"
#include "programme/criteria/library.h"

namespace luytre::recognition {

struct RuleInUse {
  const criteria::CriteriaSet* of = nullptr;           // whose rule it is; null: no rule is loaded
  const criteria::RevocationRule* rule = nullptr;      // of `of`
  const criteria::CriteriaSet* replaced_by = nullptr;  // of a what-if: a set of the level and tier with a rule in force
  bool is_borrowed = false;  // the set has no rule: this one is of another set of its level and tier
  bool what_if = false;      // borrowed, or not in force on the day
};

// The set's own rule, in force or not. Without one: of the sets of its level and tier, the rule in force on the day,
// else the one that ended last. Rules that begin after the day are not looked at.
RuleInUse rule_in_use(const criteria::Library& library, const criteria::CriteriaSet& set, Date day);

// Why the answer is a what-if: "What if: by the rule that was in force until 15/02/2026 …; no new rule is loaded."
// Empty for law and where there is no rule.
std::string explain(const RuleInUse& use, Language language);

}  // namespace luytre::recognition
