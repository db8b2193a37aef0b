#include "programme/criteria/describe.h"

#include <map>

#include "programme/criteria/compile.h"

namespace luytre::criteria {

namespace {

json::value text_or_null(const std::string& text) { return text.empty() ? json::value() : json::value(text); }

json::value to_json(const Bilingual& text) {
  if (text.is_empty()) return nullptr;
  return json::object{{"vi", text.vi}, {"en", text.en}};
}

json::value to_json(const Reference& reference) {
  return json::object{{"document", reference.document}, {"locator", reference.locator}};
}

json::value texts(const std::vector<std::string>& list) {
  json::array array;
  for (const std::string& text : list) array.push_back(json::value(text));
  return array;
}

json::value to_json(const Interval& days) {
  return json::object{{"from", days.from.text()}, {"to", text_or_null(days.to.text())}};
}

std::string_view state_of(const Threshold& row) {
  switch (row.state) {
    case ThresholdState::unknown:
      return "unknown";
    case ThresholdState::not_applicable:
      return "not_applicable";
    case ThresholdState::known:
      break;
  }
  return "known";
}

json::value to_json(const Threshold& row) {
  json::object object{{"class", row.column},
                      {"from", row.from.text()},
                      {"layer", name_of(row.layer)},
                      {"state", state_of(row)},
                      {"value", row.state == ThresholdState::known ? json::value(row.text) : json::value()},
                      {"confidence", name_of(row.confidence)}};
  if (row.year) object["year"] = *row.year;
  if (!row.dimension.empty()) object["dimension"] = row.dimension;
  if (row.reference) object["reference"] = to_json(*row.reference);
  if (!row.doubt.is_empty()) object["doubt"] = to_json(row.doubt);
  return object;
}

json::object to_json(const RuleNode& rule) {
  json::object object{{"id", rule.id},
                      {"number", text_or_null(rule.number)},
                      {"title", to_json(rule.title)},
                      {"rule", engine::name_of(rule.kind)},
                      {"measure", text_or_null(rule.measure)},
                      {"unit", text_or_null(rule.unit)}};
  if (rule.reference) object["reference"] = to_json(*rule.reference);
  if (rule.confidence) object["confidence"] = name_of(*rule.confidence);
  if (rule.delegated) object["delegated"] = name_of(*rule.delegated);
  if (rule.number_is_provisional) object["number_is_provisional"] = true;
  if (!rule.doubt.is_empty()) object["doubt"] = to_json(rule.doubt);
  json::array thresholds;
  for (const Threshold& row : rule.thresholds) thresholds.push_back(to_json(row));
  object["thresholds"] = std::move(thresholds);
  if (!rule.parts.empty()) {
    json::array parts;
    for (const RuleNode& part : rule.parts) parts.push_back(to_json(part));
    object["parts"] = std::move(parts);
  }
  return object;
}

json::value to_json(const std::optional<Decimal>& number) {
  return number ? json::value(number->text()) : json::value();
}

json::value to_json(const Satisfaction& satisfaction) {
  return json::object{{"overall_at_least", to_json(satisfaction.overall_at_least)},
                      {"overall_more_than", to_json(satisfaction.overall_more_than)},
                      {"each_content_at_least", to_json(satisfaction.each_content_at_least)},
                      {"each_unit_at_least", to_json(satisfaction.each_unit_at_least)},
                      {"coverage_at_least", to_json(satisfaction.coverage_at_least)},
                      {"coverage_more_than", to_json(satisfaction.coverage_more_than)},
                      {"reference", to_json(satisfaction.reference)},
                      {"confidence", name_of(satisfaction.confidence)}};
}

json::value to_json(const RuleValidity& validity) {
  const bool ends = validity.days.to != Date::open_end();
  return json::object{{"from", validity.days.from.text()},
                      {"to", ends ? json::value(validity.days.to.text()) : json::value()},
                      {"reference", to_json(validity.reference)},
                      {"confidence", name_of(validity.confidence)},
                      {"note", to_json(validity.note)}};
}

json::value to_json(const RevocationRule& rule) {
  json::array grounds;
  for (const RevocationGround& ground : rule.any_of) {
    grounds.push_back(json::object{{"criteria_not_met_at_least", to_json(ground.criteria_not_met_at_least)},
                                   {"criteria_not_met_below", to_json(ground.criteria_not_met_below)},
                                   {"needs_key_criterion", ground.needs_key_criterion},
                                   {"children_revoked_at_least", to_json(ground.children_revoked_at_least)},
                                   {"reference", to_json(ground.reference)},
                                   {"confidence", name_of(ground.confidence)}});
  }
  return json::object{{"key_criteria", texts(rule.key_criteria)},
                      {"any_of", std::move(grounds)},
                      {"in_force", rule.in_force ? to_json(*rule.in_force) : json::value()}};
}

// How sure the set is: counted over indicators, each by the confidence with which it exists, confirmed ones apart.
json::object confidences(const Library& library, const CriteriaSet& set) {
  std::map<Confidence, std::int64_t> counts;
  for (const Criterion& criterion : set.criteria) {
    for (const Indicator& indicator : criterion.indicators) {
      const bool is_confirmed = library.confirmation(set, indicator) != nullptr;
      ++counts[is_confirmed ? Confidence::confirmed : indicator.rule.confidence.value_or(Confidence::uncertain)];
    }
  }
  json::object object;
  for (const auto confidence :
       {Confidence::confirmed, Confidence::sourced, Confidence::from_memory, Confidence::uncertain}) {
    object[name_of(confidence)] = counts[confidence];
  }
  return object;
}

// What every line about one indicator shares.
struct Telling {
  Language language;
  bool is_confirmed;  // the person who confirmed the indicator vouches for its rows
};

std::string describe_row(const Threshold& row, const RuleNode& rule, const Reference* reference, Telling telling) {
  const Language language = telling.language;
  const auto word = [&](std::string_view code) { return say(code, language); };
  std::string text = row.column;
  if (!row.dimension.empty()) text += " " + row.dimension;
  if (row.year) text += " " + std::to_string(*row.year);
  text += ": ";
  if (row.state == ThresholdState::known) {
    const std::string symbol = symbol_of(rule.kind == RuleKind::each_of ? rule.each : rule.kind);
    text += (symbol.empty() ? "" : symbol + " ") + row.text;
  } else if (row.state == ThresholdState::unknown) {
    text += word("criteria.unknown_value");
  } else {
    text += word("engine.outcome.not_applicable");
  }
  text += " (" + row.from.text() + ", " + word("criteria.layer." + std::string(name_of(row.layer)));
  if (row.state == ThresholdState::known) {
    const Confidence confidence = telling.is_confirmed ? Confidence::confirmed : row.confidence;
    text += ", " + word("criteria.confidence." + std::string(name_of(confidence)));
  }
  text += ")";
  if (row.reference) reference = &*row.reference;
  if (reference != nullptr) text += " [" + reference->document + ", " + reference->locator + "]";
  return text;
}

void describe_rule(const RuleNode& rule, const Reference* reference, const std::string& indent, Telling telling,
                   std::vector<std::string>& out) {
  const Language language = telling.language;
  if (rule.reference) reference = &*rule.reference;
  for (const Threshold& row : rule.thresholds) out.push_back(indent + describe_row(row, rule, reference, telling));
  if (rule.delegated && rule.thresholds.empty() && engine::takes_threshold(rule.kind)) {
    out.push_back(indent + say("criteria.layer." + std::string(name_of(*rule.delegated)), language) + ": " +
                  say("criteria.unknown_value", language));
  }
  for (const RuleNode& part : rule.parts) {
    const std::string& title = language == Language::vi ? part.title.vi : part.title.en;
    out.push_back(indent + (part.number.empty() ? part.id : part.number) + " " + title + ": " +
                  say("criteria.rule." + std::string(engine::name_of(part.kind)), language));
    describe_rule(part, reference, indent + "  ", telling, out);
  }
}

}  // namespace

std::string confirmer(const Confirmation& confirmation, Language language) {
  const bool is_account = confirmation.confirmed_by.starts_with("account:");
  return is_account ? say("criteria.confirmer_with_account", language) : confirmation.confirmed_by;
}

json::object to_json(const Library& library, const CriteriaSet& set, const Indicator& indicator) {
  json::object object = to_json(indicator.rule);
  object["appraised_by"] = text_or_null(indicator.appraised_by);
  object["encouraged"] = indicator.is_encouraged;
  object["counts"] = indicator.counts;
  object["hash"] = indicator.hash;
  const Confirmation* confirmation = library.confirmation(set, indicator);
  object["provisional"] = confirmation == nullptr;
  if (confirmation != nullptr) {
    object["confirmation"] = json::object{{"confirmed_by", confirmer(*confirmation, Language::vi)},
                                          {"document", confirmation->document},
                                          {"note", confirmation->note},
                                          {"event", confirmation->event}};
  }
  return object;
}

json::object summary(const Library& library, const CriteriaSet& set) {
  return {{"set", set.id},
          {"title", to_json(set.title)},
          {"level", name_of(set.level)},
          {"tier", set.tier},
          {"document", set.document},
          {"amended_by", texts(set.amended_by)},
          {"in_force", to_json(set.in_force)},
          {"period", to_json(set.period)},
          {"contains", json::object{{"criteria", set.criteria_expected}, {"indicators", set.indicators_expected}}},
          {"loaded", json::object{{"criteria", set.criteria_counted()}, {"indicators", set.indicators_counted()}}},
          {"partial", to_json(set.partial)},
          {"confidences", confidences(library, set)},
          {"hash", set.hash}};
}

json::object detail(const Library& library, const CriteriaSet& set) {
  json::object object = summary(library, set);
  object["columns"] = json::object{{"attribute", text_or_null(set.column_attribute)}, {"values", texts(set.columns)}};
  json::array overrides;
  for (const ColumnOverride& override : set.column_overrides) {
    overrides.push_back(json::object{{"use", override.use},
                                     {"reference", to_json(override.reference)},
                                     {"confidence", name_of(override.confidence)}});
  }
  object["column_overrides"] = std::move(overrides);
  json::array prerequisites;
  for (const Prerequisite& prerequisite : set.prerequisites) {
    prerequisites.push_back(json::object{{"set", prerequisite.set},
                                         {"needs", prerequisite.needs == Need::met ? "met" : "recognised"},
                                         {"reference", to_json(prerequisite.reference)},
                                         {"confidence", name_of(prerequisite.confidence)}});
  }
  object["prerequisites"] = std::move(prerequisites);
  object["satisfaction"] = set.satisfaction ? to_json(*set.satisfaction) : json::value();
  json::array conditions;
  for (const RecognitionCondition& condition : set.conditions) {
    conditions.push_back(json::object{{"id", condition.id},
                                      {"text", to_json(condition.text)},
                                      {"reference", to_json(condition.reference)},
                                      {"confidence", name_of(condition.confidence)}});
  }
  object["conditions"] = std::move(conditions);
  object["revocation"] = set.revocation ? to_json(*set.revocation) : json::value();
  json::array criteria;
  for (const Criterion& criterion : set.criteria) {
    json::array indicators;
    for (const Indicator& indicator : criterion.indicators) indicators.push_back(to_json(library, set, indicator));
    criteria.push_back(json::object{{"id", criterion.id},
                                    {"number", criterion.number},
                                    {"title", to_json(criterion.title)},
                                    {"counts", criterion.counts},
                                    {"key_for_revocation", criterion.is_key_for_revocation},
                                    {"indicators", std::move(indicators)}});
  }
  object["criteria"] = std::move(criteria);
  return object;
}

std::string line(const CriteriaSet& set, Language language) {
  return say("criteria.line.set",
             {{"set", set.id},
              {"title", language == Language::vi ? set.title.vi : set.title.en},
              {"criteria", std::to_string(set.criteria_counted())},
              {"criteria_expected", std::to_string(set.criteria_expected)},
              {"indicators", std::to_string(set.indicators_counted())},
              {"indicators_expected", std::to_string(set.indicators_expected)},
              {"partial", set.is_partial ? say("criteria.line.partial", language) : std::string()}},
             language);
}

std::vector<std::string> lines(const Library& library, const CriteriaSet& set, const Indicator& indicator,
                               Language language) {
  const RuleNode& rule = indicator.rule;
  std::string head = rule.number + " " + (language == Language::vi ? rule.title.vi : rule.title.en) + ": " +
                     say("criteria.rule." + std::string(engine::name_of(rule.kind)), language);
  if (rule.reference) head += " [" + rule.reference->document + ", " + rule.reference->locator + "]";
  const Confirmation* confirmation = library.confirmation(set, indicator);
  const Confidence confidence = rule.confidence.value_or(Confidence::uncertain);
  head += " (" +
          (confirmation == nullptr
               ? say("criteria.confidence." + std::string(name_of(confidence)), language)
               : say("criteria.note.confirmed_by",
                     {{"by", confirmer(*confirmation, language)}, {"document", confirmation->document}}, language)) +
          ")";
  if (indicator.is_encouraged) head += " (" + say("criteria.note.encouraged", language) + ")";
  std::vector<std::string> out{std::move(head)};
  describe_rule(rule, nullptr, "  ", {language, confirmation != nullptr}, out);
  return out;
}

}  // namespace luytre::criteria
