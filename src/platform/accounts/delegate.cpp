#include "platform/accounts/delegate.h"

#include <algorithm>

#include "base/messages.h"
#include "platform/accounts/account_store.h"
#include "platform/notices/notice.h"

namespace luytre::accounts {
namespace {

using storage::Database;

constexpr std::size_t document_bytes_max = 200;

Result<GrantRecord> own_grant(Database& database, const access::Actor& actor, const std::string& id) {
  const auto found = find_grant(database, id);
  if (!found) return pass_on(found);
  const bool is_own = *found && (*found)->account.text() == actor.account && (*found)->state == GrantState::approved;
  if (!is_own) return refuse("accounts.no_grant", {{"grant", id}}, "/grant");
  if ((*found)->delegation) return refuse("accounts.delegated_on", {}, "/grant");
  return **found;
}

Done check_words(const DelegationWish& wish, const GrantRecord& own, const Rules& rules) {
  const auto& forms = signing_forms;
  if (std::find(std::begin(forms), std::end(forms), wish.delegation.signing_form) == std::end(forms))
    return refuse("accounts.signing_form", {{"text", wish.delegation.signing_form}}, "/signing_form");
  const std::string& document = wish.delegation.document;
  if (document.find_first_not_of(' ') == std::string::npos || document.size() > document_bytes_max)
    return refuse("accounts.delegation_document", {}, "/document");
  const bool is_within = own.grant.valid.from <= wish.valid.from && wish.valid.to <= own.grant.valid.to;
  if (wish.valid.to.is_open_end() || !is_within || wish.valid.to <= wish.valid.from)
    return refuse("accounts.delegation_days", {}, "/until");
  for (const std::string& act : wish.delegation.acts) {
    const auto allowed = rules.authority.rules_for(act, rules.today);
    const bool is_of_role =
        std::any_of(allowed.begin(), allowed.end(), [&](const auto* rule) { return rule->role == own.grant.role; });
    if (!is_of_role) return refuse("accounts.delegation_acts", {{"act", act}}, "/acts");
  }
  return {};
}

Result<AccountId> receiver_of(Database& database, const std::string& login) {
  const auto account = find_account_by_login(database, login);
  if (!account) return pass_on(account);
  if (!*account) return refuse("accounts.unknown", {{"account", login}}, "/login");
  if ((*account)->state != AccountState::active) return refuse("accounts.not_active", {}, "/login");
  return (*account)->id;
}

audit::EventDraft draft_of(std::string kind, const GrantRecord& record, const Delegation& delegation) {
  audit::EventDraft draft;
  draft.kind = std::move(kind);
  json::array acts;
  for (const std::string& act : delegation.acts) acts.emplace_back(act);
  draft.payload = json::object{{"grant", record.grant.id},
                               {"from_grant", delegation.from_grant},
                               {"account", record.account.text()},
                               {"role", record.grant.role},
                               {"unit", record.grant.unit},
                               {"from", record.grant.valid.from.text()},
                               {"until", record.grant.valid.to.text()},
                               {"signing_form", delegation.signing_form},
                               {"document", delegation.document},
                               {"acts", std::move(acts)}};
  draft.answer = json::object{{"grant", record.grant.id}};
  draft.subjects = {{"account", record.account.text()}, {"grant", record.grant.id}, {"grant", delegation.from_grant}};
  return draft;
}

}  // namespace

Result<Granted> delegate(commands::Writer& writer, commands::Order order, const Rules& rules,
                         const DelegationWish& wish, long long unix_milliseconds) {
  const access::Actor actor = order.actor;
  if (actor.kind != access::ActorKind::account) return refuse("accounts.sign_in_first");
  order.act = "grants.delegate";
  order.own_account = actor.account;
  order.request = wish.grant + " " + wish.login + " " + wish.valid.from.text() + " " + wish.valid.to.text() + " " +
                  wish.delegation.signing_form + " " + wish.delegation.document;
  for (const std::string& act : wish.delegation.acts) order.request += " " + act;
  bool is_waiting = false;
  const auto outcome = writer.run(
      std::move(order),
      [&](Database& database, audit::EventNumber number, const std::string& now) -> Result<audit::EventDraft> {
        const auto own = own_grant(database, actor, wish.grant);
        if (!own) return pass_on(own);
        if (rules.authority.needs_factor(own->grant.role, rules.today) && !actor.has_second_factor)
          return refuse("accounts.show_factor_first");
        if (auto fits = check_words(wish, *own, rules); !fits) return pass_on(fits);
        const auto receiver = receiver_of(database, wish.login);
        if (!receiver) return pass_on(receiver);
        // The unit is the one on which the role was given, so its level fitted then.
        const access::Role* role = rules.authority.role(own->grant.role);
        const std::string level = role == nullptr || role->levels.empty() ? std::string() : role->levels.front();
        const GrantWish granted{*receiver, own->grant.role, own->grant.unit, level, own->grant.department, wish.valid};
        const auto record = put_grant(database, number, now, actor, rules, granted, unix_milliseconds);
        if (!record) return pass_on(record);
        Delegation delegation = wish.delegation;
        delegation.from_grant = own->grant.id;
        if (auto kept = insert_delegation(database, record->grant.id, delegation); !kept) return pass_on(kept);
        is_waiting = record->state == GrantState::proposed;
        return draft_of("grants.delegated", *record, delegation);
      });
  if (!outcome) return pass_on(outcome);
  return Granted{std::string(outcome->answer.at("grant").as_string()), is_waiting, outcome->event};
}

Done end_delegation(commands::Writer& writer, commands::Order order, const std::string& grant) {
  const access::Actor actor = order.actor;
  if (actor.kind != access::ActorKind::account) return refuse("accounts.sign_in_first");
  order.act = "grants.end_delegation";
  order.own_account = actor.account;
  order.request = grant;
  const auto outcome = writer.run(
      std::move(order),
      [&](Database& database, audit::EventNumber number, const std::string& now) -> Result<audit::EventDraft> {
        const auto record = find_grant(database, grant);
        if (!record) return pass_on(record);
        if (!*record || !(*record)->delegation) return refuse("accounts.no_grant", {{"grant", grant}});
        const auto own = find_grant(database, (*record)->delegation->from_grant);
        if (!own) return pass_on(own);
        if (!*own || (*own)->account.text() != actor.account) return refuse("accounts.no_grant", {{"grant", grant}});
        const bool is_proposal = (*record)->state == GrantState::proposed;
        if (!is_proposal && (*record)->state != GrantState::approved) return refuse("accounts.grant_settled");
        const GrantState state = is_proposal ? GrantState::withdrawn : GrantState::revoked;
        if (auto kept = insert_grant_decision(database, grant, number, state, actor.name); !kept) return pass_on(kept);
        const notices::Notice notice{(*record)->account.text(),
                                     notices::Urgency::task,
                                     "accounts.notice.role_taken",
                                     {{"role", catalogue_word("access.role." + (*record)->grant.role)}},
                                     "/tai-khoan"};
        if (auto told = notices::notify(database, notice, now); !told) return pass_on(told);
        return draft_of("grants.delegation_ended", **record, *(*record)->delegation);
      });
  if (!outcome) return pass_on(outcome);
  return {};
}

}  // namespace luytre::accounts
