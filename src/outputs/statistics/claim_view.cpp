#include "outputs/statistics/claim_view.h"

namespace luytre::statistics {
namespace {

json::value text_or_null(const std::string& text) { return text.empty() ? json::value(nullptr) : json::value(text); }
json::value number_or_null(const std::optional<Decimal>& number) {
  return number ? json::value(number->text()) : json::value(nullptr);
}
json::object pair_of(const std::string& vi, const std::string& en) { return {{"vi", vi}, {"en", en}}; }

json::array list_of(const std::vector<std::string>& units) {
  json::array list;
  for (const std::string& unit : units) list.push_back(json::value(unit));
  return list;
}

// The printed percentage needs so many; told even where the source gives no denominator.
std::optional<FittingRange> fitting(const Claim& claim, const Definition& definition) {
  if (definition.form != Form::share || claim.printed.empty() || !claim.numerator) return std::nullopt;
  const Decimal numerator = claim.numerator->reduced();
  const auto printed = Decimal::parse(claim.printed);
  if (!printed || numerator.scale() > 0) return std::nullopt;
  const auto range = denominators_that_fit({numerator.coefficient(), *printed});
  return range ? *range : std::nullopt;
}

std::optional<std::string> computed(const Claim& claim, const Definition& definition) {
  if (!is_checkable(claim, definition)) return std::nullopt;
  const auto wrong = discrepancy_of(claim, definition);
  return wrong ? wrong->computed : claim.printed;
}

json::object arithmetic_of(const Claim& claim, const Definition& definition) {
  const auto result = computed(claim, definition);
  json::object value;
  value["holds"] = result ? json::value(!discrepancy_of(claim, definition).has_value()) : json::value(nullptr);
  value["computed"] = result ? json::value(*result) : json::value(nullptr);
  const auto range = fitting(claim, definition);
  json::array fit;
  if (range) {
    fit.push_back(json::value(range->first));
    fit.push_back(range->last ? json::value(*range->last) : json::value(nullptr));
  }
  value["denominators_that_fit"] = std::move(fit);
  return value;
}

json::object figure_of(const Claim& claim) {
  return {{"statement", claim.statement},
          {"printed", text_or_null(claim.printed)},
          {"numerator", number_or_null(claim.numerator)},
          {"denominator", number_or_null(claim.denominator)}};
}

json::object correction_of(const Claim& claim, const Overtaken& later) {
  json::array values;
  for (const ChangedValue& changed : later.values) {
    values.push_back(json::object{{"unit", changed.key.unit},
                                  {"measure", changed.key.measure},
                                  {"dimension", changed.key.dimension},
                                  {"opinion", text(changed.key.opinion)},
                                  {"as_of", changed.key.as_of.text()},
                                  {"before", text_or_null(changed.before)},
                                  {"after", text_or_null(changed.after)}});
  }
  return {{"period", json::object{{"id", later.period.id},
                                  {"title", pair_of(later.period.title_vi, later.period.title(Language::en))},
                                  {"as_of", later.period.as_of.text()}}},
          {"reopened_at", later.reopening.recorded_at},
          {"reason", later.reopening.reason},
          {"event", later.event},
          {"old", figure_of(claim)},
          {"new", later.now ? json::value(figure_of(*later.now)) : json::value(nullptr)},
          {"values", std::move(values)}};
}

}  // namespace

json::object json_of(const Claim& claim, const ClaimRegister& claims, bool with_units,
                     const std::optional<Overtaken>& overtaken) {
  const Definition& definition = claims.definition_of(claim);
  json::object value{{"id", claim.id.text()}, {"key", text_or_null(claim.key)}};
  value["statement"] = claim.statement;
  value["definition"] = json::object{{"id", definition.id},
                                     {"form", name_of(definition.form)},
                                     {"title", pair_of(definition.title_vi, definition.title_en)},
                                     {"numerator", pair_of(definition.numerator_vi, definition.numerator_en)},
                                     {"denominator", pair_of(definition.denominator_vi, definition.denominator_en)}};
  value["place"] = claim.place;
  value["as_of"] = claim.as_of.text();
  value["printed"] = text_or_null(claim.printed);
  value["numerator"] = number_or_null(claim.numerator);
  value["denominator"] = number_or_null(claim.denominator);
  value["arithmetic"] = arithmetic_of(claim, definition);
  value["origin"] = name_of(claim.origin);
  value["source"] = json::object{{"words", text_or_null(claim.source)},
                                 {"url", text_or_null(claim.source_url)},
                                 {"trust", text_or_null(claim.trust)},
                                 {"note", text_or_null(claim.note)}};
  value["basis"] = text_or_null(claim.basis);
  value["rule"] = claim.rule.empty() ? json::value(nullptr)
                                     : json::value(json::object{{"set", claim.rule}, {"set_hash", claim.rule_hash}});
  value["as_known"] = claim.origin == Origin::own ? json::value(claim.as_known) : json::value(nullptr);
  value["provisional"] = claim.provisional;
  value["units_count"] = claim.units.size();
  value["units_digest"] = text_or_null(units_digest(claim));
  if (with_units) {
    value["units"] = list_of(claim.units);
    value["units_counted"] = list_of(claim.units_counted);
  }
  value["status"] = name_of(overtaken ? ClaimStatus::corrected : claim.status);
  value["correction"] = overtaken ? json::value(correction_of(claim, *overtaken)) : json::value(nullptr);
  value["published_at"] = text_or_null(claim.published_at);
  value["supersedes"] = text_or_null(claim.supersedes);
  const Claim* later = claims.correction_of(claim.id.text());
  value["superseded_by"] = later == nullptr ? json::value(nullptr) : json::value(later->id.text());
  value["reason"] = text_or_null(claim.reason);
  value["event"] = claim.event;
  return value;
}

std::string discrepancy_sentence(const Claim& claim, const ClaimRegister& claims, Language language) {
  const Definition& definition = claims.definition_of(claim);
  const auto wrong = claims.discrepancy(claim);
  if (!wrong) return {};
  if (definition.form == Form::share) {
    const auto check = check_share({claim.numerator->reduced().coefficient(), *Decimal::parse(claim.printed)},
                                   claim.denominator->reduced().coefficient());
    if (check) return explain(*check, language);
  }
  const auto number = Decimal::parse(wrong->computed);
  return say("claim.average_fails",
             {{"printed", figure_text(claim, definition, language)},
              {"sum", grouped(*claim.numerator, language)},
              {"count", grouped(*claim.denominator, language)},
              {"computed", number ? grouped(*number, language) : wrong->computed}},
             language);
}

std::string overtaken_sentence(const Claim& claim, const ClaimRegister& claims, const Overtaken& later,
                               Language language) {
  const Definition& definition = claims.definition_of(claim);
  const auto reopened_on = Date::parse(later.reopening.recorded_at.substr(0, Date().text().size()));
  const std::string day = !reopened_on               ? later.reopening.recorded_at
                          : language == Language::vi ? reopened_on->vietnamese_text()
                                                     : reopened_on->text();
  Arguments arguments{{"period", later.period.title(language)},
                      {"day", day},
                      {"reason", later.reopening.reason},
                      {"old", figure_text(claim, definition, language)}};
  if (later.now) {
    arguments.emplace_back("new", figure_text(*later.now, definition, language));
    return say("claim.overtaken", arguments, language);
  }
  arguments.emplace_back("why", full_message(*later.refused, language));
  return say("claim.overtaken_unknown", arguments, language);
}

std::string explain(const Claim& claim, const ClaimRegister& claims, Language language,
                    const std::optional<Overtaken>& overtaken) {
  const Definition& definition = claims.definition_of(claim);
  std::string text;
  const auto line = [&](std::string_view code, const std::string& value) {
    if (!value.empty()) text += say("claim.line." + std::string(code), {{"value", value}}, language) + "\n";
  };
  text += claim.statement + "\n";
  line("figure", figure_text(claim, definition, language));
  line("definition", definition.title(language));
  if (claim.numerator) line("numerator", grouped(*claim.numerator, language) + " " + definition.numerator(language));
  if (claim.denominator) {
    line("denominator", grouped(*claim.denominator, language) + " " + definition.denominator(language));
  } else if (const auto range = fitting(claim, definition); range && range->last) {
    line("denominators_that_fit",
         grouped(Decimal::of(range->first), language) + " – " + grouped(Decimal::of(*range->last), language));
  }
  line("place", claim.place == whole_country ? say("claim.whole_country", language) : claim.place);
  line("as_of", language == Language::vi ? claim.as_of.vietnamese_text() : claim.as_of.text());
  line("origin", say("claim.origin." + std::string(name_of(claim.origin)), language));
  line("basis", claim.basis);
  line("source", claim.source);
  line("source_url", claim.source_url);
  line("trust", claim.trust);
  line("note", claim.note);
  if (!claim.rule.empty()) line("rule", claim.rule + " (" + claim.rule_hash.substr(0, 12) + ")");
  if (claim.origin == Origin::own) line("as_known", std::to_string(claim.as_known));
  if (!claim.units.empty()) {
    line("units", std::to_string(claim.units.size()) + " (SHA-256 " + units_digest(claim).substr(0, 12) + ")");
  }
  if (claim.provisional) text += say("claim.provisional", language) + "\n";
  line("status",
       say("claim.status." + std::string(name_of(overtaken ? ClaimStatus::corrected : claim.status)), language));
  if (overtaken) line("overtaken", overtaken_sentence(claim, claims, *overtaken, language));
  line("supersedes", claim.supersedes);
  line("reason", claim.reason);
  if (const Claim* later = claims.correction_of(claim.id.text())) line("superseded_by", later->id.text());
  line("discrepancy", discrepancy_sentence(claim, claims, language));
  return text;
}

}  // namespace luytre::statistics
