#include "programme/citizens/forget.h"

#include "programme/citizens/question_store.h"
#include "programme/citizens/rules.h"

namespace luytre::citizens {
namespace {

// Published words are kept longer as they were written: somebody may ask what was left out.
bool is_time_over(const Course& course, Kept what, Date today) {
  return is_over(course.state) && embedded_rules().kept_until(what, course.closed_on()) < today;
}

}  // namespace

Result<Forgotten> forget_what_is_over(storage::Database& database, const QuestionRegister& questions, Date today) {
  Forgotten forgotten;
  const auto contacts = questions_with_contact(database);
  if (!contacts) return pass_on(contacts);
  for (const std::string& id : *contacts) {
    const Course* course = questions.find(id);
    if (course == nullptr || !is_time_over(*course, Kept::contact, today)) continue;
    if (auto done = erase_contact(database, id); !done) return pass_on(done);
    ++forgotten.contacts;
  }
  const auto words = questions_with_words(database);
  if (!words) return pass_on(words);
  for (const std::string& id : *words) {
    const Course* course = questions.find(id);
    if (course == nullptr) continue;
    const Kept what = course->last(Command::publish) != nullptr ? Kept::original_words : Kept::refused_words;
    if (!is_time_over(*course, what, today)) continue;
    if (auto done = erase_words(database, id); !done) return pass_on(done);
    ++forgotten.words;
  }
  return forgotten;
}

}  // namespace luytre::citizens
