#include "programme/judgement/explain.h"

#include <algorithm>
#include <map>

namespace luytre::judgement {

namespace {

using engine::Outcome;
using engine::Reason;

std::size_t width(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

// Breaks between words. `lead` opens the first line ("  – "); the others are indented as wide, and `further` more.
void add_wrapped(std::vector<std::string>& lines, const std::string& lead, const std::string& text,
                 std::size_t further = 0) {
  std::string line = lead;
  bool is_empty = true;
  std::size_t at = 0;
  while (at <= text.size()) {
    const auto blank = std::min(text.find(' ', at), text.size());
    const auto word = text.substr(at, blank - at);
    if (!is_empty && width(line) + 1 + width(word) > line_width_max) {
      lines.push_back(line);
      line = std::string(width(lead) + further, ' ');
      is_empty = true;
    }
    line += (is_empty ? "" : " ") + word;
    is_empty = false;
    at = blank + 1;
  }
  lines.push_back(line);
}

std::string day_text(Date day, Language language) {
  return language == Language::vi ? day.vietnamese_text() : day.text();
}

std::string decimal_text(const Decimal& value, Language language) {
  return language == Language::vi ? value.reduced().vietnamese_text() : value.reduced().text();
}

std::string mark(bool provisional) { return provisional ? " *" : ""; }

std::string name_of(const Judged& judged, Language language) {
  auto text = judged.number.empty() ? std::string() : judged.number + " ";
  text += in_language(judged.title, language);
  if (!judged.dimension.empty()) text += " (" + say("judgement.dimension." + judged.dimension, language) + ")";
  return text;
}

std::string reference_text(const Judged& judged, Language language) {
  if (judged.reference_document.empty()) return "";
  auto text = judged.reference_document;
  if (!judged.reference_locator.empty()) text += ", " + judged.reference_locator;
  if (judged.is_confirmed) return say("judgement.reference_confirmed", {{"reference", text}}, language);
  const auto confidence = say("judgement.confidence." + std::string(criteria::name_of(judged.confidence)), language);
  return say("judgement.reference_unconfirmed", {{"reference", text}, {"confidence", confidence}}, language);
}

std::string evidence_text(const observations::Observation& evidence, Language language) {
  const auto source = evidence.source.empty() ? say("judgement.no_source", language) : evidence.source;
  return say("judgement.evidence",
             {{"source", source},
              {"date", day_text(evidence.key.as_of, language)},
              {"opinion", opinion_for_people(evidence.key.opinion, language)},
              {"stage", stage_for_people(evidence.stage, language)}},
             language);
}

// One judged thing with everything beneath it, for the detailed view and for what is not met.
void tell(const Judged& judged, const std::string& indent, Language language, bool with_all_parts,
          std::vector<std::string>& lines) {
  auto text = name_of(judged, language) + ": ";
  const bool show_outcome = with_all_parts || judged.outcome != Outcome::not_met;
  if (show_outcome) text += outcome_for_people(judged.outcome, language) + mark(judged.provisional);
  if (judged.outcome == Outcome::not_assessed && judged.reason != Reason::parts_not_assessed) {
    text += " – " + reason_for_people(judged.reason, language);
  } else if (judged.outcome == Outcome::not_applicable) {
    text += " – " + reason_for_people(judged.reason, language);
  }
  const auto compared = comparison(judged, language);
  if (!compared.empty()) text += (show_outcome ? "; " : "") + compared;
  if (!show_outcome) text += mark(judged.provisional);
  add_wrapped(lines, indent, text, 4);
  const auto deeper = indent + "    ";
  if (const auto reference = reference_text(judged, language); !reference.empty()) {
    add_wrapped(lines, deeper, reference);
  }
  if (judged.evidence && judged.parts.empty()) add_wrapped(lines, deeper, evidence_text(*judged.evidence, language));
  if (judged.base_evidence) {
    add_wrapped(lines, deeper,
                say("judgement.base", {{"value", observations::text(judged.base_evidence->value)},
                                       {"date", day_text(judged.base_evidence->key.as_of, language)}}, language));
  }
  for (const auto& part : judged.parts) {
    if (with_all_parts || part.outcome == Outcome::not_met) tell(part, deeper, language, with_all_parts, lines);
  }
}

bool has_observation(const Judged& judged) {
  return judged.evidence.has_value() || std::any_of(judged.parts.begin(), judged.parts.end(), has_observation);
}

// Whether anybody has reported anything that this set asks about.
bool is_anything_observed(const Evaluation& evaluation) {
  for (const auto& criterion : evaluation.criteria) {
    if (std::any_of(criterion.indicators.begin(), criterion.indicators.end(), has_observation)) return true;
  }
  return false;
}

void tell_head(const Evaluation& evaluation, Language language, std::vector<std::string>& lines) {
  const auto& question = evaluation.question;
  lines.push_back(say("judgement.head", {{"unit", evaluation.unit_name}, {"code", question.unit.code},
                                         {"set", in_language(evaluation.set_title, language)}}, language));
  auto basis = say("judgement.basis",
                   {{"date", day_text(question.as_of, language)},
                    {"opinion", opinion_for_people(question.opinion, language)},
                    {"stage", stage_for_people(evaluation.stage, language)},
                    {"known", std::to_string(evaluation.known_at)}}, language);
  if (!evaluation.column.empty()) {
    basis += say(evaluation.column_by_override.empty() ? "judgement.column" : "judgement.column_override",
                 {{"column", evaluation.column}, {"reference", evaluation.column_by_override}}, language);
  }
  add_wrapped(lines, "", basis);
  lines.push_back("");
  if (!is_anything_observed(evaluation)) {  // "0 of 19" would read like a failure
    lines.push_back(say("judgement.result_unobserved",
                        {{"outcome", outcome_for_people(evaluation.outcome, language)}}, language));
    return;
  }
  add_wrapped(lines, "",
              say("judgement.result", {{"outcome", outcome_for_people(evaluation.outcome, language)},
                                       {"provisional", mark(evaluation.provisional)},
                                       {"met", std::to_string(evaluation.criteria_met)},
                                       {"total", std::to_string(evaluation.criteria_total)}}, language));
}

void tell_section(const std::string& heading, std::vector<std::string>& lines) {
  lines.push_back("");
  lines.push_back(heading);
}

void tell_titles(const recognition::TitlesStory& titles, Language language, std::vector<std::string>& lines) {
  tell_section(say("judgement.section.titles", language), lines);
  for (const auto& line : recognition::tell(titles, language)) {
    const auto text = line.find_first_not_of(' ');
    const bool is_bullet = line.compare(text, std::string_view("•").size(), "•") == 0;
    add_wrapped(lines, "  " + line.substr(0, text), line.substr(text), is_bullet ? 2 : 0);
  }
}

// Only where there is a title to lose and something was observed.
void tell_revocation(const Evaluation& evaluation, const recognition::TitlesStory& titles, Language language,
                     std::vector<std::string>& lines) {
  if (titles.held.empty() || !evaluation.revocation || !is_anything_observed(evaluation)) return;
  if (evaluation.revocation->criteria_not_met == 0) return;
  tell_section(say("judgement.section.revocation", language), lines);
  add_wrapped(lines, "  ", recognition::explain(*evaluation.revocation, language));
}

void tell_notices(const Evaluation& evaluation, Language language, std::vector<std::string>& lines) {
  if (evaluation.notices.empty()) return;
  tell_section(say("judgement.section.notices", language), lines);
  for (const auto& notice : evaluation.notices) {
    add_wrapped(lines, "  – ", notice_for_people(notice, language));
  }
}

void tell_not_met(const Evaluation& evaluation, Language language, std::vector<std::string>& lines) {
  bool first = true;
  for (const auto& prerequisite : evaluation.prerequisites) {
    if (prerequisite.outcome != Outcome::not_met) continue;
    if (first) tell_section(say("judgement.section.not_met", language), lines);
    first = false;
    tell(prerequisite, "  ", language, false, lines);
  }
  for (const auto& criterion : evaluation.criteria) {
    if (criterion.outcome != Outcome::not_met) continue;
    if (first) tell_section(say("judgement.section.not_met", language), lines);
    first = false;
    lines.push_back("  " + say("judgement.criterion", {{"number", criterion.number},
                                                       {"title", in_language(criterion.title, language)}}, language));
    for (const auto& indicator : criterion.indicators) {
      if (indicator.outcome != Outcome::not_met || indicator.encouraged) continue;
      tell(indicator, "    ", language, false, lines);
    }
  }
}

// Numbers, each once; with their titles when there are few.
std::string listed(const std::vector<Missing>& open, Language language) {
  constexpr std::size_t titles_shown_max = 6;  // with more of them numbers alone are easier to read
  const bool short_form = open.size() > titles_shown_max;
  std::string text;
  std::string before;
  for (const auto& [judged, number] : open) {
    auto name = name_of(*judged, language);
    if (judged->number.empty() && !number.empty()) name = number + " " + name;
    if (short_form && !number.empty()) name = number;
    if (name == before) continue;
    text += (text.empty() ? "" : short_form ? ", " : "; ") + name;
    before = name;
  }
  return text;
}

void tell_not_assessed(const Evaluation& evaluation, Language language, std::vector<std::string>& lines) {
  std::map<Reason, std::vector<Missing>> by_reason;
  for (const auto& one : missing(evaluation)) by_reason[one.judged->reason].push_back(one);
  if (by_reason.empty()) return;
  tell_section(say("judgement.section.not_assessed", language), lines);
  for (const auto& [reason, open] : by_reason) {
    add_wrapped(lines, "  – ",
                say("judgement.reason_group", {{"reason", reason_for_people(reason, language)},
                                               {"count", std::to_string(open.size())},
                                               {"list", listed(open, language)}}, language));
    if (const auto hint = "judgement.todo." + std::string(engine::name_of(reason)); in_catalogue(hint)) {
      add_wrapped(lines, "    → ", say(hint, language));
    }
  }
}

void tell_criteria(const Evaluation& evaluation, Outcome outcome, const std::string& heading, Language language,
                   std::vector<std::string>& lines) {
  std::string text;
  for (const auto& criterion : evaluation.criteria) {
    if (criterion.outcome != outcome) continue;
    text += (text.empty() ? "" : " · ") + criterion.number + ". " + in_language(criterion.title, language) +
            mark(criterion.provisional);
  }
  if (text.empty()) return;
  tell_section(say(heading, language), lines);
  add_wrapped(lines, "  ", text);
}

void tell_unobserved(const Evaluation& evaluation, Language language, std::vector<std::string>& lines) {
  tell_section(say("judgement.section.values", language), lines);
  int indicators = 0;
  for (const int count : evaluation.indicators_by_outcome) indicators += count;
  add_wrapped(lines, "  ",
              say("judgement.nothing_observed",
                  {{"date", day_text(evaluation.question.as_of, language)},
                   {"opinion", opinion_for_people(evaluation.question.opinion, language)},
                   {"count", std::to_string(indicators)}}, language));
  int unloaded = 0;
  for (const auto& one : missing(evaluation)) unloaded += one.judged->reason == Reason::law_not_loaded ? 1 : 0;
  if (unloaded > 0) {
    add_wrapped(lines, "  ", say("judgement.unloaded", {{"count", std::to_string(unloaded)}}, language));
  }
}

void tell_legend(const Evaluation& evaluation, Language language, std::vector<std::string>& lines) {
  const bool any = evaluation.provisional || std::any_of(evaluation.criteria.begin(), evaluation.criteria.end(),
                                                         [](const JudgedCriterion& one) { return one.provisional; });
  if (!any) return;
  lines.push_back("");
  add_wrapped(lines, "", say("judgement.provisional", language), 2);
}

}  // namespace

std::string comparison(const Judged& judged, Language language) {
  const auto value = value_for_people(judged, language);
  const auto threshold = threshold_for_people(judged, language);
  std::string text = value;
  if (!threshold.empty() && judged.outcome != Outcome::not_applicable) {
    text += (text.empty() ? "" : ", ") + say("judgement.needs", {{"threshold", threshold}}, language);
  }
  if (judged.rule == engine::RuleKind::any_of || judged.rule == engine::RuleKind::all_of) text.clear();
  if (!judged.distance || judged.distance->amount.is_zero()) return text;
  const bool short_of = judged.distance->amount.is_negative();
  const auto amount = short_of ? Decimal::from(-judged.distance->amount.coefficient(), judged.distance->amount.scale())
                               : judged.distance->amount;
  std::string amount_text = decimal_text(amount, language);
  if (!judged.distance->in_numerator_units) {
    const auto unit = "judgement.unit." + judged.unit;
    if (in_catalogue(unit)) amount_text = say(unit, {{"value", amount_text}}, language);
  }
  const std::string code = short_of ? "judgement.short" : "judgement.beyond";
  return text + say(judged.distance->in_numerator_units ? code + "_units" : code, {{"amount", amount_text}}, language);
}

std::vector<std::string> explain(const Evaluation& evaluation, const recognition::TitlesStory& titles,
                                 Language language) {
  std::vector<std::string> lines;
  tell_head(evaluation, language, lines);
  tell_titles(titles, language, lines);
  tell_notices(evaluation, language, lines);
  tell_not_met(evaluation, language, lines);
  if (is_anything_observed(evaluation)) {
    tell_not_assessed(evaluation, language, lines);
  } else {
    tell_unobserved(evaluation, language, lines);
  }
  tell_revocation(evaluation, titles, language, lines);
  tell_criteria(evaluation, Outcome::met, "judgement.section.met", language, lines);
  tell_criteria(evaluation, Outcome::not_applicable, "judgement.section.not_applicable", language, lines);
  tell_legend(evaluation, language, lines);
  return lines;
}

Result<std::vector<std::string>> explain_number(const Evaluation& evaluation, const std::string& number,
                                                Language language) {
  std::vector<std::string> lines;
  for (const auto& criterion : evaluation.criteria) {
    const bool whole = criterion.number == number || criterion.id == number;
    bool headed = false;
    for (const auto& indicator : criterion.indicators) {
      if (!whole && indicator.number != number && indicator.id != number) continue;
      if (!headed) {
        tell_head(evaluation, language, lines);
        tell_section(say("judgement.criterion", {{"number", criterion.number},
                                                 {"title", in_language(criterion.title, language)}}, language), lines);
      }
      headed = true;
      tell(indicator, "  ", language, true, lines);
    }
    if (headed) {
      tell_legend(evaluation, language, lines);
      return lines;
    }
  }
  return refuse("judgement.unknown_indicator", {{"number", number}, {"set", evaluation.question.set}});
}

}  // namespace luytre::judgement
