#include "programme/surveys/tasks.h"

#include "base/identifier.h"
#include "platform/access/person.h"
#include "platform/notices/notice.h"
#include "programme/surveys/survey_store.h"

namespace luytre::surveys {
namespace {

// The round's own commune, or the province for its departments.
Result<std::string> given_to(const Known& known, const Round& round, const std::string& named, Date today) {
  const auto id = units::UnitId::parse(named);
  const units::Unit* unit = id ? known.units().unit(*id) : known.units().find(named, today);
  const bool is_of_round =
      unit != nullptr && unit->is_alive(today) && (unit->id.text() == round.unit || unit->id.code == round.province);
  if (!is_of_round) return refuse("surveys.task_unit", {{"unit", named}}, "given_to");
  return unit->id.text();
}

Result<Task> task_of(const Desk& desk, const Known& known, const Round& round, const TaskWish& wish,
                     const std::string& person) {
  const Date today = desk.today();
  const auto form = form_of(round, known.law());
  if (!form) return pass_on(form);
  if (!wish.question.empty() && (*form)->question(wish.question) == nullptr) {
    return refuse("surveys.question_unknown", {{"question", wish.question}}, "question");
  }
  if (dossiers::is_blank(wish.words)) return refuse("surveys.words_needed", {}, "words");
  if (!wish.due_on || *wish.due_on < today) {
    return refuse("surveys.task_day", {{"today", today.vietnamese_text()}}, "due_on");
  }
  auto unit = given_to(known, round, wish.given_to, today);
  if (!unit) return pass_on(unit);
  return Task{new_uuid7(desk.unix_milliseconds()),
              round.id,
              0,
              wish.question,
              wish.words,
              *std::move(unit),
              *wish.due_on,
              person};
}

Done tell(const Desk& desk, storage::Database& database, const Known& known, const Round& round, const Task& task,
          const std::string& now) {
  if (!desk.tell) return {};
  const notices::Notice notice{{},
                               notices::Urgency::task,
                               "surveys.notice.task",
                               {{"round", label_of(round, known.units())}, {"day", task.due_on.vietnamese_text()}},
                               path_of(round)};
  return desk.tell(database, {{ask_of_answer(task, desk.today()), notice}}, task.actor, now);
}

}  // namespace

access::Ask ask_of_answer(const Task& task, Date today) { return {"surveys.answer_task", task.given_to, today, {}}; }

Result<Task> make_task(const Desk& desk, const commands::Asked& asked, const Known& known, const std::string& id,
                       const TaskWish& wish, EventNumber expected) {
  const auto found = find_course(known, id);
  if (!found) return pass_on(found);
  const Round& round = (*found)->round;
  auto task = task_of(desk, known, round, wish, person_of(asked.actor));
  if (!task) return pass_on(task);
  const auto outcome = desk.writer.run(
      commands::order_by(asked, "surveys.make_task", {ask_about(known, "surveys.plan", round, desk.today())}),
      [&](storage::Database& database, EventNumber number, const std::string& now) -> Result<audit::EventDraft> {
        const auto inside = look_inside(database, number, known, id, expected);
        if (!inside) return pass_on(inside);
        if (auto may = must_allow(*inside->course, Command::task, known); !may) return pass_on(may);
        if (inside->course->tasks.size() >= tasks_of_round_max) {
          return refuse("surveys.too_many_tasks", {{"max", std::to_string(tasks_of_round_max)}});
        }
        task->event = number;
        if (auto done = append(database, *task); !done) return pass_on(done);
        if (auto told = tell(desk, database, known, round, *task, now); !told) return pass_on(told);
        return draft_about(round, "surveys.task_made",
                           {{"task", task->id}, {"question", task->question}, {"words", task->words}},
                           {{"task", task->id}});
      });
  if (!outcome) return pass_on(outcome);
  task->event = outcome->event;
  if (outcome->replayed) task->id = outcome->answer.at("task").as_string();
  return task;
}

Result<EventNumber> answer_task(const Desk& desk, const commands::Asked& asked, const Known& known,
                                const std::string& id, const std::string& task, const std::string& words,
                                EventNumber expected) {
  const auto found = find_course(known, id);
  if (!found) return pass_on(found);
  const Task* asked_for = (*found)->task(task);
  if (asked_for == nullptr) return refuse("surveys.no_task", {{"task", task}});
  if (dossiers::is_blank(words)) return refuse("surveys.words_needed", {}, "words");
  const auto outcome = desk.writer.run(
      commands::order_by(asked, "surveys.answer_task", {ask_of_answer(*asked_for, desk.today())}),
      [&](storage::Database& database, EventNumber number, const std::string&) -> Result<audit::EventDraft> {
        const auto inside = look_inside(database, number, known, id, expected);
        if (!inside) return pass_on(inside);
        if (auto done = append(database, TaskAnswer{task, number, words, person_of(asked.actor)}); !done) {
          return pass_on(done);
        }
        return draft_about((*found)->round, "surveys.task_answered", {{"task", task}, {"words", words}}, {});
      });
  if (!outcome) return pass_on(outcome);
  return outcome->event;
}

}  // namespace luytre::surveys
