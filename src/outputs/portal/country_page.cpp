// /ban-do/ca-nuoc: what has been published about each province, on the country's outline with Hoàng Sa and Trường Sa.
// Figures are of different days and sources, so they are shown side by side and never ranked.
#include <algorithm>
#include <array>

#include "base/html.h"
#include "outputs/drawing/country.h"
#include "outputs/drawing/map.h"
#include "outputs/portal/pages.h"
#include "outputs/portal/question.h"
#include "outputs/statistics/claim_view.h"
#include "platform/http/parameters.h"

namespace luytre::portal {
namespace {

using statistics::Claim;

constexpr int days_near_max = 366;
constexpr std::string_view default_definition = "share_of_all_communes";

struct Told {
  const units::Unit* province = nullptr;
  const Claim* claim = nullptr;  // nullptr: nothing was published
  std::size_t rank = 0;          // equal amounts share one
};

std::optional<Decimal> size_of(const Claim& claim) {
  if (claim.numerator && claim.denominator) return percent_rounded({*claim.numerator, *claim.denominator}, 4);
  if (!claim.printed.empty()) {
    const auto printed = Decimal::parse(claim.printed);
    if (printed) return *printed;
  }
  return claim.numerator;
}

std::vector<Told> tell(const Visit& visit, const std::string& definition,
                       const std::vector<const units::Unit*>& provinces) {
  std::vector<Told> told;
  std::vector<std::pair<Decimal, std::size_t>> sizes;
  for (const units::Unit* province : provinces) {
    Told one{province, visit.snapshot->claims->nearest(definition, province->id.code, visit.day, days_near_max), 0};
    // A figure of the province of this code before a merger is of other ground.
    if (one.claim != nullptr && !province->is_alive(one.claim->as_of)) one.claim = nullptr;
    if (one.claim != nullptr)
      if (const auto size = size_of(*one.claim)) sizes.emplace_back(*size, told.size());
    told.push_back(one);
  }
  std::sort(sizes.begin(), sizes.end());
  for (std::size_t i = 0; i < sizes.size(); ++i)
    told[sizes[i].second].rank = i > 0 && sizes[i].first == sizes[i - 1].first ? told[sizes[i - 1].second].rank : i;
  return told;
}

std::string figure_of(const Visit& visit, const Told& told) {
  if (told.claim == nullptr) return "";
  return statistics::figure_text(*told.claim, visit.snapshot->claims->definition_of(*told.claim), visit.language);
}

std::string draw(const Visit& visit, const drawing::Country& country, const std::vector<Told>& told,
                 const std::string& meaning, View& legend) {
  std::vector<std::size_t> ranks, which;
  for (std::size_t i = 0; i < told.size(); ++i) {
    if (told[i].claim == nullptr) continue;
    ranks.push_back(told[i].rank);
    which.push_back(i);
  }
  const auto classes = drawing::equal_classes(ranks);
  std::vector<drawing::Painted> painted(told.size());
  std::array<std::array<const Told*, 2>, drawing::classes_max> bounds{};
  std::array<int, drawing::classes_max> counts{};
  for (std::size_t i = 0; i < which.size(); ++i) {
    const Told& one = told[which[i]];
    painted[which[i]].shade = drawing::shade_of_class(classes[i]);
    auto& [lowest, highest] = bounds[classes[i]];
    if (lowest == nullptr || one.rank < lowest->rank) lowest = &one;
    if (highest == nullptr || one.rank > highest->rank) highest = &one;
    ++counts[classes[i]];
  }
  for (std::size_t i = 0; i < told.size(); ++i) {
    drawing::Painted& one = painted[i];
    one.name = told[i].province->nearest(visit.day).name;
    const std::string figure = figure_of(visit, told[i]);
    one.label = one.name + ": " + (figure.empty() ? visit.say("portal_people.country.nothing") : figure);
    if (told[i].claim != nullptr) one.address = visit.link("/so-lieu/" + told[i].claim->id.text());
  }
  const auto add_legend = [&](drawing::Shade shade, const std::string& words, std::int64_t count) {
    View entry;
    entry.set("swatch", drawing::swatch(shade));
    entry.set("words", words);
    entry.set("count", visit.number(count));
    legend.push_back(entry);
  };
  for (std::size_t i = drawing::classes_max; i-- > 0;) {
    if (counts[i] == 0) continue;
    const std::string from = figure_of(visit, *bounds[i][0]), to = figure_of(visit, *bounds[i][1]);
    add_legend(drawing::shade_of_class(i),
               from == to ? from : visit.say("portal_people.legend.from_to", {{"from", from}, {"to", to}}), counts[i]);
  }
  add_legend(drawing::Shade::not_assessed, visit.say("portal_people.country.nothing"),
             std::ssize(told) - std::ssize(which));
  std::string svg = drawing::draw_map(
      country.picture, painted,
      {"ban-do",
       visit.say("portal_people.country.described", {{"figure", meaning}, {"day", visit.day_words(visit.day)}})});
  std::string names;
  for (const drawing::SeaName& name : country.names)
    names += "<text class=\"sea\" x=\"" + std::to_string(name.at.x) + "\" y=\"" + std::to_string(name.at.y) + "\">" +
             escape_html(name.text) + "</text>";
  svg.insert(svg.rfind("</svg>"), names);
  return svg;
}

}  // namespace

Result<http::Response> country_page(const Visit& visit) {
  if (const auto done = check_map_day(visit); !done) return pass_on(done);
  const auto asked = http::text_parameter(visit.request, "dinh-nghia");
  if (!asked) return pass_on(asked);
  const std::string id = asked->value_or(std::string(default_definition));
  const auto& definitions = visit.snapshot->claims->definitions();
  const statistics::Definition* definition = definitions.find(id);
  if (definition == nullptr)
    return refuse("portal_people.definition_unknown", {{"definition", id}}, "query:dinh-nghia");
  const auto provinces = visit.snapshot->units->children(nullptr, visit.day);
  if (provinces.empty()) return refuse("portal_people.no_province");
  const auto country = visit.site.places().country(visit.snapshot->units, visit.day);
  const auto told = tell(visit, id, provinces);
  View view;
  View legend = empty_list();
  const std::string meaning = definition->title(visit.language);
  view.set("map", draw(visit, *country, told, meaning, legend));
  view.set("legend", legend);
  view.set("meaning", meaning);
  view.set("day", visit.day_words(visit.day));
  view.set("day_value", visit.day.text());
  view.set("form_address", visit.base + "/ban-do/ca-nuoc");
  view.set("province_map_address", visit.link("/ban-do"));
  View rows = empty_list();
  for (const Told& one : told) {
    View row;
    row.set("name", one.province->nearest(visit.day).name);
    row.set("address", visit.unit_link(*one.province, visit.day));
    set_text(row, "figure", figure_of(visit, one));
    row.set("claim_address", one.claim == nullptr ? "" : visit.link("/so-lieu/" + one.claim->id.text()));
    row.set("day", one.claim == nullptr ? "" : visit.day_words(one.claim->as_of));
    row.set("origin", one.claim == nullptr
                          ? ""
                          : visit.say("portal.claim.origin." + std::string(statistics::name_of(one.claim->origin))));
    rows.push_back(row);
  }
  view.set("rows", rows);
  View choices = empty_list();
  for (const statistics::Definition& one : definitions.all()) {
    View choice;
    choice.set("value", one.id);
    choice.set("words", one.title(visit.language));
    set_flag(choice, "is_chosen", one.id == id);
    choices.push_back(choice);
  }
  view.set("definitions", choices);
  std::string unseen;
  for (const units::Unit* one : country->unseen) unseen += (unseen.empty() ? "" : ", ") + one->nearest(visit.day).name;
  set_text(view, "unseen", unseen.empty() ? "" : visit.say("portal_people.country.unseen", {{"names", unseen}}));
  const PageHead head{visit.say("portal_people.country.title"),
                      visit.say("portal_people.country.page"),
                      "map",
                      200,
                      {},
                      {},
                      asset_address("people.css")};
  return visit.site.page(visit, head, "country", std::move(view));
}

}  // namespace luytre::portal
