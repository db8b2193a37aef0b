#include "programme/recognition/title_list_view.h"

#include "base/messages.h"
#include "programme/recognition/titles_story.h"

namespace luytre::recognition {
namespace {

json::value text_or_null(const std::string& text) { return text.empty() ? json::value(nullptr) : json::value(text); }

json::value day_or_null(Date day) { return day.is_open_end() ? json::value(nullptr) : json::value(day.text()); }

json::object both(const Problem& problem) {
  return {{"code", problem.code}, {"vi", message(problem, Language::vi)}, {"en", message(problem, Language::en)}};
}

json::object to_json(const Announcement& one) {
  return {{"day", one.day.text()}, {"place", one.words}, {"link", text_or_null(one.link)}};
}

}  // namespace

json::object to_json(const ListedDecision& listed, Date as_of) {
  const TitleFact& fact = *listed.fact;
  json::object told = to_json(fact);
  told["level"] = name_of(fact.title);
  told["signed"] = fact.signed_on().text();
  told["state"] = name_of(listed.state);
  told["code"] = nullptr;
  told["name"] = fact.unit;
  told["unit_ended"] = nullptr;
  if (listed.unit != nullptr) {
    told["code"] = listed.unit->id.code;
    told["name"] = listed.unit->nearest(fact.signed_on()).name;
    const Date ended = listed.unit->life().to;
    if (ended <= as_of) told["unit_ended"] = ended.text();
  }
  json::array announced;
  for (const auto* one : listed.announced) announced.push_back(to_json(*one));
  told["announced"] = std::move(announced);
  told["revoked"] = nullptr;
  if (listed.revoked_by != nullptr) {
    told["revoked"] = json::object{{"decision", text_or_null(listed.revoked_by->decision)},
                                   {"signed", listed.revoked_by->signed_on().text()},
                                   {"in_force", listed.revoked_by->effective_from().text()}};
  }
  return told;
}

json::array to_json(const TitleCounts& counts, Date as_of) {
  json::array told;
  for (const auto& count : counts.titles) {
    const auto reason = why_unknown(counts, count);
    const auto known = [&](std::int64_t number) { return reason ? json::value(nullptr) : json::value(number); };
    json::array declared;
    for (const auto* coverage : count.declared) declared.push_back(json::value(coverage->source));
    told.push_back(json::object{
        {"title", name_of(count.title)},
        {"as_of", as_of.text()},
        {"recognised", known(count.recognised)},
        {"revoked", known(count.revoked)},
        {"not_recognised", known(count.never)},
        {"of", counts.units_unknown ? json::value(nullptr) : json::value(counts.units)},
        {"complete", !reason.has_value()},
        {"reason", reason ? json::value(both(*reason)) : json::value(nullptr)},
        {"known",
         json::object{{"recognised", count.recognised}, {"revoked", count.revoked}, {"unknown", count.unknown}}},
        {"of_ended_units", count.history},
        {"declared_by", std::move(declared)}});
  }
  return told;
}

json::object to_json(const Coverage& coverage, const units::Register& units) {
  const auto id = units::UnitId::parse(coverage.unit);
  const auto* unit = id ? units.unit(*id) : nullptr;
  return {{"unit", coverage.unit},
          {"name", unit != nullptr ? unit->nearest(coverage.days.from).name : coverage.unit},
          {"title", name_of(coverage.title)},
          {"from", coverage.days.from.text()},
          {"to", day_or_null(coverage.days.to)},
          {"withdrawn", coverage.is_withdrawn()},
          {"source", coverage.source},
          {"reason", text_or_null(coverage.reason)},
          {"event", coverage.event}};
}

}  // namespace luytre::recognition
