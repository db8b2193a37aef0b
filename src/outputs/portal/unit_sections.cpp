#include "outputs/portal/unit_sections.h"

#include <algorithm>
#include <map>

#include "outputs/portal/question.h"
#include "outputs/portal/series_view.h"
#include "programme/judgement/explain.h"
#include "programme/recognition/titles_story.h"
#include "programme/villages/villages_of.h"

namespace luytre::portal {
namespace {

using engine::Outcome;
using judgement::Judged;

std::string title_of(const Visit& visit, const Judged& judged) {
  std::string title = judged.number.empty() ? "" : judged.number + " ";
  title += judgement::in_language(judged.title, visit.language);
  if (!judged.dimension.empty()) title += " (" + visit.say("judgement.dimension." + judged.dimension) + ")";
  return title;
}

// The parts that keep it from being met rather than the whole.
void add_not_met(const Visit& visit, const Judged& judged, View& list) {
  const bool has_failed_parts = std::any_of(judged.parts.begin(), judged.parts.end(),
                                            [](const Judged& part) { return part.outcome == Outcome::not_met; });
  if (has_failed_parts) {
    for (const Judged& part : judged.parts)
      if (part.outcome == Outcome::not_met) add_not_met(visit, part, list);
    return;
  }
  View view;
  view.set("title", title_of(visit, judged));
  set_text(view, "gap", judgement::comparison(judged, visit.language));
  set_flag(view, "is_provisional", judged.provisional);
  std::string reference = judged.reference_document;
  if (!judged.reference_locator.empty()) reference += ", " + judged.reference_locator;
  set_text(view, "reference", reference);
  list.push_back(view);
}

View unmet_view(const Visit& visit, const judgement::JudgedCriterion& criterion) {
  View view;
  view.set("number", criterion.number);
  view.set("title", judgement::in_language(criterion.title, visit.language));
  set_flag(view, "is_provisional", criterion.provisional);
  View indicators = empty_list();
  for (const Judged& one : criterion.indicators)
    if (one.outcome == Outcome::not_met && !one.encouraged) add_not_met(visit, one, indicators);
  view.set("indicators", indicators);
  return view;
}

// "Bản Chang: thôn đạt chuẩn nông thôn mới".
std::string village_titles(const Visit& visit, const villages::VillageStanding& told) {
  std::string words;
  for (const auto& title : told.titles)
    if (title.is_held)
      words += (words.empty() ? "" : ", ") +
               visit.say("portal.history.ladder." + std::string(name_of(title.title->registration.ladder)));
  return words;
}

}  // namespace

void add_distance(const Visit& visit, const judgement::Evaluation& evaluation, View& view) {
  View unmet = empty_list();
  int count = 0;
  for (const auto& criterion : evaluation.criteria) {
    if (criterion.outcome != Outcome::not_met) continue;
    unmet.push_back(unmet_view(visit, criterion));
    ++count;
  }
  view.set("unmet", unmet);
  set_flag(view, "has_unmet", count > 0);
  view.set("unmet_count", std::to_string(count));
  std::map<engine::Reason, std::pair<int, std::string>> reasons;
  for (const judgement::Missing& missing : judgement::missing(evaluation)) {
    auto& [of_reason, names] = reasons[missing.judged->reason];
    ++of_reason;
    names += (names.empty() ? "" : "; ") + (missing.number.empty() ? "" : missing.number + " ") +
             judgement::in_language(missing.judged->title, visit.language);
  }
  View unassessed = empty_list();
  for (const auto& [reason, told] : reasons) {
    View one;
    one.set("reason", judgement::reason_for_people(reason, visit.language));
    one.set("count", std::to_string(told.first));
    one.set("names", told.second);
    unassessed.push_back(one);
  }
  view.set("unassessed", unassessed);
  set_flag(view, "has_unassessed", !reasons.empty());
  set_flag(view, "has_distance", count > 0 || !reasons.empty());
}

Done add_criteria_series(const Visit& visit, const units::Unit& unit, const judgement::Question& question,
                         const std::string& path, View& view) {
  const auto series = criteria_series(visit, unit, question);
  if (!series) return pass_on(series);
  Parameters parameters{{"ngay", visit.day.text()}, {"bo", question.set}};
  if (question.opinion != observations::Opinion::self)
    parameters.emplace_back("y-kien", std::string(observations::text(question.opinion)));
  const std::string heading = visit.say("portal_people.series.criteria");
  View list = empty_list();
  list.push_back(series_view(visit, **series, "chuoi", heading, heading, visit.link(path + "/chuoi.csv", parameters)));
  view.set("series", list);
  return {};
}

void add_village_list(const Visit& visit, const units::Unit& unit, const std::string& path, View& view) {
  View list = empty_list();
  std::int64_t count = 0;
  if (unit.level == units::Level::commune) {
    const auto& snapshot = *visit.snapshot;
    for (const auto& told : villages::villages_of(*snapshot.villages, *snapshot.units, unit, visit.day)) {
      View one;
      one.set("name", told.version->name);
      one.set("address", visit.link(path + "/thon/" + told.village->id));
      set_text(one, "titles", village_titles(visit, told));
      set_flag(one, "is_unsettled", told.standing.settlement != villages::Settlement::settled);
      list.push_back(one);
      ++count;
    }
  }
  view.set("villages", list);
  set_flag(view, "has_village_list", count > 0);
  view.set("village_count", visit.number(count));
}

void add_parts(const Visit& visit, const units::Unit& unit, View& view) {
  View list = empty_list();
  std::int64_t count = 0;
  if (unit.level != units::Level::commune) {
    for (const units::Unit* part : visit.snapshot->units->descendants(&unit, visit.day, units::Level::commune)) {
      const auto story = recognition::titles_of(*visit.snapshot->titles, *visit.snapshot->units, *part, visit.day);
      std::string held;
      for (const auto* fact : story.held)
        held += (held.empty() ? "" : ", ") + visit.say("recognition.title." + std::string(name_of(fact->title)));
      View one;
      one.set("name", part->nearest(visit.day).name);
      one.set("address", visit.unit_link(*part, visit.day));
      set_text(one, "held", held);
      list.push_back(one);
      ++count;
    }
  }
  view.set("parts", list);
  set_flag(view, "has_parts", count > 0);
  view.set("part_count", visit.number(count));
}

}  // namespace luytre::portal
