// What residents wrote becomes tasks, answered in public.
#pragma once

#include "programme/surveys/desk.h"

namespace luytre::surveys {

inline constexpr std::size_t tasks_of_round_max = 500;

struct TaskWish {
  std::string question;  // empty: of no one question
  std::string words;     // what is asked for, without anything that names a resident
  std::string given_to;  // code or identity of the commune, or of its province for the departments
  std::optional<Date> due_on;
};
// Problems surveys.question_unknown, surveys.words_needed, surveys.task_unit, surveys.task_day, surveys.too_many_tasks.
Result<Task> make_task(const Desk& desk, const commands::Asked& asked, const Known& known, const std::string& id,
                       const TaskWish& wish, EventNumber expected);

// Problems surveys.no_task, surveys.words_needed.
Result<EventNumber> answer_task(const Desk& desk, const commands::Asked& asked, const Known& known,
                                const std::string& id, const std::string& task, const std::string& words,
                                EventNumber expected);

access::Ask ask_of_answer(const Task& task, Date today);

}  // namespace luytre::surveys
