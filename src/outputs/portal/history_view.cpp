#include "outputs/portal/history_view.h"

#include <algorithm>

namespace luytre::portal {
namespace {

View fact_view(const Visit& visit, const recognition::TitleFact& fact) {
  View view;
  view.set("sentence", recognition::sentence(fact, visit.language));
  const bool is_address = fact.source_url.rfind("http", 0) == 0;
  set_text(view, "source_url", is_address ? fact.source_url : "");
  return view;
}

View relative_view(const Visit& visit, const units::Relative& relative, Date on) {
  const units::Unit& unit = *relative.unit;
  View view;
  view.set("name", unit.nearest(on).name);
  view.set("address", visit.unit_link(unit, on));
  view.set("life", life_words(visit, unit));
  set_flag(view, "is_partial", relative.link->part == units::Part::partial);
  set_flag(view, "is_indirect", relative.depth > 1);
  view.set("day", visit.day_words(relative.link->day));
  set_text(view, "decision", relative.link->decision);
  return view;
}

}  // namespace

std::string life_words(const Visit& visit, const units::Unit& unit) {
  const Interval life = unit.life();
  const std::string from = visit.day_words(life.from);
  if (life.to.is_open_end()) return visit.say("units.said.life_open", {{"from", from}});
  return visit.say("units.said.life", {{"from", from}, {"to", visit.day_words(life.to)}});
}

void add_titles(const Visit& visit, const recognition::TitlesStory& story, View& view) {
  View held = empty_list();
  for (const auto* fact : story.held)
    held.push_back(View(visit.say("recognition.title." + std::string(name_of(fact->title)))));
  set_flag(view, "has_held", !held.is_empty_list());
  view.set("held", held);
  View facts = empty_list();
  for (const auto* fact : story.facts) facts.push_back(fact_view(visit, *fact));
  set_flag(view, "has_title_facts", !facts.is_empty_list());
  view.set("title_facts", facts);
  std::string note;
  if (story.is_merged && !story.recognised_since_merger) {
    note = visit.say("recognition.story.not_assessed_since_merger", {{"date", visit.day_words(story.merged_on)}});
  } else if (story.facts.empty() && story.complete_by != nullptr) {
    note = visit.say("recognition.story.complete_none", {{"source", story.complete_by->source}});
  } else if (story.facts.empty()) {
    note = visit.say("recognition.story.nothing_known");
  }
  set_text(view, "titles_note", note);
}

void add_lineage(const Visit& visit, const units::Unit& unit, const recognition::TitlesStory& story, View& view) {
  const units::Lineage lineage = visit.snapshot->units->lineage(unit);
  View predecessors = empty_list();
  for (const units::Relative& relative : lineage.predecessors) {
    if (relative.unit == &unit) continue;
    View one = relative_view(visit, relative, relative.link->from_until.plus_days(-1));
    View titles = empty_list();
    for (const auto& predecessor : story.predecessors) {
      if (predecessor.unit != relative.unit) continue;
      for (const auto* fact : predecessor.facts) titles.push_back(fact_view(visit, *fact));
    }
    set_flag(one, "has_titles", !titles.is_empty_list());
    one.set("titles", titles);
    predecessors.push_back(one);
  }
  set_flag(view, "has_predecessors", !predecessors.is_empty_list());
  view.set("predecessors", predecessors);
  const bool is_silent = std::none_of(story.predecessors.begin(), story.predecessors.end(),
                                      [](const auto& one) { return !one.facts.empty(); });
  set_flag(view, "are_predecessors_silent", is_silent);
  View successors = empty_list();
  for (const units::Relative& relative : lineage.successors)
    if (relative.unit != &unit) successors.push_back(relative_view(visit, relative, relative.link->day));
  set_flag(view, "has_successors", !successors.is_empty_list());
  view.set("successors", successors);
  View unresolved = empty_list();
  for (const units::Link* link : lineage.unresolved)
    unresolved.push_back(View(link->from_name + " (" + link->from_code + ") → " + link->to_name + " (" + link->to_code +
                              "), " + visit.day_words(link->day)));
  set_flag(view, "has_unresolved", !unresolved.is_empty_list());
  view.set("unresolved", unresolved);
}

}  // namespace luytre::portal
