// What is done with a question: looked at, given to somebody, answered, published; or a picture taken down. Each step
// looks again, inside its transaction, at what stands, and follows the table of states.h.
#pragma once

#include <string>
#include <vector>

#include "programme/citizens/desk.h"

namespace luytre::citizens {

inline constexpr std::size_t answer_characters_max = 8'000;
inline constexpr std::size_t title_bytes_max = 300;

struct StepWish {
  std::string question;
  Command command = Command::accept;
  EventNumber expected = 0;  // version of the question that was looked at
  std::string given_to = {};
  Reason reason = Reason::none;
  std::string words = {};
  std::string title = {};
  std::string picture = {};
  Correction correction = {};
  std::vector<Mark> marks = {};
};

struct Taken {
  EventNumber event = 0;
  State state = State::received;
  std::string slug;                   // of what was published
  bool must_be_done_by_hand = false;  // of a picture, where no newsroom takes it down
};

// Who wrote the answer does not publish it. What became of it is mailed to the sender who left an address, as a link to
// the private page. Problems citizens.unknown, citizens.not_now, citizens.changed_meanwhile, citizens.second_person,
// citizens.reason_needed, citizens.reason_other, citizens.words_needed, citizens.answer_too_long,
// citizens.title_needed, citizens.no_such_desk, citizens.given_already, citizens.other_department,
// citizens.no_correction, citizens.names_contact (the answer holds the sender's address), citizens.bad_marks,
// citizens.words_gone, citizens.which_picture, those of the newsroom.
Result<Taken> take_step(const Desk& desk, const commands::Asked& asked, const Known& known, const StepWish& wish);

// Whether the viewer's department is the one that was asked; true where a unit or the newsroom was.
bool is_of_desk(const Desk& desk, const access::Actor& actor, const Course& course);

}  // namespace luytre::citizens
