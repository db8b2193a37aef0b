#include "programme/criteria/check_rules.h"

#include <algorithm>

namespace luytre::criteria {

namespace {

using engine::Direction;

bool is_number(MeasureKind kind) { return kind != MeasureKind::truth && kind != MeasureKind::grade; }

bool can_observe(RuleKind kind, MeasureKind measure) {
  switch (kind) {
    case RuleKind::is_true:
      return measure == MeasureKind::truth;
    case RuleKind::grade_at_least:
      return measure == MeasureKind::grade;
    case RuleKind::none_in_period:
      return measure == MeasureKind::count;
    case RuleKind::score_bands:
      return measure == MeasureKind::score || measure == MeasureKind::number;
    default:
      return is_number(measure);
  }
}

bool observes(RuleKind kind) {
  switch (kind) {
    case RuleKind::all_of:
    case RuleKind::any_of:
    case RuleKind::count_at_least:
    case RuleKind::prerequisite:
    case RuleKind::children_share_at_least:
    case RuleKind::unknown:
      return false;
    default:
      return true;
  }
}

void check_measure(const RuleCheck& check, const RuleNode& rule) {
  if (rule.measure.empty()) {
    if (observes(rule.kind)) {
      check.report("criteria.missing_key", {{"key", "measure"}, {"indicator", label_of(rule)}}, rule.place);
    }
    return;
  }
  const Measure* measure = check.library.measure(rule.measure);
  if (measure == nullptr) {
    check.report("criteria.unknown_measure", {{"indicator", label_of(rule)}, {"measure", rule.measure}}, rule.place);
    return;
  }
  if (rule.unit != measure->unit) {
    check.report(
        "criteria.wrong_unit",
        {{"indicator", label_of(rule)}, {"unit", rule.unit}, {"measure", rule.measure}, {"expected", measure->unit}},
        rule.place);
  }
  const RuleKind kind = rule.kind == RuleKind::each_of ? rule.each : rule.kind;
  if (observes(kind) && !can_observe(kind, measure->kind)) {
    check.report("criteria.wrong_kind",
                 {{"indicator", label_of(rule)},
                  {"rule", std::string(engine::name_of(kind))},
                  {"measure", rule.measure},
                  {"kind", std::string(name_of(measure->kind))}},
                 rule.place);
  }
  const Direction wanted = engine::direction_of(kind);
  if (wanted != Direction::none && measure->better != Direction::none && wanted != measure->better) {
    check.report("criteria.wrong_direction",
                 {{"indicator", label_of(rule)},
                  {"rule", std::string(engine::name_of(kind))},
                  {"measure", rule.measure},
                  {"better", measure->better == Direction::lower ? "lower" : "higher"}},
                 rule.place);
  }
  if (rule.kind == RuleKind::each_of &&
      std::find(measure->dimensions.begin(), measure->dimensions.end(), rule.dimension) == measure->dimensions.end()) {
    check.report("criteria.unknown_dimension",
                 {{"indicator", label_of(rule)}, {"measure", rule.measure}, {"dimension", rule.dimension}}, rule.place);
  }
}

void check_set_named(const RuleCheck& check, const std::string& set, const RuleNode& rule) {
  if (set.empty() || check.library.set(set) != nullptr) return;
  check.report("criteria.unknown_set", {{"set", set}, {"indicator", label_of(rule)}}, rule.place);
}

void check_links(const RuleCheck& check, const RuleNode& rule) {
  check_set_named(check, rule.prerequisite_set, rule);
  check_set_named(check, rule.children.holds, rule);
  check_set_named(check, rule.children.meets, rule);
  if (rule.kind == RuleKind::children_share_at_least && rule.children.holds.empty() == rule.children.meets.empty()) {
    check.report("criteria.missing_key", {{"key", "holds | met"}, {"indicator", label_of(rule)}}, rule.place);
  }
  const RelativeTo& relative = rule.relative_to;
  if (!relative.measure.empty() && check.library.measure(relative.measure) == nullptr) {
    check.report("criteria.unknown_measure", {{"indicator", label_of(rule)}, {"measure", relative.measure}},
                 rule.place);
  }
  if (relative.threshold_of_set.empty()) return;
  check_set_named(check, relative.threshold_of_set, rule);
  const CriteriaSet* other = check.library.set(relative.threshold_of_set);
  if (other != nullptr && other->indicator(relative.threshold_of_indicator) == nullptr) {
    check.report("criteria.unknown_indicator",
                 {{"set", relative.threshold_of_set}, {"indicator", relative.threshold_of_indicator}}, rule.place);
  }
}

void check_bands(const RuleCheck& check, const RuleNode& rule) {
  for (std::size_t i = 0; i < rule.bands.size(); ++i) {
    const Band& band = rule.bands[i];
    const Arguments who = {{"indicator", label_of(rule)},
                           {"class", band.grade},
                           {"from", band.from ? band.from->text() : "-"},
                           {"to", band.below ? band.below->text() : "-"}};
    const bool is_empty = band.from && band.below && *band.below <= *band.from;
    const bool is_open_inside = (i > 0 && !band.from) || (i + 1 < rule.bands.size() && !band.below);
    if (is_empty || is_open_inside) check.report("criteria.overlap", who, band.place);
    if (i == 0 || !band.from || !rule.bands[i - 1].below) continue;
    if (*rule.bands[i - 1].below < *band.from) check.report("criteria.gap", who, band.place);
    if (*band.from < *rule.bands[i - 1].below) check.report("criteria.overlap", who, band.place);
  }
}

void check_parts(const RuleCheck& check, const RuleNode& rule, const RuleNode& indicator) {
  const bool wants_parts = engine::has_parts(rule.kind) && rule.kind != RuleKind::each_of;
  if (wants_parts && rule.parts.empty()) {
    check.report("criteria.missing_member", {{"indicator", label_of(rule)}, {"member", "parts"}}, rule.place);
  }
  for (const std::string& member : rule.mandatory) {
    const bool is_part =
        std::any_of(rule.parts.begin(), rule.parts.end(), [&](const RuleNode& part) { return part.id == member; });
    if (!is_part) {
      check.report("criteria.missing_member", {{"indicator", label_of(rule)}, {"member", member}}, rule.place);
    }
  }
  if (rule.kind == RuleKind::count_at_least && !rule.counts_as_share) {
    for (const Threshold& row : rule.thresholds) {
      if (row.state != ThresholdState::known) continue;
      if (row.value <= Decimal::of(static_cast<std::int64_t>(rule.parts.size()))) continue;
      check.report("criteria.missing_member", {{"indicator", label_of(rule)}, {"member", row.text}}, row.place);
    }
  }
  for (const RuleNode& part : rule.parts) check_rule(check, part, indicator);
}

}  // namespace

std::string label_of(const RuleNode& rule) { return rule.number.empty() ? rule.id : rule.number; }

void check_reference(const RuleCheck& check, const Reference& reference, const std::string& whose, const Place& place) {
  const Place& at = reference.place.file.empty() ? place : reference.place;
  if (reference.document.empty() || reference.locator.empty()) {
    check.report("criteria.missing_reference", {{"indicator", whose}}, at);
  } else if (check.library.document(reference.document) == nullptr) {
    check.report("criteria.unknown_document", {{"document", reference.document}, {"indicator", whose}}, at);
  }
}

void check_measures_of(const RuleCheck& check, const Condition& condition, const std::string& whose) {
  const bool is_measure = !condition.name.empty() && condition.kind != Condition::Kind::attribute_in;
  if (is_measure) {
    const Measure* measure = check.library.measure(condition.name);
    if (measure == nullptr) {
      check.report("criteria.unknown_measure", {{"indicator", whose}, {"measure", condition.name}}, condition.place);
    } else if ((condition.kind == Condition::Kind::measure_is_true) != (measure->kind == MeasureKind::truth)) {
      check.report("criteria.wrong_kind",
                   {{"indicator", whose},
                    {"rule", condition.kind == Condition::Kind::measure_is_true ? "is_true" : condition.limit_text},
                    {"measure", condition.name},
                    {"kind", std::string(name_of(measure->kind))}},
                   condition.place);
    }
  }
  for (const Condition& part : condition.parts) check_measures_of(check, part, whose);
}

void check_rule(const RuleCheck& check, const RuleNode& rule, const RuleNode& indicator) {
  const bool is_part = &rule != &indicator;
  if (!is_part || rule.reference) {
    check_reference(check, rule.reference.value_or(Reference()), label_of(rule), rule.place);
  }
  if (rule.confidence == Confidence::confirmed) {
    check.report("criteria.self_confirmed", {{"indicator", label_of(rule)}, {"class", "-"}, {"value", "-"}},
                 rule.place);
  }
  if (rule.applies_if) check_measures_of(check, *rule.applies_if, label_of(rule));
  for (const Exception& exception : rule.exceptions) {
    check_measures_of(check, exception.when, label_of(rule));
    check_reference(check, exception.reference, label_of(rule), exception.place);
  }
  check_measure(check, rule);
  check_links(check, rule);
  check_bands(check, rule);
  check_thresholds(check, rule);
  check_parts(check, rule, indicator);
}

}  // namespace luytre::criteria
