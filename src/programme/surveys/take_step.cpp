#include "programme/surveys/take_step.h"

#include "platform/access/person.h"
#include "programme/surveys/hidden_slips.h"
#include "programme/surveys/survey_store.h"

namespace luytre::surveys {
namespace {

Done check_second_person(const Course& course, const std::string& person) {
  const bool is_own = course.round.actor == person;
  return is_own ? Done{refuse("surveys.own_round")} : Done{};
}

Done check_settled(const Course& course) {
  const auto open = course.open_anomalies();
  if (!open.empty()) return refuse("surveys.anomalies_open", {{"count", std::to_string(open.size())}});
  std::int64_t waiting = 0;
  for (const Recount& each : course.recounts) waiting += course.recounted(each.village) == nullptr ? 1 : 0;
  if (waiting > 0) return refuse("surveys.recount_open", {{"count", std::to_string(waiting)}});
  return {};
}

Done check_step(const Course& course, const StepWish& wish, const std::string& person) {
  const bool ends = wish.command == Command::give_back || wish.command == Command::cancel;
  if (ends && dossiers::is_blank(wish.words)) return refuse("surveys.words_needed", {}, "words");
  if (wish.command == Command::approve || wish.command == Command::confirm) {
    if (auto other = check_second_person(course, person); !other) return other;
  }
  return wish.command == Command::confirm ? check_settled(course) : Done{};
}

bool ends_round(Command command) {
  return command == Command::confirm || command == Command::give_back || command == Command::cancel;
}

}  // namespace

std::string act_of(Command command) {
  switch (command) {
    case Command::approve:
    case Command::confirm:
    case Command::give_back:
    case Command::send:
    case Command::recount:
      return "surveys.approve";
    case Command::hand_out:
    case Command::enter:
      return "surveys.enter";
    case Command::seal:
    case Command::consolidate:
    case Command::display:
      return "surveys.seal";
    default:
      return "surveys.plan";
  }
}

Done drop_what_is_hidden(storage::Database& database, const Course& course) {
  const std::string& round = course.round.id;
  for (const std::string& village : course.villages()) {
    for (const Done& done :
         {drop_sample(database, round, village), drop_key(database, KeyName::of_sample(round, village)),
          drop_pending(database, round, village), drop_key(database, KeyName::of_village(round, village))}) {
      if (!done) return done;
    }
  }
  return drop_key(database, KeyName::of_serials(round));
}

Result<EventNumber> take_step(const Desk& desk, const commands::Asked& asked, const Known& known, const std::string& id,
                              const StepWish& wish, EventNumber expected) {
  const auto found = find_course(known, id);
  if (!found) return pass_on(found);
  const Round& round = (*found)->round;
  const std::string person = person_of(asked.actor);
  const auto outcome = desk.writer.run(
      commands::order_by(asked, "surveys.step", {ask_about(known, act_of(wish.command), round, desk.today())}),
      [&](storage::Database& database, EventNumber number, const std::string&) -> Result<audit::EventDraft> {
        const auto inside = look_inside(database, number, known, id, expected);
        if (!inside) return pass_on(inside);
        const Course& course = *inside->course;
        if (auto may = must_allow(course, wish.command, known); !may) return pass_on(may);
        if (auto fits = check_step(course, wish, person); !fits) return pass_on(fits);
        if (ends_round(wish.command)) {
          if (auto done = drop_what_is_hidden(database, course); !done) return pass_on(done);
        }
        return append_step(database, round, {id, number, "", wish.command, 0, wish.words, desk.today(), person});
      });
  if (!outcome) return pass_on(outcome);
  return outcome->event;
}

}  // namespace luytre::surveys
