// Which measures an indicator reads, and which indicators read a measure: one walk for the form that asks for values
// and for the permission to give them, so that what is offered is accepted.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "programme/criteria/library.h"

namespace luytre::criteria {

struct Reading {
  const std::string& measure;
  const std::vector<std::string>& dimensions;  // values of it; empty: the measure as a whole
  bool is_condition = false;                   // applies_if or an exception: it decides whether the rule is asked
};

// The rule's own measure, those of its conditions, then those of its parts, in the order of the law.
void each_reading(const RuleNode& rule, const std::function<void(const Reading&)>& each);

// "SET NUMBER" of those whose owner may give the sector's opinion on the measure, in the sets in force on the day:
// those that observe it, else those that read it in a condition; of these the ones for which the law names who
// appraises, when there are such.
std::vector<std::string> indicators_reading(const Library& law, const std::string& measure, Date day);

}  // namespace luytre::criteria
