#include "outputs/portal/pages.h"
#include "outputs/portal/question.h"
#include "outputs/portal/series_view.h"
#include "outputs/statistics/claim_view.h"
#include "platform/http/parameters.h"

namespace luytre::portal {
namespace {

using statistics::Claim;
using statistics::Definition;

constexpr std::size_t page_rows = 25;

std::string place_words(const Visit& visit, const Claim& claim) {
  if (claim.place == statistics::whole_country) return visit.say("portal.country");
  const units::Unit* unit = visit.snapshot->units->find(claim.place, claim.as_of);
  return unit == nullptr ? claim.place : unit->nearest(claim.as_of).name;
}

View row_view(const Visit& visit, const Claim& claim) {
  const auto& claims = *visit.snapshot->claims;
  const Definition& definition = claims.definition_of(claim);
  View view;
  view.set("value", statistics::figure_text(claim, definition, visit.language));
  view.set("statement", claim.statement);
  view.set("meaning", definition.title(visit.language));
  view.set("where", place_words(visit, claim));
  view.set("day", visit.day_words(claim.as_of));
  view.set("address", visit.link("/so-lieu/" + claim.id.text()));
  view.set("origin", visit.say("portal.claim.origin." + std::string(statistics::name_of(claim.origin))));
  set_flag(view, "is_discrepant", claims.discrepancy(claim).has_value());
  const auto later = visit.snapshot->overtaken(claim);
  set_flag(view, "is_superseded", later || claims.correction_of(claim.id.text()) != nullptr);
  set_text(view, "overtaken", later ? statistics::overtaken_sentence(claim, claims, *later, visit.language) : "");
  return view;
}

// Quoted claims have a word of the catalogue; an own claim's basis names opinion and stage.
std::string basis_words(const Visit& visit, const std::string& basis) {
  const std::string code = "portal.claim.basis." + basis;
  return in_catalogue(code) ? visit.say(code) : basis;
}

void line(const Visit& visit, View& lines, const std::string& name, const std::string& value) {
  if (value.empty()) return;
  View view;
  view.set("name", visit.say("portal.claim.line." + name));
  view.set("value", value);
  lines.push_back(view);
}

std::string counted(const Visit& visit, const Decimal& number, const std::string& what) {
  return decimal_text(number.reduced(), visit.language) + (what.empty() ? "" : " · " + what);
}

View lines_of(const Visit& visit, const Claim& claim, const Definition& definition, bool is_overtaken) {
  View lines = empty_list();
  line(visit, lines, "definition", definition.title(visit.language));
  if (claim.numerator)
    line(visit, lines, "numerator", counted(visit, *claim.numerator, definition.numerator(visit.language)));
  if (claim.denominator)
    line(visit, lines, "denominator", counted(visit, *claim.denominator, definition.denominator(visit.language)));
  line(visit, lines, "place", place_words(visit, claim));
  line(visit, lines, "as_of", visit.day_words(claim.as_of));
  line(visit, lines, "origin", visit.say("portal.claim.origin." + std::string(statistics::name_of(claim.origin))));
  line(visit, lines, "basis", basis_words(visit, claim.basis));
  if (!claim.rule.empty()) line(visit, lines, "rule", claim.rule + " (SHA-256 " + claim.rule_hash.substr(0, 12) + "…)");
  if (claim.origin == statistics::Origin::own) line(visit, lines, "as_known", std::to_string(claim.as_known));
  if (!claim.units.empty())
    line(visit, lines, "units",
         visit.say("portal.claim.units",
                   {{"count", std::to_string(claim.units.size())}, {"digest", units_digest(claim).substr(0, 12)}}));
  line(visit, lines, "source", claim.source);
  line(visit, lines, "trust", claim.trust.empty() ? "" : visit.say("portal.claim.trust." + claim.trust));
  line(visit, lines, "note", claim.note);
  const auto status = is_overtaken ? statistics::ClaimStatus::corrected : claim.status;
  line(visit, lines, "status", visit.say("portal.claim.status." + std::string(name_of(status))));
  line(visit, lines, "published_at", claim.published_at.substr(0, 10));
  line(visit, lines, "reason", claim.reason);
  line(visit, lines, "event", std::to_string(claim.event));
  return lines;
}

View unit_links(const Visit& visit, const Claim& claim) {
  constexpr std::size_t shown_max = 500;
  View list = empty_list();
  std::size_t count = 0;
  for (const std::string& text : claim.units) {
    const auto id = units::UnitId::parse(text);
    const units::Unit* unit = id ? visit.snapshot->units->unit(*id) : nullptr;
    if (unit == nullptr || ++count > shown_max) continue;
    View view;
    view.set("name", unit->nearest(claim.as_of).name);
    view.set("address", visit.unit_link(*unit, claim.as_of));
    list.push_back(view);
  }
  return list;
}

// A definition that was chosen, over time: of the country, and of the province.
void add_definition_series(const Visit& visit, const std::string& definition, View& view) {
  View list = empty_list();
  const Definition* meaning = visit.snapshot->claims->definitions().find(definition);
  if (meaning != nullptr) {
    std::vector<std::string> places{std::string(statistics::whole_country)};
    if (visit.province != nullptr) places.push_back(visit.province->id.code);
    for (const std::string& place : places) {
      const Series series = claims_series(visit, definition, place);
      if (series.is_empty()) continue;
      const bool is_country = place == statistics::whole_country;
      const std::string where = is_country ? visit.say("portal.country") : visit.province->nearest(visit.day).name;
      const std::string heading = meaning->title(visit.language) + ", " + where;
      list.push_back(series_view(visit, series, is_country ? "chuoi-ca-nuoc" : "chuoi-tinh", heading, heading,
                                 visit.link("/so-lieu/chuoi.csv", {{"dinh-nghia", definition}, {"noi", place}})));
    }
  }
  set_flag(view, "has_series", !list.is_empty_list());
  view.set("series", list);
}

}  // namespace

Result<http::Response> claims_page(const Visit& visit) {
  constexpr std::size_t cursor_parts = 2;
  const auto cursor = http::cursor_parameter(visit.request, cursor_parts);
  if (!cursor) return pass_on(cursor);
  const auto definition = http::text_parameter(visit.request, "dinh-nghia");
  if (!definition) return pass_on(definition);
  const auto& claims = *visit.snapshot->claims;
  const std::string chosen = definition->value_or("");
  const auto page = claims.page({.definition = chosen, .place = "", .origin = {}}, *cursor, page_rows);
  View view;
  View rows = empty_list();
  for (const Claim* claim : page.claims) rows.push_back(row_view(visit, *claim));
  view.set("rows", rows);
  set_flag(view, "is_empty", page.claims.empty());
  set_flag(view, "is_later", cursor->has_value());
  view.set("first_address", visit.link("/so-lieu", {{"dinh-nghia", chosen}}));
  set_text(
      view, "next_address",
      page.next ? visit.link("/so-lieu", {{"dinh-nghia", chosen}, {"cursor", http::encode_cursor(*page.next)}}) : "");
  View definitions = empty_list();
  for (const Definition& one : claims.definitions().all()) {
    View choice;
    choice.set("value", one.id);
    choice.set("words", one.title(visit.language));
    set_flag(choice, "is_chosen", one.id == chosen);
    definitions.push_back(choice);
  }
  view.set("definitions", definitions);
  view.set("form_address", visit.base + "/so-lieu");
  add_definition_series(visit, chosen, view);
  return visit.site.page(visit,
                         {visit.say("portal.claims.title"),
                          visit.say("portal.claims.description"),
                          "claims",
                          200,
                          {},
                          {},
                          asset_address("people.css")},
                         "claims", std::move(view));
}

Result<http::Response> claim_page(const Visit& visit) {
  const std::string& id = visit.request.captured_text("id");
  const auto& claims = *visit.snapshot->claims;
  const Claim* claim = claims.find(id);
  if (claim == nullptr || claim->status == statistics::ClaimStatus::draft)
    return refuse("portal.claim_unknown", {{"claim", id}});
  const Definition& definition = claims.definition_of(*claim);
  View view = row_view(visit, *claim);
  view.set("lines", lines_of(visit, *claim, definition, visit.snapshot->overtaken(*claim).has_value()));
  set_text(view, "discrepancy", statistics::discrepancy_sentence(*claim, claims, visit.language));
  set_flag(view, "holds", statistics::is_checkable(*claim, definition) && !claims.discrepancy(*claim));
  set_flag(view, "is_provisional", claim->provisional);
  set_text(view, "source_url", claim->source_url.rfind("http", 0) == 0 ? claim->source_url : "");
  const Claim* later = claims.correction_of(id);
  set_text(view, "later_address", later == nullptr ? "" : visit.link("/so-lieu/" + later->id.text()));
  set_text(view, "earlier_address", claim->supersedes.empty() ? "" : visit.link("/so-lieu/" + claim->supersedes));
  View units = unit_links(visit, *claim);
  set_flag(view, "has_units", !units.is_empty_list());
  view.set("units", units);
  View articles = empty_list();
  for (const std::string& name : {id, claim->key}) {
    if (name.empty()) continue;
    for (const newsroom::Article* article : visit.snapshot->articles->naming_claim(name)) {
      View one;
      one.set("title", article->title);
      one.set("address", visit.link("/tin-tuc/" + article->slug));
      articles.push_back(one);
    }
  }
  set_flag(view, "has_articles", !articles.is_empty_list());
  view.set("articles", articles);
  view.set("api_address", "/api/v1/claims/" + id);
  view.set("claims_address", visit.link("/so-lieu"));
  const std::string title =
      visit.say("portal.claim.title", {{"figure", statistics::figure_text(*claim, definition, visit.language)}});
  return visit.site.page(visit, {title, definition.title(visit.language), "claims"}, "claim", std::move(view));
}

Result<http::Response> claim_of_key(const Visit& visit) {
  const http::Request& request = visit.request;
  const std::string key =
      request.captured_text("place") + "/" + request.captured_text("date") + "/" + request.captured_text("figure");
  const Claim* claim = visit.snapshot->claims->with_key(key);
  if (claim == nullptr) return refuse("portal.claim_unknown", {{"claim", key}});
  return http::redirect_response(visit.link("/so-lieu/" + claim->id.text()));
}

}  // namespace luytre::portal
