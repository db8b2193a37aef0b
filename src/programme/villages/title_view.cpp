#include "programme/villages/title_view.h"

#include <array>

#include "programme/villages/law_of_villages.h"
#include "programme/villages/take_step.h"

namespace luytre::villages {
namespace {

json::value text_or_null(const std::string& text) { return text.empty() ? json::value(nullptr) : json::value(text); }
json::value day_or_null(const std::optional<Date>& day) {
  return day ? json::value(day->text()) : json::value(nullptr);
}
json::value number_or_null(const std::optional<std::int64_t>& number) {
  return number ? json::value(*number) : json::value(nullptr);
}
json::object both(const criteria::Bilingual& text) { return {{"vi", text.vi}, {"en", text.en}}; }

json::value unit_value(const Known& known, const std::string& identity, Date day) {
  const auto id = units::UnitId::parse(identity);
  const units::Unit* unit = id ? known.units->unit(*id) : nullptr;
  if (unit == nullptr) return nullptr;
  const Date end = unit->life().to;
  return json::object{{"unit", identity},
                      {"name", unit->nearest(day).name},
                      {"ended_on", end.is_open_end() ? json::value(nullptr) : json::value(end.text())}};
}

json::value decision_value(const Known& known, const Step* step) {
  if (step == nullptr) return nullptr;
  return json::object{{"decision", step->decision},
                      {"signed_on", step->day.text()},
                      {"in_force_on", day_or_null(step->in_force_on)},
                      {"issuer", unit_value(known, step->issuer, step->day)},
                      {"signer", text_or_null(step->signer)},
                      {"competence", text_or_null(step->competence)},
                      {"competence_reference", text_or_null(step->competence_reference)},
                      {"on_behalf_of_ended_unit", !step->on_behalf_of.empty()}};
}

json::object step_value(const Known& known, const Step& step,
                        const std::function<std::string(const std::string&)>& name_of_actor) {
  json::array works, dissatisfied, warnings;
  for (const Work& work : step.works) {
    works.push_back(json::object{{"what", work.what}, {"due_on", day_or_null(work.due_on)}});
  }
  for (const Dissatisfied& each : step.dissatisfied) {
    dissatisfied.push_back(json::object{{"item", each.item}, {"households", each.households}});
  }
  for (const Problem& warning : warnings_of(step, embedded_rules())) {
    json::object arguments;
    for (const auto& [name, value] : warning.arguments) arguments[name] = value;
    warnings.push_back(json::object{{"code", warning.code}, {"arguments", std::move(arguments)}});
  }
  json::object value{{"step", name_of(step.kind)},
                     {"day", step.day.text()},
                     {"is_favourable", step.is_favourable},
                     {"words", step.words},
                     {"file", text_or_null(step.file)},
                     {"households", number_or_null(step.households)},
                     {"present", number_or_null(step.present)},
                     {"agreeing", number_or_null(step.agreeing)},
                     {"displayed_from", day_or_null(step.displayed_from)},
                     {"displayed_until", day_or_null(step.displayed_until)},
                     {"works", std::move(works)},
                     {"dissatisfied", std::move(dissatisfied)},
                     {"warnings", std::move(warnings)},
                     {"decision", nullptr},
                     {"set", text_or_null(step.set)},
                     {"by", name_of_actor(step.actor)},
                     {"event", step.event}};
  if (!step.decision.empty()) value["decision"] = decision_value(known, &step);
  return value;
}

json::value score_value(const std::map<std::string, Score>& scores, const std::string& indicator) {
  const auto found = scores.find(indicator);
  if (found == scores.end()) return nullptr;
  return json::object{{"outcome", name_of(found->second.outcome)}, {"words", found->second.words}};
}

// Of each outcome how many; what nobody said is not assessed.
json::object counted(const std::map<std::string, Score>& scores, std::int64_t asked) {
  std::array<std::int64_t, 4> counts{};
  for (const auto& [indicator, score] : scores) ++counts[static_cast<std::size_t>(score.outcome)];
  json::object value;
  for (const Outcome outcome : {Outcome::met, Outcome::basically_met, Outcome::not_met, Outcome::not_applicable}) {
    value[name_of(outcome)] = counts[static_cast<std::size_t>(outcome)];
  }
  value["not_assessed"] = std::max<std::int64_t>(0, asked - static_cast<std::int64_t>(scores.size()));
  return value;
}

json::object scores_value(const Known& known, const Title& title) {
  const criteria::CriteriaSet* set = title.set().empty() ? nullptr : known.law->set(title.set());
  const auto self = title.scores(Opinion::self);
  const auto verifier = title.scores(Opinion::verifier);
  json::array indicators;
  std::int64_t asked = 0;
  if (set != nullptr) {
    for (const criteria::Criterion& criterion : set->criteria) {
      for (const criteria::Indicator& indicator : criterion.indicators) {
        const bool is_asked = criterion.counts && indicator.counts;
        asked += is_asked ? 1 : 0;
        indicators.push_back(json::object{{"number", indicator.rule.number},
                                          {"title", both(indicator.rule.title)},
                                          {"is_asked", is_asked},
                                          {"self", score_value(self, indicator.rule.number)},
                                          {"verifier", score_value(verifier, indicator.rule.number)}});
      }
    }
  }
  return {
      {"indicators", std::move(indicators)}, {"self", counted(self, asked)}, {"verifier", counted(verifier, asked)}};
}

// Whether it can be scored, and if not, why.
json::value scoring_value(const Known& known, const Title& title) {
  const auto set = set_for_scoring(*known.law, title);
  if (set) return nullptr;
  return json::value(set.error().code);
}

}  // namespace

json::object set_value(const criteria::CriteriaSet& set) {
  return {{"set", set.id},
          {"title", both(set.title)},
          {"from_year", set.period.from.year()},
          {"until_year",
           set.period.to.is_open_end() ? json::value(nullptr) : json::value(set.period.to.plus_days(-1).year())},
          {"indicators", set.indicators_counted()},
          {"is_partial", set.is_partial},
          {"partial", both(set.partial)}};
}

json::object title_value(const Known& known, const TitleStanding& standing) {
  const Registration& registration = standing.title->registration;
  const Step* lapse = standing.title->last(StepKind::lapse);
  const Step* check = standing.title->last(StepKind::upkeep_check);
  return {{"title", registration.id},
          {"ladder", name_of(registration.ladder)},
          {"year", registration.year},
          {"set", text_or_null(standing.title->set())},
          {"set_hash", text_or_null(standing.title->set_hash())},
          {"state", name_of(standing.state)},
          {"is_held", standing.is_held},
          {"is_provisional", standing.is_provisional},
          {"decision", decision_value(known, standing.decision)},
          {"lapse", decision_value(known, lapse)},
          {"checked_on", check == nullptr ? json::value(nullptr) : json::value(check->day.text())}};
}

json::object dossier_value(const Known& known, const TitleStanding& standing,
                           const std::function<std::string(const std::string&)>& name_of_actor) {
  const Title& title = *standing.title;
  json::object value = title_value(known, standing);
  value["version"] = title.version();
  value["by"] = name_of_actor(title.registration.actor);
  json::array steps, next;
  for (const Step& step : title.steps) steps.push_back(step_value(known, step, name_of_actor));
  for (const StepKind step : steps_from(standing.state)) {
    if (step != StepKind::recorded) next.emplace_back(name_of(step));
  }
  value["steps"] = std::move(steps);
  value["next"] = std::move(next);
  value["scores"] = scores_value(known, title);
  value["scoring_refused"] = scoring_value(known, title);
  return value;
}

}  // namespace luytre::villages
