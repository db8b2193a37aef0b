// /ban-do: every commune of the province on any day since 2004, shaded by one figure; the same as a list and as CSV.
#include <algorithm>

#include "outputs/portal/figures_csv.h"
#include "outputs/portal/map_view.h"
#include "outputs/portal/pages.h"
#include "outputs/portal/question.h"
#include "outputs/portal/theme_view.h"
#include "platform/http/parameters.h"

namespace luytre::portal {
namespace {

const Date first_day = Date::of(2004, 1, 1);  // the Office for Statistics' units begin in 2004

std::string change_words(const Visit& visit, const units::ChangeDay& change) {
  std::string words;
  for (const auto& [count, code] :
       {std::pair{change.ended, "ended"}, std::pair{change.begun, "begun"}, std::pair{change.changed, "changed"}}) {
    if (count == 0) continue;
    words += (words.empty() ? "" : ", ") +
             visit.say(std::string("portal_people.days.") + code, {{"count", visit.number(count)}});
  }
  return words;
}

std::string map_link(const Visit& visit, const UnitFigures& figures, Date day) {
  Parameters parameters = same_question(visit, figures);
  parameters.front().second = day.text();
  // A set that the reader did not choose may not be the one in force on another day.
  const bool is_chosen = visit.request.query_text("bo") != nullptr;
  if (!is_chosen) std::erase_if(parameters, [](const auto& one) { return one.first == "bo"; });
  return visit.link("/ban-do", parameters);
}

// The boundary days in order, the one whose units are shown marked; then today.
void add_days(const Visit& visit, const UnitFigures& figures, View& view) {
  struct Stop {
    Date day;
    std::string words;
  };
  std::vector<Stop> stops;
  const auto days = visit.site.places().days(visit.snapshot->units, visit.province->id.code);
  for (const units::ChangeDay& change : *days)
    if (first_day <= change.day && change.day <= visit.today)
      stops.push_back({change.day, change_words(visit, change)});
  const Date newest = visit.is_dated ? visit.today : std::max(visit.day, stops.empty() ? visit.day : stops.back().day);
  if (stops.empty() || stops.back().day < newest)
    stops.push_back(
        {newest, visit.say(newest == visit.today ? "portal_people.days.today" : "portal_people.days.newest")});
  if (std::none_of(stops.begin(), stops.end(), [&](const Stop& stop) { return stop.day == visit.day; })) {
    stops.push_back({visit.day, visit.say("portal_people.days.chosen")});
    std::sort(stops.begin(), stops.end(), [](const Stop& a, const Stop& b) { return a.day < b.day; });
  }
  View list = empty_list();
  std::string before, after;
  for (const Stop& stop : stops) {
    View one;
    one.set("day", visit.day_words(stop.day));
    one.set("words", stop.words);
    one.set("address", map_link(visit, figures, stop.day));
    set_flag(one, "is_current", stop.day == visit.day);
    list.push_back(one);
    if (stop.day < visit.day) before = map_link(visit, figures, stop.day);
    if (visit.day < stop.day && after.empty()) after = map_link(visit, figures, stop.day);
  }
  view.set("days", list);
  set_text(view, "before_address", before);
  set_text(view, "after_address", after);
  view.set("day", visit.day_words(visit.day));
}

// Names, as one sentence's list; long lists are cut and the rest counted, because the table below has all of them.
std::string names_of(const Visit& visit, const std::vector<const UnitFigure*>& figures) {
  constexpr std::size_t named_max = 40;
  std::string names;
  for (std::size_t i = 0; i < std::min(named_max, figures.size()); ++i)
    names += (i == 0 ? "" : ", ") + figures[i]->name;
  if (figures.size() > named_max)
    names += visit.say("portal_people.map.and_more", {{"count", visit.number(std::ssize(figures) - 40)}});
  return names;
}

void add_map(const Visit& visit, const UnitFigures& figures, const MapView& map, View& view) {
  view.set("map", map.svg);
  set_flag(view, "is_drawn", !map.svg.empty());
  set_flag(view, "is_schematic", map.is_schematic);
  view.set("legend", map.legend);
  std::vector<const UnitFigure*> without = map.tiles;
  without.insert(without.end(), map.unplaced.begin(), map.unplaced.end());
  const Arguments counts{{"count", visit.number(std::ssize(without))},
                         {"all", visit.number(std::ssize(figures.rows))},
                         {"day", visit.day_words(visit.day)},
                         {"names", names_of(visit, without)}};
  set_text(
      view, "without_outline",
      without.empty()
          ? ""
          : visit.say(map.is_schematic ? "portal_people.map.no_outline" : "portal_people.map.some_outlines", counts));
  set_text(view, "unplaced",
           map.unplaced.empty()
               ? ""
               : visit.say("portal_people.map.unplaced", {{"count", visit.number(std::ssize(map.unplaced))}}));
  set_text(view, "outline_source", map.outline_source);
  const bool is_complete = visit.snapshot->units->is_complete(visit.day, visit.province);
  set_text(view, "incomplete",
           is_complete ? "" : visit.say("portal_people.map.incomplete", {{"day", visit.day_words(visit.day)}}));
}

View row_view(const Visit& visit, const UnitFigures& figures, const UnitFigure& figure, const Parameters& parameters) {
  View view;
  view.set("name", figure.name);
  view.set("address", visit.unit_link(*figure.unit, visit.day, parameters));
  set_text(view, "words", figure.words);
  view.set("outcome", std::string(name_of(figure.standing)));
  const bool is_title = figures.theme.kind == Theme::Kind::title;
  view.set("outcome_words",
           visit.say((is_title ? "portal_people.held." : "portal.standing.") + std::string(name_of(figure.standing))));
  set_flag(view, "is_provisional", figure.is_provisional && figure.standing != Standing::not_concerned);
  return view;
}

// By name, by amount (those without one last), or by outcome; ties by name.
std::vector<const UnitFigure*> in_order(const UnitFigures& figures, const std::string& order) {
  std::vector<const UnitFigure*> rows;
  for (const UnitFigure& figure : figures.rows) rows.push_back(&figure);
  if (order == "gia-tri") {
    std::stable_sort(rows.begin(), rows.end(), [](const UnitFigure* a, const UnitFigure* b) {
      if (a->amount.has_value() != b->amount.has_value()) return a->amount.has_value();
      return a->amount && b->amount->compare(*a->amount) < 0;
    });
  } else if (order == "ket-qua") {
    std::stable_sort(rows.begin(), rows.end(),
                     [](const UnitFigure* a, const UnitFigure* b) { return a->standing < b->standing; });
  }
  return rows;
}

void add_list(const Visit& visit, const UnitFigures& figures, const std::string& order, View& view) {
  Parameters parameters;
  if (figures.judged) parameters = parameters_of(visit, figures.judged->table.question);
  View rows = empty_list();
  for (const UnitFigure* figure : in_order(figures, order))
    rows.push_back(row_view(visit, figures, *figure, parameters));
  view.set("rows", rows);
  for (const auto& [name, value] :
       {std::pair{"by_name", "ten"}, std::pair{"by_amount", "gia-tri"}, std::pair{"by_outcome", "ket-qua"}}) {
    Parameters sorted = same_question(visit, figures);
    if (value != std::string("ten")) sorted.emplace_back("xep", value);
    view.set(std::string(name) + "_address", visit.link("/ban-do", sorted) + "#danh-sach");
    set_flag(view, std::string("is_") + name, order == value);
  }
}

// Numbers of the whole, each to the page that computes it again.
View totals_of(const Visit& visit, const UnitFigures& figures) {
  View list = empty_list();
  const std::string of_title = figures.theme.kind == Theme::Kind::title ? "portal_people.held." : "portal.standing.";
  for (const Standing standing : {Standing::met, Standing::not_met, Standing::not_assessed}) {
    const std::string name(name_of(standing));
    View one;
    one.set("value",
            visit.number(figures.counts[static_cast<std::size_t>(standing)]) + "/" + visit.number(figures.concerned()));
    one.set("words", visit.say("portal_people.totals.communes", {{"what", visit.say(of_title + name)}}));
    one.set("address", theme_certificate(visit, figures, "chu-de", name));
    list.push_back(one);
  }
  return list;
}

}  // namespace

Done check_map_day(const Visit& visit) {
  if (visit.day < first_day)
    return refuse("portal_people.day_before_2004", {{"day", visit.day_words(visit.day)}}, "query:ngay");
  if (visit.today < visit.day && visit.is_dated)
    return refuse("portal_people.day_ahead",
                  {{"day", visit.day_words(visit.day)}, {"today", visit.day_words(visit.today)}}, "query:ngay");
  return {};
}

std::string theme_certificate(const Visit& visit, const UnitFigures& figures, const std::string& kind,
                              const std::string& standing) {
  Parameters parameters = same_question(visit, figures);
  parameters.emplace_back("loai", kind);
  parameters.emplace_back("ket-qua", standing);
  parameters.emplace_back("noi", visit.province->id.code);
  parameters.emplace_back("biet", std::to_string(visit.snapshot->number));
  return address(visit.base, "/so-lieu/tinh", parameters);
}

void add_theme_chooser(const Visit& visit, const UnitFigures& figures, const std::string& path, View& view) {
  view.set("themes", theme_choices(visit, figures.set, figures.theme));
  view.set("sets", set_choices(visit, criteria::SetLevel::commune,
                               figures.judged == nullptr ? "" : figures.judged->table.question.set));
  view.set("opinions", opinion_choices(visit, figures.judged == nullptr ? observations::Opinion::self
                                                                        : figures.judged->table.question.opinion));
  view.set("day_value", visit.day.text());
  view.set("form_address", visit.base + path);
  set_text(view, "as_known_value", visit.as_known ? std::to_string(*visit.as_known) : "");
  view.set("basis", basis_words(visit, figures));
  const bool has_set = figures.judged != nullptr && figures.theme.kind != Theme::Kind::title;
  set_text(view, "set_title", has_set ? judgement::in_language(figures.judged->table.set_title, visit.language) : "");
  view.set("set_address", has_set ? visit.link(law_path(figures.judged->table.question.set)) : "");
  view.set("theme", figures.title);
}

Result<http::Response> map_page(const Visit& visit) {
  if (const auto done = check_map_day(visit); !done) return pass_on(done);
  const auto order = http::choice_parameter(visit.request, "xep", {"ten", "gia-tri", "ket-qua"});
  if (!order) return pass_on(order);
  const auto figures = unit_figures(visit);
  if (!figures) return pass_on(figures);
  const auto map = map_view(visit, *figures, "ban-do");
  if (!map) return pass_on(map);
  View view;
  const std::string place = name_in_sentence(visit.province->nearest(visit.day).name, visit.language);
  view.set("heading", visit.say("portal_people.map.heading", {{"place", place}}));
  add_theme_chooser(visit, *figures, "/ban-do", view);
  add_days(visit, *figures, view);
  add_map(visit, *figures, *map, view);
  add_list(visit, *figures, order->value_or("ten"), view);
  view.set("totals", totals_of(visit, *figures));
  Parameters file = same_question(visit, *figures);
  if (*order) file.emplace_back("xep", **order);
  view.set("csv_address", visit.link("/ban-do.csv", file));
  view.set("league_address", visit.link("/xep-hang", same_question(visit, *figures)));
  view.set("country_address", visit.link("/ban-do/ca-nuoc"));
  view.set("script", asset_address("map.js"));
  const PageHead head{
      visit.say("portal_people.map.title"), visit.say("portal_people.map.page", {{"place", place}}), "map", 200, {}, {},
      asset_address("people.css")};
  return visit.site.page(visit, head, "map", std::move(view));
}

Result<http::Response> map_csv(const Visit& visit) {
  if (const auto done = check_map_day(visit); !done) return pass_on(done);
  const auto order = http::choice_parameter(visit.request, "xep", {"ten", "gia-tri", "ket-qua"});
  if (!order) return pass_on(order);
  const auto figures = unit_figures(visit);
  if (!figures) return pass_on(figures);
  const auto ordered = in_order(*figures, order->value_or("ten"));
  std::vector<CsvCells> rows;
  for (const UnitFigure* figure : ordered) rows.push_back(figures_row(visit, *figures, *figure, ""));
  rows.push_back(control_row(ordered));
  return csv_response(visit, "ban-do", csv_text(figures_header(), rows));
}

}  // namespace luytre::portal
