// Roles on a unit that has ended: listed, moved to another unit, or ended. Inside the body of a command that does more;
// that command's order asks for the permission.
#pragma once

#include <string>
#include <vector>

#include "platform/accounts/grants.h"

namespace luytre::accounts {

// A role that is held or proposed, and whose it is.
struct StandingGrant {
  GrantRecord record;
  std::string name;  // of the account, as people know it
};

// Approved or proposed, of accounts that are not closed, whose days reach beyond `day`; in order of unit, role,
// account.
Result<std::vector<StandingGrant>> list_standing_grants(storage::Database& database, Date day);

struct GrantMove {
  std::string grant;
  std::string unit;        // identity
  std::string unit_level;  // "commune"
  Date from;               // first day on the other unit
  // The unit took over all of the ground of the old one, so the bearer already acts there (access::UnitTree): an
  // approved role stays approved. Otherwise a role that approves something waits for a second person again.
  bool is_same_ground = false;
};

// The old grant ends, the same role for the same person begins on the other unit. A role passed on by another person is
// not moved: whoever passed it on does so again. Problems accounts.no_grant, accounts.grant_settled,
// accounts.delegated_on and those of put_grant.
Result<GrantRecord> move_grant(storage::Database& database, audit::EventNumber number, const std::string& now,
                               const access::Actor& actor, const Rules& rules, const GrantMove& move,
                               long long unix_milliseconds);

// Takes a role away, or a proposal back: the bearer's sessions end, and they are told. Problems accounts.no_grant,
// accounts.grant_settled.
Result<GrantRecord> end_grant(storage::Database& database, audit::EventNumber number, const std::string& now,
                              const access::Actor& actor, const std::string& grant);

}  // namespace luytre::accounts
