// The yearly check of a title held: the nouns of the room, and the closed table of what may follow what.
//
// The commune scores itself again by the set that is in force now, its chairman signs, the departments verify what they
// own, the coordinator closes with words. What was scored is frozen: the day, the event up to which values were known,
// the hash of the set, and every line.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/messages.h"
#include "engine/outcome.h"
#include "platform/audit/event.h"
#include "programme/recognition/recognition.h"
#include "programme/sustain/exposure.h"

namespace luytre::sustain {

inline constexpr std::size_t words_bytes_max = 4'000;

enum class State : std::uint8_t {
  none,        // nothing scored for the year
  scored,      // waits for the chairman
  signed_off,  // with the departments
  objected,    // a department does not agree: with the commune again
  verified,    // every indicator with a value is verified
  sustained,
  warned,
  revocation_proposed,
};
inline constexpr std::size_t state_count = 8;
std::string_view name_of(State state);  // "none", "scored", "signed" …
std::optional<State> state_named(std::string_view name);

enum class Verb : std::uint8_t { score, sign, verify, verify_last, object, sustain, warn, propose_revocation };
std::string_view name_of(Verb verb);

struct Transition {
  State from;
  Verb verb;
  State to;
};
// All there are: what is not in it cannot happen.
const std::vector<Transition>& transitions();
std::optional<State> after(State from, Verb verb);
bool is_closed(State state);

// One title of one unit in one year.
struct Check {
  std::string id;  // UUIDv7
  audit::EventNumber event = 0;
  std::string unit;  // identity
  recognition::Title title = recognition::Title::ntm;
  int year = 0;
  std::string province;  // code
};

// What the commune scored; one more version after each objection.
struct Scoring {
  std::string check;
  int version = 1;
  audit::EventNumber event = 0;
  Date as_of;
  audit::EventNumber known_at = 0;  // values as they were known at this event
  std::string set;
  std::string set_hash;
  bool is_set_of_the_day = true;  // false: no set of the title is in force on the day, the last one was taken
  engine::Outcome outcome = engine::Outcome::not_assessed;
  bool is_provisional = false;
  std::array<int, engine::outcome_count> criteria{};  // that count, by Outcome
  Exposure best = Exposure::no_rule;
  Exposure worst = Exposure::no_rule;
  bool is_what_if = false;
  std::string rule_set;  // the set whose rule it is; empty: none
  std::string rule_document;
  std::string stage;         // the lowest of the values used: "signed"; empty: none was used
  std::string oldest_value;  // day of the oldest value used; empty likewise
  int to_verify = 0;         // indicators with a value
  std::string words;
  std::string actor;

  int criteria_total() const;
};

// A criterion, an indicator or a part of one, as it was judged.
struct Line {
  int place = 0;  // in the order of the law
  int depth = 0;  // 0 criterion, 1 indicator, 2… parts
  std::string number;
  std::string title_vi;
  std::string title_en;
  std::string outcome;
  std::string reason;  // "none"
  bool is_provisional = false;
  bool is_key = false;     // a criterion named by the set's own revocation rule
  bool is_counted = true;  // false: outside the law's counts
  bool has_value = false;  // of an indicator: something was observed, so that a department can verify it
  std::string value;
  std::string threshold;  // "≥ 75"
  std::string unit;       // of measure
  std::string as_of;      // of the value
  std::string stage;
};

enum class Decision : std::uint8_t { verified, objected };
std::string_view name_of(Decision decision);
std::optional<Decision> decision_named(std::string_view name);

struct Signature {
  std::string check;
  int version = 1;
  audit::EventNumber event = 0;
  Date day;
  std::string words;
  std::string actor;
};

// What a department said of an indicator.
struct Word {
  std::string check;
  int version = 1;
  std::string indicator;
  audit::EventNumber event = 0;
  Decision decision = Decision::verified;
  std::string words;
  std::string actor;
};

struct Closing {
  std::string check;
  int version = 1;
  audit::EventNumber event = 0;
  Date day;
  State result = State::sustained;  // a closed one
  std::string words;
  int unverified = 0;   // indicators with a value that no department had verified
  std::string dossier;  // opened for the revocation; empty: none
  std::string actor;
};

// Everything said of one check, oldest first.
struct History {
  Check check;
  std::vector<Scoring> scorings;
  std::vector<Signature> signatures;
  std::vector<Word> words;
  std::optional<Closing> closing;

  State state() const;
  int version() const { return scorings.empty() ? 0 : scorings.back().version; }
  // Indicators of the present version that are verified.
  int verified() const;
  const Word* word(std::string_view indicator) const;  // the newest of the present version; nullptr: none
  const Signature* signature() const;                  // of the present version; nullptr: none
};

}  // namespace luytre::sustain
