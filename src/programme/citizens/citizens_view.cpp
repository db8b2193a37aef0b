#include "programme/citizens/citizens_view.h"

#include "programme/citizens/redact.h"
#include "programme/citizens/rules.h"

namespace luytre::citizens {
namespace {

json::value text_or_null(const std::string& text) { return text.empty() ? json::value() : json::value(text); }
json::value day_or_null(const std::optional<Date>& day) { return day ? json::value(day->text()) : json::value(); }

json::value in_both(const std::string& code) {
  return json::object{{"vi", say(code, Language::vi)}, {"en", say(code, Language::en)}};
}

json::value correction_of(const Course& course) {
  const Step* answer = course.last(Command::answer);
  if (answer == nullptr || answer->correction.kind.empty()) return {};
  return json::object{{"kind", answer->correction.kind}, {"id", answer->correction.id}};
}

json::value answer_of(const Course& course) {
  const Step* answer = course.last(Command::answer);
  return answer == nullptr ? json::value() : json::value(answer->words);
}

json::object page_of_question(const Question& question) {
  return {{"address", question.page},
          {"title", text_or_null(question.page_title)},
          {"subject", text_or_null(question.subject_kind)},
          {"id", text_or_null(question.subject_id)}};
}

json::value refusal_of(const Course& course) {
  if (course.state != State::refused) return {};
  const Step* step = course.last(Command::refuse);
  return json::object{{"reason", name_of(step->reason)},
                      {"reason_words", in_both("citizens.reason." + std::string(name_of(step->reason)))},
                      {"words", text_or_null(step->words)}};
}

json::value named_desk(const Known& known, const Desk& desk, const std::string& given_to, Date day) {
  return json::object{{"vi", desk_words(known, desk, given_to, day, Language::vi)},
                      {"en", desk_words(known, desk, given_to, day, Language::en)}};
}

// To whom it may be given: the commune that the page is about, the newsroom, a department.
json::array desks_of(const Course& course, const Known& known, const Desk& desk) {
  std::vector<std::string> ids{std::string(newsroom_desk)};
  if (!course.question.unit.empty()) ids.push_back(course.question.unit);
  if (desk.departments) {
    for (const access::Department& each : desk.departments()) ids.push_back(each.id);
  }
  json::array desks;
  for (const std::string& id : ids) {
    desks.push_back(json::object{{"id", id}, {"words", named_desk(known, desk, id, desk.today())}});
  }
  return desks;
}

json::array history_of(const Course& course, const Known& known, const Desk& desk, const NameOfActor& name_of_actor) {
  json::array steps;
  for (const Step& step : course.steps) {
    json::object line{{"command", name_of(step.command)},
                      {"day", step.day.text()},
                      {"event", step.event},
                      {"by", name_of_actor(step.actor)},
                      {"words", text_or_null(step.words)},
                      {"given_to", nullptr},
                      {"reason", nullptr}};
    if (!step.given_to.empty()) line["given_to"] = named_desk(known, desk, step.given_to, step.day);
    if (step.reason != Reason::none) line["reason"] = in_both("citizens.reason." + std::string(name_of(step.reason)));
    steps.push_back(std::move(line));
  }
  return steps;
}

json::array marks_json(const Course& course) {
  json::array list;
  const Step* publish = course.last(Command::publish);
  if (publish == nullptr) return list;
  for (const auto& [from, to] : publish->marks) {
    list.push_back(json::array{static_cast<std::int64_t>(from), static_cast<std::int64_t>(to)});
  }
  return list;
}

}  // namespace

json::object to_public_json(const Course& course, const Known& known, const Desk& desk) {
  const Question& question = course.question;
  const Step& publish = *course.last(Command::publish);
  const std::string unit = question.unit.empty() ? known.province : question.unit;
  return {{"slug", publish.slug},
          {"title", publish.title},
          {"kind", name_of(question.kind)},
          {"topic", topic_of(question.page)},
          {"page", page_of_question(question)},
          {"unit", text_or_null(question.unit)},
          {"unit_name", text_or_null(unit.empty() ? unit : place_words(known, unit, question.received_on))},
          {"received_on", question.received_on.text()},
          {"published_on", publish.day.text()},
          {"words", course.shown},
          {"is_shortened", !publish.marks.empty()},
          {"answer", answer_of(course)},
          {"answered_by", named_desk(known, desk, course.given_to, publish.day)},
          {"correction", correction_of(course)}};
}

json::object to_status_json(const Course& course, const Known& known, const Desk& desk) {
  const Date today = desk.today();
  const Question& question = course.question;
  const bool is_told = course.state == State::published || course.state == State::closed;
  const Step* publish = course.last(Command::publish);
  return {{"receipt", question.receipt},
          {"kind", name_of(question.kind)},
          {"page", page_of_question(question)},
          {"state", name_of(course.state)},
          {"state_words", in_both("citizens.state." + std::string(name_of(course.state)))},
          {"received_on", question.received_on.text()},
          {"due_on", day_or_null(question.due_on)},
          {"is_overdue", course.is_overdue(today)},
          {"given_to", named_desk(known, desk, course.given_to, today)},
          {"refusal", refusal_of(course)},
          {"answer", is_told ? answer_of(course) : json::value()},
          {"correction", is_told ? correction_of(course) : json::value()},
          {"slug", course.state == State::published ? json::value(publish->slug) : json::value()}};
}

json::object to_staff_row(const Course& course, const Known& known, const Desk& desk) {
  const Date today = desk.today();
  const Question& question = course.question;
  const std::string unit = question.unit.empty() ? known.province : question.unit;
  return {{"question", question.id},
          {"receipt", question.receipt},
          {"kind", name_of(question.kind)},
          {"page", page_of_question(question)},
          {"unit_name", text_or_null(unit.empty() ? unit : place_words(known, unit, question.received_on))},
          {"state", name_of(course.state)},
          {"turn", text_or_null(std::string(turn_of(question.kind, course.state)))},
          {"given_to", course.given_to},
          {"given_to_words", named_desk(known, desk, course.given_to, today)},
          {"received_on", question.received_on.text()},
          {"due_on", day_or_null(question.due_on)},
          {"days_left", question.due_on && !is_over(course.state)
                            ? json::value(known.law->calendar.working_days(today, *question.due_on))
                            : json::value()},
          {"is_overdue", course.is_overdue(today)},
          {"is_duplicate", !question.duplicate_of.empty()},
          {"version", course.version()}};
}

json::object to_staff_json(const Course& course, const Known& known, const Desk& desk,
                           const std::optional<std::string>& words, bool has_contact,
                           const NameOfActor& name_of_actor) {
  const Question& question = course.question;
  json::object object = to_staff_row(course, known, desk);
  object["desks"] = desks_of(course, known, desk);
  const AnswerRule* rule = embedded_rules().answer_rule(question.kind, question.received_on);
  object["words"] = words ? json::value(*words) : json::value();
  object["shown"] = text_or_null(course.shown);
  object["marks"] = marks_json(course);
  object["has_contact"] = has_contact;
  object["answer"] = answer_of(course);
  object["correction"] = correction_of(course);
  object["refusal"] = refusal_of(course);
  object["slug"] = course.state == State::published ? json::value(course.last(Command::publish)->slug) : json::value();
  object["history"] = history_of(course, known, desk, name_of_actor);
  object["due_rule"] = rule == nullptr ? json::value()
                                       : json::value(json::object{{"working_days", rule->working_days},
                                                                  {"reference", rule->reference},
                                                                  {"confidence", criteria::name_of(rule->confidence)}});
  object["duplicate_of"] = nullptr;
  if (const Course* earlier = known.questions->find(question.duplicate_of)) {
    object["duplicate_of"] = json::object{{"question", earlier->question.id}, {"receipt", earlier->question.receipt}};
  }
  return object;
}

}  // namespace luytre::citizens
