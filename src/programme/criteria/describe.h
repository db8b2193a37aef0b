// Criteria sets as JSON and as lines for people: the same for the command line and HTTP.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "base/messages.h"
#include "programme/criteria/library.h"

namespace luytre::criteria {

// Id, titles, level, tier, period, counts, hash, how many indicators have which confidence and how many are confirmed.
json::object summary(const Library& library, const CriteriaSet& set);

// The summary with columns, overrides, prerequisites, satisfaction, revocation, and every criterion with its
// indicators, thresholds, references and confidences.
json::object detail(const Library& library, const CriteriaSet& set);

// Who confirmed it, as the public may read it: a typed name, or what an account is, never which.
std::string confirmer(const Confirmation& confirmation, Language language);

json::object to_json(const Library& library, const CriteriaSet& set, const Indicator& indicator);

// "commune-ntm/2021-2025  …: 19/19 criteria, 57/57 indicators"
std::string line(const CriteriaSet& set, Language language);

// One indicator, its thresholds below it, each with reference and confidence.
std::vector<std::string> lines(const Library& library, const CriteriaSet& set, const Indicator& indicator,
                               Language language);

}  // namespace luytre::criteria
