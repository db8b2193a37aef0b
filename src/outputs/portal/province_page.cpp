// /tinh: the province in figures: titles held of how many communes, criteria met on average, what is out of scope, the
// series, and the ways on to map, league table, list, news and data.
#include <algorithm>

#include "outputs/drawing/lines.h"
#include "outputs/portal/news_view.h"
#include "outputs/portal/pages.h"
#include "outputs/portal/question.h"
#include "outputs/portal/series_view.h"
#include "outputs/portal/theme_view.h"
#include "programme/recognition/title_list.h"

namespace luytre::portal {
namespace {

constexpr std::size_t news_shown_max = 4;
constexpr int average_digits = 2;

// "12/61 (19,7 %)"; where some are unknown, the least and the most that it may be.
View title_view(const Visit& visit, const recognition::TitleCounts& counts, const recognition::TitleCount& count) {
  View view;
  view.set("title", visit.say("recognition.title." + std::string(recognition::name_of(count.title))));
  const std::string of = visit.number(counts.units);
  std::string words = visit.number(count.recognised);
  if (count.unknown > 0) words += "–" + visit.number(count.recognised + count.unknown);
  words += "/" + of;
  if (count.unknown == 0 && counts.units > 0) {
    const auto percent = percent_rounded({Decimal::of(count.recognised), Decimal::of(counts.units)}, 1);
    words += " (" + decimal_text(percent, visit.language) + " %)";
  }
  view.set("words", words);
  set_text(
      view, "unknown",
      count.unknown == 0 ? "" : visit.say("portal_people.province.unknown", {{"count", visit.number(count.unknown)}}));
  set_text(
      view, "history",
      count.history == 0 ? "" : visit.say("portal_people.province.history", {{"count", visit.number(count.history)}}));
  view.set("bar", drawing::draw_bar({{"yes", count.recognised},
                                     {"open", count.unknown},
                                     {"no", counts.units - count.recognised - count.unknown}}));
  const Parameters parameters{{"xem", "danh-hieu." + std::string(recognition::name_of(count.title))},
                              {"ngay", visit.day.text()}};
  view.set("map_address", visit.link("/ban-do", parameters));
  Parameters certificate = parameters;
  certificate.insert(certificate.end(), {{"loai", "chu-de"},
                                         {"ket-qua", "met"},
                                         {"noi", visit.province->id.code},
                                         {"biet", std::to_string(visit.snapshot->number)}});
  view.set("address", address(visit.base, "/so-lieu/tinh", certificate));
  return view;
}

void add_titles_held(const Visit& visit, View& view) {
  const auto counts = recognition::count_titles(*visit.snapshot->titles, *visit.snapshot->units, visit.day,
                                                visit.province, units::Level::commune);
  View list = empty_list();
  if (counts.units_unknown) {
    view.set("titles", list);
    view.set("titles_unknown", say(counts.units_unknown->code, counts.units_unknown->arguments, visit.language));
    return;
  }
  for (const recognition::TitleCount& count : counts.titles) list.push_back(title_view(visit, counts, count));
  view.set("titles", list);
  set_text(view, "titles_unknown", "");
}

void add_average(const Visit& visit, const JudgedTable& judged, View& view) {
  const AverageMet average = average_met(judged);
  const judgement::Question& question = judged.table.question;
  set_flag(view, "has_average", average.communes > 0);
  view.set("basis", visit.say("portal.home.basis",
                              {{"day", visit.day_words(question.as_of)},
                               {"opinion", judgement::opinion_for_people(question.opinion, visit.language)}}));
  view.set("set_title", judgement::in_language(judged.table.set_title, visit.language));
  view.set("set_address", visit.link(law_path(question.set)));
  const int wards = judged.counts[static_cast<std::size_t>(Standing::not_concerned)];
  set_text(view, "wards",
           wards == 0 ? "" : visit.say("portal_people.province.wards", {{"count", visit.number(wards)}}));
  set_text(view, "without",
           average.without_values == 0
               ? ""
               : visit.say("portal_people.province.without", {{"count", visit.number(average.without_values)}}));
  if (average.communes == 0) return;
  const auto value = divide_rounded(Decimal::of(average.criteria), Decimal::of(average.communes), average_digits);
  view.set("average", value ? decimal_text(*value, visit.language) : "");
  view.set("average_words",
           visit.say("portal_people.province.average",
                     {{"sum", visit.number(average.criteria)}, {"communes", visit.number(average.communes)}}));
  Parameters parameters{{"loai", "binh-quan"},
                        {"noi", visit.province->id.code},
                        {"bo", question.set},
                        {"ngay", question.as_of.text()},
                        {"y-kien", std::string(observations::text(question.opinion))},
                        {"biet", std::to_string(visit.snapshot->number)}};
  view.set("average_address", address(visit.base, "/so-lieu/tinh", parameters));
}

void add_ways(const Visit& visit, View& view) {
  Parameters parameters;
  if (visit.is_dated) parameters.emplace_back("ngay", visit.day.text());
  View ways = empty_list();
  for (const auto& [path, code] :
       {std::pair{"/ban-do", "map"}, std::pair{"/xep-hang", "league"}, std::pair{"/xa", "list"},
        std::pair{"/cong-nhan", "recognitions"}, std::pair{"/tin-tuc", "news"}, std::pair{"/du-lieu", "data"}}) {
    View way;
    way.set("address", visit.link(path, parameters));
    way.set("words", visit.say(std::string("portal_people.province.way.") + code));
    ways.push_back(way);
  }
  view.set("ways", ways);
  View news = empty_list();
  for (const newsroom::Article* article : visit.snapshot->articles->page(std::nullopt, news_shown_max).articles)
    news.push_back(teaser(visit, *article));
  set_flag(view, "has_news", !news.is_empty_list());
  view.set("news", news);
}

// Districts of the day, or, since they ended, those of their last day.
void add_districts(const Visit& visit, View& view) {
  const auto& units = *visit.snapshot->units;
  Date on = visit.day;
  const units::Unit* province = visit.province;
  auto districts = units.descendants(province, on, units::Level::district);
  if (districts.empty() && on >= units::two_level_day) {
    on = units::two_level_day.plus_days(-1);
    province = units.find(visit.province->id.code, on);
    if (province != nullptr) districts = units.descendants(province, on, units::Level::district);
  }
  View list = empty_list();
  for (const units::Unit* district : districts) {
    View one;
    one.set("name", district->nearest(on).name);
    one.set("address", visit.unit_link(*district, on));
    list.push_back(one);
  }
  view.set("districts", list);
  set_flag(view, "has_districts", !districts.empty());
  set_text(view, "districts_ended", on == visit.day ? "" : visit.say("portal_people.province.districts_ended"));
}

}  // namespace

Result<http::Response> province_page(const Visit& visit) {
  if (visit.province == nullptr) return refuse("portal_people.no_province");
  View view;
  const std::string name = visit.province->nearest(visit.day).name;
  view.set("name", name);
  view.set("code", visit.province->id.code);
  view.set("day", visit.day_words(visit.day));
  view.set("day_value", visit.day.text());
  view.set("form_address", visit.base + "/tinh");
  add_titles_held(visit, view);
  const auto judged = judged_communes(visit);
  if (!judged) return pass_on(judged);
  set_flag(view, "is_judged", *judged != nullptr);
  if (*judged) add_average(visit, **judged, view);
  const auto series = titles_series(visit);
  if (!series) return pass_on(series);
  const std::string heading = visit.say("portal_people.series.titles");
  View list = empty_list();
  list.push_back(series_view(visit, **series, "chuoi", heading, heading,
                             visit.link("/tinh/chuoi.csv", {{"ngay", visit.day.text()}})));
  view.set("series", list);
  add_districts(visit, view);
  add_ways(visit, view);
  const PageHead head{name,
                      visit.say("portal_people.province.page", {{"place", name_in_sentence(name, visit.language)}}),
                      "communes",
                      200,
                      {},
                      {},
                      asset_address("people.css")};
  return visit.site.page(visit, head, "province", std::move(view));
}

}  // namespace luytre::portal
