// What a citizen asks or reports about a public page, and what became of it. The words and the address of whoever sent
// it are in none of these: they lie apart, erasable (hidden_words.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "platform/audit/event.h"

namespace luytre::citizens {

using audit::EventNumber;

enum class Kind : std::uint8_t { question, wrong_fact, photo, other };
std::string_view name_of(Kind kind);  // "wrong_fact"; its words are citizens.kind.wrong_fact
std::optional<Kind> kind_named(std::string_view name);

enum class State : std::uint8_t {
  received,    // nobody has looked at it
  accepted,    // somebody has to answer
  answered,    // an answer waits for a second person
  refused,     // with a reason
  published,   // words and answer are public
  closed,      // answered in private
  withdrawn,   // was public
  taken_down,  // the picture is gone
};
std::string_view name_of(State state);  // State::closed is "private"
std::optional<State> state_named(std::string_view name);
bool is_over(State state);

enum class Command : std::uint8_t { accept, refuse, give, answer, send_back, publish, close, withdraw, take_down };
std::string_view name_of(Command command);
std::optional<Command> command_named(std::string_view name);

// Why something was refused: a closed list, told to whoever sent it.
enum class Reason : std::uint8_t { none, spam, duplicate, insult, personal, not_ours, unclear, no_picture, may_stay };
std::string_view name_of(Reason reason);  // "" for none; words: citizens.reason.spam
std::optional<Reason> reason_named(std::string_view name);

// A correction that came of it: an article's id, or a claim's.
struct Correction {
  std::string kind;  // "", "article", "claim"
  std::string id;
  friend bool operator==(const Correction&, const Correction&) = default;
};

// Characters [from, to) of the sender's words that are not shown.
using Mark = std::pair<std::size_t, std::size_t>;

struct Question {
  std::string id;  // UUIDv7
  EventNumber event = 0;
  std::string receipt;  // "GY-2026-000012"
  Kind kind = Kind::question;
  std::string page;          // path on this site: "/xa/06001-doan-ket"
  std::string page_title;    // as it was headed on that day
  std::string subject_kind;  // "article", "claim", "unit"; empty: none of them
  std::string subject_id;
  std::string unit;      // identity; empty: the province
  std::string province;  // code; empty: the record has none
  std::string given_to;  // at first
  Date received_on;
  std::optional<Date> due_on;  // none: no rule names a number of days
  std::string status_hash;
  std::string duplicate_of;  // id of an earlier one with the same words about the same page
};

struct Step {
  std::string question;
  EventNumber event = 0;
  Command command = Command::accept;
  std::string given_to = {};
  Reason reason = Reason::none;
  std::string words = {};  // of whoever acts: the answer, or why it was refused or sent back
  std::string title = {};
  std::string slug = {};
  Correction correction = {};
  std::string picture = {};
  std::vector<Mark> marks = {};
  Date day = {};
  std::string recorded_at = {};
  std::string actor = {};  // the person
};

}  // namespace luytre::citizens
