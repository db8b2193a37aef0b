// /xa/{name}/thon/{village}: a village's titles, how it is kept up month by month, and what it was made from. Only what
// anybody may read: no names of people, no words of ticks.
#include <algorithm>

#include "outputs/portal/pages.h"
#include "programme/villages/villages_of.h"

namespace luytre::portal {
namespace {

using villages::Village;

constexpr std::size_t months_shown_max = 12;

View titles_view(const Visit& visit, const villages::VillageStanding& told) {
  View list = empty_list();
  for (const auto& title : told.titles) {
    if (title.decision == nullptr) continue;
    View one;
    one.set("title", visit.say("portal.history.ladder." + std::string(name_of(title.title->registration.ladder))));
    one.set("decision", title.decision->decision);
    one.set("day", visit.day_words(title.decision->day));
    set_flag(one, "is_held", title.is_held);
    set_flag(one, "is_provisional", title.is_provisional);
    list.push_back(one);
  }
  return list;
}

std::string ticked_words(const Visit& visit, const villages::TickItem& item, const villages::Ticked& ticked) {
  if (item.kind == villages::ItemKind::yes_no)
    return visit.say(ticked.done > 0 ? "judgement.truth.true" : "judgement.truth.false");
  std::string words = visit.number(ticked.done);
  if (item.kind == villages::ItemKind::share && ticked.total) words += "/" + visit.number(*ticked.total);
  return words;
}

void add_ticks(const Visit& visit, const Village& village, View& view) {
  const auto& ticks = visit.snapshot->villages->ticks_of(village.id);
  View months = empty_list();
  std::size_t count = 0;
  for (auto one = ticks.rbegin(); one != ticks.rend() && count < months_shown_max; ++one) {
    if (villages::Month::of(visit.day) < one->first) continue;
    View items = empty_list();
    for (const auto& [id, ticked] : one->second.items) {
      const villages::TickItem* item = villages::embedded_rules().item(id);
      if (item == nullptr) continue;
      View told;
      told.set("title", judgement::in_language(item->title, visit.language));
      told.set("value", ticked_words(visit, *item, ticked));
      items.push_back(told);
    }
    View month;
    month.set("month", one->first.text());
    month.set("items", items);
    months.push_back(month);
    ++count;
  }
  view.set("months", months);
  set_flag(view, "has_months", count > 0);
}

View relative_view(const Visit& visit, const std::string& id, const villages::VillageLink& link) {
  const Village* village = visit.snapshot->villages->village(id);
  View view;
  view.set("name", village == nullptr ? id : village->nearest(link.day).name);
  view.set("day", visit.day_words(link.day));
  set_text(view, "decision", link.decision);
  view.set("kind", visit.say("portal_people.village.link." + std::string(name_of(link.kind))));
  return view;
}

void add_village_lineage(const Visit& visit, const Village& village, View& view) {
  View before = empty_list(), after = empty_list(), names = empty_list();
  for (const auto* link : visit.snapshot->villages->links_into(village.id))
    if (link->from != village.id) before.push_back(relative_view(visit, link->from, *link));
  for (const auto* link : visit.snapshot->villages->links_out_of(village.id))
    if (link->to != village.id) after.push_back(relative_view(visit, link->to, *link));
  for (const auto& version : village.versions) {
    const auto id = units::UnitId::parse(version.commune);
    const units::Unit* commune = id ? visit.snapshot->units->unit(*id) : nullptr;
    View one;
    one.set("name", version.name);
    one.set("day", visit.day_words(version.from));
    one.set("commune", commune == nullptr ? version.commune : commune->nearest(version.from).name);
    set_text(one, "decision", version.decision);
    names.push_back(one);
  }
  set_flag(view, "has_before", !before.is_empty_list());
  set_flag(view, "has_after", !after.is_empty_list());
  view.set("before", before);
  view.set("after", after);
  view.set("versions", names);
  set_text(view, "ended",
           village.end ? visit.say("portal_people.village.ended", {{"day", visit.day_words(village.end->day)}}) : "");
}

}  // namespace

Result<http::Response> village_page(const Visit& visit) {
  const auto opened = open_unit(visit, visit.request.captured_text("name"));
  if (!opened) return pass_on(opened);
  const units::Unit& unit = *opened->unit;
  Visit on_its_day = opened->visit;
  // Titles and ticks are of today, though the newest value be older.
  if (!visit.is_dated && unit.is_alive(visit.today)) on_its_day.day = visit.today;
  const std::string& id = visit.request.captured_text("village");
  const std::string unit_name = unit.nearest(on_its_day.day).name;
  const Village* village = visit.snapshot->villages->village(id);
  const auto unknown = [&] { return refuse("portal_people.village_unknown", {{"unit", unit_name}, {"village", id}}); };
  if (village == nullptr) return unknown();
  const auto told = villages::standing_of(*visit.snapshot->villages, *visit.snapshot->units, *village, on_its_day.day);
  const bool is_here =
      told.version != nullptr && villages::is_under(*visit.snapshot->units, told.standing, unit, on_its_day.day);
  const bool was_here = std::any_of(village->versions.begin(), village->versions.end(),
                                    [&](const auto& version) { return version.commune == unit.id.text(); });
  if (!is_here && !was_here) return unknown();
  const std::string unit_address = unit_path(unit, on_its_day.day);
  if (auto moved = to_permanent(visit, unit_address + "/thon/" + id)) return *std::move(moved);
  View view;
  const auto& version = village->nearest(on_its_day.day);
  view.set("name", version.name);
  view.set("unit_name", unit_name);
  view.set("unit_address", visit.link(unit_address));
  view.set("list_address", visit.link("/xa"));
  view.set("kind", visit.say("portal_people.village.kind." + std::string(name_of(version.kind))));
  set_text(view, "code", village->code);
  set_flag(view, "is_unsettled", is_here && told.standing.settlement != villages::Settlement::settled);
  const villages::Count* count = village->count_on(on_its_day.day);
  set_text(view, "counted",
           count == nullptr ? ""
                            : visit.say("portal_people.village.counted",
                                        {{"households", count->households ? visit.number(*count->households) : "–"},
                                         {"people", count->people ? visit.number(*count->people) : "–"},
                                         {"day", visit.day_words(count->as_of)},
                                         {"source", count->source}}));
  View titles = titles_view(visit, told);
  set_flag(view, "has_titles", !titles.is_empty_list());
  view.set("titles", titles);
  set_text(view, "alerts",
           told.alerts.empty()
               ? ""
               : visit.say("portal.history.alerts", {{"count", visit.number(static_cast<int>(told.alerts.size()))}}));
  add_ticks(on_its_day, *village, view);
  add_village_lineage(on_its_day, *village, view);
  view.set("api_address", "/api/v1/villages/" + id);
  const PageHead head{version.name + ", " + unit_name,
                      visit.say("portal_people.village.page", {{"village", version.name}, {"unit", unit_name}}),
                      "communes",
                      200,
                      {},
                      {},
                      asset_address("people.css")};
  return visit.site.page(visit, head, "village", std::move(view));
}

}  // namespace luytre::portal
