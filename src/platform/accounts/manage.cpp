#include "platform/accounts/manage.h"

#include <algorithm>
#include <set>

#include "platform/accounts/account_store.h"
#include "platform/accounts/grants.h"
#include "platform/accounts/secret_store.h"
#include "platform/accounts/secret_text.h"
#include "platform/accounts/sign_in.h"
#include "platform/notices/notice.h"
#include "platform/storage/instant.h"

namespace luytre::accounts {
namespace {

using storage::Database;

constexpr std::size_t code_groups = 5;  // 100 random bits

audit::EventDraft draft_of(std::string kind, const AccountId& account) {
  audit::EventDraft draft;
  draft.kind = std::move(kind);
  draft.payload = json::object{{"account", account.text()}};
  draft.answer = draft.payload;
  draft.subjects = {{"account", account.text()}};
  return draft;
}

bool is_login(const std::string& login) {
  return !login.empty() && std::all_of(login.begin(), login.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_' || c == '@';
  });
}

bool is_email(const std::string& email) {
  const auto at = email.find('@');
  const bool has_control =
      std::any_of(email.begin(), email.end(), [](char c) { return static_cast<unsigned char>(c) <= ' '; });
  return !has_control && at != std::string::npos && at > 0 && email.find('@', at + 1) == std::string::npos &&
         email.find('.', at) != std::string::npos && email.find_first_of("<>,;\"") == std::string::npos;
}

// A new person with a code that opens the account; inside a body.
Result<Invited> make_invited(Database& database, audit::EventNumber number, const std::string& now,
                             const Person& person, const AccountId& id) {
  Invited invited{id, new_code(code_groups), storage::later(now, invitation_life), number};
  Done done = insert_account(database, id, number);
  if (done) done = insert_state(database, id, number, AccountState::invited);
  if (done) done = put_person(database, id, person);
  if (done) done = put_link(database, id, digest_of(invited.code), invited.expires_at);
  if (!done) return pass_on(done);
  return invited;
}

// One act on one account that stands: `change` does it and names the event.
Result<commands::Outcome> run_on(
    commands::Writer& writer, commands::Order order, std::string act, const AccountId& id,
    const std::function<Result<std::string>(Database&, audit::EventNumber, const std::string& now, const Account&)>&
        change) {
  order.act = std::move(act);
  order.request = id.text();
  return writer.run(
      std::move(order),
      [&](Database& database, audit::EventNumber number, const std::string& now) -> Result<audit::EventDraft> {
        const auto account = require_account(database, id.text());
        if (!account) return pass_on(account);
        auto kind = change(database, number, now, *account);
        if (!kind) return pass_on(kind);
        return draft_of(*std::move(kind), id);
      });
}

Done as_done(const Result<commands::Outcome>& outcome) {
  if (!outcome) return pass_on(outcome);
  return {};
}

bool may_become(AccountState from, AccountState to) {
  switch (to) {
    case AccountState::active:
      return from == AccountState::suspended;
    case AccountState::suspended:
      return from == AccountState::active || from == AccountState::invited;
    case AccountState::closed:
      return from != AccountState::closed;
    case AccountState::invited:
      return false;
  }
  return false;
}

std::string kind_of(AccountState to) {
  if (to == AccountState::suspended) return "accounts.suspended";
  return to == AccountState::closed ? "accounts.closed" : "accounts.resumed";
}

}  // namespace

Done check_person(const Person& person) {
  std::vector<Problem> wrong;
  const auto found = [&](std::string code, std::string where) {
    wrong.push_back({std::move(code), {}, std::move(where), {}});
  };
  if (!is_login(person.login) || person.login.size() > login_bytes_max) found("accounts.login_malformed", "/login");
  if (person.full_name.empty()) found("accounts.name_missing", "/full_name");
  if (person.full_name.size() > name_bytes_max || person.position.size() > name_bytes_max ||
      person.phone.size() > contact_bytes_max || person.email.size() > contact_bytes_max) {
    found("accounts.too_long", "/full_name");
  }
  if (!person.email.empty() && !is_email(person.email)) found("accounts.email_malformed", "/email");
  if (wrong.empty()) return {};
  if (wrong.size() == 1) return tl::unexpected(std::move(wrong.front()));
  return refuse("accounts.person_refused", {}, "", std::move(wrong));
}

namespace {

// Brings the logins to the form they are kept in, then finds everything wrong with the list.
Done check_persons(std::vector<Person>& persons) {
  if (persons.size() > imported_accounts_max)
    return refuse("accounts.too_many", {{"max", std::to_string(imported_accounts_max)}});
  std::vector<Problem> wrong;
  std::set<std::string> logins;
  for (std::size_t row = 0; row < persons.size(); ++row) {
    persons[row].login = login_as_kept(persons[row].login);
    auto checked = check_person(persons[row]);
    if (checked && !logins.insert(persons[row].login).second)
      checked = refuse("accounts.login_taken", {{"login", persons[row].login}}, "/login");
    if (checked) continue;
    if (persons.size() == 1) return checked;
    wrong.push_back(std::move(checked.error()));
    wrong.back().where = "/accounts/" + std::to_string(row) + wrong.back().where;
  }
  if (wrong.empty()) return {};
  const std::string count = std::to_string(wrong.size());
  return refuse("accounts.import_refused", {{"count", count}}, "", std::move(wrong));
}

}  // namespace

Result<std::vector<Invited>> invite_many(commands::Writer& writer, commands::Order order, std::vector<Person> persons,
                                         const std::string& unit, long long unix_milliseconds, const WithEach& also) {
  if (auto checked = check_persons(persons); !checked) return pass_on(checked);
  order.act = "accounts.manage";
  order.unit_code = unit;
  order.asks.insert(order.asks.begin(), {order.act, unit, {}, {}});
  for (const Person& person : persons) order.request += person.login + "\n";
  std::vector<Invited> made;
  const auto outcome = writer.run(
      std::move(order),
      [&](Database& database, audit::EventNumber number, const std::string& now) -> Result<audit::EventDraft> {
        audit::EventDraft draft;
        draft.kind = persons.size() == 1 ? "accounts.invited" : "accounts.imported";
        draft.payload = json::object{};
        json::array ids;
        for (const Person& person : persons) {
          auto invited = make_invited(database, number, now, person, AccountId(new_uuid7(unix_milliseconds)));
          if (!invited) return pass_on(invited);
          ids.emplace_back(invited->account.text());
          draft.subjects.push_back({"account", invited->account.text()});
          if (also) {
            auto more = also(database, number, now, made.size(), invited->account, draft);
            if (!more) return pass_on(more);
          }
          made.push_back(*std::move(invited));
        }
        draft.answer = json::object{{"accounts", ids}};
        draft.payload.as_object()["accounts"] = std::move(ids);
        draft.subjects = audit::subjects_or(std::move(draft.subjects), {"accounts_import", std::to_string(number)});
        return draft;
      });
  if (!outcome) return pass_on(outcome);
  if (outcome->replayed) {
    for (const json::value& id : outcome->answer.at("accounts").as_array())
      made.push_back({AccountId(std::string(id.as_string())), "", "", outcome->event});
  }
  for (Invited& invited : made) {
    invited.event = outcome->event;
    if (outcome->is_dry_run) invited.code.clear();
  }
  return made;
}

Result<Invited> invite(commands::Writer& writer, commands::Order order, Person person, const std::string& unit,
                       long long unix_milliseconds) {
  auto made = invite_many(writer, std::move(order), {std::move(person)}, unit, unix_milliseconds);
  if (!made) return pass_on(made);
  return std::move(made->front());
}

Result<Invited> create_administrator(commands::Writer& writer, commands::Order order, Person person,
                                     const std::string& province_unit, Date today, long long unix_milliseconds) {
  person.login = login_as_kept(person.login);
  if (auto checked = check_person(person); !checked) return pass_on(checked);
  if (order.actor.kind != access::ActorKind::local_operator) return refuse("accounts.operator_only");
  order.act = "accounts.create_administrator";
  const AccountId id(new_uuid7(unix_milliseconds));
  order.own_account = id.text();
  Invited invited;
  const auto outcome = writer.run(
      std::move(order),
      [&](Database& database, audit::EventNumber number, const std::string& now) -> Result<audit::EventDraft> {
        const auto others = database.query(
            "SELECT count(*) FROM role_grant g WHERE g.role = 'administrator' AND EXISTS (SELECT 1 FROM"
            " role_grant_decision d WHERE d.role_grant = g.id AND d.state = 'approved' AND NOT EXISTS (SELECT 1 FROM"
            " role_grant_decision r WHERE r.role_grant = g.id AND r.event > d.event))");
        if (!others) return pass_on(others);
        if (others->front().integer(0) > 0) return refuse("accounts.has_administrator");
        auto made = make_invited(database, number, now, person, id);
        if (!made) return pass_on(made);
        invited = *std::move(made);
        GrantRecord record;
        record.grant = {new_uuid7(unix_milliseconds), "administrator", province_unit, "", {today, Date::open_end()}};
        record.account = id;
        record.proposed_by = "local operator";
        record.event = number;
        if (auto kept = insert_grant(database, record); !kept) return pass_on(kept);
        if (auto kept =
                insert_grant_decision(database, record.grant.id, number, GrantState::approved, "local operator");
            !kept)
          return pass_on(kept);
        auto draft = draft_of("accounts.administrator_created", id);
        draft.subjects.push_back({"grant", record.grant.id});
        return draft;
      });
  if (!outcome) return pass_on(outcome);
  return invited;
}

Done change_state(commands::Writer& writer, commands::Order order, const AccountId& id, AccountState to) {
  const std::string self = order.actor.account;
  return as_done(run_on(writer, std::move(order), "accounts.manage", id,
                        [&](Database& database, audit::EventNumber number, const std::string&,
                            const Account& account) -> Result<std::string> {
                          if (self == id.text()) return refuse("accounts.not_oneself");
                          if (!may_become(account.state, to)) {
                            return refuse(
                                "accounts.wrong_state",
                                {{"state", catalogue_word("accounts.state." + std::string(text_of(account.state)))}});
                          }
                          // Suspended before it was ever opened, it goes back to its invitation.
                          const bool was_never_open = to == AccountState::active && !account.has_password;
                          const AccountState state = was_never_open ? AccountState::invited : to;
                          if (auto kept = insert_state(database, id, number, state); !kept) return pass_on(kept);
                          if (auto gone = delete_sessions(database, id); !gone) return pass_on(gone);
                          return kind_of(to);
                        }));
}

namespace {

Done reset_secrets(Database& database, const Account& account, bool is_factor_lost, Invited& invited,
                   const std::string& now) {
  if (account.state != AccountState::active && account.state != AccountState::invited) {
    return refuse("accounts.wrong_state",
                  {{"state", catalogue_word("accounts.state." + std::string(text_of(account.state)))}});
  }
  const bool is_invitation = account.state == AccountState::invited;
  invited.expires_at = storage::later(now, is_invitation ? invitation_life : reset_life);
  Done done = put_link(database, account.id, digest_of(invited.code), invited.expires_at);
  if (done) done = set_password_hash(database, account.id, "");
  if (done && is_factor_lost) done = set_totp(database, account.id, "", false, 0);
  if (done && is_factor_lost) done = replace_recovery_codes(database, account.id, {});
  if (!done) return done;
  if (auto gone = delete_sessions(database, account.id); !gone) return pass_on(gone);
  return notices::notify(
      database, {account.id.text(), notices::Urgency::security, "accounts.notice.account_reset", {}, "/tai-khoan"},
      now);
}

}  // namespace

Result<Invited> reset(commands::Writer& writer, commands::Order order, const Rules& rules, const AccountId& id,
                      bool is_factor_lost, long long unix_milliseconds) {
  Invited invited{id, new_code(code_groups), "", 0};
  const access::Actor actor = order.actor;
  order.act = "accounts.manage";
  order.request = id.text() + (is_factor_lost ? " factor" : "");
  const auto outcome = writer.run(
      std::move(order),
      [&](Database& database, audit::EventNumber number, const std::string& now) -> Result<audit::EventDraft> {
        const auto account = require_account(database, id.text());
        if (!account) return pass_on(account);
        if (auto done = reset_secrets(database, *account, is_factor_lost, invited, now); !done) return pass_on(done);
        auto draft = draft_of(is_factor_lost ? "accounts.reset_with_factor" : "accounts.reset", id);
        if (is_factor_lost && actor.kind != access::ActorKind::local_operator) {
          auto done = propose_again(database, number, actor, rules, id, unix_milliseconds, draft);
          if (!done) return pass_on(done);
        }
        return draft;
      });
  if (!outcome) return pass_on(outcome);
  if (outcome->is_dry_run || outcome->replayed) invited.code.clear();
  invited.event = outcome->event;
  return invited;
}

Done end_sessions(commands::Writer& writer, commands::Order order, const AccountId& id) {
  return as_done(
      run_on(writer, std::move(order), "accounts.manage", id,
             [&](Database& database, audit::EventNumber, const std::string&, const Account&) -> Result<std::string> {
               if (auto gone = delete_sessions(database, id); !gone) return pass_on(gone);
               return std::string("accounts.sessions_ended");
             }));
}

Done change_person(commands::Writer& writer, commands::Order order, const AccountId& id, const Person& person) {
  Person kept = person;
  kept.login = login_as_kept(kept.login);
  if (auto checked = check_person(kept); !checked) return checked;
  return as_done(run_on(
      writer, std::move(order), "accounts.manage", id,
      [&](Database& database, audit::EventNumber, const std::string&, const Account& account) -> Result<std::string> {
        if (!account.person) return refuse("accounts.erased");
        if (auto put = put_person(database, id, kept); !put) return pass_on(put);
        return std::string("accounts.person_changed");
      }));
}

}  // namespace luytre::accounts
