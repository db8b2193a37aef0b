#include "programme/surveys/survey_routes.h"

#include "platform/access/person.h"
#include "platform/http/parameters.h"
#include "programme/surveys/enter.h"
#include "programme/surveys/hidden_slips.h"
#include "programme/surveys/plan.h"
#include "programme/surveys/print_round.h"
#include "programme/surveys/recount.h"
#include "programme/surveys/survey_view.h"

namespace luytre::surveys {
namespace {

http::Response for_staff(const http::Request& request, json::object value, const Known& known) {
  value["is_demonstration"] = known.dossiers.is_demonstration;
  http::Response response = http::json_response(request, std::move(value), known.dossiers.number);
  response.set("Cache-Control", "private, no-store");
  return response;
}

// What every question here begins with: the record as it is now. Rounds are not asked for as known earlier: what was
// open then and is suppressed now would be read from the difference.
Result<Known> known_for(const http::Request& request, const SurveyDoors& doors,
                        std::initializer_list<std::string_view> parameters = {}) {
  if (auto fits = http::check_parameters(request, parameters); !fits) return pass_on(fits);
  return doors.known(std::nullopt);
}

Result<Known> known_if_signed_in(const http::Request& request, const SurveyDoors& doors) {
  if (request.actor.kind == access::ActorKind::nobody) {
    if (auto in = doors.guard(request.actor, {"surveys.view", "", {}, {}}); !in) return pass_on(in);
  }
  return known_for(request, doors);
}

Result<http::Response> get_list(const http::Request& request, const SurveyDoors& doors) {
  const auto known = known_if_signed_in(request, doors);
  if (!known) return pass_on(known);
  json::array rounds;
  for (const Course* course : known->surveys->all()) {
    if (may_view(doors, request.actor, *known, *course)) rounds.push_back(line_of(*known, *course));
  }
  return for_staff(request,
                   {{"may_plan", bool(may_somewhere(doors, request.actor, "surveys.plan"))},
                    {"may_record_audio", bool(may_somewhere(doors, request.actor, "surveys.record_audio"))},
                    {"rounds", std::move(rounds)}},
                   *known);
}

json::array titles_value(const Known& known, Date day) {
  json::array titles;
  for (const auto& set : known.law().sets) {
    if (set.level != criteria::SetLevel::commune || !set.period.contains(day)) continue;
    json::array forms;
    for (const auto* form : known.law().survey_forms_on(day, set.level, set.tier)) {
      forms.push_back(
          json::object{{"id", form->id}, {"title", json::object{{"vi", form->title.vi}, {"en", form->title.en}}}});
    }
    if (forms.empty()) continue;
    titles.push_back(json::object{{"tier", set.tier},
                                  {"set", set.id},
                                  {"title", json::object{{"vi", set.title.vi}, {"en", set.title.en}}},
                                  {"parameters", parameters_value(parameters_of(set))},
                                  {"forms", std::move(forms)}});
  }
  return titles;
}

Result<http::Response> get_options(const http::Request& request, const SurveyDoors& doors) {
  const auto known = known_for(request, doors, {"unit", "day"});
  if (!known) return pass_on(known);
  const Date today = doors.desk.today();
  const auto day = http::date_parameter(request, "day");
  if (!day) return pass_on(day);
  const auto unit_named = http::required_text_parameter(request, "unit");
  if (!unit_named) return pass_on(unit_named);
  const std::string& named = *unit_named;
  const auto may = doors.guard(request.actor, {"surveys.plan", named, today, {}});
  if (!may) return pass_on(may);
  const auto unit = villages::find_commune(known->units(), named, today, "unit");
  if (!unit) return pass_on(unit);
  json::array found;
  for (const auto* village : known->villages->villages()) {
    const auto place = villages::find_place(known->units(), *known->villages, village->id, today);
    if (!place || place->commune() != (*unit)->id.text()) continue;
    const auto* count = village->count_on(today);
    const bool is_counted = count != nullptr && count->households;
    found.push_back(json::object{{"village", village->id},
                                 {"name", place->version->name},
                                 {"households", is_counted ? json::value(*count->households) : json::value(nullptr)}});
  }
  return for_staff(request,
                   {{"unit", (*unit)->id.text()},
                    {"unit_name", (*unit)->nearest(today).name},
                    {"villages", std::move(found)},
                    {"titles", titles_value(*known, day->value_or(today))}},
                   *known);
}

Result<http::Response> get_forms(const http::Request& request, const SurveyDoors& doors) {
  const auto known = known_if_signed_in(request, doors);
  if (!known) return pass_on(known);
  json::array forms;
  for (const auto& form : known->law().survey_forms) forms.push_back(form_value(*known, form));
  return for_staff(request, {{"forms", std::move(forms)}}, *known);
}

Result<const Course*> seen_course(const http::Request& request, const SurveyDoors& doors, const Known& known) {
  const auto course = find_course(known, request.captured_text("id"));
  if (!course) return pass_on(course);
  if (auto may = may_view(doors, request.actor, known, **course); !may) return pass_on(may);
  return *course;
}

Result<http::Response> get_one(const http::Request& request, const SurveyDoors& doors) {
  const auto known = known_for(request, doors);
  if (!known) return pass_on(known);
  const auto course = seen_course(request, doors, *known);
  if (!course) return pass_on(course);
  return for_staff(request, value_of(doors, request.actor, *known, **course), *known);
}

Result<http::Response> get_comments(const http::Request& request, const SurveyDoors& doors) {
  const auto known = known_for(request, doors);
  if (!known) return pass_on(known);
  const auto course = find_course(*known, request.captured_text("id"));
  if (!course) return pass_on(course);
  const auto may = doors.guard(request.actor, ask_about(*known, "surveys.plan", (*course)->round, doors.desk.today()));
  if (!may) return pass_on(may);
  json::array comments;
  const auto read = doors.with_database([&](storage::Database& database) -> Done {
    const auto found = comments_of(database, (*course)->round.id);
    if (!found) return pass_on(found);
    // Of which village it came is not told: in a small one that would be a name.
    for (const Comment& each : *found) {
      comments.push_back(json::object{{"question", each.question}, {"words", each.words}});
    }
    return {};
  });
  if (!read) return pass_on(read);
  return for_staff(request, {{"comments", std::move(comments)}}, *known);
}

Result<http::Response> get_pending(const http::Request& request, const SurveyDoors& doors) {
  const auto known = known_for(request, doors);
  if (!known) return pass_on(known);
  const auto course = find_course(*known, request.captured_text("id"));
  if (!course) return pass_on(course);
  const auto may = doors.guard(request.actor, ask_about(*known, "surveys.enter", (*course)->round, doors.desk.today()));
  if (!may) return pass_on(may);
  const std::string village = request.captured_text("village");
  if (auto now = must_allow(**course, village, Command::enter, *known); !now) return pass_on(now);
  json::array slips;
  const auto read = doors.with_database([&](storage::Database& database) -> Done {
    const auto found = waiting_slips(database, doors.desk, (*course)->round.id, village, person_of(request.actor));
    if (!found) return pass_on(found);
    for (const WaitingSlip& each : *found) {
      slips.push_back(json::object{{"serial", each.serial}, {"state", name_of(each.state)}, {"is_mine", each.is_mine}});
    }
    return {};
  });
  if (!read) return pass_on(read);
  return for_staff(request, {{"slips", std::move(slips)}}, *known);
}

Result<http::Response> get_recount(const http::Request& request, const SurveyDoors& doors) {
  const auto known = known_for(request, doors);
  if (!known) return pass_on(known);
  const auto course = find_course(*known, request.captured_text("id"));
  if (!course) return pass_on(course);
  const std::string village = request.captured_text("village");
  const Recount* recount = (*course)->recount(village);
  if (recount == nullptr) {
    if (auto may = may_somewhere(doors, request.actor, "surveys.recount"); !may) return pass_on(may);
    return refuse("surveys.no_recount", {}, "village");
  }
  const auto may = doors.guard(request.actor, ask_of_recount(*recount, doors.desk.today()));
  if (!may) return pass_on(may);
  json::array serials;
  const auto read = doors.with_database([&](storage::Database& database) -> Done {
    const auto found = serials_to_recount(database, doors.desk, **course, village);
    if (!found) return pass_on(found);
    for (const std::string& each : *found) serials.push_back(json::value(each));
    return {};
  });
  if (!read) return pass_on(read);
  return for_staff(request, {{"serials", std::move(serials)}}, *known);
}

using Paper = Result<std::string> (*)(const SurveyDoors&, const http::Request&, const Known&, const Course&);

Result<http::Response> paper(const http::Request& request, const SurveyDoors& doors, Paper print,
                             const std::string& name) {
  const auto known = known_for(request, doors);
  if (!known) return pass_on(known);
  const auto course = seen_course(request, doors, *known);
  if (!course) return pass_on(course);
  auto bytes = print(doors, request, *known, **course);
  if (!bytes) return pass_on(bytes);
  auto response = http::document_response("application/pdf", *std::move(bytes));
  response.set("Content-Disposition", "inline; filename=\"" + name + "\"");
  response.set("Cache-Control", "private, no-store");
  return response;
}

// The minutes have every count of every village: for the Front alone.
Result<http::Response> get_minutes(const http::Request& request, const SurveyDoors& doors) {
  const auto known = known_for(request, doors);
  if (!known) return pass_on(known);
  const auto course = find_course(*known, request.captured_text("id"));
  if (!course) return pass_on(course);
  if (!is_of_the_lane(doors, request.actor, *known, **course)) {
    const auto may =
        doors.guard(request.actor, ask_about(*known, "surveys.seal", (*course)->round, doors.desk.today()));
    if (!may) return pass_on(may);
  }
  return paper(request, doors, minutes_of, "bien-ban.pdf");
}

Result<http::Response> get_display(const http::Request& request, const SurveyDoors& doors) {
  return paper(request, doors, display_of, "niem-yet.pdf");
}

// Public: whoever answers on a phone hears it.
Result<http::Response> get_audio(const http::Request& request, const SurveyDoors& doors) {
  if (auto fits = http::check_parameters(request, {}); !fits) return pass_on(fits);
  const auto known = doors.known(std::nullopt);
  if (!known) return pass_on(known);
  const auto sounds = known->surveys->audio_of(request.captured_text("form"), request.captured_text("question"));
  const auto found = sounds.find(request.captured_text("language"));
  if (found == sounds.end()) return refuse("surveys.no_audio", {{"language", request.captured_text("language")}});
  const auto file = doors.files.files().open_kept(found->second->file);
  if (!file) return pass_on(file);
  auto response = http::document_response(found->second->media_type, std::string(file->bytes()));
  response.set("ETag", "\"" + found->second->file + "\"");
  response.set("Cache-Control", "public, max-age=86400");
  response.set("X-Content-Type-Options", "nosniff");
  return response;
}

using Handler = Result<http::Response> (*)(const http::Request&, const SurveyDoors&);

}  // namespace

void add_survey_routes(http::Router& router, const SurveyDoors& doors) {
  const auto with = [&](Handler handler) {
    return [doors, handler](const http::Request& request) { return handler(request, doors); };
  };
  router.get("/api/v1/surveys", with(get_list));
  router.get("/api/v1/surveys/options", with(get_options));
  router.get("/api/v1/surveys/forms", with(get_forms));
  router.get("/api/v1/surveys/forms/{form}/audio/{question}/{language}", with(get_audio));
  router.get("/api/v1/surveys/{id}", with(get_one));
  router.get("/api/v1/surveys/{id}/minutes.pdf", with(get_minutes));
  router.get("/api/v1/surveys/{id}/display.pdf", with(get_display));
  router.get("/api/v1/surveys/{id}/comments", with(get_comments));
  router.get("/api/v1/surveys/{id}/villages/{village}/pending", with(get_pending));
  router.get("/api/v1/surveys/{id}/recounts/{village}", with(get_recount));
}

}  // namespace luytre::surveys
