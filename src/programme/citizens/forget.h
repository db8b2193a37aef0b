// What citizens wrote goes when its time is over: the address for an answer, words that were not published, and the
// words as they were written (reference/citizens/rules.yaml). The record stays whole: it never held them.
#pragma once

#include <cstdint>

#include "platform/storage/database.h"
#include "programme/citizens/question_register.h"

namespace luytre::citizens {

struct Forgotten {
  std::int64_t contacts = 0;
  std::int64_t words = 0;
};

// `questions`: as known now.
Result<Forgotten> forget_what_is_over(storage::Database& database, const QuestionRegister& questions, Date today);

}  // namespace luytre::citizens
