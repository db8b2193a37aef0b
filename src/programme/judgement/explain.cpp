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

// Words that stay on one line with what stands beside them: "≥ 75 %", "đạt *".
std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  bool joins_next = false;
  std::size_t at = 0;
  while (at <= text.size()) {
    const auto blank = std::min(text.find(' ', at), text.size());
    const auto word = text.substr(at, blank - at);
    const bool joins = joins_next || word.starts_with("%") || word.starts_with("*") || word == "·";
    if (joins && !words.empty()) {
      words.back() += " " + word;
    } else {
      words.push_back(word);
    }
    joins_next = word == "≥" || word == "≤" || word == ">" || word == "<" || word == "=" || word == "–";
    at = blank + 1;
  }
  return words;
}

// Breaks between words. `lead` opens the first line ("  – "); the others are indented as wide, and `further` more.
void add_wrapped(std::vector<std::string>& lines, const std::string& lead, const std::string& text,
                 std::size_t further = 0) {
  std::string line = lead;
  bool is_empty = true;
  for (const auto& word : words_of(text)) {
    if (!is_empty && width(line) + 1 + width(word) > line_width_max) {
      lines.push_back(line);
      line = std::string(width(lead) + further, ' ');
      is_empty = true;
    }
    line += (is_empty ? "" : " ") + word;
    is_empty = false;
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

std::string reference_text(const Judged& judged, bool with_confidence, Language language) {
  if (judged.reference_document.empty()) return "";
  auto text = judged.reference_document;
  if (!judged.reference_locator.empty()) text += ", " + judged.reference_locator;
  if (!with_confidence) return say("judgement.reference", {{"reference", text}}, language);
  if (judged.is_confirmed) return say("judgement.reference_confirmed", {{"reference", text}}, language);
  const auto confidence = say("judgement.confidence." + std::string(criteria::name_of(judged.confidence)), language);
  return say("judgement.reference_unconfirmed", {{"reference", text}, {"confidence", confidence}}, language);
}

std::string evidence_text(const observations::Observation& evidence, Language language) {
  auto source = evidence.source.empty() ? say("judgement.no_source", language) : evidence.source;
  if (evidence.is_demonstration) source = say("judgement.demonstration_source", language);
  return say("judgement.evidence",
             {{"source", source},
              {"date", day_text(evidence.key.as_of, language)},
              {"opinion", opinion_for_people(evidence.key.opinion, language)},
              {"stage", stage_for_people(evidence.stage, language)}},
             language);
}

// The headline of one judged thing: outcome, reason, value against limit.
std::string headline(const Judged& judged, const Judged* above, bool with_outcome, Language language) {
  const bool is_dimension = above && !judged.dimension.empty() && above->number == judged.number;
  auto text = is_dimension ? say("judgement.dimension." + judged.dimension, language) : name_of(judged, language);
  const bool show_outcome = with_outcome || judged.outcome != Outcome::not_met;
  std::string rest;
  if (show_outcome) rest = outcome_for_people(judged.outcome, language) + mark(judged.provisional);
  const bool waits = judged.reason == Reason::parts_not_assessed || judged.reason == Reason::parts_not_applicable;
  if (judged.reason != Reason::none && !waits) rest += " – " + reason_for_people(judged.reason, language);
  if (judged.outcome != Outcome::not_applicable) {
    const auto compared = comparison(judged, language);
    if (!compared.empty()) rest += (rest.empty() ? "" : "; ") + compared;
  }
  if (rest.empty()) rest = outcome_for_people(judged.outcome, language);
  if (!show_outcome) rest += mark(judged.provisional);
  return text + ": " + rest;
}

// One judged thing with everything beneath it, for the detailed view and for what is not met.
void tell(const Judged& judged, const Judged* above, const std::string& indent, Language language, bool in_detail,
          std::vector<std::string>& lines) {
  add_wrapped(lines, indent, headline(judged, above, in_detail, language), 4);
  const auto deeper = indent + "    ";
  if (judged.outcome != Outcome::not_applicable) {
    const auto reference = reference_text(judged, in_detail, language);
    const bool is_said = above && reference_text(*above, in_detail, language) == reference;
    if (!reference.empty() && !is_said) add_wrapped(lines, deeper, reference);
    if (judged.evidence && judged.parts.empty()) add_wrapped(lines, deeper, evidence_text(*judged.evidence, language));
  }
  if (judged.base_evidence) {
    add_wrapped(lines, deeper,
                say("judgement.base",
                    {{"value", observations::text(judged.base_evidence->value)},
                     {"date", day_text(judged.base_evidence->key.as_of, language)}},
                    language));
  }
  for (const auto& part : judged.parts) {
    if (in_detail || part.outcome == Outcome::not_met) tell(part, &judged, deeper, language, in_detail, lines);
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
  lines.push_back(say("judgement.head",
                      {{"unit", evaluation.unit_name},
                       {"code", question.unit.code},
                       {"set", in_language(evaluation.set_title, language)}},
                      language));
  auto basis = say("judgement.basis",
                   {{"date", day_text(question.as_of, language)},
                    {"opinion", opinion_for_people(question.opinion, language)},
                    {"stage", stage_for_people(evaluation.stage, language)},
                    {"known", std::to_string(evaluation.known_at)}},
                   language);
  if (!evaluation.column.empty()) {
    basis += say(evaluation.column_by_override.empty() ? "judgement.column" : "judgement.column_override",
                 {{"column", evaluation.column}, {"reference", evaluation.column_by_override}}, language);
  }
  add_wrapped(lines, "", basis);
  lines.push_back("");
  if (!is_anything_observed(evaluation)) {  // "0 of 19" would read like a failure
    lines.push_back(
        say("judgement.result_unobserved", {{"outcome", outcome_for_people(evaluation.outcome, language)}}, language));
    return;
  }
  add_wrapped(lines, "",
              say("judgement.result",
                  {{"outcome", outcome_for_people(evaluation.outcome, language)},
                   {"provisional", mark(evaluation.provisional)},
                   {"met", std::to_string(evaluation.criteria_met)},
                   {"total", std::to_string(evaluation.criteria_total)}},
                  language));
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
    tell(prerequisite, nullptr, "  ", language, false, lines);
  }
  for (const auto& criterion : evaluation.criteria) {
    if (criterion.outcome != Outcome::not_met) continue;
    if (first) tell_section(say("judgement.section.not_met", language), lines);
    first = false;
    lines.push_back("  " + say("judgement.criterion",
                               {{"number", criterion.number}, {"title", in_language(criterion.title, language)}},
                               language));
    for (const auto& indicator : criterion.indicators) {
      if (indicator.outcome != Outcome::not_met || indicator.encouraged) continue;
      tell(indicator, nullptr, "    ", language, false, lines);
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
                say("judgement.reason_group",
                    {{"reason", reason_for_people(reason, language)},
                     {"count", std::to_string(open.size())},
                     {"list", listed(open, language)}},
                    language));
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
                   {"count", std::to_string(indicators)}},
                  language));
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

// Whole things are counted whole: what is missing upwards, what is to spare downwards.
Decimal counted_whole(const Decimal& amount, const Share& share, bool upwards) {
  if (share.numerator.scale() != 0) return amount;
  std::int64_t unit = 1;
  for (int i = 0; i < amount.scale(); ++i) unit *= 10;
  const auto whole = amount.coefficient() / unit;
  return Decimal::of(upwards && amount.coefficient() % unit != 0 ? whole + 1 : whole);
}

// How far from the limit, on which side; "" at the limit, and where there is no distance.
std::string distance_text(const Judged& judged, Language language) {
  if (!judged.distance) return "";
  const bool is_short = judged.distance->amount.is_negative();
  auto amount = judged.distance->amount;
  if (is_short) amount = Decimal::from(-amount.coefficient(), amount.scale());
  const bool in_units = judged.distance->in_numerator_units && judged.share;
  if (in_units) amount = counted_whole(amount, *judged.share, is_short);
  if (amount.is_zero()) return "";
  std::string amount_text = decimal_text(amount, language);
  const auto unit = "judgement.unit." + judged.unit;
  if (!in_units && in_catalogue(unit)) amount_text = say(unit, {{"value", amount_text}}, language);
  const bool lower = engine::direction_of(judged.rule) == engine::Direction::lower;
  const std::string code = std::string("judgement.") + (is_short ? "short" : "beyond") + (lower ? "_lower" : "");
  return say(code, {{"amount", amount_text}}, language);
}

}  // namespace

std::string comparison(const Judged& judged, Language language) {
  const bool is_combination = judged.rule == engine::RuleKind::any_of || judged.rule == engine::RuleKind::all_of ||
                              judged.rule == engine::RuleKind::each_of;
  if (is_combination) return "";
  auto text = value_for_people(judged, language);
  const auto threshold = threshold_for_people(judged, language);
  if (!threshold.empty() && judged.outcome != Outcome::not_applicable) {
    text += (text.empty() ? "" : ", ") + say("judgement.needs", {{"threshold", threshold}}, language);
  }
  return text + distance_text(judged, language);
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
        tell_section(say("judgement.criterion",
                         {{"number", criterion.number}, {"title", in_language(criterion.title, language)}}, language),
                     lines);
      }
      headed = true;
      tell(indicator, nullptr, "  ", language, true, lines);
    }
    if (headed) {
      tell_legend(evaluation, language, lines);
      return lines;
    }
  }
  return refuse("judgement.unknown_indicator", {{"number", number}, {"set", evaluation.question.set}});
}

}  // namespace luytre::judgement
