#include "platform/accounts/sign_in.h"

#include "base/vietnamese.h"
#include "platform/accounts/account_store.h"
#include "platform/accounts/password.h"
#include "platform/accounts/pressure.h"
#include "platform/accounts/secret_text.h"
#include "platform/accounts/totp.h"
#include "platform/notices/notice.h"
#include "platform/storage/instant.h"

namespace luytre::accounts {
namespace {

using storage::Database;

// What the desk knows before the slow part, the hash, which runs without holding the desk.
struct Candidate {
  std::optional<Account> account;
  std::string password_hash;
};

Result<Candidate> find_candidate(Desk& desk, const std::string& login, const access::Origin& origin) {
  Candidate candidate;
  const Done done = desk.with([&](Database& database) -> Done {
    const auto now = database.now();
    if (!now) return pass_on(now);
    if (auto free = check_pressure(database, login, origin.address, *now); !free) return free;
    auto account = find_account_by_login(database, login);
    if (!account) return pass_on(account);
    candidate.account = std::move(*account);
    if (!candidate.account) return {};
    auto secret = find_secret(database, candidate.account->id);
    if (!secret) return pass_on(secret);
    candidate.password_hash = secret->password_hash;
    return {};
  });
  if (!done) return pass_on(done);
  return candidate;
}

// One event a lock, not one an attempt.
Done tell_owner(commands::Writer& writer, const AccountId& account, const access::Origin& origin) {
  commands::Order order;
  order.actor = access::Actor::nobody();
  order.actor.account = account.text();
  order.actor.origin = origin;
  order.act = "accounts.lock";
  order.own_account = account.text();
  const auto told =
      writer.run(std::move(order),
                 [&](Database& database, audit::EventNumber, const std::string& now) -> Result<audit::EventDraft> {
                   notices::Notice notice{
                       account.text(), notices::Urgency::security, "accounts.notice.account_locked", {}, "/tai-khoan"};
                   if (auto sent = notices::notify(database, notice, now); !sent) return pass_on(sent);
                   audit::EventDraft draft;
                   draft.kind = "accounts.locked";
                   draft.payload = json::object{{"account", account.text()}};
                   draft.subjects = {{"account", account.text()}};
                   return draft;
                 });
  if (!told) return pass_on(told);
  return {};
}

// `refusal` is what the caller is told, unless counting itself fails.
Done fail(Desk& desk, commands::Writer& writer, const std::string& login, const std::optional<AccountId>& account,
          const access::Origin& origin, Problem refusal) {
  bool is_new_lock = false;
  const Done counted = desk.with([&](Database& database) -> Done {
    const auto now = database.now();
    if (!now) return pass_on(now);
    const auto failed = count_failure(database, login, origin.address, *now);
    if (!failed) return pass_on(failed);
    is_new_lock = *failed;
    return {};
  });
  if (!counted) return counted;
  if (is_new_lock && account) {
    if (auto told = tell_owner(writer, *account, origin); !told) return told;
  }
  return tl::unexpected(std::move(refusal));
}

Result<OpenedSession> open_after_password(Desk& desk, const Account& account, const std::string& login,
                                          const access::Origin& origin) {
  Result<OpenedSession> opened = refuse("accounts.wrong_password");
  const Done done = desk.with([&](Database& database) -> Done {
    if (!account.has_second_factor) {
      if (auto forgotten = forget_failures(database, login); !forgotten) return forgotten;
    }
    opened = open_session(database, account.id, origin, !account.has_second_factor, false);
    if (!opened) return pass_on(opened);
    return {};
  });
  if (!done) return pass_on(done);
  return opened;
}

// Whether the code opens the second step; a code that does is used up.
Result<bool> accept_code(Database& database, const AccountId& account, std::string_view code, const std::string& key) {
  const auto secret = find_secret(database, account);
  if (!secret) return pass_on(secret);
  const auto now = database.now();
  if (!now) return pass_on(now);
  if (!secret->is_totp_confirmed) return false;
  const auto totp = unsealed(secret->totp_sealed, key);
  if (!totp) return pass_on(totp);
  const auto microseconds = storage::parse_instant(*now);
  if (!microseconds) return pass_on(microseconds);
  const auto step = totp_step_of(*totp, code, *microseconds / 1'000'000, secret->totp_step);
  if (step) return advance_totp_step(database, account, *step);
  return use_recovery_code(database, account, digest_of(account.text() + code_as_made(code)), *now);
}

}  // namespace

std::string login_as_kept(std::string_view typed) {
  std::string login = lower(nfc(typed));
  const auto first = login.find_first_not_of(' ');
  if (first == std::string::npos) return {};
  return login.substr(first, login.find_last_not_of(' ') - first + 1);
}

Done count_wrong_secret(Desk& desk, commands::Writer& writer, const std::string& login, const AccountId& account,
                        const access::Origin& origin, Problem refusal) {
  return fail(desk, writer, login, account, origin, std::move(refusal));
}

Result<OpenedSession> sign_in(Desk& desk, commands::Writer& writer, std::string_view login, std::string_view password,
                              const access::Origin& origin) {
  const std::string kept_login = login_as_kept(login.substr(0, login_bytes_max));
  const auto candidate = find_candidate(desk, kept_login, origin);
  if (!candidate) return pass_on(candidate);
  const auto& account = candidate->account;
  const bool has_password = account && !candidate->password_hash.empty();
  if (!has_password) waste_a_hash(password);
  if (!has_password || !fits_hash(password, candidate->password_hash)) {
    const auto id = account ? std::optional(account->id) : std::nullopt;
    const Done failed = fail(desk, writer, kept_login, id, origin, {"accounts.wrong_password", {}, "", {}});
    return tl::unexpected(failed.error());
  }
  if (account->state != AccountState::active) return refuse("accounts.not_active");
  return open_after_password(desk, *account, kept_login, origin);
}

Result<OpenedSession> show_second_factor(Desk& desk, commands::Writer& writer, std::string_view half_secret,
                                         std::string_view code, const access::Origin& origin) {
  Result<OpenedSession> opened = refuse("accounts.no_half_session");
  std::optional<AccountId> wrong;
  std::string login;
  const Done done = desk.with([&](Database& database) -> Done {
    const auto half = living_session(database, half_secret);
    if (!half) return pass_on(half);
    if (!*half || (*half)->is_full) return refuse("accounts.no_half_session");
    const auto account = require_account(database, (*half)->account.text());
    if (!account) return pass_on(account);
    if (account->state != AccountState::active || !account->person) return refuse("accounts.not_active");
    login = account->person->login;
    const auto now = database.now();
    if (!now) return pass_on(now);
    if (auto free = check_pressure(database, login, origin.address, *now); !free) return free;
    const auto accepted = accept_code(database, account->id, code, desk.seal_key());
    if (!accepted) return pass_on(accepted);
    if (!*accepted) {
      wrong = account->id;
      return {};
    }
    if (auto gone = delete_session(database, (*half)->id); !gone) return pass_on(gone);
    if (auto forgotten = forget_failures(database, login); !forgotten) return forgotten;
    opened = open_session(database, account->id, origin, true, true);
    if (!opened) return pass_on(opened);
    return {};
  });
  if (!done) return pass_on(done);
  if (wrong) {
    const Done failed = fail(desk, writer, login, wrong, origin, {"accounts.wrong_code", {}, "/code", {}});
    return tl::unexpected(failed.error());
  }
  return opened;
}

Result<OpenedSession> sign_in_elsewhere(Desk& desk, const AccountId& account, const access::Origin& origin,
                                        bool has_second_factor) {
  Result<OpenedSession> opened = refuse("accounts.not_active");
  const Done done = desk.with([&](Database& database) -> Done {
    const auto known = require_account(database, account.text());
    if (!known) return pass_on(known);
    if (known->state != AccountState::active) return refuse("accounts.not_active");
    const bool must_show = known->has_second_factor && !has_second_factor;
    opened = open_session(database, account, origin, !must_show, has_second_factor);
    if (!opened) return pass_on(opened);
    return {};
  });
  if (!done) return pass_on(done);
  return opened;
}

}  // namespace luytre::accounts
