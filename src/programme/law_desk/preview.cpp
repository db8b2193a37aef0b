#include "programme/law_desk/preview.h"

namespace luytre::law_desk {
namespace {

using judgement::Counts;
using judgement::Evaluation;
using judgement::Judged;

Standing standing_of(const Evaluation& evaluation) {
  return {evaluation.outcome,        evaluation.provisional,         evaluation.criteria_met,
          evaluation.criteria_total, evaluation.criteria_by_outcome, evaluation.indicators_by_outcome};
}

void compare(const std::vector<Judged>& before, const std::vector<Judged>& after,
             std::vector<ChangedIndicator>& changed) {
  for (std::size_t i = 0; i < before.size() && i < after.size(); ++i) {
    if (before[i].outcome != after[i].outcome) {
      changed.push_back({after[i].number.empty() ? after[i].id : after[i].number, after[i].title, before[i].outcome,
                         after[i].outcome, before[i].threshold.value_or(""), after[i].threshold.value_or("")});
    }
    compare(before[i].parts, after[i].parts, changed);
  }
}

bool is_same(const Standing& before, const Standing& after) {
  return before.outcome == after.outcome && before.criteria_met == after.criteria_met &&
         before.criteria_by_outcome == after.criteria_by_outcome &&
         before.indicators_by_outcome == after.indicators_by_outcome;
}

// An amendment adds rows of thresholds: criteria, indicators and parts are the same on both sides, in the same order.
ChangedUnit difference(const Evaluation& before, const Evaluation& after) {
  ChangedUnit unit{before.question.unit.code, before.unit_name, standing_of(before), standing_of(after), {}};
  compare(before.prerequisites, after.prerequisites, unit.indicators);
  for (std::size_t i = 0; i < before.criteria.size() && i < after.criteria.size(); ++i) {
    compare(before.criteria[i].indicators, after.criteria[i].indicators, unit.indicators);
  }
  return unit;
}

json::object counts_value(const Counts& counts) {
  json::object object;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    object[engine::name_of(static_cast<engine::Outcome>(i))] = counts.at(i);
  }
  return object;
}

json::object standing_value(const Standing& standing) {
  return {{"outcome", engine::name_of(standing.outcome)},
          {"provisional", standing.provisional},
          {"criteria_met", standing.criteria_met},
          {"criteria_total", standing.criteria_total},
          {"criteria", counts_value(standing.criteria_by_outcome)},
          {"indicators", counts_value(standing.indicators_by_outcome)}};
}

json::object unit_value(const ChangedUnit& unit) {
  json::array indicators;
  for (const ChangedIndicator& indicator : unit.indicators) {
    indicators.push_back(json::object{{"indicator", indicator.number},
                                      {"title", {{"vi", indicator.title.vi}, {"en", indicator.title.en}}},
                                      {"before", engine::name_of(indicator.before)},
                                      {"after", engine::name_of(indicator.after)},
                                      {"threshold_before", indicator.threshold_before},
                                      {"threshold_after", indicator.threshold_after}});
  }
  return {{"unit", unit.code},
          {"name", unit.name},
          {"before", standing_value(unit.before)},
          {"after", standing_value(unit.after)},
          {"indicators", std::move(indicators)}};
}

}  // namespace

Result<Preview> preview(const judgement::Materials& materials, const criteria::Amendment& amendment, Date as_of) {
  criteria::Amendment candidate = amendment;
  candidate.event = 0;
  auto amended = criteria::with_amendment(*materials.library, candidate);
  if (!amended) return pass_on(amended);
  for (const criteria::StaleRow& row : amended->stale) {
    if (row.proposal != candidate.proposal) continue;
    return refuse("law_desk.stale", {{"set", row.set}, {"indicator", row.indicator}});
  }
  const units::Unit* root = nullptr;
  if (!amendment.province.empty()) {
    root = materials.units->find(amendment.province, as_of);
    if (root == nullptr) return refuse("law_desk.unknown_province", {{"province", amendment.province}});
  }
  judgement::Materials with = materials;
  with.library = std::make_shared<const criteria::Library>(std::move(*amended));
  judgement::Question question;
  question.set = amendment.set;
  question.as_of = as_of;
  const auto before = judgement::evaluate_all(materials, question, root);
  if (!before) return pass_on(before);
  const auto after = judgement::evaluate_all(with, question, root);
  if (!after) return pass_on(after);
  Preview shown{amendment.set,          as_of, materials.known_at, before->rows.size(), 0, {}, before->units_by_outcome,
                after->units_by_outcome};
  for (std::size_t i = 0; i < before->rows.size() && i < after->rows.size(); ++i) {
    ChangedUnit unit = difference(before->rows[i], after->rows[i]);
    if (is_same(unit.before, unit.after) && unit.indicators.empty()) continue;
    ++shown.units_changed;
    if (shown.units.size() < changed_units_listed_max) shown.units.push_back(std::move(unit));
  }
  return shown;
}

json::object to_json(const Preview& preview) {
  json::array units;
  for (const ChangedUnit& unit : preview.units) units.push_back(unit_value(unit));
  return {{"set", preview.set},
          {"as_of", preview.as_of.text()},
          {"opinion", "self"},
          {"units_judged", preview.units_judged},
          {"units_changed", preview.units_changed},
          {"is_cut", preview.is_cut()},
          {"before", counts_value(preview.units_before)},
          {"after", counts_value(preview.units_after)},
          {"units", std::move(units)}};
}

}  // namespace luytre::law_desk
