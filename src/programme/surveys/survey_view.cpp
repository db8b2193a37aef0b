#include "programme/surveys/survey_view.h"

#include <algorithm>

#include "programme/surveys/check_sealed.h"
#include "programme/surveys/enter.h"
#include "programme/surveys/recount.h"
#include "programme/surveys/take_step.h"
#include "programme/surveys/tally_value.h"
#include "programme/surveys/tasks.h"

namespace luytre::surveys {
namespace {

// Who looks, and what follows from it.
struct Asking {
  const SurveyDoors& doors;
  const access::Viewer& viewer;
  const Known& known;
  const Course& course;
  bool is_of_the_lane = false;

  bool may(const std::string& act) const {
    return bool(doors.guard(viewer, ask_about(known, act, course.round, doors.desk.today())));
  }
};

json::array commands_of(const Asking& asking, std::initializer_list<Command> commands) {
  json::array list;
  for (const Command each : commands) {
    if (after(asking.course.state(), each) && asking.may(act_of(each))) list.push_back(json::value(name_of(each)));
  }
  return list;
}

json::array steps_value(const Asking& asking) {
  json::array list;
  if (!asking.is_of_the_lane) return list;
  for (const Step& each : asking.course.steps) {
    list.push_back(json::object{{"event", each.event},
                                {"village", each.village},
                                {"command", name_of(each.command)},
                                {"count", each.count},
                                {"words", each.words},
                                {"day", each.day.text()},
                                {"by", asking.doors.name_of_actor(each.actor)}});
  }
  return list;
}

json::value pending_value(const Asking& asking, const std::string& village) {
  if (asking.course.village_state(village) != VillageState::handed_out || !asking.may("surveys.enter")) return nullptr;
  PendingCounts counts;
  const auto read = asking.doors.with_database([&](storage::Database& database) -> Done {
    auto found = count_pending(database, asking.doors.desk, asking.course.round.id, village);
    if (!found) return pass_on(found);
    counts = *found;
    return {};
  });
  if (!read) return nullptr;
  return json::object{
      {"whole", counts.whole}, {"waiting_second", counts.waiting_second}, {"differing", counts.differing}};
}

json::array village_commands(const Asking& asking, const std::string& village) {
  json::array list;
  const VillageState state = asking.course.village_state(village);
  for (const Command each : {Command::print, Command::hand_out, Command::enter, Command::seal}) {
    if (after(asking.course.state(), state, each) && asking.may(act_of(each))) {
      list.push_back(json::value(name_of(each)));
    }
  }
  return list;
}

json::array villages_value(const Asking& asking) {
  json::array list;
  const Course& course = asking.course;
  for (const std::string& village : course.villages()) {
    const FrameLine& frame = *course.frame_of(village);
    json::object value{{"village", village},
                       {"name", village_name(village, asking.known, course.round.opens_on)},
                       {"households", frame.households},
                       {"as_of", frame.as_of.text()},
                       {"source", frame.source},
                       {"state", name_of(course.village_state(village))}};
    if (asking.is_of_the_lane) {
      value["printed"] = course.counted(village, Command::print);
      value["handed"] = course.counted(village, Command::hand_out);
      value["pending"] = pending_value(asking, village);
      value["commands"] = village_commands(asking, village);
    }
    list.push_back(std::move(value));
  }
  return list;
}

json::value tally_value(const Asking& asking, const criteria::SurveyForm* form) {
  const Course& course = asking.course;
  // Who is not of the Front reads what the public reads.
  if (form == nullptr || !asking.is_of_the_lane || course.sealed.empty()) return nullptr;
  json::array villages;
  for (const SealedVillage& each : course.sealed) {
    json::object value = value_of(*form, course.round.parameters, each.tally);
    value["village"] = each.village;
    value["name"] = village_name(each.village, asking.known, course.round.opens_on);
    value["words"] = each.words;
    villages.push_back(std::move(value));
  }
  json::value whole = nullptr;
  if (course.is_whole()) whole = value_of(*form, course.round.parameters, course.whole());
  return json::object{{"whole", std::move(whole)}, {"villages", std::move(villages)}};
}

json::array anomalies_value(const Asking& asking) {
  json::array list;
  const Course& course = asking.course;
  // Their figures are counts of answers and name who entered them; that a rule spoke at all tells of small counts.
  if (!asking.is_of_the_lane) return list;
  for (const Anomaly& anomaly : course.anomalies) {
    json::object figures;
    for (const auto& [name, figure] : anomaly.figures) {
      figures[name] = name == "author" ? asking.doors.name_of_actor(figure) : figure;
    }
    json::array reviews;
    for (const Review& each : course.reviews) {
      if (each.anomaly != anomaly.id) continue;
      reviews.push_back(json::object{{"verdict", name_of(each.verdict)},
                                     {"words", each.words},
                                     {"by", asking.doors.name_of_actor(each.actor)},
                                     {"event", each.event}});
    }
    const Review* newest = course.newest_review(anomaly.id);
    json::array commands;
    if (after(course.state(), Command::review) && (newest == nullptr || newest->verdict != ReviewVerdict::accepted)) {
      if (asking.may("surveys.seal")) commands.push_back("answer");
      if (newest != nullptr && newest->verdict == ReviewVerdict::answered && asking.may("surveys.approve")) {
        commands.push_back("accept");
        commands.push_back("refuse");
      }
    }
    list.push_back(json::object{
        {"id", anomaly.id},
        {"village", anomaly.village},
        {"village_name",
         anomaly.village.empty() ? std::string() : village_name(anomaly.village, asking.known, course.round.opens_on)},
        {"rule", anomaly.rule},
        {"figures", std::move(figures)},
        {"state", newest == nullptr ? "open" : name_of(newest->verdict)},
        {"reviews", std::move(reviews)},
        {"commands", std::move(commands)}});
  }
  return list;
}

json::array recounts_value(const Asking& asking) {
  json::array list;
  for (const Recount& each : asking.course.recounts) {
    const RecountResult* result = asking.course.recounted(each.village);
    json::array commands;
    const bool may = bool(asking.doors.guard(asking.viewer, ask_of_recount(each, asking.doors.desk.today())));
    if (result == nullptr && may && after(asking.course.state(), Command::recount)) commands.push_back("recount");
    Round of_other = asking.course.round;
    of_other.unit = each.by_unit;
    json::object value{{"village", each.village},
                       {"village_name", village_name(each.village, asking.known, asking.course.round.opens_on)},
                       {"by_unit", each.by_unit},
                       {"by_unit_name", unit_name(of_other, asking.known.units())},
                       {"slips", each.slips},
                       {"words", each.words},
                       {"result", nullptr},
                       {"commands", std::move(commands)}};
    if (result != nullptr) {
      value["result"] = json::object{{"alike", result->alike},
                                     {"different", result->different},
                                     {"missing", result->missing},
                                     {"answers_different", result->answers_different},
                                     {"words", result->words}};
    }
    list.push_back(std::move(value));
  }
  return list;
}

json::array tasks_value(const Asking& asking) {
  json::array list;
  for (const Task& task : asking.course.tasks) {
    json::array answers;
    for (const TaskAnswer& each : asking.course.answers) {
      if (each.task != task.id) continue;
      answers.push_back(
          json::object{{"words", each.words}, {"by", asking.doors.name_of_actor(each.actor)}, {"event", each.event}});
    }
    json::array commands;
    if (asking.doors.guard(asking.viewer, ask_of_answer(task, asking.doors.desk.today()))) commands.push_back("answer");
    Round of_other = asking.course.round;
    of_other.unit = task.given_to;
    list.push_back(json::object{{"id", task.id},
                                {"question", task.question},
                                {"words", task.words},
                                {"given_to", task.given_to},
                                {"given_to_name", unit_name(of_other, asking.known.units())},
                                {"due_on", task.due_on.text()},
                                {"answers", std::move(answers)},
                                {"commands", std::move(commands)}});
  }
  return list;
}

// Open dossiers of the commune for the title, for whoever may send the round to one.
json::array dossiers_value(const Asking& asking) {
  json::array list;
  if (!after(asking.course.state(), Command::send) || !asking.may(act_of(Command::send))) return list;
  const Round& round = asking.course.round;
  for (const auto* file : asking.known.dossiers.dossiers->of_unit(round.unit)) {
    const bool is_its = file->dossier.tier == round.tier && file->dossier.purpose == criteria::Purpose::recognition;
    if (!is_its || !dossiers::standing_of(*file, asking.known.law()).is_open()) continue;
    list.push_back(
        json::object{{"id", file->dossier.id}, {"label", dossiers::label_of(file->dossier, asking.known.units())}});
  }
  return list;
}

json::object round_value(const Asking& asking, const criteria::SurveyForm* form) {
  const Round& round = asking.course.round;
  json::array notes;
  for (const Note& each : round.notes) {
    notes.push_back(json::object{{"what", name_of(each.what)},
                                 {"percent", each.percent},
                                 {"document", each.document},
                                 {"words", each.words},
                                 {"problem", each.problem}});
  }
  return {{"id", round.id},
          {"level", "commune"},
          {"unit", round.unit},
          {"unit_name", unit_name(round, asking.known.units())},
          {"province", round.province},
          {"tier", round.tier},
          {"set", round.set},
          {"form", form == nullptr ? json::value(nullptr) : json::value(form_value(asking.known, *form))},
          {"document", round.document},
          {"opens_on", round.opens_on.text()},
          {"closes_on", round.closes_on.text()},
          {"sample", name_of(round.sample)},
          {"sample_percent", round.sample_percent},
          {"parameters", parameters_value(round.parameters)},
          {"notes", std::move(notes)},
          {"replaces", round.replaces},
          {"dossier", asking.course.sent.empty() ? std::string() : asking.course.sent.back().dossier}};
}

json::object parameter_value(const Parameter& parameter) {
  return {{"percent", parameter.percent ? json::value(parameter.percent->text()) : json::value(nullptr)},
          {"is_more_than", parameter.is_more_than},
          {"document", parameter.document},
          {"locator", parameter.locator},
          {"confidence", criteria::name_of(parameter.confidence)}};
}

}  // namespace

Done may_somewhere(const SurveyDoors& doors, const access::Actor& actor, const std::string& act) {
  const Date today = doors.desk.today();
  Done may = doors.guard(actor, {act, "", today, {}});
  if (may || actor.account.empty()) return may;
  for (const std::string& unit : doors.units_of(actor.account)) {
    if (doors.guard(actor, {act, unit, today, {}})) return {};
  }
  return may;
}

std::string public_path(const Round& round) {
  return "/xa/" + round.unit.substr(0, round.unit.find('@')) + "/hai-long";
}

bool is_displayed(const Course& course) {
  const Step* displayed = course.newest(Command::display);
  const State state = course.state();
  return displayed != nullptr && state != State::returned && state != State::cancelled;
}

bool is_of_the_lane(const SurveyDoors& doors, const access::Viewer& viewer, const Known& known, const Course& course) {
  const Date today = doors.desk.today();
  for (const char* act : {"surveys.enter", "surveys.plan", "surveys.approve"}) {
    if (doors.guard(viewer, ask_about(known, act, course.round, today))) return true;
  }
  return std::any_of(course.recounts.begin(), course.recounts.end(), [&](const Recount& each) {
    return course.recounted(each.village) == nullptr && bool(doors.guard(viewer, ask_of_recount(each, today)));
  });
}

Done may_view(const SurveyDoors& doors, const access::Viewer& viewer, const Known& known, const Course& course) {
  if (is_of_the_lane(doors, viewer, known, course)) return {};
  if (auto may = doors.guard(viewer, ask_about(known, "surveys.view", course.round, doors.desk.today())); !may) {
    return may;
  }
  const bool has_task = std::any_of(course.tasks.begin(), course.tasks.end(), [&](const Task& each) {
    return bool(doors.guard(viewer, ask_of_answer(each, doors.desk.today())));
  });
  return has_task || is_displayed(course) ? Done{} : Done{refuse("surveys.not_displayed")};
}

json::value share_value(const std::optional<Share>& share) {
  if (!share) return nullptr;
  return json::object{{"numerator", share->numerator.text()},
                      {"denominator", share->denominator.text()},
                      {"percent", percent_text(*share, 2)}};
}

json::object parameters_value(const Parameters& parameters) {
  return {{"overall", parameter_value(parameters.overall)},
          {"each_item", parameter_value(parameters.each_item)},
          {"coverage", parameter_value(parameters.coverage)}};
}

json::object form_value(const Known& known, const criteria::SurveyForm& form) {
  json::array questions;
  for (const auto& each : form.questions) {
    json::array audio;
    for (const auto& [language, sound] : known.surveys->audio_of(form.id, each.id))
      audio.push_back(json::value(language));
    questions.push_back(json::object{{"id", each.id},
                                     {"text", json::object{{"vi", each.text.vi}, {"en", each.text.en}}},
                                     {"is_overall", each.is_overall},
                                     {"audio", std::move(audio)}});
  }
  return {{"id", form.id},
          {"title", json::object{{"vi", form.title.vi}, {"en", form.title.en}}},
          {"document", form.document},
          {"hash", form.hash},
          {"confidence", criteria::name_of(form.confidence)},
          {"note", json::object{{"vi", form.note.vi}, {"en", form.note.en}}},
          {"questions", std::move(questions)}};
}

json::object line_of(const Known& known, const Course& course) {
  const Round& round = course.round;
  std::int64_t households = 0;
  const auto villages = course.villages();
  for (const std::string& each : villages) households += course.frame_of(each)->households;
  return {{"id", round.id},
          {"unit", round.unit},
          {"unit_name", unit_name(round, known.units())},
          {"tier", round.tier},
          {"form", round.form},
          {"opens_on", round.opens_on.text()},
          {"closes_on", round.closes_on.text()},
          {"state", name_of(course.state())},
          {"villages", villages.size()},
          {"sealed", course.sealed.size()},
          {"households", households},
          {"open_anomalies", course.open_anomalies().size()}};
}

json::object value_of(const SurveyDoors& doors, const access::Viewer& viewer, const Known& known,
                      const Course& course) {
  const Asking asking{doors, viewer, known, course, is_of_the_lane(doors, viewer, known, course)};
  const auto form = form_of(course.round, known.law());
  const auto* known_form = form ? *form : nullptr;
  json::object value{{"version", course.touched()},
                     {"state", name_of(course.state())},
                     {"is_of_the_lane", asking.is_of_the_lane},
                     {"round", round_value(asking, known_form)},
                     {"steps", steps_value(asking)},
                     {"villages", villages_value(asking)},
                     {"tally", tally_value(asking, known_form)},
                     {"anomalies", anomalies_value(asking)},
                     {"recounts", recounts_value(asking)},
                     {"tasks", tasks_value(asking)},
                     {"dossiers", dossiers_value(asking)},
                     {"today", doors.desk.today().text()}};
  if (known_form != nullptr && is_displayed(course)) {
    value["published"] = value_of(published(known, course, *known_form));
  }
  value["commands"] = commands_of(
      asking, {Command::frame, Command::approve, Command::train, Command::consolidate, Command::display,
               Command::confirm, Command::send, Command::give_back, Command::cancel, Command::recount, Command::task});
  return value;
}

}  // namespace luytre::surveys
