#include "programme/totals/totals_view.h"

#include "engine/columns/nearest.h"

namespace luytre::totals {

namespace {

constexpr int average_digits = 2;

json::object to_json(const columns::Totals& totals) {
  return {{"met", totals.met},
          {"not_met", totals.not_met},
          {"not_applicable", totals.not_applicable},
          {"not_assessed", totals.not_assessed()}};
}

json::object criteria_met(const columns::Totals& totals, std::size_t criteria) {
  json::object met{{"numerator", totals.criteria_met},
                   {"denominator", std::uint64_t{totals.units} * criteria},
                   {"average", nullptr}};
  const auto average =
      totals.units == 0 ? Result<Decimal>(refuse("decimal.too_large"))
                        : divide_rounded(Decimal::of(totals.criteria_met), Decimal::of(totals.units), average_digits);
  if (average) met["average"] = average->text();
  return met;
}

// By area, then by how many criteria a unit meets: units.
using Histogram = std::vector<std::vector<std::uint32_t>>;

Histogram units_by_criteria_met(const Totals& totals) {
  const auto criteria = totals.program->criteria.size();
  Histogram histogram(totals.places->of.size(), std::vector<std::uint32_t>(criteria + 1));
  for (UnitNumber unit = 0; unit < totals.order->count(); ++unit) {
    if (totals.program->class_of[unit] == SetProgram::no_class) continue;
    const auto open = totals.judged.of(unit).counts->criteria_open.of(unit % columns::chunk_units);
    auto area = totals.places->area_of[unit];
    for (; area != columns::no_area; area = totals.places->areas.areas[area].parent) ++histogram[area][criteria - open];
  }
  return histogram;
}

json::object area_of(const Totals& totals, std::size_t area, const std::vector<std::uint32_t>& by_criteria_met) {
  const units::Unit* unit = totals.places->of[area];
  const auto& counted = totals.rolled.totals[area];
  const auto criteria = totals.program->criteria.size();
  const auto parent = totals.places->areas.areas[area].parent;
  const units::Unit* above = parent == columns::no_area ? nullptr : totals.places->of[parent];
  const Date day = totals.question.as_of;
  json::object object{
      {"unit", nullptr}, {"code", nullptr}, {"name", nullptr}, {"level", "country"}, {"parent", nullptr}};
  if (unit != nullptr) {
    object["unit"] = unit->id.text();
    object["code"] = unit->id.code;
    object["name"] = unit->nearest(day).name;
    object["level"] = units::word(unit->level);
  }
  if (above != nullptr) object["parent"] = above->id.text();
  object["is_complete"] = totals.units->is_complete(day, unit);
  object["units"] = counted.units;
  object["units_not_concerned"] = totals.others[area];
  object["outcomes"] = to_json(counted);
  object["outcomes_by_confirmed_law"] = to_json(totals.rolled_firm.totals[area]);
  object["criteria_met"] = criteria_met(counted, criteria);
  json::array met;
  for (std::size_t i = 0; i < criteria; ++i) met.push_back(totals.rolled.criteria == 0 ? 0 : totals.rolled.of(area, i));
  object["met_of_criterion"] = std::move(met);
  object["units_by_criteria_met"] = json::array(by_criteria_met.begin(), by_criteria_met.end());
  if (!totals.titles_by_area.empty()) {
    const auto& titles = totals.titles_by_area[area];
    object["titles"] = json::object{{"title", totals.program->set->tier},
                                    {"held", titles.held},
                                    {"not_held", titles.not_held},
                                    {"unknown", titles.unknown}};
  }
  return object;
}

bool is_shown(const Totals& totals, const View& view, std::size_t area) {
  const units::Unit* unit = totals.places->of[area];
  if (unit != nullptr && unit->level == units::Level::district && !view.with_districts && unit != view.place) {
    return false;
  }
  if (view.place == nullptr) return true;
  return unit != nullptr && totals.units->is_under(*unit, *view.place, totals.question.as_of);
}

json::object head_of(const Answer& answer, const View& view) {
  const Totals& totals = *answer.totals;
  const auto& set = *totals.program->set;
  return {{"set", set.id},
          {"set_title", {{"vi", set.title.vi}, {"en", set.title.en}}},
          {"set_hash", set.hash},
          {"set_is_partial", set.is_partial},
          {"is_outside_period", !set.period.contains(totals.question.as_of)},
          {"level", units::word(totals.order->level)},
          {"as_of", totals.question.as_of.text()},
          {"as_known", totals.known_at},
          {"opinion", observations::text(totals.question.opinion)},
          {"includes_drafts", view.includes_drafts},
          {"is_demonstration", answer.is_demonstration}};
}

}  // namespace

json::object to_json(const Answer& answer, const View& view) {
  const Totals& totals = *answer.totals;
  json::array criteria;
  for (const auto* criterion : totals.program->criteria) {
    criteria.push_back(json::object{{"number", criterion->number},
                                    {"id", criterion->id},
                                    {"title", {{"vi", criterion->title.vi}, {"en", criterion->title.en}}}});
  }
  json::array areas;
  const auto by_criteria_met = units_by_criteria_met(totals);
  for (std::size_t area = 0; area < totals.places->of.size(); ++area) {
    if (is_shown(totals, view, area)) areas.push_back(area_of(totals, area, by_criteria_met[area]));
  }
  auto object = head_of(answer, view);
  object["criteria"] = std::move(criteria);
  object["areas"] = std::move(areas);
  return object;
}

json::object nearest_to_json(const Answer& answer, const View& view, std::size_t count) {
  const Totals& totals = *answer.totals;
  const Date day = totals.question.as_of;
  json::array units;
  for (const auto& near : columns::nearest(totals.judged, totals.order->units.size())) {
    if (units.size() == count) break;
    const units::Unit& unit = *totals.order->units[near.unit];
    if (view.place != nullptr && !totals.units->is_under(unit, *view.place, day)) continue;
    const auto* province = totals.units->province(unit, day);
    const auto total = static_cast<std::uint32_t>(totals.program->criteria.size());
    units.push_back(json::object{{"unit", unit.id.text()},
                                 {"code", unit.id.code},
                                 {"name", unit.nearest(day).name},
                                 {"province", province == nullptr ? "" : province->id.code},
                                 {"outcome", engine::name_of(totals.judged.outcome(near.unit))},
                                 {"criteria_met", total - near.criteria_open},
                                 {"criteria_total", total},
                                 {"criteria_open", near.criteria_open},
                                 {"indicators_open", near.indicators_open}});
  }
  auto object = head_of(answer, view);
  object["units"] = std::move(units);
  return object;
}

}  // namespace luytre::totals
