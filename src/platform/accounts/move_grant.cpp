#include "platform/accounts/move_grant.h"

#include <algorithm>

#include "base/identifier.h"
#include "base/messages.h"
#include "platform/accounts/account_store.h"
#include "platform/accounts/secret_store.h"
#include "platform/notices/notice.h"

namespace luytre::accounts {
namespace {

using storage::Database;

bool stands(const GrantRecord& record) {
  return record.state == GrantState::approved || record.state == GrantState::proposed;
}

Result<GrantRecord> require_standing(Database& database, const std::string& id) {
  auto found = find_grant(database, id);
  if (!found) return pass_on(found);
  if (!*found) return refuse("accounts.no_grant", {{"grant", id}});
  if (!stands(**found)) return refuse("accounts.grant_settled");
  return **std::move(found);
}

Done tell(Database& database, const GrantRecord& record, std::string code, const std::string& now) {
  notices::Notice notice{record.account.text(),
                         notices::Urgency::task,
                         std::move(code),
                         {{"role", catalogue_word("access.role." + record.grant.role)}},
                         "/tai-khoan"};
  return notices::notify(database, notice, now);
}

Done settle(Database& database, audit::EventNumber number, const access::Actor& actor, const GrantRecord& record) {
  const bool is_proposal = record.state == GrantState::proposed;
  return insert_grant_decision(database, record.grant.id, number,
                               is_proposal ? GrantState::withdrawn : GrantState::revoked, actor.name);
}

// What the bearer may do already goes on under the name of the unit that took the ground over.
Result<GrantRecord> carry_over(Database& database, audit::EventNumber number, const std::string& now,
                               const access::Actor& actor, GrantRecord record, const GrantMove& move,
                               long long unix_milliseconds) {
  record.grant.id = new_uuid7(unix_milliseconds);
  record.grant.unit = move.unit;
  record.grant.valid.from = std::max(record.grant.valid.from, move.from);
  const auto held = list_grants(database, record.account.text());
  if (!held) return pass_on(held);
  // Somebody with the same role in two communes that became one needs it once.
  for (const GrantRecord& other : *held) {
    const access::Grant& grant = other.grant;
    const bool is_same = grant.role == record.grant.role && grant.unit == record.grant.unit &&
                         grant.department == record.grant.department && grant.valid.overlaps(record.grant.valid);
    if (is_same && other.state == GrantState::approved) return other;
  }
  record.proposed_by = record.decided_by = actor.name;
  record.event = record.decided_event = number;
  if (auto kept = insert_grant(database, record); !kept) return pass_on(kept);
  auto approved = insert_grant_decision(database, record.grant.id, number, GrantState::approved, actor.name);
  if (!approved) return pass_on(approved);
  if (auto told = tell(database, record, "accounts.notice.role_moved", now); !told) return pass_on(told);
  return record;
}

}  // namespace

Result<std::vector<StandingGrant>> list_standing_grants(Database& database, Date day) {
  auto records = list_all_standing_grants(database);
  if (!records) return pass_on(records);
  std::vector<StandingGrant> found;
  for (auto& [record, name] : *records) {
    if (day < record.grant.valid.to) found.push_back({std::move(record), std::move(name)});
  }
  return found;
}

Result<GrantRecord> move_grant(Database& database, audit::EventNumber number, const std::string& now,
                               const access::Actor& actor, const Rules& rules, const GrantMove& move,
                               long long unix_milliseconds) {
  auto record = require_standing(database, move.grant);
  if (!record) return pass_on(record);
  if (record->delegation) return refuse("accounts.delegated_on");
  if (auto ended = settle(database, number, actor, *record); !ended) return pass_on(ended);
  if (actor.account == record->account.text()) return refuse("accounts.grant_to_self");
  if (record->state == GrantState::approved && move.is_same_ground)
    return carry_over(database, number, now, actor, *std::move(record), move, unix_milliseconds);
  const GrantWish wish{record->account,
                       record->grant.role,
                       move.unit,
                       move.unit_level,
                       record->grant.department,
                       {std::max(record->grant.valid.from, move.from), record->grant.valid.to}};
  return put_grant(database, number, now, actor, rules, wish, unix_milliseconds);
}

Result<GrantRecord> end_grant(Database& database, audit::EventNumber number, const std::string& now,
                              const access::Actor& actor, const std::string& grant) {
  auto record = require_standing(database, grant);
  if (!record) return pass_on(record);
  if (auto ended = settle(database, number, actor, *record); !ended) return pass_on(ended);
  if (record->state == GrantState::proposed) return record;
  if (auto gone = delete_sessions(database, record->account); !gone) return pass_on(gone);
  if (auto told = tell(database, *record, "accounts.notice.role_taken", now); !told) return pass_on(told);
  return record;
}

}  // namespace luytre::accounts
