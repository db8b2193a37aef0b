#include "programme/recognition/titles_story.h"

#include <algorithm>

namespace luytre::recognition {

namespace {

std::vector<const TitleFact*> facts_by(const TitleRegister& titles, const units::Unit& unit, Date as_of) {
  std::vector<const TitleFact*> known;
  for (const auto& fact : titles.facts_of(unit.id.text())) {
    if (fact.effective_from() <= as_of) known.push_back(&fact);
  }
  return known;
}

std::string day_text(Date day, Language language) {
  return language == Language::vi ? day.vietnamese_text() : day.text();
}

std::string title_text(Title title, Language language) {
  return say("recognition.title." + std::string(name_of(title)), language);
}

// The newest fact of each title, when it gives the title.
std::vector<const TitleFact*> held_of(const std::vector<const TitleFact*>& facts) {
  std::vector<const TitleFact*> held;
  for (const auto title : all_titles) {
    const TitleFact* last = nullptr;
    for (const auto* fact : facts) {
      if (fact->title == title && fact->decides()) last = fact;
    }
    if (last && last->standing != Standing::revoked) held.push_back(last);
  }
  return held;
}

void add_predecessors(TitlesStory& story, const TitleRegister& titles, const units::Register& units) {
  for (const auto& relative : units.lineage(*story.unit).predecessors) {
    if (!relative.link || relative.link->day > story.as_of || relative.link->is_continuation()) continue;
    if (relative.depth == 1) {
      story.is_merged = true;
      story.merged_on = std::max(story.merged_on, relative.link->day);
    }
    story.predecessors.push_back(
        {relative.unit, relative.link->part == units::Part::partial, facts_by(titles, *relative.unit, story.as_of)});
  }
}

void tell_predecessors(const TitlesStory& story, Language language, std::vector<std::string>& lines) {
  const bool any = std::any_of(story.predecessors.begin(), story.predecessors.end(),
                               [](const PredecessorTitles& one) { return !one.facts.empty(); });
  if (any) lines.push_back(say("recognition.story.predecessors_held", language));
  std::string silent;
  int silent_count = 0;
  for (const auto& one : story.predecessors) {
    const auto name = one.unit->last().name + (one.is_partial ? say("recognition.story.part", language) : "");
    if (one.facts.empty()) {
      ++silent_count;
      silent += (silent.empty() ? "" : ", ") + name;
    }
    for (const auto* fact : one.facts) {
      lines.push_back("  • " + name + ": " + sentence(*fact, language));
      lines.push_back("    " + say("recognition.source", {{"source", fact->source_url}}, language));
    }
  }
  if (silent_count > 0) {
    lines.push_back(say("recognition.story.predecessors_unknown",
                        {{"count", std::to_string(silent_count)}, {"names", silent}}, language));
  }
}

}  // namespace

TitlesStory titles_of(const TitleRegister& titles, const units::Register& units, const units::Unit& unit, Date as_of) {
  TitlesStory story;
  story.unit = &unit;
  story.as_of = as_of;
  story.merged_on = Date::from_days(0);
  story.facts = facts_by(titles, unit, as_of);
  story.held = held_of(story.facts);
  for (const auto& fact : titles.quoted_of(unit.id.text())) {
    if (fact.date <= as_of) story.quoted.push_back(&fact);
  }
  add_predecessors(story, titles, units);
  story.recognised_since_merger = story.is_merged && !story.held.empty();
  std::vector<std::string> unit_and_above{unit.id.text()};
  for (const auto* above : units.ancestors(unit, as_of)) unit_and_above.push_back(above->id.text());
  story.complete_by = titles.holds(unit_and_above, {Title::ntm, std::nullopt, "", as_of}).coverage;
  return story;
}

std::string sentence(const QuotedFact& fact, Language language) {
  std::string words;
  for (const auto* part : {&fact.value, &fact.status, &fact.note}) {
    if (part->empty() || words.find(*part) != std::string::npos) continue;
    words += (words.empty() ? "" : "; ") + *part;
  }
  if (words.empty()) words = fact.kind;
  if (!fact.decision.empty()) words += " (" + fact.decision + ")";
  return say("recognition.quoted", {{"about", fact.about}, {"date", day_text(fact.date, language)}, {"words", words}},
             language);
}

std::string sentence(const TitleFact& fact, Language language) {
  const auto day = day_text(fact.signed_on(), language);
  std::string year;
  if (fact.achievement_year) {
    year = say("recognition.fact.year", {{"year", std::to_string(*fact.achievement_year)}}, language);
  }
  std::string decision;
  if (!fact.decision.empty()) {
    decision = say("recognition.fact.decision", {{"decision", fact.decision}, {"date", day}}, language);
  }
  if (fact.effective_from() != fact.signed_on()) {
    decision += say("recognition.fact.in_force", {{"date", day_text(fact.effective_from(), language)}}, language);
  }
  std::string code = "recognition.fact." + std::string(name_of(fact.standing));
  std::string value = fact.value;
  if (fact.standing == Standing::recognised && fact.decision.empty()) code = "recognition.fact.stated";
  if (fact.standing == Standing::considered_by_council && !value.empty()) {
    value = say("recognition.fact.value", {{"value", value}}, language);
  }
  return say(code,
             {{"title", title_text(fact.title, language)},
              {"year", year},
              {"decision", decision},
              {"value", value},
              {"date", day}},
             language);
}

std::vector<std::string> tell(const TitlesStory& story, Language language) {
  std::vector<std::string> lines;
  for (const auto* fact : story.held) {
    lines.push_back(say("recognition.story.holds", {{"title", title_text(fact->title, language)}}, language));
  }
  for (const auto* fact : story.facts) {
    lines.push_back("  • " + sentence(*fact, language));
    lines.push_back("    " + say("recognition.source", {{"source", fact->source_url}}, language));
  }
  if (story.is_merged && !story.recognised_since_merger) {
    lines.insert(lines.begin(), say("recognition.story.not_assessed_since_merger",
                                    {{"date", day_text(story.merged_on, language)}}, language));
  }
  if (story.is_merged) {
    tell_predecessors(story, language, lines);
  } else if (story.facts.empty() && story.complete_by) {
    lines.push_back(say("recognition.story.complete_none", {{"source", story.complete_by->source}}, language));
  } else if (story.facts.empty()) {
    lines.push_back(say("recognition.story.nothing_known", language));
  }
  if (!story.quoted.empty()) lines.push_back(say("recognition.story.quoted", language));
  for (const auto* fact : story.quoted) {
    lines.push_back("  • " + sentence(*fact, language));
    lines.push_back("    " + say("recognition.source", {{"source", fact->source_url}}, language));
  }
  return lines;
}

json::object to_json(const TitleFact& fact) {
  json::object object{{"unit", fact.unit},
                      {"title", name_of(fact.title)},
                      {"standing", name_of(fact.standing)},
                      {"set", fact.set.empty() ? json::value(nullptr) : json::value(fact.set)},
                      {"set_hash", fact.set_hash.empty() ? json::value(nullptr) : json::value(fact.set_hash)},
                      {"achievement_year", nullptr},
                      {"decision_date", nullptr},
                      {"decision", fact.decision.empty() ? json::value(nullptr) : json::value(fact.decision)},
                      {"in_force", fact.effective_from().text()},
                      {"document", fact.document.empty() ? json::value(nullptr) : json::value(fact.document)},
                      {"stated_on", fact.stated_on.text()},
                      {"value", fact.value.empty() ? json::value(nullptr) : json::value(fact.value)},
                      {"words", fact.words},
                      {"source_url", fact.source_url},
                      {"trust", fact.trust},
                      {"event", fact.event}};
  if (fact.achievement_year) object["achievement_year"] = *fact.achievement_year;
  if (fact.decision_date) object["decision_date"] = fact.decision_date->text();
  return object;
}

json::object to_json(const TitlesStory& story) {
  json::array held;
  for (const auto* fact : story.held) held.push_back(json::value(std::string(name_of(fact->title))));
  json::array facts;
  for (const auto* fact : story.facts) facts.push_back(to_json(*fact));
  json::array quoted;
  for (const auto* fact : story.quoted) {
    quoted.push_back(json::object{{"date", fact->date.text()},
                                  {"kind", fact->kind},
                                  {"about", fact->about},
                                  {"status", fact->status},
                                  {"value", fact->value},
                                  {"note", fact->note},
                                  {"source_url", fact->source_url},
                                  {"trust", fact->trust}});
  }
  json::array predecessors;
  for (const auto& one : story.predecessors) {
    json::array of_one;
    for (const auto* fact : one.facts) of_one.push_back(to_json(*fact));
    predecessors.push_back(json::object{{"unit", one.unit->id.text()},
                                        {"name", one.unit->last().name},
                                        {"is_partial", one.is_partial},
                                        {"facts", std::move(of_one)}});
  }
  json::object object{{"unit", story.unit->id.text()},
                      {"name", story.unit->nearest(story.as_of).name},
                      {"as_of", story.as_of.text()},
                      {"holds", std::move(held)},
                      {"complete", story.complete_by != nullptr},
                      {"merged_on", nullptr},
                      {"not_assessed_since_merger", story.is_merged && !story.recognised_since_merger},
                      {"facts", std::move(facts)},
                      {"quoted", std::move(quoted)},
                      {"predecessors", std::move(predecessors)}};
  if (story.is_merged) object["merged_on"] = story.merged_on.text();
  return object;
}

}  // namespace luytre::recognition
