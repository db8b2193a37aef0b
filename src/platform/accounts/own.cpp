#include "platform/accounts/own.h"

#include <algorithm>

#include "base/secret_box.h"
#include "platform/accounts/account_store.h"
#include "platform/accounts/password.h"
#include "platform/accounts/pressure.h"
#include "platform/accounts/secret_text.h"
#include "platform/accounts/sign_in.h"
#include "platform/accounts/totp.h"
#include "platform/notices/notice.h"
#include "platform/storage/instant.h"

namespace luytre::accounts {
namespace {

using storage::Database;
using Change = std::function<Result<audit::EventDraft>(Database&, audit::EventNumber, const std::string& now)>;

audit::EventDraft draft_of(std::string kind, const std::string& account) {
  audit::EventDraft draft;
  draft.kind = std::move(kind);
  draft.payload = json::object{{"account", account}};
  draft.answer = draft.payload;
  draft.subjects = {{"account", account}};
  return draft;
}

Result<commands::Outcome> run_own(commands::Writer& writer, commands::Order order, std::string act, Change change) {
  order.act = std::move(act);
  order.own_account = order.actor.account;
  if (order.own_account.empty()) return refuse("accounts.sign_in_first");
  return writer.run(std::move(order), std::move(change));
}

// A plain digest of a request that holds a password could be tried out by whoever copies the database.
void seal_request(const Desk& desk, commands::Order& order) {
  if (!order.request.empty()) order.request = digest_of(desk.seal_key() + order.request);
}

std::vector<std::string> context_of(const Account& account) {
  std::vector<std::string> words{"luytre", "lũy tre", "nông thôn mới", "lạng sơn"};
  if (!account.person) return words;
  words.push_back(account.person->login);
  words.push_back(account.person->full_name);
  if (!account.person->email.empty()) words.push_back(account.person->email.substr(0, account.person->email.find('@')));
  return words;
}

Done check_for(Database& database, const Account& account, const Rules& rules, const std::string& password) {
  const auto must = must_have_factor(database, account.id, rules);
  if (!must) return pass_on(must);
  return check_password(password, *must || account.has_second_factor, context_of(account));
}

Result<FactorOffer> offer_of(const std::string& secret, const Account& account, std::string_view site) {
  const std::string login = account.person ? account.person->login : account.id.text();
  FactorOffer offer{totp_text(secret), totp_address(secret, login, site), ""};
  offer.qr = qr_svg(offer.address);
  return offer;
}

std::vector<std::string> new_recovery_codes() {
  constexpr std::size_t groups = 3;  // 60 random bits, tried under the lock
  std::vector<std::string> codes;
  for (std::size_t at = 0; at < recovery_codes_count; ++at) codes.push_back(new_code(groups));
  return codes;
}

Done keep_recovery_codes(Database& database, const AccountId& account, const std::vector<std::string>& codes) {
  std::vector<std::string> digests;
  for (const std::string& code : codes) digests.push_back(digest_of(account.text() + code));
  return replace_recovery_codes(database, account, digests);
}

Done tell(Database& database, const std::string& account, std::string code, const std::string& now) {
  return notices::notify(database, {account, notices::Urgency::security, std::move(code), {}, "/tai-khoan"}, now);
}

}  // namespace

Result<bool> must_have_factor(Database& database, const AccountId& account, const Rules& rules) {
  const auto records = list_grants(database, account.text());
  if (!records) return pass_on(records);
  return std::any_of(records->begin(), records->end(), [&](const GrantRecord& record) {
    const bool stands = record.state == GrantState::approved || record.state == GrantState::proposed;
    return stands && rules.authority.needs_factor(record.grant.role, rules.today);
  });
}

Result<Account> account_of_link(Desk& desk, std::string_view code) {
  Result<Account> found = refuse("accounts.bad_link");
  const Done done = desk.with([&](Database& database) -> Done {
    const auto now = database.now();
    if (!now) return pass_on(now);
    const auto id = find_link(database, digest_of(code_as_made(code)), *now);
    if (!id) return pass_on(id);
    if (!*id) return refuse("accounts.bad_link");
    found = require_account(database, (*id)->text());
    if (!found) return pass_on(found);
    return {};
  });
  if (!done) return pass_on(done);
  return found;
}

Result<OpenedSession> activate(Desk& desk, commands::Writer& writer, const Rules& rules, std::string_view code,
                               const std::string& password, const access::Origin& origin) {
  const auto account = account_of_link(desk, code);
  if (!account) return pass_on(account);
  if (account->state == AccountState::suspended || account->state == AccountState::closed)
    return refuse("accounts.not_active");
  const Done fits = desk.with([&](Database& database) { return check_for(database, *account, rules, password); });
  if (!fits) return pass_on(fits);
  const std::string hash = hash_password(password);
  commands::Order order;
  order.actor = access::Actor::of_account(account->id.text());
  order.actor.origin = origin;
  const auto outcome =
      run_own(writer, std::move(order), "accounts.activate",
              [&](Database& database, audit::EventNumber number, const std::string& now) -> Result<audit::EventDraft> {
                const auto used = use_link(database, digest_of(code_as_made(code)), now);
                if (!used) return pass_on(used);
                if (!*used) return refuse("accounts.bad_link");
                if (auto kept = set_password_hash(database, account->id, hash); !kept) return pass_on(kept);
                if (account->state == AccountState::invited) {
                  if (auto kept = insert_state(database, account->id, number, AccountState::active); !kept)
                    return pass_on(kept);
                }
                if (auto gone = delete_sessions(database, account->id); !gone) return pass_on(gone);
                if (auto told = tell(database, account->id.text(), "accounts.notice.password_set", now); !told)
                  return pass_on(told);
                return draft_of("accounts.activated", account->id.text());
              });
  if (!outcome) return pass_on(outcome);
  if (account->person) {
    const auto forgotten =
        desk.with([&](Database& database) { return forget_failures(database, account->person->login); });
    if (!forgotten) return pass_on(forgotten);
  }
  return sign_in_elsewhere(desk, account->id, origin, false);
}

Done change_password(Desk& desk, commands::Writer& writer, commands::Order order, const Rules& rules,
                     const std::string& current, const std::string& wanted) {
  const AccountId id(order.actor.account);
  seal_request(desk, order);
  std::string held, login;
  const Done fits = desk.with([&](Database& database) -> Done {
    const auto account = require_account(database, id.text());
    if (!account) return pass_on(account);
    if (account->person) login = account->person->login;
    const auto now = database.now();
    if (!now) return pass_on(now);
    if (auto free = check_pressure(database, login, order.actor.origin.address, *now); !free) return free;
    const auto secret = find_secret(database, id);
    if (!secret) return pass_on(secret);
    held = secret->password_hash;
    return check_for(database, *account, rules, wanted);
  });
  if (!fits) return fits;
  if (held.empty() || !fits_hash(current, held)) {
    return count_wrong_secret(desk, writer, login, id, order.actor.origin,
                              {"accounts.wrong_current_password", {}, "/current", {}});
  }
  const std::string hash = hash_password(wanted);
  const std::string session = order.actor.session;
  const auto outcome =
      run_own(writer, std::move(order), "accounts.change_password",
              [&](Database& database, audit::EventNumber, const std::string& now) -> Result<audit::EventDraft> {
                if (auto kept = set_password_hash(database, id, hash); !kept) return pass_on(kept);
                if (auto gone = delete_sessions(database, id, session); !gone) return pass_on(gone);
                if (auto told = tell(database, id.text(), "accounts.notice.password_set", now); !told)
                  return pass_on(told);
                return draft_of("accounts.password_changed", id.text());
              });
  if (!outcome) return pass_on(outcome);
  return {};
}

Result<FactorOffer> begin_factor(Desk& desk, const access::Actor& actor, std::string_view site) {
  Result<FactorOffer> offer = refuse("accounts.sign_in_first");
  const Done done = desk.with([&](Database& database) -> Done {
    const auto account = require_account(database, actor.account);
    if (!account) return pass_on(account);
    if (account->has_second_factor && !actor.has_second_factor) return refuse("accounts.show_factor_first");
    const std::string secret = new_totp_secret();
    if (auto kept = set_pending_totp(database, account->id, seal(secret, desk.seal_key())); !kept) return kept;
    offer = offer_of(secret, *account, site);
    return {};
  });
  if (!done) return pass_on(done);
  return offer;
}

Result<FactorOffer> pending_factor(Desk& desk, const access::Actor& actor, std::string_view site) {
  Result<FactorOffer> offer = refuse("accounts.no_pending_factor");
  const Done done = desk.with([&](Database& database) -> Done {
    const auto account = require_account(database, actor.account);
    if (!account) return pass_on(account);
    const auto secret = find_secret(database, account->id);
    if (!secret) return pass_on(secret);
    if (secret->totp_pending.empty()) return {};
    const auto opened = unsealed(secret->totp_pending, desk.seal_key());
    if (!opened) return pass_on(opened);
    offer = offer_of(*opened, *account, site);
    return {};
  });
  if (!done) return pass_on(done);
  return offer;
}

Result<FactorSet> confirm_factor(Desk& desk, commands::Writer& writer, commands::Order order, std::string_view code) {
  const AccountId id(order.actor.account);
  const access::Actor actor = order.actor;
  seal_request(desk, order);
  FactorSet set;
  set.recovery_codes = new_recovery_codes();
  const auto outcome =
      run_own(writer, std::move(order), "accounts.set_factor",
              [&](Database& database, audit::EventNumber, const std::string& now) -> Result<audit::EventDraft> {
                const auto secret = find_secret(database, id);
                if (!secret) return pass_on(secret);
                if (secret->totp_pending.empty()) return refuse("accounts.no_pending_factor");
                const auto totp = unsealed(secret->totp_pending, desk.seal_key());
                if (!totp) return pass_on(totp);
                const auto microseconds = storage::parse_instant(now);
                if (!microseconds) return pass_on(microseconds);
                const auto step = totp_step_of(*totp, code, *microseconds / 1'000'000, 0);
                if (!step) return refuse("accounts.wrong_code", {}, "/code");
                if (auto kept = set_totp(database, id, secret->totp_pending, true, *step); !kept) return pass_on(kept);
                if (auto kept = keep_recovery_codes(database, id, set.recovery_codes); !kept) return pass_on(kept);
                if (auto gone = delete_sessions(database, id); !gone) return pass_on(gone);
                if (auto told = tell(database, id.text(), "accounts.notice.factor_set", now); !told)
                  return pass_on(told);
                return draft_of("accounts.factor_set", id.text());
              });
  if (!outcome) return pass_on(outcome);
  if (outcome->is_dry_run || outcome->replayed) return FactorSet{};
  auto session = sign_in_elsewhere(desk, id, actor.origin, true);
  if (!session) return pass_on(session);
  set.session = *std::move(session);
  return set;
}

Result<std::vector<std::string>> renew_recovery_codes(commands::Writer& writer, commands::Order order) {
  const AccountId id(order.actor.account);
  if (!order.actor.has_second_factor) return refuse("accounts.show_factor_first");
  auto codes = new_recovery_codes();
  const auto outcome =
      run_own(writer, std::move(order), "accounts.renew_recovery_codes",
              [&](Database& database, audit::EventNumber, const std::string&) -> Result<audit::EventDraft> {
                if (auto kept = keep_recovery_codes(database, id, codes); !kept) return pass_on(kept);
                return draft_of("accounts.recovery_codes_renewed", id.text());
              });
  if (!outcome) return pass_on(outcome);
  if (outcome->is_dry_run || outcome->replayed) codes.clear();
  return codes;
}

namespace {

Done check_wish(const TokenWish& wish, const Rules& rules) {
  if (wish.name.empty() || wish.name.size() > name_bytes_max) return refuse("accounts.token_name", {}, "/name");
  if (wish.days < 1 || wish.days > token_days_max)
    return refuse("accounts.token_days", {{"max", std::to_string(token_days_max)}}, "/days");
  if (wish.acts.empty()) return refuse("accounts.token_acts", {{"act", "-"}}, "/acts");
  for (const std::string& name : wish.acts) {
    const access::Act* act = rules.authority.act(name);
    if (act == nullptr || act->kind == access::ActKind::approve)
      return refuse("accounts.token_acts", {{"act", name}}, "/acts");
  }
  return {};
}

}  // namespace

Result<IssuedToken> issue_token(commands::Writer& writer, commands::Order order, const Rules& rules,
                                const TokenWish& wish, long long unix_milliseconds) {
  if (auto checked = check_wish(wish, rules); !checked) return pass_on(checked);
  const AccountId id(order.actor.account);
  if (order.actor.kind != access::ActorKind::account) return refuse("accounts.sign_in_first");
  IssuedToken issued{new_uuid7(unix_milliseconds), "luytre_" + digest_of(new_code(10)), ""};
  const auto outcome =
      run_own(writer, std::move(order), "accounts.issue_token",
              [&](Database& database, audit::EventNumber, const std::string& now) -> Result<audit::EventDraft> {
                const auto held = list_tokens(database, id);
                if (!held) return pass_on(held);
                const auto alive = std::count_if(held->begin(), held->end(), [&](const Token& token) {
                  return token.revoked_at.empty() && token.expires_at > now;
                });
                if (static_cast<std::size_t>(alive) >= tokens_max)
                  return refuse("accounts.too_many_tokens", {{"max", std::to_string(tokens_max)}});
                issued.expires_at = storage::later(now, std::chrono::hours(24) * wish.days);
                Token token{issued.id, id, wish.name, wish.acts, now, issued.expires_at, "", ""};
                if (auto kept = insert_token(database, token, digest_of(issued.secret)); !kept) return pass_on(kept);
                if (auto told = tell(database, id.text(), "accounts.notice.token_issued", now); !told)
                  return pass_on(told);
                auto draft = draft_of("accounts.token_issued", id.text());
                draft.subjects.push_back({"token", issued.id});
                return draft;
              });
  if (!outcome) return pass_on(outcome);
  if (outcome->is_dry_run || outcome->replayed) issued.secret.clear();
  return issued;
}

Done revoke_token(commands::Writer& writer, commands::Order order, const std::string& token) {
  const AccountId id(order.actor.account);
  const auto outcome =
      run_own(writer, std::move(order), "accounts.revoke_token",
              [&](Database& database, audit::EventNumber, const std::string& now) -> Result<audit::EventDraft> {
                const auto revoked = revoke_token_row(database, id, token, now);
                if (!revoked) return pass_on(revoked);
                if (!*revoked) return refuse("accounts.no_token");
                auto draft = draft_of("accounts.token_revoked", id.text());
                draft.subjects.push_back({"token", token});
                return draft;
              });
  if (!outcome) return pass_on(outcome);
  return {};
}

Done end_own_session(Desk& desk, const access::Actor& actor, const std::string& id) {
  return desk.with([&](Database& database) -> Done {
    const auto session = find_session(database, id);
    if (!session) return pass_on(session);
    if (!*session || (*session)->account.text() != actor.account) return refuse("accounts.no_session");
    const auto gone = delete_session(database, id);
    if (!gone) return pass_on(gone);
    return {};
  });
}

Done end_other_sessions(Desk& desk, const access::Actor& actor) {
  return desk.with([&](Database& database) -> Done {
    const auto gone = delete_sessions(database, AccountId(actor.account), actor.session);
    if (!gone) return pass_on(gone);
    return {};
  });
}

}  // namespace luytre::accounts
