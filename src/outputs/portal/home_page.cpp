#include "outputs/portal/map_view.h"
#include "outputs/portal/news_view.h"
#include "outputs/portal/pages.h"
#include "outputs/portal/question.h"

namespace luytre::portal {
namespace {

constexpr std::size_t news_shown_max = 4;
constexpr std::size_t quoted_shown_max = 4;

View figure(const std::string& value, const std::string& words, const std::string& address) {
  View view;
  view.set("value", value);
  view.set("words", words);
  view.set("address", address);
  return view;
}

// The page that says where a computed figure comes from, fixed to what this page was drawn from.
std::string certificate(const Visit& visit, const judgement::Question& question, Parameters more) {
  Parameters parameters = std::move(more);
  parameters.emplace_back("noi", visit.province->id.code);
  parameters.emplace_back("bo", question.set);
  parameters.emplace_back("ngay", question.as_of.text());
  parameters.emplace_back("y-kien", std::string(observations::text(question.opinion)));
  parameters.emplace_back("biet", std::to_string(visit.snapshot->number));
  return address(visit.base, "/so-lieu/tinh", parameters);
}

View figures_of(const Visit& visit, const JudgedTable& judged) {
  View figures = empty_list();
  const judgement::Question& question = judged.table.question;
  figures.push_back(figure(visit.number(static_cast<std::int64_t>(judged.table.rows.size())),
                           visit.say("portal.home.figure.units"), certificate(visit, question, {{"loai", "don-vi"}})));
  for (const Standing standing : {Standing::met, Standing::not_met, Standing::not_assessed}) {
    const std::string name(name_of(standing));
    const int count = judged.counts[static_cast<std::size_t>(standing)];
    figures.push_back(figure(visit.number(count), visit.say("portal.home.figure." + name),
                             certificate(visit, question, {{"loai", "ket-qua"}, {"ket-qua", name}})));
  }
  return figures;
}

View quoted_of(const Visit& visit) {
  View quoted = empty_list();
  const auto& claims = *visit.snapshot->claims;
  std::size_t count = 0;
  const std::vector<std::string> places =
      visit.province == nullptr
          ? std::vector<std::string>{std::string(statistics::whole_country)}
          : std::vector<std::string>{visit.province->id.code, std::string(statistics::whole_country)};
  for (const std::string& place : places) {
    std::size_t of_place = 0;
    for (const statistics::Claim* claim : claims.all({.definition = "", .place = place, .origin = {}})) {
      if (claims.correction_of(claim->id.text()) != nullptr || visit.snapshot->overtaken(*claim)) continue;
      if (count >= quoted_shown_max || of_place >= quoted_shown_max / 2) break;
      const auto& definition = claims.definition_of(*claim);
      View entry = figure(statistics::figure_text(*claim, definition, visit.language), definition.title(visit.language),
                          visit.link("/so-lieu/" + claim->id.text()));
      entry.set("day", visit.day_words(claim->as_of));
      entry.set("where", visit.say(place == statistics::whole_country ? "portal.country" : "portal.province"));
      set_flag(entry, "is_discrepant", claims.discrepancy(*claim).has_value());
      quoted.push_back(entry);
      ++count;
      ++of_place;
    }
  }
  return quoted;
}

View news_of(const Visit& visit) {
  View news = empty_list();
  for (const newsroom::Article* article : visit.snapshot->articles->page(std::nullopt, news_shown_max).articles)
    news.push_back(teaser(visit, *article));
  return news;
}

void add_judged(const Visit& visit, const JudgedTable& judged, View& view) {
  const judgement::Question& question = judged.table.question;
  const Parameters parameters = parameters_of(visit, question);
  view.set("figures", figures_of(visit, judged));
  const auto map = outcome_map(visit, judged, "map-title");
  set_flag(view, "is_drawn", map && !map->svg.empty());
  if (map) {
    view.set("map", map->svg);
    view.set("legend", map->legend);
    set_flag(view, "is_schematic", map->is_schematic);
  }
  view.set("map_address", visit.link("/ban-do", parameters));
  view.set("basis", visit.say("portal.home.basis",
                              {{"day", visit.day_words(question.as_of)},
                               {"opinion", judgement::opinion_for_people(question.opinion, visit.language)}}));
  view.set("set_title", judgement::in_language(judged.table.set_title, visit.language));
  view.set("set_address", visit.link(law_path(question.set)));
  Parameters list = parameters;
  if (visit.is_dated) list.emplace_back("ngay", visit.day.text());
  view.set("list_address", visit.link("/xa", list));
}

}  // namespace

Result<http::Response> home_page(const Visit& visit) {
  View view;
  const auto judged = judged_communes(visit);
  if (!judged) return pass_on(judged);
  set_flag(view, "is_judged", *judged != nullptr);
  if (*judged) add_judged(visit, **judged, view);
  const std::string place = visit.province == nullptr
                                ? visit.say("portal.site.no_province")
                                : name_in_sentence(visit.province->nearest(visit.day).name, visit.language);
  view.set("heading", visit.say("portal.home.heading", {{"place", place}}));
  View quoted = quoted_of(visit);
  set_flag(view, "has_quoted", !quoted.is_empty_list());
  view.set("quoted", quoted);
  View news = news_of(visit);
  set_flag(view, "has_news", !news.is_empty_list());
  view.set("news", news);
  view.set("news_address", visit.link("/tin-tuc"));
  view.set("claims_address", visit.link("/so-lieu"));
  view.set("search_address", visit.link("/xa"));
  view.set("province_address", visit.link("/tinh"));
  PageHead head{visit.say("portal.home.title", {{"place", place}}),
                visit.say("portal.home.description", {{"place", place}}), "home"};
  head.facts.feeds = feeds_at(visit, std::string(news_path), visit.say("portal.news.title"));
  return visit.site.page(visit, head, "home", std::move(view));
}

}  // namespace luytre::portal
