#include "programme/reporting/report_view.h"

#include "programme/observations/find_observations.h"

namespace luytre::reporting {
namespace {

using observations::Observation;
using observations::Opinion;

json::object both(const criteria::Bilingual& text) { return {{"vi", text.vi}, {"en", text.en}}; }

std::string kind_name(const criteria::Measure& measure) { return std::string(criteria::name_of(measure.kind)); }

std::optional<Observation> opinion_of(const Known& known, const Field& field, const Place& place, Opinion opinion) {
  return known.drafts->latest(place.identity(), field.measure->id, field.dimension, opinion, place.period.as_of);
}

// The commune's own value of an earlier day: a hint, never taken over unasked.
std::optional<Observation> value_before(const Known& known, const Field& field, const Place& place) {
  return known.drafts->latest(place.identity(), field.measure->id, field.dimension, Opinion::self,
                              place.period.as_of.plus_days(-1));
}

json::array strings(const std::vector<std::string>& texts) {
  json::array list;
  for (const auto& text : texts) list.emplace_back(text);
  return list;
}

json::object field_value(const Known& known, const Field& field, const Place& place, const ReportingDoors& doors) {
  const criteria::Measure& measure = *field.measure;
  json::object object = field_words(field);
  json::object opinions;
  const auto own = own_value(*known.drafts, field, place.identity(), place.period.as_of);
  opinions["self"] = value_of(own, doors);
  for (const Opinion opinion : {Opinion::sector, Opinion::council, Opinion::survey}) {
    opinions[observations::text(opinion)] = value_of(opinion_of(known, field, place, opinion), doors);
  }
  object["values"] = std::move(opinions);
  object["previous"] = value_of(value_before(known, field, place), doors);
  object["versions"] = static_cast<std::int64_t>(
      known.drafts->history(place.identity(), measure.id, field.dimension, Opinion::self).size());
  if (doors.evidence_count) {
    object["evidence"] = doors.evidence_count(place.identity(), measure.id, place.period.as_of);
  }
  return object;
}

json::value verification_value(const Verification* word, const ReportingDoors& doors) {
  if (word == nullptr) return nullptr;
  const auto said = doors.said_by(word->event);
  return json::object{
      {"decision", name_of(word->decision)},    {"reason_code", word->reason_code}, {"words", word->words},
      {"by", doors.name_of_actor(word->actor)}, {"recorded_at", said.recorded_at},  {"event", word->event}};
}

}  // namespace

json::object field_words(const Field& field) {
  const criteria::Measure& measure = *field.measure;
  return {{"measure", measure.id},
          {"dimension", field.dimension},
          {"title", both(measure.title)},
          {"kind", kind_name(measure)},
          {"unit", measure.unit},
          {"scale", measure.scale},
          {"grades", strings(measure.grades)},
          {"note", both(measure.note)},
          {"indicators", strings(field.indicators)}};
}

json::object period_value(const Period& period, const ReportRegister& reports, Date today) {
  return {{"period", period.id},
          {"set", period.set},
          {"province", period.province},
          {"title", json::object{{"vi", period.title_vi}, {"en", period.title_en}}},
          {"as_of", period.as_of.text()},
          {"opens_on", period.opens_on.text()},
          {"due_on", period.due_on.text()},
          {"days_left", period.due_on.days() - today.days()},
          {"is_open", period.opens_on <= today},
          {"is_locked", reports.is_locked(period.id, "")}};
}

json::object standing_value(const UnitStanding& standing, const Report& report) {
  json::object object{{"state", name_of(standing.state)},
                      {"version", report.version()},
                      {"is_late", standing.is_late},
                      {"fields_filled", standing.fields_filled},
                      {"drafts", standing.drafts},
                      {"indicators_filled", standing.indicators_filled},
                      {"indicators_verified", standing.indicators_verified},
                      {"indicators_returned", standing.indicators_returned},
                      {"last_step", nullptr},
                      {"last_day", nullptr}};
  if (!report.steps.empty()) {
    object["last_step"] = name_of(report.steps.back().kind);
    object["last_day"] = report.steps.back().day.text();
  }
  return object;
}

json::value value_of(const std::optional<Observation>& value, const ReportingDoors& doors) {
  if (!value) return nullptr;
  json::object object = observations::observation_value(*value, true);
  const auto said = doors.said_by(value->event);
  object["by"] = said.name;
  object["recorded_at"] = said.recorded_at;
  return object;
}

json::array fields_value(const Known& known, const Form& form, const Place& place, const ReportingDoors& doors) {
  json::array fields;
  for (const Field& field : form.fields) fields.push_back(field_value(known, field, place, doors));
  return fields;
}

json::array indicators_value(const Known& known, const Form& form, const Place& place, const ReportingDoors& doors) {
  const Report& report = known.reports->report(place.period.id, place.identity());
  json::array list;
  for (const FormIndicator& each : form.indicators) {
    std::int64_t remarks = 0;
    for (const Remark& remark : report.remarks) remarks += remark.indicator == each.number ? 1 : 0;
    const Checked word = checked(*known.drafts, form, each, place.period, report, place.identity());
    json::array fields;
    for (const std::size_t at : each.fields) fields.push_back(static_cast<std::int64_t>(at));
    list.push_back(json::object{{"number", each.number},
                                {"criterion", each.criterion},
                                {"title", both(each.indicator->rule.title)},
                                {"appraised_by", each.indicator->appraised_by},
                                {"fields", std::move(fields)},
                                {"checked", name_of(word)},
                                {"verification", verification_value(report.verification(each.number), doors)},
                                {"remarks", remarks}});
  }
  return list;
}

json::array steps_value(const Report& report, const ReportingDoors& doors) {
  json::array steps;
  for (const Step& step : report.steps) {
    steps.push_back(json::object{{"step", name_of(step.kind)},
                                 {"version", step.version},
                                 {"day", step.day.text()},
                                 {"is_late", step.is_late},
                                 {"reason_code", step.reason_code},
                                 {"words", step.words},
                                 {"by", doors.name_of_actor(step.actor)},
                                 {"event", step.event}});
  }
  return steps;
}

json::array remarks_value(const Report& report, const ReportingDoors& doors) {
  json::array remarks;
  for (const Remark& remark : report.remarks) {
    const auto said = doors.said_by(remark.event);
    remarks.push_back(json::object{{"indicator", remark.indicator},
                                   {"words", remark.words},
                                   {"by", doors.name_of_actor(remark.actor)},
                                   {"recorded_at", said.recorded_at},
                                   {"event", remark.event}});
  }
  return remarks;
}

}  // namespace luytre::reporting
