#include "programme/sustain/sustain_view.h"

#include <algorithm>
#include <set>

#include "platform/http/parameters.h"

namespace luytre::sustain {
namespace {

json::array texts(const std::vector<std::string>& list) {
  json::array array;
  for (const auto& text : list) array.emplace_back(text);
  return array;
}

json::value or_null(const std::string& text) { return text.empty() ? json::value() : json::value(text); }

json::object both(const std::string& vi, const std::string& en) { return {{"vi", vi}, {"en", en}}; }

json::object said(std::string_view code, const Arguments& arguments = {}) {
  return both(say(code, arguments, Language::vi), say(code, arguments, Language::en));
}

json::object title_value(recognition::Title title) {
  return both(title_words(title, Language::vi), title_words(title, Language::en));
}

json::object unit_value(const units::Unit& unit, Date day) {
  return {{"unit", unit.id.text()}, {"code", unit.id.code}, {"name", unit.nearest(day).name}};
}

json::object counts_value(const std::array<int, engine::outcome_count>& counts) {
  json::object object;
  for (std::size_t at = 0; at < counts.size(); ++at) {
    object[engine::name_of(static_cast<engine::Outcome>(at))] = counts[at];
  }
  return object;
}

json::object criteria_value(const CriteriaOutcomes& criteria) {
  return {{"met", texts(criteria.met)},
          {"basically_met", texts(criteria.basically_met)},
          {"not_met", texts(criteria.not_met)},
          {"not_applicable", texts(criteria.not_applicable)},
          {"not_assessed", texts(criteria.not_assessed)}};
}

json::value rule_value(const recognition::RuleInUse& use) {
  if (use.rule == nullptr) return nullptr;
  const auto& validity = use.rule->in_force;
  json::value from, to;
  if (validity) {
    from = validity->days.from.text();
    if (validity->days.to != Date::open_end()) to = validity->days.to.text();
  }
  return json::object{
      {"set", use.of->id},
      {"document", use.rule->reference.document},
      {"locator", use.rule->reference.locator},
      {"confidence", criteria::name_of(use.rule->confidence)},
      {"in_force_from", std::move(from)},
      {"in_force_to", std::move(to)},
      {"in_force_confidence", validity ? json::value(criteria::name_of(validity->confidence)) : json::value()},
      {"is_borrowed", use.is_borrowed},
      {"what_if", use.what_if},
      {"vi", recognition::explain(use, Language::vi)},
      {"en", recognition::explain(use, Language::en)}};
}

json::value ground_value(const recognition::RevocationAnswer& answer) {
  if (answer.ground == nullptr) return nullptr;
  const auto& ground = *answer.ground;
  const auto percent = [](const std::optional<Decimal>& limit) {
    return limit ? json::value(limit->text()) : json::value();
  };
  return json::object{{"ground", ground.id},
                      {"criteria_not_met_at_least", percent(ground.criteria_not_met_at_least)},
                      {"criteria_not_met_below", percent(ground.criteria_not_met_below)},
                      {"needs_key_criterion", ground.needs_key_criterion},
                      {"document", ground.reference.document},
                      {"locator", ground.reference.locator},
                      {"confidence", criteria::name_of(ground.confidence)}};
}

json::object basis_value(const Basis& basis, observations::Opinion opinion) {
  return {{"opinion", observations::text(opinion)},
          {"stage", or_null(basis.stage)},
          {"values", basis.values},
          {"oldest", basis.oldest ? json::value(basis.oldest->text()) : json::value()},
          {"newest", basis.newest ? json::value(basis.newest->text()) : json::value()}};
}

json::value last_check(const CheckRegister& checks, const std::string& unit, recognition::Title title) {
  const History* last = nullptr;
  for (const auto* history : checks.of_unit(unit)) {
    if (history->check.title == title) last = history;
  }
  if (last == nullptr) return nullptr;
  return json::object{{"check", last->check.id}, {"year", last->check.year}, {"state", name_of(last->state())}};
}

json::object row_value(const RadarRow& row, const Radar& radar, const CheckRegister& checks) {
  const auto& outlook = row.outlook;
  json::object object = unit_value(*row.unit, radar.question.as_of);
  object["title"] = recognition::name_of(row.title);
  object["title_words"] = title_value(row.title);
  object["decision"] = row.fact == nullptr ? json::value() : or_null(row.fact->decision);
  object["achievement_year"] =
      row.fact != nullptr && row.fact->achievement_year ? json::value(*row.fact->achievement_year) : json::value();
  object["title_set"] = row.fact == nullptr ? json::value() : or_null(row.fact->set);
  object["set"] = row.set == nullptr ? json::value() : json::value(row.set->id);
  object["is_set_of_the_day"] = row.is_set_of_the_day;
  object["outcome"] = engine::name_of(row.outcome);
  object["is_provisional"] = row.is_provisional;
  object["criteria_total"] = outlook.best.criteria_total;
  object["criteria"] = criteria_value(outlook.criteria);
  object["key_criteria_not_met"] = texts(outlook.best.key_criteria_not_met);
  object["exposure"] = json::object{{"best", name_of(outlook.best_exposure)},
                                    {"worst", name_of(outlook.worst_exposure)},
                                    {"is_range", outlook.is_range()}};
  object["tipping"] = texts(outlook.best.tipping);
  object["ground"] = ground_value(outlook.best_exposure == Exposure::revoke ? outlook.best : outlook.worst);
  object["rule"] = rule_value(outlook.best.use);
  object["what_if"] = outlook.best.use.what_if;
  object["basis"] = basis_value(row.basis, radar.question.opinion);
  object["last_check"] = last_check(checks, row.unit->id.text(), row.title);
  object["vi"] = row.set == nullptr ? say("sustain.row.no_set", Language::vi) : explain(outlook, Language::vi);
  object["en"] = row.set == nullptr ? say("sustain.row.no_set", Language::en) : explain(outlook, Language::en);
  return object;
}

json::object summary_of(const Radar& radar) {
  std::array<int, 4> best{}, worst{};
  int ranges = 0;
  for (const auto& row : radar.rows) {
    ++best[static_cast<std::size_t>(row.outlook.best_exposure)];
    ++worst[static_cast<std::size_t>(row.outlook.worst_exposure)];
    ranges += row.outlook.is_range() ? 1 : 0;
  }
  const auto counts = [](const std::array<int, 4>& of) {
    json::object object;
    for (std::size_t at = 0; at < of.size(); ++at) object[name_of(static_cast<Exposure>(at))] = of[at];
    return object;
  };
  return {{"titles", static_cast<std::int64_t>(radar.rows.size())},
          {"at_best", counts(best)},
          {"at_worst", counts(worst)},
          {"ranges", ranges},
          {"holding_unknown", radar.unknown}};
}

// Each rule that answered, once.
json::array rules_of(const Radar& radar) {
  json::array rules;
  std::set<std::pair<const void*, bool>> seen;
  for (const auto& row : radar.rows) {
    const auto& use = row.outlook.best.use;
    if (use.rule != nullptr && seen.emplace(use.rule, use.is_borrowed).second) rules.push_back(rule_value(use));
  }
  return rules;
}

json::object year_row(const YearRow& row, Date day) {
  json::object object = unit_value(*row.unit, day);
  object["title"] = recognition::name_of(row.title);
  object["title_words"] = title_value(row.title);
  object["holds"] = row.holds;
  object["state"] = name_of(row.state());
  object["check"] = row.history == nullptr ? json::value() : json::value(row.history->check.id);
  object["is_overdue"] = row.is_overdue;
  object["exposure"] = nullptr;
  if (row.history != nullptr) {
    const auto& scoring = row.history->scorings.back();
    object["exposure"] = json::object{{"best", name_of(scoring.best)},
                                      {"worst", name_of(scoring.worst)},
                                      {"is_range", scoring.best != scoring.worst}};
  }
  return object;
}

json::object scoring_value(const Scoring& scoring, const NameOfActor& name_of_actor) {
  return {{"version", scoring.version},
          {"as_of", scoring.as_of.text()},
          {"known_at", scoring.known_at},
          {"set", scoring.set},
          {"set_hash", scoring.set_hash},
          {"is_set_of_the_day", scoring.is_set_of_the_day},
          {"outcome", engine::name_of(scoring.outcome)},
          {"is_provisional", scoring.is_provisional},
          {"criteria_by_outcome", counts_value(scoring.criteria)},
          {"criteria_total", scoring.criteria_total()},
          {"exposure", json::object{{"best", name_of(scoring.best)},
                                    {"worst", name_of(scoring.worst)},
                                    {"is_range", scoring.best != scoring.worst}}},
          {"what_if", scoring.is_what_if},
          {"rule_set", or_null(scoring.rule_set)},
          {"rule_document", or_null(scoring.rule_document)},
          {"stage", or_null(scoring.stage)},
          {"oldest_value", or_null(scoring.oldest_value)},
          {"to_verify", scoring.to_verify},
          {"words", scoring.words},
          {"by", name_of_actor(scoring.actor)},
          {"event", scoring.event}};
}

json::array steps_value(const History& history, const NameOfActor& name_of_actor) {
  json::array steps;
  for (const auto& each : history.signatures) {
    steps.push_back(json::object{{"step", "signed"},
                                 {"version", each.version},
                                 {"day", each.day.text()},
                                 {"indicator", nullptr},
                                 {"words", each.words},
                                 {"by", name_of_actor(each.actor)},
                                 {"event", each.event}});
  }
  for (const auto& each : history.words) {
    steps.push_back(json::object{{"step", name_of(each.decision)},
                                 {"version", each.version},
                                 {"day", nullptr},
                                 {"indicator", each.indicator},
                                 {"words", each.words},
                                 {"by", name_of_actor(each.actor)},
                                 {"event", each.event}});
  }
  return steps;
}

json::value closing_value(const History& history, const NameOfActor& name_of_actor) {
  if (!history.closing) return nullptr;
  const auto& closing = *history.closing;
  const bool by_hand = closing.result == State::revocation_proposed && closing.dossier.empty();
  return json::object{{"result", name_of(closing.result)},
                      {"day", closing.day.text()},
                      {"words", closing.words},
                      {"unverified", closing.unverified},
                      {"dossier", or_null(closing.dossier)},
                      {"to_do", by_hand ? json::value(said("sustain.open_by_hand")) : json::value()},
                      {"by", name_of_actor(closing.actor)},
                      {"event", closing.event}};
}

json::array history_of_unit(const History& history, const Known& known) {
  json::array list;
  for (const auto* other : known.checks->of_unit(history.check.unit)) {
    const auto& scoring = other->scorings.back();
    list.push_back(json::object{{"check", other->check.id},
                                {"title", recognition::name_of(other->check.title)},
                                {"title_words", title_value(other->check.title)},
                                {"year", other->check.year},
                                {"state", name_of(other->state())},
                                {"set", scoring.set},
                                {"criteria_by_outcome", counts_value(scoring.criteria)},
                                {"criteria_total", scoring.criteria_total()}});
  }
  return list;
}

}  // namespace

json::object to_json(const Radar& radar, const CheckRegister& checks, const RadarPage& page) {
  const auto after = std::find_if(radar.rows.begin(), radar.rows.end(), [&](const RadarRow& row) {
    return row.unit->id.text() == page.after_unit && recognition::name_of(row.title) == page.after_title;
  });
  // A page goes on behind a row that is there; the first, and one behind a row that is gone, begins at the top.
  auto row = after == radar.rows.end() ? radar.rows.begin() : after + 1;
  json::array rows;
  for (; row != radar.rows.end() && rows.size() < page.limit; ++row) rows.push_back(row_value(*row, radar, checks));
  json::value next = nullptr;
  if (row != radar.rows.end()) {
    const RadarRow& last = *(row - 1);
    next = http::encode_cursor({last.unit->id.text(), std::string(recognition::name_of(last.title))});
  }
  const bool what_if = std::any_of(radar.rows.begin(), radar.rows.end(),
                                   [](const RadarRow& each) { return each.outlook.best.use.what_if; });
  return {{"as_of", radar.question.as_of.text()},
          {"as_known", radar.question.known_at},
          {"opinion", observations::text(radar.question.opinion)},
          {"place", or_null(radar.question.place)},
          {"what_if", what_if},
          {"rules", rules_of(radar)},
          {"summary", summary_of(radar)},
          {"rows", std::move(rows)},
          {"next_cursor", std::move(next)}};
}

json::object to_json(const Year& year, Date today) {
  json::array rows;
  int overdue = 0;
  for (const auto& row : year.rows) {
    rows.push_back(year_row(row, year.day));
    overdue += row.is_overdue ? 1 : 0;
  }
  return {{"year", year.year},
          {"as_of", year.day.text()},
          {"due_on", due_of(year.year).text()},
          {"due", json::object{{"reference", "thiết kế của phần mềm, chờ tỉnh xác nhận"}, {"confidence", "uncertain"}}},
          {"is_over", due_of(year.year) < today},
          {"overdue", overdue},
          {"holding_unknown", year.unknown},
          {"rows", std::move(rows)}};
}

json::object to_json(const History& history, const Known& known, const NameOfActor& name_of_actor) {
  const auto& check = history.check;
  const Date day = history.scorings.back().as_of;
  const auto id = units::UnitId::parse(check.unit);
  const auto* unit = id ? known.materials.units->unit(*id) : nullptr;
  json::object object = unit == nullptr ? json::object{{"unit", check.unit}} : unit_value(*unit, day);
  object["check"] = check.id;
  object["title"] = recognition::name_of(check.title);
  object["title_words"] = title_value(check.title);
  object["year"] = check.year;
  object["due_on"] = due_of(check.year).text();
  object["state"] = name_of(history.state());
  object["version"] = history.version();
  object["verified"] = history.verified();
  json::array scorings;
  for (const auto& scoring : history.scorings) scorings.push_back(scoring_value(scoring, name_of_actor));
  object["scorings"] = std::move(scorings);
  object["steps"] = steps_value(history, name_of_actor);
  object["closing"] = closing_value(history, name_of_actor);
  object["checks_of_unit"] = history_of_unit(history, known);
  return object;
}

json::array to_json(const std::vector<Line>& lines, const History& history) {
  json::array list;
  for (const auto& line : lines) {
    const Word* word = line.depth == 1 ? history.word(line.number) : nullptr;
    list.push_back(json::object{{"depth", line.depth},
                                {"number", line.number},
                                {"title", both(line.title_vi, line.title_en)},
                                {"outcome", line.outcome},
                                {"reason", line.reason == "none" ? json::value() : json::value(line.reason)},
                                {"is_provisional", line.is_provisional},
                                {"is_key", line.is_key},
                                {"is_counted", line.is_counted},
                                {"has_value", line.has_value},
                                {"value", or_null(line.value)},
                                {"threshold", or_null(line.threshold)},
                                {"unit_of_measure", or_null(line.unit)},
                                {"as_of", or_null(line.as_of)},
                                {"stage", or_null(line.stage)},
                                {"word", word == nullptr ? json::value() : json::value(name_of(word->decision))}});
  }
  return list;
}

}  // namespace luytre::sustain
