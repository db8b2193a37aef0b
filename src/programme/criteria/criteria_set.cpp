#include "programme/criteria/criteria_set.h"

#include <algorithm>
#include <array>

namespace luytre::criteria {

namespace {

const RuleNode* find_rule(const RuleNode& node, std::string_view number) {
  if (node.number == number || node.id == number) return &node;
  for (const RuleNode& part : node.parts) {
    if (const RuleNode* found = find_rule(part, number)) return found;
  }
  return nullptr;
}

}  // namespace

std::string Place::text() const { return line > 0 ? file + ":" + std::to_string(line) : file; }

std::string_view name_of(Confidence confidence) {
  constexpr std::array<std::string_view, 4> names = {"uncertain", "from_memory", "sourced", "confirmed"};
  return names.at(static_cast<std::size_t>(confidence));
}

std::string_view name_of(Layer layer) {
  constexpr std::array<std::string_view, 3> names = {"decree", "ministry", "province"};
  return names.at(static_cast<std::size_t>(layer));
}

std::string_view name_of(MeasureKind kind) {
  constexpr std::array<std::string_view, 7> names = {"share", "number", "money", "count", "truth", "grade", "score"};
  return names.at(static_cast<std::size_t>(kind));
}

std::string_view name_of(Aggregation aggregation) {
  constexpr std::array<std::string_view, 4> names = {"ratio", "sum", "none", "mean_of_units"};
  return names.at(static_cast<std::size_t>(aggregation));
}

std::string_view name_of(SetLevel level) {
  constexpr std::array<std::string_view, 6> names = {"commune",  "district", "town",
                                                     "province", "village",  "residential_area"};
  return names.at(static_cast<std::size_t>(level));
}

std::optional<int> Measure::rank_of(std::string_view grade) const {
  const auto found = std::find(grades.begin(), grades.end(), grade);
  if (found == grades.end()) return std::nullopt;
  return static_cast<int>(found - grades.begin());
}

int CriteriaSet::criteria_counted() const {
  return static_cast<int>(
      std::count_if(criteria.begin(), criteria.end(), [](const Criterion& criterion) { return criterion.counts; }));
}

int CriteriaSet::indicators_counted() const {
  std::ptrdiff_t count = 0;
  for (const Criterion& criterion : criteria) {
    if (!criterion.counts) continue;
    count += std::count_if(criterion.indicators.begin(), criterion.indicators.end(),
                           [](const Indicator& indicator) { return indicator.counts; });
  }
  return static_cast<int>(count);
}

const Indicator* CriteriaSet::indicator(std::string_view number) const {
  for (const Criterion& criterion : criteria) {
    for (const Indicator& indicator : criterion.indicators) {
      if (indicator.rule.number == number) return &indicator;
    }
  }
  return nullptr;
}

const Criterion* CriteriaSet::criterion_of(std::string_view indicator_number) const {
  for (const Criterion& criterion : criteria) {
    for (const Indicator& indicator : criterion.indicators) {
      if (indicator.rule.number == indicator_number) return &criterion;
    }
  }
  return nullptr;
}

const RuleNode* CriteriaSet::rule(std::string_view number) const {
  if (const Indicator* whole = indicator(number)) return &whole->rule;
  for (const Criterion& criterion : criteria) {
    for (const Indicator& indicator : criterion.indicators) {
      if (const RuleNode* found = find_rule(indicator.rule, number)) return found;
    }
  }
  return nullptr;
}

}  // namespace luytre::criteria
