// A commune's or ward's page of what its ground has held: titles of the units it was made from, what became of those,
// figures published about them, and the villages.
#include <algorithm>
#include <set>

#include "outputs/portal/history_view.h"
#include "outputs/portal/pages.h"
#include "programme/recognition/titles_story.h"
#include "programme/villages/villages_of.h"

namespace luytre::portal {
namespace {

View source_of(const std::string& sentence, const std::string& source_url) {
  View view;
  view.set("sentence", sentence);
  set_text(view, "source_url", source_url.rfind("http", 0) == 0 ? source_url : "");
  return view;
}

View quoted_view(const Visit& visit, const std::vector<const recognition::QuotedFact*>& facts) {
  View list = empty_list();
  for (const auto* fact : facts)
    list.push_back(source_of(recognition::sentence(*fact, visit.language), fact->source_url));
  return list;
}

// "Xã Đình Lập, Xã Kiên Mộc (một phần)": where the unit's ground went.
std::string became(const Visit& visit, const units::Unit& unit) {
  std::string words;
  for (const units::Link* link : visit.snapshot->units->links_out_of(unit)) {
    if (link->is_continuation() || link->is_indirect()) continue;
    const units::Unit& to = visit.snapshot->units->unit(link->to);
    words += (words.empty() ? "" : ", ") + to.nearest(link->day).name;
    if (link->part == units::Part::partial) words += visit.say("recognition.story.part");
  }
  return words;
}

View former_view(const Visit& visit, const units::Relative& relative) {
  const units::Unit& unit = *relative.unit;
  const Date last_day = unit.life().to.is_open_end() ? visit.day : unit.life().to.plus_days(-1);
  const auto story =
      recognition::titles_of(*visit.snapshot->titles, *visit.snapshot->units, unit, std::min(last_day, visit.day));
  View view;
  view.set("name", unit.nearest(last_day).name);
  view.set("address", visit.unit_link(unit, last_day));
  view.set("life", life_words(visit, unit));
  set_flag(view, "is_partial", relative.link->part == units::Part::partial);
  set_text(view, "became", became(visit, unit));
  add_titles(visit, story, view);
  std::string held;
  for (const auto* fact : story.held)
    held += (held.empty() ? "" : ", ") + visit.say("recognition.title." + std::string(name_of(fact->title)));
  const std::string day = visit.day_words(unit.life().to);
  set_text(view, "in_force",
           held.empty() ? "" : visit.say("portal.history.in_force", {{"titles", held}, {"day", day}}));
  View quoted = quoted_view(visit, story.quoted);
  set_flag(view, "has_quoted", !quoted.is_empty_list());
  view.set("quoted", quoted);
  return view;
}

// Former units of the level: those with something to tell, and the names of the others.
void add_former(const Visit& visit, const units::Unit& unit, View& view) {
  View told = empty_list();
  std::string silent;
  std::set<const units::Unit*> seen;
  int silent_count = 0, count = 0;
  for (const units::Relative& relative : visit.snapshot->units->lineage(unit).predecessors) {
    if (relative.unit == &unit || relative.link->is_continuation() || relative.link->day > visit.day) continue;
    if (!seen.insert(relative.unit).second) continue;
    ++count;
    const std::string identity = relative.unit->id.text();
    const auto& titles = *visit.snapshot->titles;
    if (titles.facts_of(identity).empty() && titles.quoted_of(identity).empty()) {
      ++silent_count;
      silent += (silent.empty() ? "" : ", ") + relative.unit->last().name;
    } else {
      told.push_back(former_view(visit, relative));
    }
  }
  set_flag(view, "has_former", count > 0);
  set_flag(view, "has_told", !told.is_empty_list());
  view.set("former", told);
  set_text(view, "silent",
           silent_count == 0 ? ""
                             : visit.say("recognition.story.predecessors_unknown",
                                         {{"count", visit.number(silent_count)}, {"names", silent}}));
}

std::string title_words(const Visit& visit, const villages::TitleStanding& title) {
  const std::string ladder =
      visit.say("portal.history.ladder." + std::string(name_of(title.title->registration.ladder)));
  return visit.say(
      title.is_held ? "portal.history.village_holds" : "portal.history.village_held",
      {{"title", ladder}, {"decision", title.decision->decision}, {"day", visit.day_words(title.decision->day)}});
}

View village_view(const Visit& visit, const villages::VillageStanding& told) {
  View view;
  view.set("name", told.version->name);
  const units::Unit* recorded = told.standing.recorded;
  const bool is_elsewhere = recorded != nullptr && !recorded->is_alive(visit.day);
  set_text(view, "within", is_elsewhere ? recorded->last().name : "");
  View titles = empty_list();
  for (const auto& title : told.titles)
    if (title.decision != nullptr) titles.push_back(View(title_words(visit, title)));
  view.set("titles", titles);
  std::string upkeep;
  if (told.last_tick) upkeep = visit.say("portal.history.ticked", {{"month", told.last_tick->text()}});
  if (!told.alerts.empty()) {
    upkeep += (upkeep.empty() ? "" : " ") +
              visit.say("portal.history.alerts", {{"count", visit.number(static_cast<int>(told.alerts.size()))}});
  }
  set_text(view, "upkeep", upkeep);
  return view;
}

// Villages that stand, or may stand, under the unit, where a title of theirs or their upkeep is told.
void add_villages(const Visit& visit, const units::Unit& unit, View& view) {
  View list = empty_list();
  const auto& snapshot = *visit.snapshot;
  for (const auto& told : villages::villages_of(*snapshot.villages, *snapshot.units, unit, visit.day)) {
    const bool is_told = told.last_tick || std::any_of(told.titles.begin(), told.titles.end(),
                                                       [](const auto& title) { return title.decision != nullptr; });
    if (is_told) list.push_back(village_view(visit, told));
  }
  set_flag(view, "has_villages", !list.is_empty_list());
  view.set("villages", list);
}

}  // namespace

Result<http::Response> title_history_page(const Visit& visit) {
  const auto opened = open_unit(visit, visit.request.captured_text("name"));
  if (!opened) return pass_on(opened);
  const units::Unit& unit = *opened->unit;
  Visit on_its_day = opened->visit;
  // Titles and upkeep are of today, though the newest value be older.
  if (!visit.is_dated && unit.is_alive(visit.today)) on_its_day.day = visit.today;
  const std::string path = unit_path(unit, on_its_day.day) + std::string(title_history_ending);
  if (auto moved = to_permanent(visit, path)) return *std::move(moved);
  const std::string name = unit.nearest(on_its_day.day).name;
  const auto kind = unit.nearest(on_its_day.day).kind;
  View view;
  view.set("title", visit.say("portal.history.title", {{"unit", name}}));
  view.set("unit_name", name);
  view.set("unit_address", on_its_day.unit_link(unit, on_its_day.day));
  view.set("list_address", visit.link("/xa"));
  view.set("life", life_words(visit, unit));
  const bool is_outside = unit.level == units::Level::commune && kind != units::Kind::commune;
  const Arguments who{{"unit", name}, {"kind", visit.say("units.kind." + std::string(units::word(kind)))}};
  set_text(view, "outside", is_outside ? visit.say("portal.history.outside", who) : "");
  const auto story = recognition::titles_of(*visit.snapshot->titles, *visit.snapshot->units, unit, on_its_day.day);
  add_titles(on_its_day, story, view);
  View quoted = quoted_view(visit, story.quoted);
  set_flag(view, "has_quoted", !quoted.is_empty_list());
  view.set("quoted", quoted);
  add_former(on_its_day, unit, view);
  add_villages(on_its_day, unit, view);
  const PageHead head{visit.say("portal.history.title", {{"unit", name}}),
                      visit.say("portal.history.description", {{"unit", name}}), "communes"};
  return visit.site.page(visit, head, "title_history", std::move(view));
}

}  // namespace luytre::portal
