// Who may do what, as data: roles, acts and dated rules. Immutable once read (programme/authority reads
// authority/*.yaml and keeps it in the database under its hash); decide.h applies it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"

namespace luytre::access {

// Separate lines of responsibility that one person never joins (ROLES §6): the People's Committee and its departments,
// the Fatherland Front, the producers of OCOP, the administrators of the program. `any` may stand beside each.
enum class Lane { committee, front, producer, administration, oversight, any };

struct Role {
  std::string id;    // "commune_officer"; its title is the message "access.role.<id>"
  std::string code;  // "COF"
  Lane lane = Lane::any;
  std::vector<std::string> levels;  // of units on which it may be granted: "country", "province", "district", "commune"
  bool has_department = false;      // granted for one department
  bool is_business = false;         // may stand as the second person who approves a grant
};

enum class ActKind {
  view,     // changes nothing
  write,    // records facts, drafts, proposals
  approve,  // approves, signs, publishes: second factor, a person (never a token)
};

struct Act {
  std::string id;  // "observations.record_self"; its title is the message "access.act.<id>"
  ActKind kind = ActKind::write;
  bool is_owned = false;    // a department may do it only for the indicators it owns
  bool has_command = true;  // false: dated here, its command comes with its room
};

// Over which units a rule holds, seen from the unit on which the role was granted.
enum class Reach {
  own,            // that unit alone
  own_and_below,  // and all under it
  anywhere,       // whatever the unit
};

enum class Confidence { sourced, from_memory, uncertain };

// The role may do the act within the reach on these days: one row of the table `authority_rule`.
struct AuthorityRule {
  std::string role;
  std::string act;
  Reach reach = Reach::own_and_below;
  Interval valid;  // days on which the act may be done; half-open
  std::string reference;
  Confidence confidence = Confidence::uncertain;
};

// A department of the province, by the names the law's files call it.
struct Department {
  std::string id;
  std::vector<std::string> names;
  std::string title_vi, title_en;
  Interval valid;
};

// The department must be asked about the indicator; several rows for one indicator and day: joint owners.
struct Ownership {
  std::string set;        // "commune-ntm/2021-2025"
  std::string indicator;  // number; empty: the whole criterion or set as `criterion` says
  std::string criterion;  // number; empty with an empty indicator: the whole set
  std::string department;
  Interval valid;
  std::string reference;
};

struct Authority {
  std::vector<Role> roles;
  std::vector<Act> acts;
  std::vector<AuthorityRule> rules;
  std::vector<Department> departments;
  std::vector<Ownership> ownership;  // of authority/ownership.yaml; the gate adds what the sets themselves say
  std::string hash;                  // of the text it was read from

  const Role* role(std::string_view id) const;  // nullptr: none
  const Act* act(std::string_view id) const;
  const Department* department(std::string_view id) const;
  // Whether any rule in force on the day lets the role approve something: then its bearer needs a second factor.
  bool approves(std::string_view role, Date day) const;
  // Whether a bearer shows a second factor: whoever approves something, and whoever administers accounts.
  bool needs_factor(std::string_view role, Date day) const;
  // In force on the day, in the order of the roles.
  std::vector<const AuthorityRule*> rules_for(std::string_view act, Date day) const;
};

}  // namespace luytre::access
