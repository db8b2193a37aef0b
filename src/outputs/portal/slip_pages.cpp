#include "outputs/portal/slip_pages.h"

#include <algorithm>

#include "outputs/portal/site.h"
#include "platform/http/body.h"
#include "programme/surveys/read_slip.h"
#include "programme/surveys/serial.h"

namespace luytre::portal {
namespace {

using surveys::Answer;

constexpr std::string_view slip_path = "/phieu";

// Recordings are heard, and nothing else is let in that other pages do without.
constexpr std::string_view policy =
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; media-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

// Fields of the form, each followed by the question's id.
constexpr std::string_view answer_field = "answer-", words_field = "words-";
constexpr std::size_t serial_bytes_max = 40;

// What came with the form.
struct Typed {
  surveys::RawSlip slip;
  std::string round;  // id of the round whose questions were answered; empty: only the serial was asked for
};

Result<Typed> typed_of(const http::Request& request) {
  const auto parts = http::form_body(request);
  if (!parts) return pass_on(parts);
  Typed typed;
  for (const http::FormPart& part : *parts) {
    const std::string_view name = part.name;
    if (name == "serial") typed.slip.serial = part.bytes.substr(0, serial_bytes_max);
    if (name == "round") typed.round = part.bytes;
    if (name.starts_with(answer_field)) typed.slip.answers[name.substr(answer_field.size())] = part.bytes;
    if (name.starts_with(words_field)) typed.slip.words[name.substr(words_field.size())] = part.bytes;
  }
  return typed;
}

std::string text_under(const json::object& object, const std::string& name) {
  const auto* value = object.if_contains(name);
  const auto* text = value == nullptr ? nullptr : value->if_string();
  return text == nullptr ? std::string() : std::string(*text);
}

// What a page of questions is drawn from.
struct Asked {
  const surveys::Known& known;
  const surveys::Round& round;
  const criteria::SurveyForm& form;
  std::string village;  // its name; empty: the serial names none now
};

std::string in_words(const Visit& visit, const criteria::Bilingual& text) {
  return judgement::in_language(text, visit.language);
}

View sounds_view(const Visit& visit, const Asked& asked, const std::string& question) {
  View list = empty_list();
  for (const auto& [language, sound] : asked.known.surveys->audio_of(asked.form.id, question)) {
    View view;
    view.set("language_words", visit.say("portal_surveys.language." + language));
    view.set("sound_address",
             address("", "/api/v1/surveys/forms/" + asked.form.id + "/audio/" + question + "/" + language));
    list.push_back(view);
  }
  return list;
}

View choices_view(const Visit& visit, const std::string& chosen) {
  View list = empty_list();
  for (const Answer each : {Answer::satisfied, Answer::not_satisfied, Answer::none}) {
    const std::string name(surveys::name_of(each));
    View view;
    view.set("choice", name);
    view.set("choice_words", visit.say("portal_surveys.answer." + name));
    set_flag(view, "is_chosen", chosen == name);
    list.push_back(view);
  }
  return list;
}

View questions_view(const Visit& visit, const Asked& asked, const Typed& typed) {
  View list = empty_list();
  int number = 0;
  for (const auto& question : asked.form.questions) {
    View view;
    view.set("question", question.id);
    view.set("number", std::to_string(++number));
    view.set("question_words", in_words(visit, question.text));
    View sounds = sounds_view(visit, asked, question.id);
    set_flag(view, "has_sounds", !sounds.is_empty_list());
    view.set("sounds", sounds);
    view.set("choices", choices_view(visit, text_under(typed.slip.answers, question.id)));
    set_text(view, "own_words", text_under(typed.slip.words, question.id));
    list.push_back(view);
  }
  return list;
}

http::Response unkept(http::Response response) {
  response.set("Cache-Control", "no-store");
  response.set("Referrer-Policy", "no-referrer");
  response.set("Content-Security-Policy", std::string(policy));
  response.set("X-Robots-Tag", "noindex");
  return response;
}

http::Response drawn(const Visit& visit, std::string_view name, View view, const Problem* problem) {
  view.set("action", visit.base + std::string(slip_path));
  set_text(view, "problem", problem == nullptr ? "" : visit.say(problem->code, problem->arguments));
  const PageHead head{visit.say("portal_surveys.slip.title"), visit.say("portal_surveys.slip.description"), "slip",
                      problem == nullptr ? 200 : http_status(problem->code)};
  return unkept(visit.site.page(visit, head, name, std::move(view)));
}

http::Response serial_page(const Visit& visit, const Typed& typed, const Problem* problem) {
  View view;
  set_text(view, "serial", typed.slip.serial);
  view.set("script", asset_address("slip.js"));
  return drawn(visit, "slip_serial", std::move(view), problem);
}

http::Response questions_page(const Visit& visit, const Asked& asked, const Typed& typed, const Problem* problem) {
  const auto serial = surveys::serial_as_made(typed.slip.serial);
  View view;
  view.set("heading", in_words(visit, asked.form.title));
  view.set("unit", surveys::unit_name(asked.round, asked.known.units()));
  set_text(view, "village", asked.village);
  view.set("last_day", visit.day_words(asked.round.closes_on));
  view.set("round", asked.round.id);
  view.set("serial", serial ? surveys::shown_serial(*serial) : typed.slip.serial);
  set_flag(view, "is_serial_open", problem != nullptr);
  view.set("questions", questions_view(visit, asked, typed));
  return drawn(visit, "slip_questions", std::move(view), problem);
}

// The form with what was typed, under the sentence of what is wrong; the questions too where the round is known.
Result<http::Response> asked_again(const Visit& visit, const surveys::Known& known, const Typed& typed,
                                   const std::string& village, const Problem& problem) {
  const bool is_of_slip = problem.code.starts_with("surveys.") || problem.code.starts_with("portal_surveys.");
  if (!is_of_slip) return tl::unexpected(problem);
  const surveys::Course* course = known.surveys->find(typed.round);
  if (course == nullptr) return serial_page(visit, typed, &problem);
  const auto form = surveys::form_of(course->round, known.law());
  if (!form) return serial_page(visit, typed, &problem);
  return questions_page(visit, {known, course->round, **form, village}, typed, &problem);
}

bool says_nothing(const surveys::SlipWish& wish) {
  const bool is_answered =
      std::any_of(wish.answers.begin(), wish.answers.end(), [](Answer each) { return each != Answer::none; });
  return !is_answered && wish.words.empty();
}

Done take(const surveys::SlipDoors& doors, const surveys::Known& known, const surveys::SerialPlace& place,
          const criteria::SurveyForm& form, const Typed& typed) {
  const auto wish = surveys::wish_of(form, typed.slip);
  if (!wish) return pass_on(wish);
  if (says_nothing(*wish)) return refuse("portal_surveys.nothing_answered");
  return surveys::take_answer(doors, known, place, *wish);
}

Result<http::Response> post_slip(const Visit& visit, const surveys::SlipDoors& doors) {
  const auto typed = typed_of(visit.request);
  if (!typed) return pass_on(typed);
  const auto known = doors.known(std::nullopt);
  if (!known) return pass_on(known);
  const auto place = surveys::place_of_serial(doors, *known, typed->slip.serial, visit.request);
  if (!place) return asked_again(visit, *known, *typed, "", place.error());
  const surveys::Round& round = place->course->round;
  const std::string village = surveys::village_name(place->village, *known, round.opens_on);
  const auto form = surveys::form_of(round, known->law());
  if (!form) return asked_again(visit, *known, *typed, village, form.error());
  // A serial that was corrected may be of another round: its own questions are asked then.
  if (typed->round != round.id) return questions_page(visit, {*known, round, **form, village}, *typed, nullptr);
  if (auto taken = take(doors, *known, *place, **form, *typed); !taken) {
    return asked_again(visit, *known, *typed, village, taken.error());
  }
  return drawn(visit, "slip_taken", {}, nullptr);
}

}  // namespace

void add_slip_pages(http::Router& router, Source source, std::function<Date()> today, surveys::SlipDoors doors) {
  const auto site = std::make_shared<const Site>(std::move(source), std::move(today));
  const auto shared = std::make_shared<const surveys::SlipDoors>(std::move(doors));
  const auto add = [&](const char* method, const std::string& base, Page page) {
    router.add_unasked(method, base + std::string(slip_path),
                       [site, handler = site->handler_of_today(std::move(page), base)](const http::Request& request) {
                         return handler(request);
                       });
  };
  for (const std::string base : {"", "/en"}) {
    add("GET", base, [](const Visit& visit) -> Result<http::Response> { return serial_page(visit, {}, nullptr); });
    add("POST", base, [shared](const Visit& visit) { return post_slip(visit, *shared); });
  }
}

}  // namespace luytre::portal
