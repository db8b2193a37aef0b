// A dossier on its way through a procedure of the law: the nouns of the room.
//
// It asks that a unit be given a title for an achievement year, or that a title be taken away. Where it stands is
// computed from its steps; each step is an event and follows a move that the workflow file allows there.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "engine/outcome.h"
#include "platform/audit/event.h"
#include "programme/criteria/workflow.h"

namespace luytre::dossiers {

using audit::EventNumber;

inline constexpr std::size_t words_bytes_max = 4'000;  // of a reason, an opinion, an answer
inline constexpr std::size_t opinions_of_dossier_max = 2'000;
inline constexpr std::size_t findings_at_once_max = 500;
inline constexpr std::size_t files_of_part_max = 50;

struct Dossier {
  std::string id;  // UUIDv7
  EventNumber event = 0;
  criteria::Purpose purpose = criteria::Purpose::recognition;
  std::string workflow;  // by which it was opened
  std::string workflow_hash;
  std::string unit;  // identity
  std::string tier;  // of the title: "ntm"
  int year = 0;      // achievement year; of a revocation the year looked at
  std::string set;
  std::string set_hash;
  std::string province;  // code
  Date opened_on;
  std::string actor;
};

// A move that was made, or the change to another workflow when its own ended (then `move` is nothing).
struct Step {
  std::string dossier;
  EventNumber event = 0;
  std::optional<criteria::Move> move;
  std::string from;  // stage
  std::string to;
  std::string workflow;  // by which it goes on
  int version = 1;       // of the dossier after it
  Date day;
  std::string reason_code;
  std::string words;
  std::string actor;
};

// A line of the frozen self-assessment.
struct Line {
  std::string number;     // of the indicator
  std::string criterion;  // number
  engine::Outcome outcome = engine::Outcome::not_assessed;
  bool is_provisional = false;
  std::string value;      // as text, empty: none
  std::string threshold;  // with its symbol
  friend bool operator==(const Line&, const Line&) = default;
};

// The self-assessment as it was on a day, as known at an event: what the dossier is judged by.
struct Assessment {
  std::string dossier;
  EventNumber event = 0;
  int version = 1;
  Date as_of;
  EventNumber known_at = 0;  // asked again with as_known it is the same
  std::string set_hash;
  engine::Outcome outcome = engine::Outcome::not_assessed;
  int criteria_met = 0;
  int criteria_total = 0;
  std::string stage;  // the lowest of the values used: "draft"; empty: none
  std::vector<Line> lines;
  std::string actor;
  const Line* line(std::string_view number) const;  // nullptr: none
};

// A file in a part of the dossier, or taken out of it.
struct PartFile {
  std::string dossier;
  EventNumber event = 0;
  std::string part;
  std::string evidence;  // id
  std::string file_name;
  std::string words;
  bool is_withdrawn = false;
  std::string actor;
};

enum class Voice : std::uint8_t { front, organisation, resident, other };
std::string_view name_of(Voice);
std::optional<Voice> voice_named(std::string_view);

struct Opinion {
  std::string dossier;
  EventNumber event = 0;
  std::string id;  // UUIDv7
  Voice voice = Voice::resident;
  std::string words;
  Date day;
  std::string actor;
};

struct Answer {
  std::string dossier;
  EventNumber event = 0;
  std::string opinion;  // id
  std::string words;
  std::string actor;
};

// What an owner of an indicator found in the appraisal: joint owners speak each for itself. Basically met is said here
// and kept, never counted as met.
struct Finding {
  std::string dossier;
  EventNumber event = 0;
  std::string indicator;  // number
  int version = 1;        // of the dossier it was said of
  engine::Outcome outcome = engine::Outcome::met;
  std::string reason_code;  // of anything but met and not applicable
  std::string words;
  std::string actor;
  std::vector<std::string> departments = {};  // for which it was said; none: whoever owns it
  bool is_in_place = false;                   // by the coordinating office, in place of owners that had not spoken
  bool is_of(std::string_view department) const;
};

// An indicator that somebody appraises, with the departments that own it.
struct Owned {
  std::string indicator;  // number
  std::vector<std::string> departments;
};

// Another last day of a stage, set by hand.
struct DueChange {
  std::string dossier;
  EventNumber event = 0;
  std::string stage;
  Date due_on;
  std::string reason;
  std::string actor;
};

// The decision that gave the title or took it away.
struct Decision {
  std::string dossier;
  EventNumber event = 0;
  std::string number;
  Date signed_on;
  Date in_force;
  std::string evidence;  // id of its file; may be empty
};

// Why a dossier goes back or an indicator is not found met; texts are dossiers.reason.CODE.
const std::vector<std::string_view>& reason_codes();
bool is_reason_code(std::string_view code);

}  // namespace luytre::dossiers
