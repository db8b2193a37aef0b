// May this actor do this act, for this unit, on this day, and why or why not. Pure: grants, rules and the tree of units
// are handed in.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/problem.h"
#include "platform/access/actor.h"
#include "platform/access/authority.h"

namespace luytre::access {

// What is to be done to what.
struct Ask {
  std::string act;
  std::string unit;                     // code or identity ("06001@2025-07-01"); empty: the whole installation
  std::optional<Date> day;              // of the record: which unit bore the code then; none: the day of acting
  std::vector<std::string> indicators;  // "commune-ntm/2021-2025 9.2"; matters where the act is owned
};

// A role somebody holds.
struct Grant {
  std::string id;
  std::string role;
  std::string unit;                    // identity, or "VN" for the country
  std::string department;              // empty unless the role has one
  Interval valid;                      // days on which it may be used
  std::vector<std::string> acts = {};  // of a delegation: for these alone; empty: all that the role may do
};

// A place in the depth-first order of the units alive on one day: everything under a unit is within its span.
struct Span {
  int first = 0;
  int last = 0;  // exclusive
  bool holds(const Span& other) const { return first <= other.first && other.last <= last; }
  friend bool operator==(const Span&, const Span&) = default;
};

// Where a grant's unit is on a day, followed through successions.
struct Place {
  Span span;
  std::string unit;          // identity on that day
  bool is_followed = false;  // reached through a succession: the grant's own unit is not alive on that day
};

// The dated tree, as the rooms of units know it.
class UnitTree {
 public:
  virtual ~UnitTree() = default;
  // The unit with this code or identity on the day; none: not alive then, or unknown. "" and "VN": the whole.
  virtual std::optional<Place> place(std::string_view unit, Date day) const = 0;
  // Where the bearer of a grant on `unit` stands on the day: itself; after its end the one unit that wholly took it
  // over (none when it was split or simply ended); before its beginning those that became it.
  virtual std::vector<Place> places_of_grant(std::string_view unit, Date day) const = 0;
  // "country", "province", "district", "commune"; "" for an unknown unit.
  virtual std::string level(std::string_view unit) const = 0;
};

enum class Verdict {
  allowed,
  not_signed_in,
  unknown_act,
  unknown_unit,  // no such unit on that day
  no_role,       // none of the roles held may do this
  outside,       // a role may, but not for this unit
  ended_unit,    // the granted unit has ended and nothing took it over wholly
  not_owner,     // the indicator belongs to another department
  rule_ended,    // the rule has run out, or is not yet in force: nobody may on this day
  needs_second_factor,
  token_never,  // tokens never approve or publish
  token_scope,  // the token was not made for this
};

struct Decision {
  Verdict verdict = Verdict::no_role;
  std::optional<AuthorityRule> rule;  // by which it was allowed, or which came nearest
  std::string grant;                  // id of the grant used
  std::string on_behalf_of;           // identity of an ended unit for which it is done; else empty
  std::vector<std::string> holders;   // roles that may do it on that day, in the order of the table

  bool is_allowed() const { return verdict == Verdict::allowed; }
};

Decision decide(const Authority& authority, const UnitTree& tree, const std::vector<Grant>& grants, const Actor& actor,
                const Ask& ask, Date acting_day);

// The refusal in words: what was asked, why not, who can. Code "access.<verdict>"; its causes are the holders
// ("access.role.<id>"). Asserts that it is a refusal.
Problem refusal_of(const Decision& decision, const Actor& actor, const Ask& ask, Date acting_day);

// Asked outside a command, where only what the viewer may see is shown: nothing, or the refusal in words.
using Guard = std::function<Done(const Viewer&, const Ask&)>;

// For a process without accounts: the local operator may do everything, nobody else anything.
Done local_operator_only(const Actor& actor, const Ask& ask);

}  // namespace luytre::access
