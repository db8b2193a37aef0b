// How an evaluation is written: as JSON for programs, as words for people.
#include <algorithm>

#include "programme/judgement/evaluation.h"

namespace luytre::judgement {

namespace {

json::value text_or_null(const std::optional<std::string>& text) {
  return text ? json::value(*text) : json::value(nullptr);
}

json::value word_or_null(std::string_view word) { return word.empty() ? json::value(nullptr) : json::value(word); }

json::value reference_of(const Judged& judged) {
  if (judged.reference_document.empty()) return nullptr;
  if (judged.reference_locator.empty()) return json::value(judged.reference_document);
  return json::value(judged.reference_document + ", " + judged.reference_locator);
}

json::value evidence_of(const std::optional<observations::Observation>& observation) {
  if (!observation) return nullptr;
  return json::object{{"observation", observations::text(observation->id)},
                      {"as_of", observation->key.as_of.text()},
                      {"opinion", observations::text(observation->key.opinion)},
                      {"stage", observations::text(observation->stage)},
                      {"value", observations::text(observation->value)},
                      {"source", observation->source},
                      {"event", observation->event},
                      {"demonstration", observation->is_demonstration}};
}

json::object counts_of(const Counts& counts) {
  json::object object;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    object[engine::name_of(static_cast<engine::Outcome>(i))] = counts[i];
  }
  return object;
}

json::object bilingual(const criteria::Bilingual& text) { return {{"vi", text.vi}, {"en", text.en}}; }

json::object to_json(const JudgedCriterion& criterion) {
  json::array indicators;
  for (const auto& indicator : criterion.indicators) indicators.push_back(to_json(indicator));
  return {{"number", criterion.number},
          {"id", criterion.id},
          {"title", bilingual(criterion.title)},
          {"outcome", engine::name_of(criterion.outcome)},
          {"reason", criterion.reason == engine::Reason::none ? json::value(nullptr)
                                                              : json::value(engine::name_of(criterion.reason))},
          {"provisional", criterion.provisional},
          {"counts", criterion.counts},
          {"key_for_revocation", criterion.is_key_for_revocation},
          {"indicators", std::move(indicators)}};
}

json::array notices_of(const Evaluation& evaluation) {
  json::array notices;
  for (const auto& notice : evaluation.notices) {
    notices.push_back(json::object{{"code", notice.code},
                                   {"vi", notice_for_people(notice, Language::vi)},
                                   {"en", notice_for_people(notice, Language::en)}});
  }
  return notices;
}

json::value revocation_of(const Evaluation& evaluation) {
  if (!evaluation.revocation) return nullptr;
  const auto& answer = *evaluation.revocation;
  return json::object{
      {"outcome", recognition::name_of(answer.outcome)},  {"at_risk", answer.at_risk},
      {"criteria_not_met", answer.criteria_not_met},      {"what_if", answer.use.what_if},
      {"vi", recognition::explain(answer, Language::vi)}, {"en", recognition::explain(answer, Language::en)}};
}

void collect_missing(const Judged& judged, const std::string& above, std::vector<Missing>& found) {
  if (judged.outcome != engine::Outcome::not_assessed || judged.encouraged) return;
  const auto& number = judged.number.empty() ? above : judged.number;
  if (judged.parts.empty() || judged.reason != engine::Reason::parts_not_assessed) {
    found.push_back({&judged, number});
    return;
  }
  for (const auto& part : judged.parts) collect_missing(part, number, found);
}

std::string decimal_text(const std::string& text, Language language) {
  if (language == Language::en) return text;
  const auto value = Decimal::parse(text);
  return value ? value->vietnamese_text() : text;
}

std::string with_unit(const std::string& text, const std::string& unit, Language language) {
  if (unit.empty() || unit == "truth" || unit == "grade") return text;
  const auto code = "judgement.unit." + unit;
  return in_catalogue(code) ? say(code, {{"value", text}}, language) : text + " " + unit;
}

}  // namespace

std::vector<Missing> missing(const Evaluation& evaluation) {
  std::vector<Missing> found;
  for (const auto& prerequisite : evaluation.prerequisites) collect_missing(prerequisite, "", found);
  for (const auto& criterion : evaluation.criteria) {
    for (const auto& indicator : criterion.indicators) collect_missing(indicator, indicator.number, found);
  }
  return found;
}

json::object to_json(const Judged& judged) {
  json::object object{{"number", word_or_null(judged.number)},
                      {"id", judged.id},
                      {"title", bilingual(judged.title)},
                      {"rule", engine::name_of(judged.rule)},
                      {"value", text_or_null(judged.value)},
                      {"threshold", text_or_null(judged.threshold)},
                      {"unit", word_or_null(judged.unit)},
                      {"outcome", engine::name_of(judged.outcome)},
                      {"reason", nullptr},
                      {"reference", reference_of(judged)},
                      {"provisional", judged.provisional},
                      {"confidence", criteria::name_of(judged.confidence)},
                      {"confirmed", judged.is_confirmed},
                      {"layer", criteria::name_of(judged.layer)},
                      {"encouraged", judged.encouraged},
                      {"distance", nullptr},
                      {"evidence", evidence_of(judged.evidence)}};
  if (judged.reason != engine::Reason::none) {
    object["reason"] = json::object{{"code", engine::name_of(judged.reason)},
                                    {"vi", reason_for_people(judged.reason, Language::vi)},
                                    {"en", reason_for_people(judged.reason, Language::en)}};
  }
  if (judged.measure) object["measure"] = judged.measure->id;
  if (!judged.dimension.empty()) object["dimension"] = judged.dimension;
  if (judged.share) {
    object["numerator"] = judged.share->numerator.text();
    object["denominator"] = judged.share->denominator.text();
  }
  if (judged.distance) {
    object["distance"] = json::object{{"amount", judged.distance->amount.reduced().text()},
                                      {"in_numerator_units", judged.distance->in_numerator_units}};
  }
  if (judged.base_evidence) object["base"] = evidence_of(judged.base_evidence);
  if (!judged.parts.empty()) {
    json::array parts;
    for (const auto& part : judged.parts) parts.push_back(to_json(part));
    object["parts"] = std::move(parts);
  }
  return object;
}

json::object to_json(const Evaluation& evaluation) {
  const auto& question = evaluation.question;
  json::object basis{{"opinion", observations::text(question.opinion)}, {"stage", nullptr}};
  if (evaluation.stage) basis["stage"] = observations::text(*evaluation.stage);
  json::array criteria;
  for (const auto& criterion : evaluation.criteria) criteria.push_back(to_json(criterion));
  json::array prerequisites;
  for (const auto& prerequisite : evaluation.prerequisites) prerequisites.push_back(to_json(prerequisite));
  json::array lacking;
  for (const auto& [one, number] : missing(evaluation)) {
    lacking.push_back(json::object{{"number", word_or_null(number)},
                                   {"id", one->id},
                                   {"dimension", word_or_null(one->dimension)},
                                   {"measure", one->measure ? json::value(one->measure->id) : json::value(nullptr)},
                                   {"reason", engine::name_of(one->reason)}});
  }
  json::object column{{"class", word_or_null(evaluation.column)},
                      {"by_override", word_or_null(evaluation.column_by_override)}};
  return {{"unit", question.unit.code},
          {"unit_id", question.unit.text()},
          {"unit_name", evaluation.unit_name},
          {"unit_kind", evaluation.unit_kind},
          {"set", question.set},
          {"set_title", bilingual(evaluation.set_title)},
          {"set_hash", evaluation.set_hash},
          {"basis", std::move(basis)},
          {"as_of", question.as_of.text()},
          {"as_known", evaluation.known_at},
          {"year", evaluation.year},
          {"column", std::move(column)},
          {"criteria_met", evaluation.criteria_met},
          {"criteria_total", evaluation.criteria_total},
          {"outcome", engine::name_of(evaluation.outcome)},
          {"provisional", evaluation.provisional},
          {"criteria_by_outcome", counts_of(evaluation.criteria_by_outcome)},
          {"indicators_by_outcome", counts_of(evaluation.indicators_by_outcome)},
          {"notices", notices_of(evaluation)},
          {"revocation", revocation_of(evaluation)},
          {"missing", std::move(lacking)},
          {"prerequisites", std::move(prerequisites)},
          {"criteria", std::move(criteria)}};
}

int digits_that_tell(const Share& share, const std::optional<Decimal>& limit, int digits_min) {
  if (!limit) return digits_min;
  for (int digits = digits_min; digits < Decimal::scale_max; ++digits) {
    if ((percent_rounded(share, digits) <=> *limit) == compare_percent(share, *limit)) return digits;
  }
  return Decimal::scale_max;
}

const std::string& in_language(const criteria::Bilingual& text, Language language) {
  return language == Language::en && !text.en.empty() ? text.en : text.vi;
}

std::string value_for_people(const Judged& judged, Language language) {
  if (judged.share) {
    const auto written = Decimal::parse(judged.threshold.value_or(""));
    const auto limit = written ? std::optional(*written) : std::nullopt;
    const auto percent = decimal_text(percent_text(*judged.share, digits_that_tell(*judged.share, limit, 1)), language);
    const auto parts = decimal_text(judged.share->numerator.text(), language) + "/" +
                       decimal_text(judged.share->denominator.text(), language);
    return parts + " (" + percent + " %)";
  }
  if (!judged.value) return "";
  if (*judged.value == "true" || *judged.value == "false") return say("judgement.truth." + *judged.value, language);
  return with_unit(decimal_text(*judged.value, language), judged.unit, language);
}

std::string threshold_for_people(const Judged& judged, Language language) {
  if (!judged.threshold) return "";
  if (*judged.threshold == "true") return say("judgement.truth.true", language);
  if (judged.rule == engine::RuleKind::between) {
    return with_unit(*judged.threshold, judged.unit, language);
  }
  if (judged.rule == engine::RuleKind::count_at_least) {
    return say("judgement.at_least_parts", {{"count", *judged.threshold}}, language);
  }
  const auto text = with_unit(decimal_text(*judged.threshold, language), judged.unit, language);
  if (judged.rule == engine::RuleKind::grade_at_least || judged.rule == engine::RuleKind::score_bands) {
    return say("judgement.at_least_grade", {{"grade", text}}, language);
  }
  if (judged.rule == engine::RuleKind::growth_at_least) return say("judgement.grown_to", {{"value", text}}, language);
  return judged.symbol.empty() ? text : judged.symbol + " " + text;
}

std::string reason_for_people(engine::Reason reason, Language language) {
  if (reason == engine::Reason::none) return "";
  return say("judgement.reason." + std::string(engine::name_of(reason)), language);
}

std::string opinion_for_people(observations::Opinion opinion, Language language) {
  return say("judgement.opinion." + std::string(observations::text(opinion)), language);
}

std::string stage_for_people(std::optional<observations::Stage> stage, Language language) {
  return say("judgement.stage." + std::string(stage ? observations::text(*stage) : "none"), language);
}

std::string notice_for_people(const Notice& notice, Language language) {
  auto arguments = notice.arguments;
  for (auto& [name, value] : arguments) {
    const auto day = Date::parse(value);
    if (name == "date" && day && language == Language::vi) value = day->vietnamese_text();
  }
  auto text = say("judgement.notice." + notice.code, arguments, language);
  if (!notice.detail.is_empty()) text += " " + in_language(notice.detail, language);
  return text;
}

std::string outcome_for_people(engine::Outcome outcome, Language language) {
  return say("judgement.outcome." + std::string(engine::name_of(outcome)), language);
}

}  // namespace luytre::judgement
