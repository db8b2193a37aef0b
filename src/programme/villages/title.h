// A village's way to a title: registered, agreed by the village, planned, scored, consulted, verified, recognised; then
// kept up or lapsed. Steps are events; the state follows from them by one table.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "platform/audit/event.h"

namespace luytre::villages {

// Two ladders apart from the commune's and from each other; one village may hold both. Named as the levels of sets.
enum class Ladder : std::uint8_t { village, residential_area };
std::string_view name_of(Ladder);
std::optional<Ladder> ladder_named(std::string_view name);

enum class State : std::uint8_t {
  registered,
  agreed,       // by the village meeting
  planned,      // the work plan is made
  self_scored,  // by the village
  consulted,    // households asked, results displayed
  verified,
  recognised,
  upkept,  // found kept up by a yearly check
  lapsed,  // by decision
  withdrawn,
};
inline constexpr std::size_t states_count = 10;
std::string_view name_of(State);

enum class StepKind : std::uint8_t {
  meeting,  // minutes of the village meeting; favourable: it agreed
  plan,
  self_score,
  consultation,
  verification,
  returned,      // by whoever verifies, with a reason
  recognition,   // by decision
  recorded,      // a decision of the past, of whoever was competent then
  upkeep_check,  // favourable: kept up
  lapse,         // by decision
  withdrawal,
  set_bound,  // the set, or its present content, is named anew
};
inline constexpr std::size_t steps_count = 12;
std::string_view name_of(StepKind);
std::optional<StepKind> step_named(std::string_view name);

// Where a step leads from a state; nothing: the table does not have it.
std::optional<State> after(State state, StepKind step, bool is_favourable);
// The steps that the table has for the state, in order.
std::vector<StepKind> steps_from(State state);
bool is_titled(State state);  // recognised or upkept: the title stands
bool is_under_way(State state);

enum class Opinion : std::uint8_t { self, verifier };
std::string_view name_of(Opinion);

// "Basically met" is an opinion of people, never computed, and is not counted as met.
enum class Outcome : std::uint8_t { met, basically_met, not_met, not_applicable };
std::string_view name_of(Outcome);
std::optional<Outcome> outcome_named(std::string_view name);

struct Score {
  std::string indicator;  // number in the set: "5"
  Outcome outcome = Outcome::not_met;
  std::string words;
};

struct Work {
  std::string what;
  std::optional<Date> due_on;
};

struct Dissatisfied {
  std::string item;
  std::int64_t households = 0;
};

struct Step {
  std::string title;
  audit::EventNumber event = 0;
  StepKind kind = StepKind::meeting;
  Date day;  // of the meeting, the scoring, the signature …
  bool is_favourable = true;
  std::string words;
  std::string file;  // id of evidence: minutes, photographs; empty: none
  // of a meeting; of a consultation `households` are those asked
  std::optional<std::int64_t> households;
  std::optional<std::int64_t> present;
  std::optional<std::int64_t> agreeing;
  // of a consultation: the first and the last day of the display
  std::optional<Date> displayed_from;
  std::optional<Date> displayed_until;
  // of a decision
  std::string decision;
  std::optional<Date> in_force_on;
  std::string issuer;      // identity of the unit whose organ decided
  std::string signer;      // as the paper has it
  std::string competence;  // confidence of the rule that made it competent on that day; empty: no rule is known
  std::string competence_reference;
  std::string on_behalf_of;  // identity of the issuer when it has ended since
  // of set_bound
  std::string set;
  std::string set_hash;
  std::string actor;
  std::vector<Work> works = {};
  std::vector<Score> scores = {};
  std::vector<Dissatisfied> dissatisfied = {};
};

struct Registration {
  std::string id;  // UUIDv7
  std::string village;
  audit::EventNumber event = 0;
  Ladder ladder = Ladder::village;
  int year = 0;  // achievement year
  std::string set;
  std::string set_hash;
  std::string actor;
};

struct Title {
  Registration registration;
  std::vector<Step> steps;  // oldest first

  State state() const;
  int version() const { return 1 + static_cast<int>(steps.size()); }
  const Step* last(StepKind kind) const;  // nullptr: never
  // The decision by which it was recognised; nullptr: none.
  const Step* decision() const;
  // Set and hash as bound last.
  const std::string& set() const;
  const std::string& set_hash() const;
  // What was said last of each indicator, by number: the verifier's words count from the newest self-score on.
  std::map<std::string, Score> scores(Opinion opinion) const;
};

}  // namespace luytre::villages
