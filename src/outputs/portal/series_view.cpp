#include "outputs/portal/series_view.h"

#include <cmath>

#include "outputs/portal/figures_csv.h"
#include "outputs/portal/pages.h"
#include "outputs/portal/question.h"
#include "platform/http/parameters.h"

namespace luytre::portal {
namespace {

using drawing::PointKind;

constexpr std::string_view kind_names[] = {"known", "bounds", "estimate", "quoted"};

std::string kind_of(PointKind kind) { return std::string(kind_names[static_cast<std::size_t>(kind)]); }

// A place on the picture, not a figure.
double place_of(const Decimal& value) {
  return static_cast<double>(value.coefficient()) / std::pow(10.0, value.scale());
}

std::string figure_of(const Visit& visit, const SeriesPoint& point) {
  if (!point.text.empty()) return point.text;
  std::string text = decimal_text(point.low.reduced(), visit.language);
  if (point.low < point.high) text += "–" + decimal_text(point.high.reduced(), visit.language);
  if (point.of) text += "/" + decimal_text(point.of->reduced(), visit.language);
  return text;
}

// A path below the site's root; the API speaks no language of its own.
std::string full_address(const Visit& visit, const std::string& path) {
  return path.empty() || path.starts_with("/api/") ? path : visit.base + path;
}

std::string break_words(const Visit& visit, const SeriesBreak& one) {
  return visit.say("portal_people.series.break", {{"day", visit.day_words(one.day)},
                                                  {"ended", visit.number(one.ended)},
                                                  {"begun", visit.number(one.begun)}}) +
         (one.decision.empty() ? "" : " (" + one.decision + ")");
}

std::string svg_of(const Visit& visit, const Series& series, const std::string& id, const std::string& what) {
  std::vector<drawing::Line> lines;
  for (const SeriesLine& line : series.lines) {
    drawing::Line drawn{line.name, line.look, {}};
    for (const SeriesPoint& point : line.points)
      drawn.points.push_back({point.day, point.kind, place_of(point.low), place_of(point.high),
                              line.name + ", " + visit.day_words(point.day) + ": " + figure_of(visit, point) + ", " +
                                  visit.say("portal_people.series.kind." + kind_of(point.kind)),
                              full_address(visit, point.path)});
    lines.push_back(std::move(drawn));
  }
  std::vector<drawing::Break> breaks;
  for (const SeriesBreak& one : series.breaks) breaks.push_back({one.day, break_words(visit, one)});
  return drawing::draw_lines(lines, breaks, 0, {id, visit.say("portal_people.series.described", {{"what", what}})});
}

}  // namespace

View series_view(const Visit& visit, const Series& series, const std::string& id, const std::string& heading,
                 const std::string& what, const std::string& csv_address) {
  View view;
  view.set("id", id);
  view.set("heading", heading);
  set_flag(view, "is_told", !series.is_empty());
  if (series.is_empty()) return view;
  view.set("svg", svg_of(visit, series, id, what));
  View rows = empty_list(), breaks = empty_list(), names = empty_list();
  for (const SeriesLine& line : series.lines) {
    for (const SeriesPoint& point : line.points) {
      View row;
      row.set("line", line.name);
      row.set("day", visit.day_words(point.day));
      row.set("figure", figure_of(visit, point));
      row.set("kind", visit.say("portal_people.series.kind." + kind_of(point.kind)));
      set_text(row, "address", full_address(visit, point.path));
      rows.push_back(row);
    }
  }
  for (const SeriesBreak& one : series.breaks) breaks.push_back(View(break_words(visit, one)));
  view.set("rows", rows);
  view.set("breaks", breaks);
  set_flag(view, "has_breaks", !series.breaks.empty());
  set_text(view, "bridged",
           series.bridged_on ? visit.say("portal_people.series.bridged", {{"day", visit.day_words(*series.bridged_on)}})
                             : "");
  std::string unknown;
  for (const std::string& name : series.not_bridged) unknown += (unknown.empty() ? "" : ", ") + name;
  set_text(view, "not_bridged",
           unknown.empty() ? "" : visit.say("portal_people.series.not_bridged", {{"names", unknown}}));
  view.set("csv_address", csv_address);
  return view;
}

http::Response series_csv(const Visit& visit, const Series& series, const std::string& file) {
  const CsvCells header{"line",        "as_of",   "kind",     "low",           "high",
                        "denominator", "printed", "as_known", "demonstration", "certificate"};
  std::vector<CsvCells> rows;
  for (const SeriesLine& line : series.lines) {
    for (const SeriesPoint& point : line.points)
      rows.push_back({line.name, point.day.text(), kind_of(point.kind), point.low.text(), point.high.text(),
                      point.of ? point.of->text() : "", point.text, std::to_string(visit.snapshot->number),
                      visit.snapshot->is_demonstration() ? "true" : "false", point.path});
  }
  for (const SeriesBreak& one : series.breaks)
    rows.push_back({"break", one.day.text(), "break", std::to_string(one.ended), std::to_string(one.begun), "",
                    one.decision, std::to_string(visit.snapshot->number), "", ""});
  return csv_response(visit, file, csv_text(header, rows));
}

Result<http::Response> province_series_csv(const Visit& visit) {
  if (visit.province == nullptr) return refuse("portal_people.no_province");
  const auto series = titles_series(visit);
  if (!series) return pass_on(series);
  return series_csv(visit, **series, "danh-hieu");
}

Result<http::Response> commune_series_csv(const Visit& visit) {
  const auto opened = open_unit(visit, visit.request.captured_text("name"));
  if (!opened) return pass_on(opened);
  const auto question = question_of(opened->visit, *opened->unit);
  if (!question) return pass_on(question);
  Series nothing;
  if (question->set.empty()) return series_csv(opened->visit, nothing, "tieu-chi");
  const auto series = criteria_series(opened->visit, *opened->unit, *question);
  if (!series) return pass_on(series);
  return series_csv(opened->visit, **series, "tieu-chi-" + opened->unit->id.code);
}

Result<http::Response> claim_series_csv(const Visit& visit) {
  const auto definition = http::required_text_parameter(visit.request, "dinh-nghia");
  if (!definition) return pass_on(definition);
  const auto place = http::text_parameter(visit.request, "noi");
  if (!place) return pass_on(place);
  if (visit.snapshot->claims->definitions().find(*definition) == nullptr)
    return refuse("portal_people.definition_unknown", {{"definition", *definition}}, "query:dinh-nghia");
  return series_csv(visit, claims_series(visit, *definition, place->value_or(std::string(statistics::whole_country))),
                    "chuoi-so-lieu");
}

}  // namespace luytre::portal
