// What an administrator does with accounts: invite, suspend, resume, close, reset, end sessions. The order carries
// actor, reason and key; act and unit are set here.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "platform/accounts/account.h"
#include "platform/accounts/own.h"
#include "platform/commands/writer.h"

namespace luytre::accounts {

inline constexpr std::chrono::hours invitation_life{24 * 7};
inline constexpr std::chrono::hours reset_life{24};

// An account with the one-time code that opens it. The code is shown now or never.
struct Invited {
  AccountId account;
  std::string code;        // empty on a trial or a replay
  std::string expires_at;  // instant
  audit::EventNumber event = 0;
};

// Problems accounts.login_malformed, accounts.name_missing, accounts.email_malformed, accounts.too_long, all at once.
Done check_person(const Person& person);

// `unit`: where the person works, for the permit. Problems of check_person, accounts.login_taken.
Result<Invited> invite(commands::Writer& writer, commands::Order order, Person person, const std::string& unit,
                       long long unix_milliseconds);

// What more is done for each new account in the same command; `place` is its place in the list.
using WithEach = std::function<Done(storage::Database&, audit::EventNumber, const std::string& now, std::size_t place,
                                    const AccountId&, audit::EventDraft&)>;

// Many at once, in one event, all or none; what the order asks already is asked too. Problems accounts.import_refused
// with a cause for each bad row, accounts.too_many, those of `also`.
Result<std::vector<Invited>> invite_many(commands::Writer& writer, commands::Order order, std::vector<Person> persons,
                                         const std::string& unit, long long unix_milliseconds,
                                         const WithEach& also = {});

// The first administrator: local operator only. Problem accounts.has_administrator.
Result<Invited> create_administrator(commands::Writer& writer, commands::Order order, Person person,
                                     const std::string& province_unit, Date today, long long unix_milliseconds);

// active <-> suspended, anything -> closed. Sessions end with it. Problems accounts.unknown, accounts.wrong_state,
// accounts.not_oneself (nobody suspends himself).
Done change_state(commands::Writer& writer, commands::Order order, const AccountId& account, AccountState to);

// A new one-time code; the old password no longer opens anything. With `is_factor_lost` the second factor goes too, and
// roles that approve wait for a second person again, unless the local operator does it. Problems accounts.unknown,
// accounts.wrong_state.
Result<Invited> reset(commands::Writer& writer, commands::Order order, const Rules& rules, const AccountId& account,
                      bool is_factor_lost, long long unix_milliseconds);

Done end_sessions(commands::Writer& writer, commands::Order order, const AccountId& account);

// Who somebody is may change: name, e-mail, position. Problems of check_person, accounts.unknown.
Done change_person(commands::Writer& writer, commands::Order order, const AccountId& account, const Person& person);

}  // namespace luytre::accounts
