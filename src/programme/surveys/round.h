// A round of the residents' survey in one commune: the nouns of the room.
//
// A round has a plan, a frame (households of each village, never names), steps, and for each village a tally once it is
// sealed. Slips on their way, and those that were counted, are not here: hidden_slips.h.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "platform/audit/event.h"
#include "programme/surveys/states.h"
#include "programme/surveys/tally.h"

namespace luytre::surveys {

using audit::EventNumber;

inline constexpr std::size_t words_bytes_max = 4'000;    // of a reason, a remark, a task
inline constexpr std::size_t short_bytes_max = 300;      // of a document, a source
inline constexpr std::size_t villages_max = 200;         // of one round
inline constexpr std::int64_t households_max = 100'000;  // of one village; more is a slip of the pen

enum class Sample : std::uint8_t { every_household, share_of_households };
std::string_view name_of(Sample);
std::optional<Sample> sample_named(std::string_view);

// Which of the three demands a figure is about.
enum class What : std::uint8_t { overall, each_item, coverage };
std::string_view name_of(What);
std::optional<What> what_named(std::string_view);

// A figure that a plan wrote beforehand: told, never judged by.
struct Note {
  What what = What::overall;
  std::string percent;
  std::string document;
  std::string words;
  std::string problem;  // code: why it is no demand
  friend bool operator==(const Note&, const Note&) = default;
};

struct Round {
  std::string id;  // UUIDv7
  EventNumber event = 0;
  std::string code;      // first letters of its serials
  std::string province;  // code
  std::string unit;      // identity
  std::string tier;      // of the title sought: "ntm"
  std::string set;
  std::string set_hash;
  std::string form;
  std::string form_hash;
  std::string document;  // of the plan
  Date opens_on;
  Date closes_on;  // the last day
  Sample sample = Sample::every_household;
  std::string sample_percent;  // of share_of_households
  Parameters parameters;
  std::vector<Note> notes;
  std::string replaces;  // round that was returned; may be empty
  std::string actor;
};

struct FrameLine {
  std::string round;
  EventNumber event = 0;
  std::string village;  // id
  std::int64_t households = 0;
  Date as_of;
  std::string source;
  std::string actor;
};

struct Step {
  std::string round;
  EventNumber event = 0;
  std::string village;  // empty: of the round
  Command command = Command::approve;
  std::int64_t count = 0;  // slips printed or handed out
  std::string words;
  Date day;
  std::string actor;
};

// A village as it was sealed.
struct SealedVillage {
  std::string round;
  std::string village;
  EventNumber event = 0;
  Tally tally;
  std::string words;  // why slips were left out
  std::string actor;
};

struct Anomaly {
  std::string round;
  EventNumber event = 0;
  std::string id;       // "seal 12, rule": unique in the round
  std::string village;  // empty: of the round
  std::string rule;
  std::map<std::string, std::string> figures;
};

enum class ReviewVerdict : std::uint8_t { answered, accepted, refused };
std::string_view name_of(ReviewVerdict);
std::optional<ReviewVerdict> review_verdict_named(std::string_view);

struct Review {
  std::string round;
  EventNumber event = 0;
  std::string anomaly;
  ReviewVerdict verdict = ReviewVerdict::answered;
  std::string words;
  std::string actor;
};

struct Recount {
  std::string round;
  std::string village;
  EventNumber event = 0;
  std::string by_unit;  // identity of the commune whose Front counts
  std::int64_t slips = 0;
  std::string words;
  std::string actor;
};

struct RecountResult {
  std::string round;
  std::string village;
  EventNumber event = 0;
  std::int64_t alike = 0;
  std::int64_t different = 0;
  std::int64_t missing = 0;
  std::int64_t answers_different = 0;
  std::string words;
  std::string actor;
};

struct Task {
  std::string id;  // UUIDv7
  std::string round;
  EventNumber event = 0;
  std::string question;  // id; empty: of no one question
  std::string words;
  std::string given_to;  // identity of a unit
  Date due_on;
  std::string actor;
};

struct TaskAnswer {
  std::string task;
  EventNumber event = 0;
  std::string words;
  std::string actor;
};

struct Sent {
  std::string round;
  EventNumber event = 0;
  std::string dossier;  // id
  std::string actor;
};

// The languages in which a question may be read aloud: Vietnamese, Tày, Nùng, Dao (ISO 639-3 for the last three).
inline constexpr std::string_view audio_languages[] = {"vi", "tyz", "nut", "ium"};

struct Audio {
  std::string form;
  std::string question;
  std::string language;
  EventNumber event = 0;
  std::string file;  // SHA-256; empty: taken away
  std::string media_type;
  std::int64_t bytes = 0;
  std::string actor;
};

}  // namespace luytre::surveys
