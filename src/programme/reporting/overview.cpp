#include "programme/reporting/overview.h"

#include <map>

#include "programme/judgement/evaluate.h"
#include "programme/reporting/grid.h"
#include "programme/reporting/overview_figures.h"
#include "programme/reporting/report_view.h"

namespace luytre::reporting {
namespace {

using engine::Outcome;

struct IndicatorTally {
  std::array<std::int64_t, engine::outcome_count> units{};
  json::array not_met, not_assessed;
};

class Overview {
 public:
  Overview(const Known& known, const Form& form, const Period& period, Date today)
      : figures{known, period, {}, false},
        known_(known),
        evaluator_(materials_of(known)),
        form_(form),
        period_(period),
        today_(today) {}

  Done look(const units::Unit& unit) {
    const auto evaluation =
        evaluator_.evaluate({period_.set, unit.id, period_.as_of, observations::Opinion::self, std::nullopt});
    if (!evaluation) return pass_on(evaluation);
    for (const auto& criterion : evaluation->criteria) {
      for (const auto& indicator : criterion.indicators) note(unit, indicator);
    }
    const Report& report = known_.reports->report(period_.id, unit.id.text());
    const auto standing = standing_of(*known_.drafts, form_, period_, report, unit.id.text(), today_);
    if (const Step* signature = report.last(StepKind::signed_off)) ++signed_on_[signature->day];
    units.push_back(unit_value(unit, *evaluation, standing));
    figures.units.push_back({&unit, standing.state, evaluation->outcome, evaluation->criteria_met,
                             standing.drafts > 0 || evaluation->stage == observations::Stage::draft});
    return {};
  }

  json::array indicators(const access::Viewer& viewer, const units::Unit& somewhere, const ReportingDoors& doors) {
    json::array list;
    for (const FormIndicator& each : form_.indicators) {
      IndicatorTally& tally = tallies_[each.number];
      const auto count = [&](Outcome outcome) { return tally.units[static_cast<std::size_t>(outcome)]; };
      const access::Ask ask{
          "observations.record_sector", somewhere.id.text(), period_.as_of, {form_.set->id + " " + each.number}};
      const auto& title = each.indicator->rule.title;
      list.push_back(json::object{{"number", each.number},
                                  {"title", json::object{{"vi", title.vi}, {"en", title.en}}},
                                  {"appraised_by", each.indicator->appraised_by},
                                  {"is_own", bool(doors.guard(viewer, ask))},
                                  {"met", count(Outcome::met)},
                                  {"not_met", count(Outcome::not_met)},
                                  {"not_applicable", count(Outcome::not_applicable)},
                                  {"not_assessed", count(Outcome::not_assessed)},
                                  {"not_met_units", std::move(tally.not_met)},
                                  {"not_assessed_units", std::move(tally.not_assessed)}});
    }
    return list;
  }

  // Reports signed by each day on which one was.
  json::array pace() const {
    json::array days;
    std::int64_t sum = 0;
    for (const auto& [day, count] : signed_on_) {
      sum += count;
      days.push_back(json::object{{"day", day.text()}, {"signed", sum}});
    }
    return days;
  }

  json::array units;
  FigureBasis figures;

 private:
  void note(const units::Unit& unit, const judgement::Judged& judged) {
    IndicatorTally& tally = tallies_[judged.number];
    ++tally.units[static_cast<std::size_t>(judged.outcome)];
    if (judged.outcome == Outcome::not_met) tally.not_met.emplace_back(unit.id.code);
    if (judged.outcome == Outcome::not_assessed) tally.not_assessed.emplace_back(unit.id.code);
  }

  json::object unit_value(const units::Unit& unit, const judgement::Evaluation& evaluation,
                          const UnitStanding& standing) const {
    json::value centre = nullptr;
    if (const auto* attribute = known_.units->attribute(unit, "centre", period_.as_of)) centre = attribute->value;
    return {{"code", unit.id.code},
            {"name", unit.nearest(period_.as_of).name},
            {"state", name_of(standing.state)},
            {"is_late", standing.is_late},
            {"column", evaluation.column},
            {"outcome", engine::name_of(evaluation.outcome)},
            {"provisional", evaluation.provisional},
            {"criteria_met", evaluation.criteria_met},
            {"criteria_total", evaluation.criteria_total},
            {"indicators_filled", standing.indicators_filled},
            {"indicators_verified", standing.indicators_verified},
            {"centre", std::move(centre)}};
  }

  const Known& known_;
  judgement::Evaluator evaluator_;
  const Form& form_;
  const Period& period_;
  Date today_;
  std::map<std::string, IndicatorTally> tallies_;
  std::map<Date, std::int64_t> signed_on_;
};

// Looks at every unit that the viewer may see; answers the first, nullptr where there is none.
Result<const units::Unit*> look_at_all(Overview& overview, const Known& known, const Period& period,
                                       const access::Viewer& viewer, const ReportingDoors& doors) {
  const auto units = units_seen(known, period, viewer, doors);
  for (const auto* unit : units) {
    if (auto looked = overview.look(*unit); !looked) return pass_on(looked);
  }
  overview.figures.is_whole = units.size() == units_of(*known.units, *known.law, period).size();
  return units.empty() ? nullptr : units.front();
}

}  // namespace

Result<json::object> overview_of(const Known& known, const std::string& period_id, const access::Viewer& viewer,
                                 const ReportingDoors& doors) {
  const auto asked_form = find_form(known, period_id);
  if (!asked_form) return pass_on(asked_form);
  const auto& [period, form] = *asked_form;
  const Date today = doors.desk.today();
  Overview overview(known, form, period, today);
  const auto somewhere = look_at_all(overview, known, period, viewer, doors);
  if (!somewhere) return pass_on(somewhere);
  json::array indicators;
  if (*somewhere != nullptr) indicators = overview.indicators(viewer, **somewhere, doors);
  return json::object{{"period", period_value(period, *known.reports, today)},
                      {"figures", figure_values(overview.figures)},
                      {"units", std::move(overview.units)},
                      {"indicators", std::move(indicators)},
                      {"pace", overview.pace()}};
}

Result<json::object> overview_figure(const Known& known, const std::string& period_id, const std::string& figure,
                                     const access::Viewer& viewer, const ReportingDoors& doors) {
  const auto asked_form = find_form(known, period_id);
  if (!asked_form) return pass_on(asked_form);
  Overview overview(known, asked_form->form, asked_form->period, doors.desk.today());
  const auto somewhere = look_at_all(overview, known, asked_form->period, viewer, doors);
  if (!somewhere) return pass_on(somewhere);
  return figure_value(overview.figures, figure);
}

}  // namespace luytre::reporting
