#include "programme/reporting/overview_figures.h"

#include <algorithm>
#include <array>

namespace luytre::reporting {
namespace {

constexpr std::array<std::string_view, 4> figure_names{"met_sets", "signed", "verified", "average"};

bool is_counted(std::string_view figure, const FigureUnit& unit) {
  if (figure == "met_sets") return unit.outcome == engine::Outcome::met;
  if (figure == "signed") return unit.state == State::signed_off || unit.state == State::verified;
  if (figure == "verified") return unit.state == State::verified;
  return true;
}

bool is_judged(std::string_view figure) { return figure == "met_sets" || figure == "average"; }

// The portal computes it again at the same event: only where nothing differs between what it and the staff read.
json::value public_address(const FigureBasis& basis, std::string_view figure, bool includes_drafts) {
  if (figure != "met_sets" || includes_drafts || !basis.is_whole) return nullptr;
  const Period& period = basis.period;
  return json::value("/so-lieu/tinh?loai=ket-qua&ket-qua=met&noi=" + period.province + "&ngay=" + period.as_of.text() +
                     "&bo=" + period.set + "&biet=" + std::to_string(basis.known.number));
}

json::object value_of(const FigureBasis& basis, std::string_view figure) {
  std::int64_t numerator = 0;
  bool includes_drafts = false;
  for (const FigureUnit& unit : basis.units) {
    if (is_counted(figure, unit)) numerator += figure == "average" ? unit.criteria_met : 1;
    includes_drafts = includes_drafts || (is_judged(figure) && unit.rests_on_drafts);
  }
  const std::string as_known = std::to_string(basis.known.number);
  return {{"figure", figure},
          {"numerator", numerator},
          {"denominator", basis.units.size()},
          {"as_of", basis.period.as_of.text()},
          {"as_known", basis.known.number},
          {"includes_drafts", includes_drafts},
          {"href", "/api/v1/reporting/periods/" + basis.period.id + "/overview/" + std::string(figure) +
                       "?as_known=" + as_known},
          {"public_href", public_address(basis, figure, includes_drafts)}};
}

}  // namespace

json::array figure_values(const FigureBasis& basis) {
  json::array figures;
  for (const auto figure : figure_names) figures.push_back(value_of(basis, figure));
  return figures;
}

Result<json::object> figure_value(const FigureBasis& basis, const std::string& figure) {
  if (std::find(figure_names.begin(), figure_names.end(), figure) == figure_names.end()) {
    return refuse("reporting.no_figure", {{"figure", figure}});
  }
  json::array counted, others;
  for (const FigureUnit& each : basis.units) {
    json::object unit{{"unit", each.unit->id.text()},
                      {"code", each.unit->id.code},
                      {"name", each.unit->nearest(basis.period.as_of).name},
                      {"rests_on_drafts", each.rests_on_drafts}};
    if (figure == "average") unit["criteria_met"] = each.criteria_met;
    (is_counted(figure, each) ? counted : others).push_back(std::move(unit));
  }
  json::object value = value_of(basis, figure);
  value["set"] = is_judged(figure) ? json::value(basis.period.set) : json::value(nullptr);
  value["opinion"] = is_judged(figure) ? json::value("self") : json::value(nullptr);
  value["units_counted"] = std::move(counted);
  value["units_others"] = std::move(others);
  return value;
}

}  // namespace luytre::reporting
