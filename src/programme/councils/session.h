// A session of an appraisal council: the nouns of the room.
//
// A session has a plan (day, members, agenda), steps, and for each dossier on its agenda conflicts, opinions, ballots,
// a count and a conclusion. Where it stands is computed from its steps by the tables of states.h.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "engine/outcome.h"
#include "platform/audit/event.h"
#include "programme/councils/ballot_rule.h"
#include "programme/councils/states.h"

namespace luytre::councils {

using audit::EventNumber;

inline constexpr std::size_t words_bytes_max = 4'000;  // of an opinion, a reason
inline constexpr std::size_t title_bytes_max = 300;
inline constexpr std::size_t members_max = 60;
inline constexpr std::size_t agenda_max = 200;

enum class Duty : std::uint8_t { chair, deputy, secretary, member };
std::string_view name_of(Duty);
std::optional<Duty> duty_named(std::string_view);

struct Member {
  std::string account;  // id
  Duty duty = Duty::member;
  std::string name;
  std::string organisation;
  friend bool operator==(const Member&, const Member&) = default;
};

struct Session {
  std::string id;  // UUIDv7
  EventNumber event = 0;
  std::string province;  // code
  std::string actor;
};

struct Plan {
  std::string session;
  EventNumber event = 0;
  std::string title;
  Date held_on;
  std::string place;
  std::string decision;  // by which the council was set up; may be empty
  std::vector<Member> members;
  std::vector<std::string> agenda;  // dossiers, in order
  std::string actor;
  const Member* member(std::string_view account) const;  // nullptr: does not sit
  const Member* chair() const;
};

struct Step {
  std::string session;
  EventNumber event = 0;
  std::string dossier;  // empty: of the session
  Command command = Command::open;
  std::vector<std::string> present;  // of open and attend: accounts
  std::optional<Rule> rule;          // of begin
  std::string words;
  Date day;
  std::string at;  // instant, as the event has it
  std::string actor;
};

enum class ConflictReason : std::uint8_t { own_unit, own_file, relation, other };
std::string_view name_of(ConflictReason);
std::optional<ConflictReason> conflict_reason_named(std::string_view);

struct Conflict {
  std::string session;
  EventNumber event = 0;
  std::string dossier;
  std::string account;
  ConflictReason reason = ConflictReason::other;
  std::string words;
  std::string actor;
  bool is_taken_back = false;  // then `words` say why, and the reason is nothing
};

struct Opinion {
  std::string session;
  EventNumber event = 0;
  std::string dossier;
  std::string account;
  std::vector<std::string> reason_codes;  // of dossiers::reason_codes()
  std::string words;
};

// That somebody voted.
struct Voter {
  std::string session;
  EventNumber event = 0;
  std::string dossier;
  std::string account;
};

enum class Choice : std::uint8_t { yes, no, abstain };
std::string_view name_of(Choice);
std::optional<Choice> choice_named(std::string_view);

// What somebody voted; of a secret ballot nobody knows who.
struct Ballot {
  std::string session;
  std::string dossier;
  std::string account;  // empty: secret
  Choice choice = Choice::abstain;
  std::string words;
};

struct Count {
  std::string session;
  EventNumber event = 0;
  std::string dossier;
  Figures figures;
  Conclusion conclusion = Conclusion::no_quorum;
  std::string actor;
};

// How the council sees a criterion, or (criterion empty) the whole. Basically met is kept, never counted as met.
struct View {
  std::string session;
  EventNumber event = 0;
  std::string dossier;
  std::string criterion;
  engine::Outcome outcome = engine::Outcome::met;
  std::string words;
  std::string actor;
};

struct Closing {
  std::string session;
  EventNumber event = 0;
  std::string dossier;
  Conclusion conclusion = Conclusion::no_quorum;
  engine::Outcome computed = engine::Outcome::not_assessed;  // of the frozen assessment
  std::string words;
  std::string actor;
};

// Whether the council's word is another than the computed one: approved though not met, rejected though met.
bool differs(Conclusion conclusion, engine::Outcome computed);

}  // namespace luytre::councils
