#include "programme/criteria/readers.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace luytre::criteria {
namespace {

using Each = std::function<void(const Reading&)>;

void walk(const Condition& condition, const Each& each) {
  static const std::vector<std::string> whole;
  if (condition.kind != Condition::Kind::attribute_in && !condition.name.empty()) each({condition.name, whole, true});
  for (const auto& part : condition.parts) walk(part, each);
}

void walk(const RuleNode& rule, const std::vector<std::string>& dimensions, const Each& each) {
  const auto& own = rule.dimension_values.empty() ? dimensions : rule.dimension_values;
  if (!rule.measure.empty()) each({rule.measure, own, false});
  if (rule.applies_if) walk(*rule.applies_if, each);
  for (const auto& exception : rule.exceptions) walk(exception.when, each);
  for (const auto& part : rule.parts) walk(part, own, each);
}

// How an indicator comes to the measure: the first of these that has any decides.
enum class Way : std::uint8_t { appraised, observed, appraised_condition, condition, none };

Way way_of(const Indicator& indicator, const std::string& measure) {
  Way way = Way::none;
  each_reading(indicator.rule, [&](const Reading& reading) {
    if (reading.measure != measure) return;
    const bool is_appraised = !indicator.appraised_by.empty();
    const Way found = reading.is_condition ? (is_appraised ? Way::appraised_condition : Way::condition)
                                           : (is_appraised ? Way::appraised : Way::observed);
    way = std::min(way, found);
  });
  return way;
}

}  // namespace

void each_reading(const RuleNode& rule, const Each& each) { walk(rule, {}, each); }

std::vector<std::string> indicators_reading(const Library& law, const std::string& measure, Date day) {
  std::array<std::vector<std::string>, static_cast<std::size_t>(Way::none)> found;
  for (const auto& set : law.sets) {
    if (!set.period.contains(day) && !set.in_force.contains(day)) continue;
    for (const auto& criterion : set.criteria) {
      for (const auto& indicator : criterion.indicators) {
        const Way way = way_of(indicator, measure);
        if (way != Way::none) found[static_cast<std::size_t>(way)].push_back(set.id + " " + indicator.rule.number);
      }
    }
  }
  for (auto& indicators : found) {
    if (!indicators.empty()) return std::move(indicators);
  }
  return {};
}

}  // namespace luytre::criteria
