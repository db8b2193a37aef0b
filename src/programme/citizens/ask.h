// A citizen asks, or reports what is wrong: it becomes a task with a day on which an answer is due.
#pragma once

#include <optional>
#include <string>

#include "base/messages.h"
#include "programme/citizens/desk.h"

namespace luytre::citizens {

inline constexpr std::size_t question_characters_max = 4'000;
inline constexpr std::int64_t waiting_questions_max =
    2'000;  // that nobody has looked at; then citizens.too_many_waiting

struct QuestionWish {
  Kind kind = Kind::question;
  std::string words;
  std::string page;     // as typed
  std::string picture;  // of the newsroom, where one is meant; empty
  std::string email;    // empty: none
  Language language = Language::vi;
  std::string nonce;  // of the form: the same one does a thing once
};

struct Received {
  std::string id;
  std::string receipt;
  std::string token;  // of the private address
  std::optional<Date> due_on;
  EventNumber event = 0;
};

// Nobody is asked who they are: the event names no actor but "a citizen" and holds none of the words. Problems
// citizens.words_needed, citizens.words_too_long, citizens.bad_email, citizens.page_elsewhere,
// citizens.too_many_waiting, citizens.sent_already (the form was sent with other words).
Result<Received> ask(const Desk& desk, const Known& known, const QuestionWish& wish);

}  // namespace luytre::citizens
