#include "programme/criteria/check.h"

#include <algorithm>
#include <map>
#include <set>

#include "programme/criteria/check_rules.h"
#include "programme/criteria/check_survey_form.h"
#include "programme/criteria/check_workflow.h"

namespace luytre::criteria {

namespace {

// Numbers by where they were first used.
using Seen = std::map<std::string, Place, std::less<>>;

void check_unique(const RuleCheck& check, Seen& seen, const std::string& number, const Place& place) {
  if (number.empty()) return;
  const auto [first, is_new] = seen.emplace(number, place);
  if (is_new) return;
  check.report("criteria.duplicate_number", {{"number", number}, {"first", first->second.text()}}, place);
}

void check_part_numbers(const RuleCheck& check, Seen& numbers, const RuleNode& rule) {
  Seen ids;
  for (const RuleNode& part : rule.parts) {
    check_unique(check, numbers, part.number, part.place);
    check_unique(check, ids, part.id, part.place);
    check_part_numbers(check, numbers, part);
  }
}

void check_numbers(const RuleCheck& check) {
  Seen criteria;
  Seen indicators;
  Seen ids;
  for (const Criterion& criterion : check.set.criteria) {
    check_unique(check, criteria, criterion.number, criterion.place);
    for (const Indicator& indicator : criterion.indicators) {
      check_unique(check, indicators, indicator.rule.number, indicator.rule.place);
      check_unique(check, ids, indicator.rule.id, indicator.rule.place);
      check_part_numbers(check, indicators, indicator.rule);
    }
  }
}

// The law's own counts are a checksum; a set that says why it is partial may differ.
void check_counts(const RuleCheck& check) {
  const CriteriaSet& set = check.set;
  if (set.is_partial) return;
  const int criteria = set.criteria_counted();
  const int indicators = set.indicators_counted();
  if (criteria == set.criteria_expected && indicators == set.indicators_expected) return;
  check.report("criteria.wrong_count",
               {{"set", set.id},
                {"criteria", std::to_string(criteria)},
                {"criteria_expected", std::to_string(set.criteria_expected)},
                {"indicators", std::to_string(indicators)},
                {"indicators_expected", std::to_string(set.indicators_expected)}},
               set.place);
}

void check_documents(const RuleCheck& check) {
  std::vector<std::string> documents = check.set.amended_by;
  documents.push_back(check.set.document);
  for (const std::string& document : documents) {
    if (check.library.document(document) != nullptr) continue;
    check.report("criteria.unknown_document", {{"document", document}, {"indicator", check.set.id}}, check.set.place);
  }
}

void refuse_measures(const RuleCheck& check, const Condition& condition) {
  const bool is_measure = !condition.name.empty() && condition.kind != Condition::Kind::attribute_in;
  if (is_measure) {
    check.report("criteria.measure_in_override", {{"measure", condition.name}, {"set", check.set.id}}, condition.place);
  }
  for (const Condition& part : condition.parts) refuse_measures(check, part);
}

void check_columns(const RuleCheck& check) {
  for (const ColumnOverride& override : check.set.column_overrides) {
    check_reference(check, override.reference, check.set.id, check.set.place);
    refuse_measures(check, override.when);
    const auto& columns = check.set.columns;
    if (std::find(columns.begin(), columns.end(), override.use) != columns.end()) continue;
    check.report("criteria.unknown_class",
                 {{"indicator", "column_overrides"}, {"class", override.use}, {"value", override.use}},
                 override.when.place);
  }
}

void check_recognition(const RuleCheck& check) {
  const CriteriaSet& set = check.set;
  for (const Prerequisite& prerequisite : set.prerequisites) {
    check_reference(check, prerequisite.reference, set.id, set.place);
    if (check.library.set(prerequisite.set) == nullptr) {
      check.report("criteria.unknown_set", {{"set", prerequisite.set}, {"indicator", set.id}}, set.place);
    }
  }
  if (set.satisfaction) check_reference(check, set.satisfaction->reference, set.id, set.place);
  for (const RecognitionCondition& condition : set.conditions) {
    check_reference(check, condition.reference, condition.id, set.place);
  }
}

void check_revocation(const RuleCheck& check) {
  if (!check.set.revocation) return;
  const RevocationRule& rule = *check.set.revocation;
  check_reference(check, rule.reference, "revocation", rule.place);
  if (rule.in_force) check_reference(check, rule.in_force->reference, "revocation", rule.place);
  std::set<std::string> keys(rule.key_criteria.begin(), rule.key_criteria.end());
  for (const Criterion& criterion : check.set.criteria) {
    if (criterion.is_key_for_revocation == keys.contains(criterion.number)) continue;
    check.report("criteria.key_criteria_differ", {{"criterion", criterion.number}, {"set", check.set.id}},
                 criterion.place);
  }
  for (const RevocationGround& ground : rule.any_of) {
    const std::string& revoked = ground.children.revoked;
    if (revoked.empty() || check.library.set(revoked) != nullptr) continue;
    check.report("criteria.unknown_set", {{"set", revoked}, {"indicator", "revocation"}}, ground.place);
  }
}

void add_needed(const RuleNode& rule, std::vector<std::string>& needed) {
  if (rule.prerequisite_need == Need::met && !rule.prerequisite_set.empty()) needed.push_back(rule.prerequisite_set);
  if (!rule.children.meets.empty()) needed.push_back(rule.children.meets);
  for (const RuleNode& part : rule.parts) add_needed(part, needed);
}

// Sets that must be judged to judge this one.
std::vector<std::string> needed_by(const CriteriaSet& set) {
  std::vector<std::string> needed;
  for (const Prerequisite& prerequisite : set.prerequisites) {
    if (prerequisite.needs == Need::met) needed.push_back(prerequisite.set);
  }
  for (const Criterion& criterion : set.criteria) {
    for (const Indicator& indicator : criterion.indicators) add_needed(indicator.rule, needed);
  }
  return needed;
}

bool reaches(const Library& library, const std::string& from, const std::string& goal, std::set<std::string>& seen) {
  const CriteriaSet* set = library.set(from);
  if (set == nullptr || !seen.insert(from).second) return false;
  for (const std::string& next : needed_by(*set)) {
    if (next == goal || reaches(library, next, goal, seen)) return true;
  }
  return false;
}

void check_set(const RuleCheck& check) {
  check_counts(check);
  check_documents(check);
  check_numbers(check);
  check_columns(check);
  check_recognition(check);
  check_revocation(check);
  for (const Criterion& criterion : check.set.criteria) {
    for (const Indicator& indicator : criterion.indicators) check_rule(check, indicator.rule, indicator.rule);
  }
  std::set<std::string> seen;
  if (reaches(check.library, check.set.id, check.set.id, seen)) {
    check.report("criteria.circular_sets", {{"set", check.set.id}}, check.set.place);
  }
}

const ProvincialThreshold* first_of(const ProvincialLayer& layer, std::string_view indicator) {
  for (const ProvincialThreshold& row : layer.thresholds) {
    if (row.indicator == indicator) return &row;
  }
  return nullptr;
}

// A province's rows are checked by the rules they belong to, as if these had no others.
void check_provincial(const Library& library, const ProvincialLayer& layer, std::vector<Problem>& problems) {
  const CriteriaSet* set = library.set(layer.set);
  if (set == nullptr) return;
  const RuleCheck check{library, *set, problems};
  for (const ProvincialThreshold& row : layer.thresholds) {
    check_reference(check, row.threshold.reference.value_or(Reference()), row.indicator, row.threshold.place);
  }
  std::map<std::string, RuleNode> alone;
  for (const ProvincialThreshold& row : layer.thresholds) {
    const RuleNode* rule = set->rule(row.indicator);
    if (rule == nullptr) continue;
    auto& own = alone.try_emplace(row.indicator, *rule).first->second;
    if (&row == first_of(layer, row.indicator)) own.thresholds.clear();
    own.thresholds.push_back(row.threshold);
  }
  for (const auto& [number, rule] : alone) check_rows(check, rule);
}

}  // namespace

std::vector<Problem> check(const Library& library) {
  std::vector<Problem> problems;
  for (const CriteriaSet& set : library.sets) check_set({library, set, problems});
  for (const ProvincialLayer& layer : library.provincial) check_provincial(library, layer, problems);
  check_workflows(library, problems);
  check_survey_forms(library, problems);
  return problems;
}

}  // namespace luytre::criteria
