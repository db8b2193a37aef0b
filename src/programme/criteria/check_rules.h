// The part of the checker that looks at one rule. Inside the room only.
#pragma once

#include <vector>

#include "programme/criteria/library.h"

namespace luytre::criteria {

struct RuleCheck {
  const Library& library;
  const CriteriaSet& set;
  std::vector<Problem>& problems;

  void report(std::string code, Arguments arguments, const Place& place) const {
    problems.push_back({std::move(code), std::move(arguments), place.text(), {}});
  }
};

void check_reference(const RuleCheck& check, const Reference& reference, const std::string& whose, const Place& place);
void check_measures_of(const RuleCheck& check, const Condition& condition, const std::string& whose);
// Rows of one rule: classes, years, days, values. `rows` are those of the rule or of a provincial layer for it.
void check_thresholds(const RuleCheck& check, const RuleNode& rule);
// Of these, what also holds of a province's rows alone: values and overlaps.
void check_rows(const RuleCheck& check, const RuleNode& rule);
// The rule, its thresholds, its exceptions and its parts.
void check_rule(const RuleCheck& check, const RuleNode& rule, const RuleNode& indicator);

std::string label_of(const RuleNode& rule);  // number, else id

}  // namespace luytre::criteria
