#include "platform/accounts/grants.h"

#include <algorithm>

#include "base/messages.h"
#include "platform/accounts/account_store.h"
#include "platform/accounts/secret_store.h"
#include "platform/notices/notice.h"

namespace luytre::accounts {
namespace {

using access::Lane;
using storage::Database;

std::string role_word(const std::string& role) { return catalogue_word("access.role." + role); }

bool may_join(Lane a, Lane b) { return a == b || a == Lane::any || b == Lane::any; }

bool stands(const GrantRecord& record) {
  return record.state == GrantState::approved || record.state == GrantState::proposed;
}

// Against what the person holds or is proposed for already.
Done check_beside(const std::vector<GrantRecord>& held, const GrantWish& wish, const Rules& rules) {
  const access::Role* role = rules.authority.role(wish.role);
  for (const GrantRecord& record : held) {
    const access::Role* other = rules.authority.role(record.grant.role);
    if (!stands(record) || other == nullptr || record.grant.valid.to <= wish.valid.from) continue;
    if (!may_join(role->lane, other->lane)) {
      return refuse("accounts.lanes_apart", {{"role", role_word(wish.role)}, {"other", role_word(other->id)}}, "/role");
    }
    const bool is_same = record.grant.role == wish.role && record.grant.unit == wish.unit &&
                         record.grant.department == wish.department && record.grant.valid.overlaps(wish.valid);
    if (is_same) return refuse("accounts.grant_held", {{"role", role_word(wish.role)}}, "/role");
  }
  return {};
}

audit::EventDraft draft_of(std::string kind, const GrantRecord& record) {
  audit::EventDraft draft;
  draft.kind = std::move(kind);
  draft.payload = json::object{
      {"grant", record.grant.id},  {"account", record.account.text()},      {"role", record.grant.role},
      {"unit", record.grant.unit}, {"department", record.grant.department}, {"from", record.grant.valid.from.text()}};
  draft.answer = json::object{{"grant", record.grant.id}, {"account", record.account.text()}};
  draft.subjects = {{"account", record.account.text()}, {"grant", record.grant.id}};
  return draft;
}

Result<GrantRecord> require_grant(Database& database, const std::string& id) {
  auto found = find_grant(database, id);
  if (!found) return pass_on(found);
  if (!*found) return refuse("accounts.no_grant", {{"grant", id}});
  return **std::move(found);
}

Done tell(Database& database, const GrantRecord& record, std::string code, const std::string& now) {
  notices::Notice notice{record.account.text(),
                         notices::Urgency::task,
                         std::move(code),
                         {{"role", role_word(record.grant.role)}},
                         "/tai-khoan"};
  return notices::notify(database, notice, now);
}

// Whether some active account could decide now.
Result<bool> has_decider(Database& database, const Rules& rules) {
  for (const access::AuthorityRule* rule : rules.authority.rules_for("grants.decide", rules.today)) {
    const auto named = list_named_for(database, rule->role);
    if (!named) return pass_on(named);
    for (const std::string& account : *named) {
      const auto grants = grants_of(database, account);
      if (!grants) return pass_on(grants);
      for (const access::Grant& grant : *grants)
        if (grant.role == rule->role && grant.valid.contains(rules.today)) return true;
    }
  }
  return false;
}

Done check_second_person(Database& database, const access::Actor& actor, const GrantRecord& record,
                         const Rules& rules) {
  if (actor.kind == access::ActorKind::local_operator) {
    const auto exists = has_decider(database, rules);
    if (!exists) return pass_on(exists);
    return *exists ? refuse("accounts.second_person_exists") : Done{};
  }
  if (actor.account == record.account.text() || actor.name == record.proposed_by)
    return refuse("accounts.second_person");
  const auto grants = grants_of(database, actor.account);
  if (!grants) return pass_on(grants);
  const bool has_business = std::any_of(grants->begin(), grants->end(), [&](const access::Grant& grant) {
    const access::Role* role = rules.authority.role(grant.role);
    return role != nullptr && role->is_business && grant.valid.contains(rules.today);
  });
  return has_business ? Done{} : refuse("accounts.second_person");
}

}  // namespace

Done check_wish(const GrantWish& wish, const Rules& rules) {
  const access::Role* role = rules.authority.role(wish.role);
  if (role == nullptr || role->levels.empty()) return refuse("accounts.unknown_role", {{"role", wish.role}}, "/role");
  if (std::find(role->levels.begin(), role->levels.end(), wish.unit_level) == role->levels.end()) {
    return refuse("accounts.wrong_level",
                  {{"role", role_word(wish.role)}, {"level", catalogue_word("accounts.level." + wish.unit_level)}},
                  "/unit");
  }
  if (role->has_department && wish.department.empty())
    return refuse("accounts.department_missing", {{"role", role_word(wish.role)}}, "/department");
  if (role->has_department && rules.authority.department(wish.department) == nullptr)
    return refuse("accounts.department_unknown", {{"department", wish.department}}, "/department");
  if (!role->has_department && !wish.department.empty())
    return refuse("accounts.department_unneeded", {{"role", role_word(wish.role)}}, "/department");
  if (wish.valid.to <= wish.valid.from) return refuse("accounts.days_empty", {}, "/until");
  return {};
}

Result<GrantRecord> put_grant(Database& database, audit::EventNumber number, const std::string& now,
                              const access::Actor& proposer, const Rules& rules, const GrantWish& wish,
                              long long unix_milliseconds) {
  if (auto checked = check_wish(wish, rules); !checked) return pass_on(checked);
  if (proposer.account == wish.account.text()) return refuse("accounts.grant_to_self");
  const auto account = require_account(database, wish.account.text());
  if (!account) return pass_on(account);
  if (account->state == AccountState::closed) return refuse("accounts.not_active");
  const auto held = list_grants(database, wish.account.text());
  if (!held) return pass_on(held);
  if (auto free = check_beside(*held, wish, rules); !free) return pass_on(free);
  GrantRecord record;
  record.grant = {new_uuid7(unix_milliseconds), wish.role, wish.unit, wish.department, wish.valid};
  record.account = wish.account;
  record.proposed_by = proposer.name;
  record.event = number;
  if (auto kept = insert_grant(database, record); !kept) return pass_on(kept);
  if (rules.authority.approves(wish.role, rules.today)) return record;
  record.state = GrantState::approved;
  record.decided_by = proposer.name;
  auto kept = insert_grant_decision(database, record.grant.id, number, record.state, record.decided_by);
  if (!kept) return pass_on(kept);
  if (auto told = tell(database, record, "accounts.notice.role_given", now); !told) return pass_on(told);
  return record;
}

Result<Granted> propose_grant(commands::Writer& writer, commands::Order order, const Rules& rules,
                              const GrantWish& wish, long long unix_milliseconds) {
  const access::Actor proposer = order.actor;
  order.act = "grants.propose";
  order.unit_code = wish.unit;
  order.request = wish.account.text() + " " + wish.role + " " + wish.unit + " " + wish.department + " " +
                  wish.valid.from.text() + " " + wish.valid.to.text();
  const auto outcome = writer.run(
      std::move(order),
      [&](Database& database, audit::EventNumber number, const std::string& now) -> Result<audit::EventDraft> {
        const auto record = put_grant(database, number, now, proposer, rules, wish, unix_milliseconds);
        if (!record) return pass_on(record);
        return draft_of(record->state == GrantState::proposed ? "grants.proposed" : "grants.given", *record);
      });
  if (!outcome) return pass_on(outcome);
  const bool is_waiting = rules.authority.approves(wish.role, rules.today);
  return Granted{std::string(outcome->answer.at("grant").as_string()), is_waiting, outcome->event};
}

Done decide_grant(commands::Writer& writer, commands::Order order, const Rules& rules, const GrantRecord& known,
                  bool is_approved) {
  const access::Actor actor = order.actor;
  const std::string grant = known.grant.id;
  order.unit_code = known.grant.unit;
  order.act = "grants.decide";
  order.request = grant + (is_approved ? " approve" : " refuse");
  const auto outcome = writer.run(
      std::move(order),
      [&](Database& database, audit::EventNumber number, const std::string& now) -> Result<audit::EventDraft> {
        const auto record = require_grant(database, grant);
        if (!record) return pass_on(record);
        if (record->state != GrantState::proposed) return refuse("accounts.grant_settled");
        if (auto fit = check_second_person(database, actor, *record, rules); !fit) return pass_on(fit);
        const auto account = require_account(database, record->account.text());
        if (!account) return pass_on(account);
        if (is_approved && account->state == AccountState::closed) return refuse("accounts.not_active");
        const GrantState state = is_approved ? GrantState::approved : GrantState::refused;
        if (auto kept = insert_grant_decision(database, grant, number, state, actor.name); !kept) return pass_on(kept);
        const char* news = is_approved ? "accounts.notice.role_given" : "accounts.notice.role_refused";
        auto told = tell(database, *record, news, now);
        if (!told) return pass_on(told);
        return draft_of(is_approved ? "grants.approved" : "grants.refused", *record);
      });
  if (!outcome) return pass_on(outcome);
  return {};
}

Done propose_again(Database& database, audit::EventNumber number, const access::Actor& proposer, const Rules& rules,
                   const AccountId& account, long long unix_milliseconds, audit::EventDraft& draft) {
  const auto records = list_grants(database, account.text());
  if (!records) return pass_on(records);
  for (GrantRecord record : *records) {
    const bool is_held = record.state == GrantState::approved && rules.today < record.grant.valid.to;
    if (!is_held || !rules.authority.approves(record.grant.role, rules.today)) continue;
    auto kept = insert_grant_decision(database, record.grant.id, number, GrantState::revoked, proposer.name);
    if (!kept) return kept;
    draft.subjects.push_back({"grant", record.grant.id});
    if (record.delegation) continue;  // whoever passed it on does so again
    record.grant.id = new_uuid7(unix_milliseconds);
    record.proposed_by = proposer.name;
    record.event = number;
    if (auto proposed = insert_grant(database, record); !proposed) return proposed;
    draft.subjects.push_back({"grant", record.grant.id});
  }
  return {};
}

Done revoke_grant(commands::Writer& writer, commands::Order order, const GrantRecord& known) {
  const access::Actor actor = order.actor;
  const std::string grant = known.grant.id;
  order.unit_code = known.grant.unit;
  order.act = "grants.revoke";
  order.request = grant;
  const auto outcome = writer.run(
      std::move(order),
      [&](Database& database, audit::EventNumber number, const std::string& now) -> Result<audit::EventDraft> {
        const auto record = require_grant(database, grant);
        if (!record) return pass_on(record);
        if (!stands(*record)) return refuse("accounts.grant_settled");
        const bool is_proposal = record->state == GrantState::proposed;
        const GrantState state = is_proposal ? GrantState::withdrawn : GrantState::revoked;
        if (auto kept = insert_grant_decision(database, grant, number, state, actor.name); !kept) return pass_on(kept);
        if (is_proposal) return draft_of("grants.withdrawn", *record);
        if (auto gone = delete_sessions(database, record->account); !gone) return pass_on(gone);
        if (auto told = tell(database, *record, "accounts.notice.role_taken", now); !told) return pass_on(told);
        return draft_of("grants.revoked", *record);
      });
  if (!outcome) return pass_on(outcome);
  return {};
}

}  // namespace luytre::accounts
