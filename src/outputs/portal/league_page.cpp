// /xep-hang: a league table that is fair or refuses, and says why.
#include <algorithm>

#include "outputs/drawing/lines.h"
#include "outputs/portal/figures_csv.h"
#include "outputs/portal/league.h"
#include "outputs/portal/pages.h"
#include "outputs/portal/question.h"
#include "outputs/portal/theme_view.h"
#include "platform/http/parameters.h"

namespace luytre::portal {
namespace {

using Rows = std::vector<const UnitFigure*>;

struct Asked {
  UnitFigures figures;
  std::map<std::string, Rows> classes;
  std::string law_class;
  League league;
};

std::string class_words(const Visit& visit, const std::string& law_class) {
  return law_class.empty() ? visit.say("portal_people.league.one_class") : law_class;
}

// Refusals of what would not be fair. Problems portal_people.across_sets, portal_people.across_classes,
// portal_people.class_unknown, portal_people.nothing_to_rank.
Result<Asked> ask(const Visit& visit) {
  if (const auto done = check_map_day(visit); !done) return pass_on(done);
  const auto set = http::text_parameter(visit.request, "bo");
  if (!set) return pass_on(set);
  if (*set && (*set)->find(',') != std::string::npos) return refuse("portal_people.across_sets", {}, "query:bo");
  auto figures = unit_figures(visit);
  if (!figures) return pass_on(figures);
  Asked asked{std::move(*figures), {}, {}, {}};
  const bool is_rankable = asked.figures.judged != nullptr && asked.figures.better != engine::Direction::none;
  if (!is_rankable) return refuse("portal_people.nothing_to_rank", {{"theme", asked.figures.title}}, "query:xem");
  asked.classes = classes_of_law(asked.figures);
  const auto chosen = http::text_parameter(visit.request, "lop");
  if (!chosen) return pass_on(chosen);
  std::string names;
  const Rows* largest = nullptr;
  for (const auto& [name, rows] : asked.classes) {
    names += (names.empty() ? "" : ", ") + class_words(visit, name);
    if (largest != nullptr && rows.size() <= largest->size()) continue;
    largest = &rows;
    asked.law_class = name;
  }
  if (*chosen && **chosen == "tat-ca" && asked.classes.size() > 1)
    return refuse("portal_people.across_classes", {{"classes", names}}, "query:lop");
  if (*chosen && **chosen != "tat-ca") {
    if (asked.classes.count(**chosen) == 0)
      return refuse("portal_people.class_unknown", {{"class", **chosen}, {"classes", names}}, "query:lop");
    asked.law_class = **chosen;
  }
  if (largest != nullptr) asked.league = rank(asked.figures, asked.classes.at(asked.law_class));
  return asked;
}

Parameters same_league(const Visit& visit, const Asked& asked) {
  Parameters parameters = same_question(visit, asked.figures);
  if (!asked.law_class.empty()) parameters.emplace_back("lop", asked.law_class);
  return parameters;
}

std::string amount_words(const Visit& visit, const Asked& asked, const Ranked& ranked) {
  if (asked.league.criteria == 0) return ranked.figure->words;
  return decimal_text(ranked.amount.number, visit.language) + "/" + std::to_string(asked.league.criteria);
}

View ranked_view(const Visit& visit, const Asked& asked, const Ranked& ranked, const Parameters& parameters) {
  View view;
  view.set("rank", std::to_string(ranked.rank));
  set_flag(view, "is_tied", ranked.is_tied);
  view.set("name", ranked.figure->name);
  view.set("address", visit.unit_link(*ranked.figure->unit, visit.day, parameters));
  view.set("words", amount_words(visit, asked, ranked));
  set_flag(view, "is_provisional", ranked.figure->is_provisional);
  std::string bar;
  if (ranked.amount.of) {
    const std::int64_t percent = percent_rounded({ranked.amount.number, *ranked.amount.of}, 0).coefficient();
    bar = drawing::draw_bar({{"yes", percent}, {"open", std::max<std::int64_t>(0, 100 - percent)}});
  }
  view.set("bar", bar);
  return view;
}

View apart_view(const Visit& visit, const Asked& asked, const Apart& apart, const Parameters& parameters) {
  View view;
  view.set("name", apart.figure->name);
  view.set("address", visit.unit_link(*apart.figure->unit, visit.day, parameters));
  std::string why = visit.say("portal_people.league.no_value");
  if (asked.league.criteria > 0)
    why = visit.say("portal_people.league.open",
                    {{"open", std::to_string(apart.open)}, {"total", std::to_string(asked.league.criteria)}});
  view.set("why", why);
  return view;
}

void add_classes(const Visit& visit, const Asked& asked, View& view) {
  View list = empty_list();
  for (const auto& [name, rows] : asked.classes) {
    Parameters parameters = same_question(visit, asked.figures);
    if (!name.empty()) parameters.emplace_back("lop", name);
    View one;
    one.set("words", class_words(visit, name));
    one.set("count", visit.number(std::ssize(rows)));
    one.set("address", visit.link("/xep-hang", parameters));
    set_flag(one, "is_current", name == asked.law_class);
    list.push_back(one);
  }
  view.set("classes", list);
  set_flag(view, "has_classes", asked.classes.size() > 1);
  view.set("law_class", class_words(visit, asked.law_class));
}

std::string listed(const std::set<std::string>& numbers) {
  std::string text;
  for (const std::string& number : numbers) text += (text.empty() ? "" : ", ") + number;
  return text;
}

}  // namespace

Result<http::Response> league_page(const Visit& visit) {
  const auto asked = ask(visit);
  if (!asked) return pass_on(asked);
  View view;
  const std::string place = name_in_sentence(visit.province->nearest(visit.day).name, visit.language);
  view.set("heading", visit.say("portal_people.league.heading", {{"place", place}}));
  add_theme_chooser(visit, asked->figures, "/xep-hang", view);
  add_classes(visit, *asked, view);
  const Parameters parameters = parameters_of(visit, asked->figures.judged->table.question);
  View ranked = empty_list(), apart = empty_list();
  for (const Ranked& one : asked->league.ranked) ranked.push_back(ranked_view(visit, *asked, one, parameters));
  for (const Apart& one : asked->league.apart) apart.push_back(apart_view(visit, *asked, one, parameters));
  view.set("ranked", ranked);
  set_flag(view, "has_ranked", !asked->league.ranked.empty());
  view.set("apart", apart);
  set_flag(view, "has_apart", !asked->league.apart.empty());
  view.set("apart_count", visit.number(std::ssize(asked->league.apart)));
  view.set("day", visit.day_words(visit.day));
  set_text(view, "small",
           asked->league.is_small() && !asked->league.ranked.empty()
               ? visit.say("portal_people.league.small", {{"count", visit.number(std::ssize(asked->league.ranked))}})
               : "");
  set_text(view, "left_out",
           asked->league.left_out.empty() || asked->league.criteria == 0
               ? ""
               : visit.say("portal_people.league.left_out", {{"criteria", listed(asked->league.left_out)},
                                                             {"count", std::to_string(asked->league.criteria)}}));
  set_flag(view, "is_lower_better", asked->figures.better == engine::Direction::lower);
  Parameters same = same_league(visit, *asked);
  view.set("csv_address", visit.link("/xep-hang.csv", same));
  view.set("map_address", visit.link("/ban-do", same_question(visit, asked->figures)));
  if (!visit.as_known) same.emplace_back("biet", std::to_string(visit.snapshot->number));
  view.set("fixed_address", visit.link("/xep-hang", same));
  const PageHead head{visit.say("portal_people.league.title"),
                      visit.say("portal_people.league.page", {{"place", place}}),
                      "map",
                      200,
                      {},
                      {},
                      asset_address("people.css")};
  return visit.site.page(visit, head, "league", std::move(view));
}

Result<http::Response> league_csv(const Visit& visit) {
  const auto asked = ask(visit);
  if (!asked) return pass_on(asked);
  std::vector<CsvCells> rows;
  Rows all;
  for (const Ranked& one : asked->league.ranked) {
    rows.push_back(figures_row(visit, asked->figures, *one.figure, std::to_string(one.rank)));
    all.push_back(one.figure);
  }
  for (const Apart& one : asked->league.apart) {
    rows.push_back(figures_row(visit, asked->figures, *one.figure, ""));
    all.push_back(one.figure);
  }
  rows.push_back(control_row(all));
  return csv_response(visit, "xep-hang", csv_text(figures_header(), rows));
}

}  // namespace luytre::portal
