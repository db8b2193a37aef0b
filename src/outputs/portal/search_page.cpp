#include "outputs/portal/search_page.h"

#include "base/html.h"
#include "outputs/portal/site.h"
#include "outputs/search/search_routes.h"
#include "outputs/search/snippet.h"
#include "platform/http/parameters.h"

namespace luytre::portal {
namespace {

using search::Answers;
using search::Asked;
using search::Counted;
using search::Entry;

constexpr std::string_view path = "/tim-kiem";
constexpr search::ParameterNames names{"loai", "muc", "nam", "don-vi"};
constexpr std::size_t title_words_max = 100;
constexpr int status_unprocessable = 422;

// What the reader chose, as the parameters of a link; one of them may be another.
Parameters parameters_of(const Asked& asked, const std::string& changed = "", const std::string& value = "") {
  const search::Narrowing& narrowing = asked.narrowing;
  Parameters parameters{{"q", asked.query.text},
                        {names.kind, narrowing.kind ? std::string(name_of(*narrowing.kind)) : ""},
                        {names.category, narrowing.category},
                        {names.year, narrowing.year ? std::to_string(*narrowing.year) : ""},
                        {names.unit, narrowing.unit}};
  for (auto& [name, kept] : parameters) {
    if (name == changed) kept = value;
  }
  return parameters;
}

std::string unit_words(const Visit& visit, const std::string& code) {
  const auto units = visit.snapshot->units->with_code(code);
  return units.empty() ? code : units.back()->last().name;
}

// An answer's own address: pages of units name a day themselves.
std::string address_of(const Visit& visit, const Entry& entry) { return visit.base + entry.path; }

View answer_view(const Visit& visit, const Entry& entry, const search::Query& query) {
  const bool is_english = visit.language == Language::en;
  View view;
  view.set("address", address_of(visit, entry));
  view.set("title_html",
           search::html_of(search::snippet_of(is_english ? entry.title_en : entry.title, query, title_words_max)));
  view.set("kind", visit.say("search.kind." + std::string(name_of(entry.kind))));
  set_text(view, "day", entry.date ? visit.day_words(*entry.date) : "");
  set_text(view, "iso_day", entry.date ? entry.date->text() : "");
  set_text(view, "note", is_english ? entry.note_en : entry.note);
  set_text(view, "snippet_html", search::html_of(search::snippet_of(entry.text, query)));
  set_flag(view, "is_ended", entry.is_ended);
  set_flag(view, "is_demonstration", entry.is_demonstration);
  set_flag(view, "is_vietnamese", is_english && entry.title_en == entry.title);
  set_flag(view, "is_vietnamese_text", is_english);
  return view;
}

struct Facet {
  const char* heading;
  const char* parameter;
  const std::vector<Counted>& values;
  std::string chosen;
  std::function<std::string(const std::string&)> words;
};

// Links that narrow, and one that widens again.
View facet_view(const Visit& visit, const Asked& asked, const Facet& facet) {
  View values = empty_list();
  for (const Counted& one : facet.values) {
    const bool is_chosen = one.value == facet.chosen;
    if (!facet.chosen.empty() && !is_chosen && std::string_view(facet.parameter) != names.unit) continue;
    View value;
    value.set("words", facet.words(one.value));
    value.set("count", visit.number(one.count));
    value.set("address", address(visit.base, path, parameters_of(asked, facet.parameter, is_chosen ? "" : one.value)));
    set_flag(value, "is_chosen", is_chosen);
    values.push_back(value);
  }
  View view;
  set_flag(view, "is_empty", values.is_empty_list());
  view.set("heading", visit.say(facet.heading));
  view.set("values", values);
  return view;
}

View facets_view(const Visit& visit, const Asked& asked, const Answers& answers) {
  const search::Narrowing& narrowing = asked.narrowing;
  View list = empty_list();
  const Facet all[] = {
      {"portal.find.kind", names.kind, answers.kinds, narrowing.kind ? std::string(name_of(*narrowing.kind)) : "",
       [&](const std::string& value) { return visit.say("search.kind." + value); }},
      {"portal.find.category", names.category, answers.categories, narrowing.category,
       [&](const std::string& value) { return search::category_words(value, visit.language); }},
      {"portal.find.year", names.year, answers.years, narrowing.year ? std::to_string(*narrowing.year) : "",
       [](const std::string& value) { return value; }},
      {"portal.find.unit", names.unit, answers.units, narrowing.unit,
       [&](const std::string& value) { return unit_words(visit, value); }},
  };
  for (const Facet& facet : all) {
    if (!facet.values.empty()) list.push_back(facet_view(visit, asked, facet));
  }
  return list;
}

void set_answers(const Visit& visit, const Asked& asked, const Answers& answers, View& view) {
  View list = empty_list();
  for (const std::string& key : answers.keys) {
    const auto entry = search::find_entry(*visit.snapshot, key);
    if (entry) list.push_back(answer_view(visit, *entry, asked.query));
  }
  set_flag(view, "has_answers", !list.is_empty_list());
  view.set("answers", list);
  view.set("facets", facets_view(visit, asked, answers));
  view.set("count", visit.say("portal.find.count", {{"count", visit.number(answers.total)}}));
  set_flag(view, "is_none", answers.total == 0);
  set_flag(view, "is_many", answers.is_cut);
  set_flag(view, "has_prefixes", answers.has_prefixes && answers.total > 0);
  set_text(view, "suggestion", answers.suggestion);
  const Parameters meant{{"q", answers.suggestion}};
  set_text(view, "suggestion_address", answers.suggestion.empty() ? "" : address(visit.base, path, meant));
  set_flag(view, "is_later", asked.after.has_value());
  view.set("first_address", address(visit.base, path, parameters_of(asked)));
  std::string next;
  if (answers.next) {
    Parameters parameters = parameters_of(asked);
    parameters.emplace_back("cursor", http::encode_cursor(*answers.next));
    next = address(visit.base, path, parameters);
  }
  set_text(view, "next_address", next);
}

Result<http::Response> search_page(const Visit& visit, search::Desk& desk) {
  const auto asked = search::read_asked(visit.request, names);
  if (!asked) return pass_on(asked);
  View view;
  view.set("form_address", visit.base + std::string(path));
  view.set("query", asked->query.text);
  set_flag(view, "is_asked", !asked->query.is_empty());
  const bool is_wordless = asked->query.is_empty() && !asked->query.text.empty();
  set_flag(view, "is_wordless", is_wordless);
  set_text(view, "too_long",
           asked->query.is_cut ? visit.say("search.too_long", {{"words", visit.number(search::query_words_max)}}) : "");
  PageHead head{visit.say("portal.find.title"), visit.say("portal.find.description"), "search"};
  head.stylesheet = asset_address("finding.css");
  if (asked->query.is_cut || is_wordless) head.status = status_unprocessable;
  if (!asked->query.is_empty() && !asked->query.is_cut) {
    const auto answers =
        desk.find(visit.snapshot, asked->query, asked->narrowing, asked->after, search::answers_of_page);
    if (!answers) return pass_on(answers);
    set_answers(visit, *asked, *answers, view);
    head.title = visit.say("portal.find.title_of", {{"query", asked->query.text}});
  }
  auto response = visit.site.page(visit, head, "search", std::move(view));
  response.set("X-Robots-Tag", "noindex");
  return response;
}

// By which a browser offers the search in its own bar.
std::string description_of(Language language, const std::string& public_url) {
  const std::string base = language == Language::en ? "/en" : "";
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
         "<OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n"
         "<ShortName>Lũy Tre</ShortName>\n<Description>" +
         escape_html(say("portal.find.description", {}, language)) +
         "</Description>\n<InputEncoding>UTF-8</InputEncoding>\n<Language>" + std::string(code_of(language)) +
         "</Language>\n<Url type=\"text/html\" template=\"" + escape_html(public_url + base + std::string(path)) +
         "?q={searchTerms}\"/>\n</OpenSearchDescription>\n";
}

}  // namespace

void add_search_pages(http::Router& router, Source source, std::function<Date()> today,
                      const std::shared_ptr<search::Desk>& desk, const std::string& public_url) {
  const auto site = std::make_shared<const Site>(std::move(source), std::move(today));
  for (const std::string base : {"", "/en"}) {
    router.get(base + std::string(path), [site, handler = site->handler_of_today(
                                                    [desk](const Visit& visit) { return search_page(visit, *desk); },
                                                    base)](const http::Request& request) { return handler(request); });
    const Language language = base.empty() ? Language::vi : Language::en;
    router.get(base + "/opensearch.xml", [language, public_url](const http::Request&) -> Result<http::Response> {
      return http::document_response("application/opensearchdescription+xml", description_of(language, public_url));
    });
  }
}

}  // namespace luytre::portal
