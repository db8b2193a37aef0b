// /du-lieu: everything that can be taken away as a file or asked as data, without an account; /du-lieu.json says the
// same to programs, in the words of DCAT.
#include <array>

#include "base/json.h"
#include "outputs/portal/pages.h"

namespace luytre::portal {
namespace {

struct DataSet {
  std::string_view id;  // its words are portal_people.data.ID and portal_people.data.ID.about
  std::string_view path;
  std::string_view format;   // "CSV", "JSON"
  std::string_view columns;  // as they stand in the file; "": see the description of the API
};

constexpr std::string_view figure_columns =
    "rank, unit, code, name, kind, law_class, theme, set, as_of, opinion, as_known, outcome, numerator, denominator, "
    "words, provisional, demonstration";
constexpr std::string_view series_columns =
    "line, as_of, kind, low, high, denominator, printed, as_known, demonstration, certificate";

constexpr std::array<DataSet, 11> data_sets = {{
    {"map", "/ban-do.csv", "CSV", figure_columns},
    {"league", "/xep-hang.csv", "CSV", figure_columns},
    {"titles_series", "/tinh/chuoi.csv", "CSV", series_columns},
    {"claims_series", "/so-lieu/chuoi.csv?dinh-nghia=share_of_all_communes", "CSV", series_columns},
    {"claims", "/api/v1/claims", "JSON", ""},
    {"evaluations", "/api/v1/evaluations", "JSON", ""},
    {"totals", "/api/v1/totals", "JSON", ""},
    {"recognitions", "/api/v1/recognitions", "JSON", ""},
    {"units", "/api/v1/units", "JSON", ""},
    {"villages", "/api/v1/villages", "JSON", ""},
    {"criteria", "/api/v1/criteria-sets", "JSON", ""},
}};

std::string address_of(const Visit& visit, const DataSet& one) {
  std::string path(one.path);
  if (visit.province == nullptr) return path;
  if (one.id == "villages") path += "?unit=" + visit.province->id.code;
  if (one.id == "evaluations") {  // of one unit; the first of the province as an example
    const auto communes = visit.snapshot->units->descendants(visit.province, visit.day, units::Level::commune);
    if (!communes.empty()) path += "?unit=" + communes.front()->id.code;
  }
  return path;
}

}  // namespace

Result<http::Response> open_data_page(const Visit& visit) {
  View view;
  View list = empty_list();
  for (const DataSet& one : data_sets) {
    const std::string code = "portal_people.data." + std::string(one.id);
    View row;
    row.set("title", visit.say(code));
    row.set("about", visit.say(code + ".about"));
    row.set("address", address_of(visit, one));
    row.set("format", std::string(one.format));
    set_text(row, "columns", std::string(one.columns));
    list.push_back(row);
  }
  view.set("sets", list);
  view.set("updated", visit.say("portal_people.data.updated", {{"event", std::to_string(visit.snapshot->number)}}));
  view.set("json_address", visit.base + "/du-lieu.json");
  const PageHead head{visit.say("portal_people.data.title"),
                      visit.say("portal_people.data.page"),
                      "claims",
                      200,
                      {},
                      {},
                      asset_address("people.css")};
  return visit.site.page(visit, head, "open_data", std::move(view));
}

Result<http::Response> open_data_json(const Visit& visit) {
  json::array sets;
  for (const DataSet& one : data_sets) {
    const std::string code = "portal_people.data." + std::string(one.id);
    sets.push_back(json::object{
        {"@type", "dcat:Dataset"},
        {"dct:identifier", one.id},
        {"dct:title", visit.say(code)},
        {"dct:description", visit.say(code + ".about")},
        {"dct:license", visit.say("portal_people.data.licence")},
        {"dcat:distribution",
         json::array{json::object{{"@type", "dcat:Distribution"},
                                  {"dcat:accessURL", address_of(visit, one)},
                                  {"dct:format", one.format == "CSV" ? "text/csv" : "application/json"}}}}});
  }
  const json::object catalogue{
      {"@context", json::object{{"dcat", "http://www.w3.org/ns/dcat#"}, {"dct", "http://purl.org/dc/terms/"}}},
      {"@type", "dcat:Catalog"},
      {"dct:title", visit.say("portal_people.data.title")},
      {"dct:description", visit.say("portal_people.data.page")},
      {"dcat:dataset", std::move(sets)}};
  return http::json_response(visit.request, catalogue, visit.snapshot->number);
}

}  // namespace luytre::portal
