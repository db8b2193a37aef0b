#include "programme/surveys/hand_out.h"

#include "base/secret_box.h"
#include "platform/access/person.h"
#include "programme/surveys/hidden_slips.h"
#include "programme/surveys/serial.h"
#include "programme/surveys/survey_store.h"
#include "programme/surveys/take_step.h"

namespace luytre::surveys {
namespace {

Done check_count(std::int64_t count) {
  if (count >= 1 && count <= slips_at_once_max) return {};
  return refuse("surveys.count_wrong", {{"count", std::to_string(count)}, {"max", std::to_string(slips_at_once_max)}},
                "count");
}

Result<std::string> key_of_serials(storage::Database& database, const std::string& round, const Desk& desk) {
  auto key = find_key(database, KeyName::of_serials(round), desk.server_key);
  if (!key) return pass_on(key);
  if (*key) return **key;
  return make_key(database, KeyName::of_serials(round), desk.server_key);
}

Done keep_marks(storage::Database& database, const Desk& desk, const Round& round, const std::string& village,
                const std::vector<std::string>& serials) {
  const auto key = key_of_serials(database, round.id, desk);
  if (!key) return pass_on(key);
  std::vector<std::string> marks;
  for (const std::string& each : serials) marks.push_back(keyed_mark(each, *key));
  return put_serials(database, round.id, village, std::move(marks));
}

Done check_handed(const Course& course, const std::string& village, std::int64_t count, Date today) {
  if (today < course.round.opens_on || course.round.closes_on < today) {
    return refuse("surveys.outside_window", {{"opens", course.round.opens_on.vietnamese_text()},
                                             {"closes", course.round.closes_on.vietnamese_text()}});
  }
  const std::int64_t printed = course.counted(village, Command::print);
  const std::int64_t handed = course.counted(village, Command::hand_out) + count;
  if (handed <= printed) return {};
  return refuse("surveys.handed_over_printed",
                {{"handed", std::to_string(handed)}, {"printed", std::to_string(printed)}}, "count");
}

}  // namespace

Result<Printed> print_slips(const Desk& desk, const commands::Asked& asked, const Known& known, const std::string& id,
                            const std::string& village, std::int64_t count, EventNumber expected) {
  const auto found = find_course(known, id);
  if (!found) return pass_on(found);
  if (auto fits = check_count(count); !fits) return pass_on(fits);
  const Round& round = (*found)->round;
  Printed printed;
  for (std::int64_t i = 0; i < count; ++i) printed.serials.push_back(new_serial(round.code));
  const auto outcome = desk.writer.run(
      commands::order_by(asked, "surveys.print", {ask_about(known, act_of(Command::print), round, desk.today())}),
      [&](storage::Database& database, EventNumber number, const std::string&) -> Result<audit::EventDraft> {
        const auto inside = look_inside(database, number, known, id, expected);
        if (!inside) return pass_on(inside);
        if (auto may = must_allow(*inside->course, village, Command::print, known); !may) return pass_on(may);
        if (auto kept = keep_marks(database, desk, round, village, printed.serials); !kept) return pass_on(kept);
        return append_step(database, round,
                           {id, number, village, Command::print, count, "", desk.today(), person_of(asked.actor)});
      });
  if (!outcome) return pass_on(outcome);
  if (outcome->replayed) return refuse("surveys.printed_already");
  printed.event = outcome->event;
  return printed;
}

Result<EventNumber> hand_out(const Desk& desk, const commands::Asked& asked, const Known& known, const std::string& id,
                             const std::string& village, std::int64_t count, EventNumber expected) {
  const auto found = find_course(known, id);
  if (!found) return pass_on(found);
  if (auto fits = check_count(count); !fits) return pass_on(fits);
  const Round& round = (*found)->round;
  const Date today = desk.today();
  const auto outcome = desk.writer.run(
      commands::order_by(asked, "surveys.hand_out", {ask_about(known, act_of(Command::hand_out), round, today)}),
      [&](storage::Database& database, EventNumber number, const std::string&) -> Result<audit::EventDraft> {
        const auto inside = look_inside(database, number, known, id, expected);
        if (!inside) return pass_on(inside);
        const Course& course = *inside->course;
        if (auto may = must_allow(course, village, Command::hand_out, known); !may) return pass_on(may);
        if (auto fits = check_handed(course, village, count, today); !fits) return pass_on(fits);
        const auto key = find_key(database, KeyName::of_village(id, village), desk.server_key);
        if (!key) return pass_on(key);
        if (!*key) {
          if (auto made = make_key(database, KeyName::of_village(id, village), desk.server_key); !made) {
            return pass_on(made);
          }
        }
        return append_step(database, round,
                           {id, number, village, Command::hand_out, count, "", today, person_of(asked.actor)});
      });
  if (!outcome) return pass_on(outcome);
  return outcome->event;
}

}  // namespace luytre::surveys
