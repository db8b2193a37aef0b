// An estimate as the API answers it: every value with its range, its method, and what it was made from.
#include <algorithm>

#include "programme/reorganisation/estimate.h"
#include "programme/units/unit_answers.h"

namespace luytre::reorganisation {

namespace {

using engine::Operand;

constexpr int digits_shown = 2;

json::object bilingual(std::string_view code, const Arguments& arguments = {}) {
  return {{"vi", say(code, arguments, Language::vi)}, {"en", say(code, arguments, Language::en)}};
}

json::object bilingual(const criteria::Bilingual& text) { return {{"vi", text.vi}, {"en", text.en}}; }

json::value text_or_null(const std::string& text) { return text.empty() ? json::value(nullptr) : json::value(text); }

json::value share_value(const std::optional<Share>& share) {
  if (!share) return nullptr;
  return json::object{{"numerator", share->numerator.text()}, {"denominator", share->denominator.text()}};
}

// "71.20", "true", the label of a grade. A value that was not written so is shown rounded.
std::string text_of(const Operand& value, const criteria::Measure& measure) {
  const int digits = std::max(measure.scale, digits_shown);
  if (value.share) return percent_text(*value.share, digits);
  if (measure.kind == criteria::MeasureKind::truth) return value.value.is_zero() ? "false" : "true";
  if (measure.kind == criteria::MeasureKind::grade) {
    const auto rank = static_cast<std::size_t>(value.value.coefficient());
    return rank < measure.grades.size() ? measure.grades[rank] : "";
  }
  return (value.value.scale() > digits ? rounded(value.value, digits) : value.value).text();
}

json::value value_or_null(const Operand& value, const criteria::Measure& measure) {
  return value.is_present() ? json::value(text_of(value, measure)) : json::value(nullptr);
}

class View {
 public:
  explicit View(const Estimate& estimate) : estimate_(estimate) {}

  json::object indicator(const judgement::Judged& judged) const {
    json::object object{{"number", text_or_null(judged.number)},
                        {"id", judged.id},
                        {"title", bilingual(judged.title)},
                        {"rule", engine::name_of(judged.rule)},
                        {"dimension", text_or_null(judged.dimension)},
                        {"threshold", judged.threshold ? json::value(*judged.threshold) : json::value(nullptr)},
                        {"symbol", judged.symbol},
                        {"unit", text_or_null(judged.unit)},
                        {"estimated_outcome", engine::name_of(judged.outcome)},
                        {"reason", reason(judged)},
                        {"encouraged", judged.encouraged},
                        {"provisional", judged.provisional},
                        {"measure", nullptr}};
    if (const auto* value = value_of(judged)) add_value(object, *judged.measure, *value);
    if (!judged.parts.empty()) {
      json::array parts;
      for (const auto& part : judged.parts) parts.push_back(indicator(part));
      object["parts"] = std::move(parts);
    }
    return object;
  }

 private:
  const EstimatedValue* value_of(const judgement::Judged& judged) const {
    if (judged.measure == nullptr) return nullptr;
    const auto found = estimate_.values.find({judged.measure->id, judged.dimension});
    return found == estimate_.values.end() ? nullptr : &found->second;
  }

  static void add_value(json::object& object, const criteria::Measure& measure, const EstimatedValue& value) {
    json::array from;
    for (const PartSaid& said : value.parts) {
      json::object one{{"unit", said.unit->id.text()},
                       {"value", value_or_null(said.value, measure)},
                       {"share", share_value(said.value.share)},
                       {"as_of", said.evidence ? json::value(said.evidence->key.as_of.text()) : json::value(nullptr)},
                       {"missing", nullptr}};
      if (!said.value.is_present()) one["missing"] = engine::name_of(said.value.missing);
      from.push_back(std::move(one));
    }
    object["measure"] = measure.id;
    object["method"] = name_of(value.bounds.method);
    object["method_words"] = bilingual("reorganisation.method." + std::string(name_of(value.bounds.method)));
    object["low"] = value_or_null(value.bounds.low, measure);
    object["high"] = value_or_null(value.bounds.high, measure);
    object["from"] = std::move(from);
  }

  // Why nothing could be estimated, or null.
  json::value reason(const judgement::Judged& judged) const {
    if (judged.outcome != engine::Outcome::not_assessed) return nullptr;
    std::string own;
    const auto* value = value_of(judged);
    if (value != nullptr && !estimate_.parts.unresolved.empty()) own = "predecessor_unknown";
    if (value != nullptr && own.empty() && value->bounds.doubt == Doubt::parts_disagree) own = "parts_disagree";
    if (value != nullptr && own.empty() && value->bounds.is_known() && judged.reason == engine::Reason::value_unusable)
      own = "bounds_disagree";
    if (!own.empty()) {
      json::object words = bilingual("reorganisation.reason." + own);
      words["code"] = own;
      return words;
    }
    return json::object{{"code", engine::name_of(judged.reason)},
                        {"vi", judgement::reason_for_people(judged.reason, Language::vi)},
                        {"en", judgement::reason_for_people(judged.reason, Language::en)}};
  }

  const Estimate& estimate_;
};

json::array from_value(const Estimate& estimate) {
  json::array from;
  for (const Part& part : estimate.parts.parts) {
    json::object one = units::brief_value(*part.unit, part.last_day);
    one["part"] = units::word(part.link->part);
    one["last_day"] = part.last_day.text();
    one["fraction"] = share_value(part.fraction);
    one["weight"] = part.weight ? json::value(part.weight->text()) : json::value(nullptr);
    one["weight_source"] = text_or_null(part.weight_source);
    from.push_back(std::move(one));
  }
  return from;
}

json::object counts_value(const judgement::Evaluation& evaluation) {
  json::object counts{{"total", evaluation.criteria_total}};
  for (std::size_t i = 0; i < engine::outcome_count; ++i) {
    counts[engine::name_of(static_cast<engine::Outcome>(i))] = evaluation.criteria_by_outcome[i];
  }
  return counts;
}

}  // namespace

json::object to_json(const Estimate& estimate) {
  const auto& evaluation = estimate.evaluation;
  const View view(estimate);
  json::array criteria;
  for (const auto& criterion : evaluation.criteria) {
    json::array indicators;
    for (const auto& indicator : criterion.indicators) indicators.push_back(view.indicator(indicator));
    criteria.push_back(json::object{{"number", criterion.number},
                                    {"id", criterion.id},
                                    {"title", bilingual(criterion.title)},
                                    {"counts", criterion.counts},
                                    {"estimated_outcome", engine::name_of(criterion.outcome)},
                                    {"indicators", std::move(indicators)}});
  }
  json::array prerequisites;
  for (const auto& one : evaluation.prerequisites) prerequisites.push_back(view.indicator(one));
  json::array notices;
  for (const auto& notice : evaluation.notices) {
    notices.push_back(json::object{{"code", notice.code},
                                   {"vi", judgement::notice_for_people(notice, Language::vi)},
                                   {"en", judgement::notice_for_people(notice, Language::en)}});
  }
  json::array unresolved;
  for (const auto* link : estimate.parts.unresolved) {
    unresolved.push_back(json::object{{"code", link->from_code}, {"name", link->from_name}});
  }
  return {
      {"basis", "estimate"},
      {"label",
       bilingual("reorganisation.estimate.label",
                 {{"unit", evaluation.unit_name},
                  {"weights", catalogue_word("reorganisation.weights." + std::string(name_of(estimate.weights)))}})},
      {"unit", evaluation.question.unit.text()},
      {"code", evaluation.question.unit.code},
      {"name", evaluation.unit_name},
      {"set", evaluation.question.set},
      {"set_title", bilingual(evaluation.set_title)},
      {"set_hash", evaluation.set_hash},
      {"as_of", evaluation.question.as_of.text()},
      {"as_known", evaluation.known_at},
      {"opinion", observations::text(evaluation.question.opinion)},
      {"weights", name_of(estimate.weights)},
      {"made_on", estimate.parts.made_on.text()},
      {"from", from_value(estimate)},
      {"unresolved", std::move(unresolved)},
      {"estimated_outcome", engine::name_of(evaluation.outcome)},
      {"provisional", evaluation.provisional},
      {"estimated_criteria", counts_value(evaluation)},
      {"prerequisites", std::move(prerequisites)},
      {"criteria", std::move(criteria)},
      {"notices", std::move(notices)}};
}

}  // namespace luytre::reorganisation
