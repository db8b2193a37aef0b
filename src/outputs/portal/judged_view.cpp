#include "outputs/portal/judged_view.h"

#include <set>

#include "outputs/portal/question.h"
#include "programme/judgement/explain.h"

namespace luytre::portal {
namespace {

using engine::Outcome;
using judgement::Judged;
using judgement::JudgedCriterion;

constexpr std::size_t sources_max = 40;

std::string words(const Visit& visit, const criteria::Bilingual& text) {
  return judgement::in_language(text, visit.language);
}

// "2. Giao thông; 5. Trường học"
std::string listed(const Visit& visit, const judgement::Evaluation& evaluation, Outcome outcome, int& count) {
  std::string list;
  count = 0;
  for (const JudgedCriterion& criterion : evaluation.criteria) {
    if (criterion.outcome != outcome || !criterion.counts) continue;
    list += (list.empty() ? "" : "; ") + criterion.number + ". " + words(visit, criterion.title);
    ++count;
  }
  return list;
}

std::string reference_of(const Visit& visit, const Judged& judged) {
  if (judged.reference_document.empty()) return "";
  std::string text = judged.reference_document;
  if (!judged.reference_locator.empty()) text += ", " + judged.reference_locator;
  const std::string confidence = judged.is_confirmed ? "confirmed" : std::string(criteria::name_of(judged.confidence));
  return visit.say("portal.commune.reference",
                   {{"reference", text}, {"confidence", visit.say("judgement.confidence." + confidence)}});
}

std::string evidence_of(const Visit& visit, const observations::Observation& evidence) {
  const std::string source = evidence.source.empty() ? visit.say("judgement.no_source") : evidence.source;
  return visit.say("judgement.evidence",
                   {{"source", source},
                    {"date", visit.day_words(evidence.key.as_of)},
                    {"opinion", judgement::opinion_for_people(evidence.key.opinion, visit.language)},
                    {"stage", judgement::stage_for_people(evidence.stage, visit.language)}});
}

View indicator_view(const Visit& visit, const Judged& judged, int depth) {
  View view;
  set_text(view, "number", judged.number);
  std::string title = words(visit, judged.title);
  if (!judged.dimension.empty()) title += " (" + visit.say("judgement.dimension." + judged.dimension) + ")";
  view.set("title", title);
  view.set("depth", std::to_string(depth));
  view.set("outcome", std::string(engine::name_of(judged.outcome)));
  view.set("outcome_words", judgement::outcome_for_people(judged.outcome, visit.language));
  set_flag(view, "is_provisional", judged.provisional);
  set_flag(view, "is_encouraged", judged.encouraged);
  set_text(view, "comparison", judgement::comparison(judged, visit.language));
  const bool tells_reason = judged.outcome == Outcome::not_assessed || judged.outcome == Outcome::not_applicable;
  set_text(view, "reason", tells_reason ? judgement::reason_for_people(judged.reason, visit.language) : "");
  set_text(view, "reference", reference_of(visit, judged));
  set_text(view, "evidence", judged.evidence ? evidence_of(visit, *judged.evidence) : "");
  const bool is_made_up = judged.evidence && judged.evidence->is_demonstration;
  set_flag(view, "is_made_up", is_made_up);
  return view;
}

// Parts follow their indicator in one flat list, told apart by depth.
void add_indicators(const Visit& visit, const Judged& judged, int depth, View& list) {
  constexpr int depth_shown_max = 3;
  list.push_back(indicator_view(visit, judged, std::min(depth, depth_shown_max)));
  for (const Judged& part : judged.parts) add_indicators(visit, part, depth + 1, list);
}

View criterion_view(const Visit& visit, const JudgedCriterion& criterion) {
  View view;
  view.set("number", criterion.number);
  view.set("title", words(visit, criterion.title));
  view.set("outcome", std::string(engine::name_of(criterion.outcome)));
  view.set("outcome_words", judgement::outcome_for_people(criterion.outcome, visit.language));
  set_flag(view, "is_provisional", criterion.provisional);
  set_flag(view, "is_key", criterion.is_key_for_revocation);
  set_flag(view, "is_outside", !criterion.counts);
  int met = 0;
  for (const Judged& indicator : criterion.indicators)
    met += indicator.outcome == Outcome::met || indicator.outcome == Outcome::not_applicable ? 1 : 0;
  view.set("summary",
           visit.say("portal.commune.indicators_met",
                     {{"met", std::to_string(met)}, {"total", std::to_string(criterion.indicators.size())}}));
  View indicators = empty_list();
  for (const Judged& indicator : criterion.indicators) add_indicators(visit, indicator, 0, indicators);
  view.set("indicators", indicators);
  return view;
}

void collect(const Judged& judged, std::set<std::string>& documents, std::set<std::string>& sources) {
  if (!judged.reference_document.empty()) documents.insert(judged.reference_document);
  if (judged.evidence && !judged.evidence->source.empty()) sources.insert(judged.evidence->source);
  for (const Judged& part : judged.parts) collect(part, documents, sources);
}

}  // namespace

std::vector<std::string> status_sentences(const Visit& visit, const judgement::Evaluation& evaluation) {
  std::vector<std::string> sentences;
  sentences.push_back(visit.say(
      "portal.commune.status", {{"day", visit.day_words(evaluation.question.as_of)},
                                {"opinion", judgement::opinion_for_people(evaluation.question.opinion, visit.language)},
                                {"unit", name_in_sentence(evaluation.unit_name, visit.language)},
                                {"met", std::to_string(evaluation.criteria_met)},
                                {"total", std::to_string(evaluation.criteria_total)}}));
  int count = 0;
  const std::string not_met = listed(visit, evaluation, Outcome::not_met, count);
  if (count > 0)
    sentences.push_back(visit.say("portal.commune.not_met", {{"count", std::to_string(count)}, {"list", not_met}}));
  const std::string unknown = listed(visit, evaluation, Outcome::not_assessed, count);
  if (count > 0)
    sentences.push_back(
        visit.say("portal.commune.not_assessed", {{"count", std::to_string(count)}, {"list", unknown}}));
  if (evaluation.provisional) sentences.push_back(visit.say("portal.commune.provisional"));
  return sentences;
}

View criteria_view(const Visit& visit, const judgement::Evaluation& evaluation) {
  View criteria = empty_list();
  for (const JudgedCriterion& criterion : evaluation.criteria) criteria.push_back(criterion_view(visit, criterion));
  return criteria;
}

View sources_view(const Visit& visit, const judgement::Evaluation& evaluation) {
  std::set<std::string> documents;
  std::set<std::string> sources;
  for (const Judged& one : evaluation.prerequisites) collect(one, documents, sources);
  for (const JudgedCriterion& criterion : evaluation.criteria)
    for (const Judged& one : criterion.indicators) collect(one, documents, sources);
  View list = empty_list();
  for (const std::string& key : documents) {
    const criteria::Document* document = visit.snapshot->law->document(key);
    list.push_back(View(document == nullptr ? key : key + " – " + words(visit, document->subject)));
  }
  std::size_t count = 0;
  for (const std::string& source : sources)
    if (++count <= sources_max) list.push_back(View(source));
  return list;
}

}  // namespace luytre::portal
