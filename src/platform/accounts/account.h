// Accounts: the nouns of the room. The log knows an account by its id alone; who that is lies in `Person`, which can be
// erased.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/identifier.h"
#include "platform/access/decide.h"
#include "platform/audit/event.h"

namespace luytre::accounts {

using AccountId = Identifier<struct AccountTag>;

enum class AccountState { invited, active, suspended, closed };
std::string_view text_of(AccountState state);
std::optional<AccountState> state_named(std::string_view text);

struct Person {
  std::string login;  // as typed at sign-in, lower case
  std::string full_name;
  std::string email;
  std::string phone;
  std::string position;
};

struct Account {
  AccountId id;
  AccountState state = AccountState::invited;
  std::optional<Person> person;  // none: erased
  bool has_password = false;
  bool has_second_factor = false;
  audit::EventNumber event = 0;  // of its making

  // "Nguyễn Văn An", or the short id when the person was erased.
  std::string name() const;
};

enum class GrantState { proposed, approved, refused, withdrawn, revoked };
std::string_view text_of(GrantState state);
std::optional<GrantState> grant_state_named(std::string_view text);

// Why somebody holds a role in another's place (delegate.h).
struct Delegation {
  std::string from_grant;         // the delegator's
  std::string signing_form;       // "KT", "TL", "TM", "TUQ"
  std::string document;           // that delegates: "12/UQ-UBND"
  std::vector<std::string> acts;  // for these alone; empty: all that the role may do
};

// A role for an account, with what became of the proposal.
struct GrantRecord {
  access::Grant grant;
  AccountId account;
  GrantState state = GrantState::proposed;
  std::string proposed_by;  // actor name
  std::string decided_by;   // actor name; empty while proposed
  audit::EventNumber event = 0;
  audit::EventNumber decided_event = 0;
  std::optional<Delegation> delegation = {};
};

inline constexpr std::size_t login_bytes_max = 100;
inline constexpr std::size_t name_bytes_max = 200;
inline constexpr std::size_t contact_bytes_max = 200;
inline constexpr std::size_t agent_bytes_max = 300;
inline constexpr std::size_t listed_accounts_max = 500;
inline constexpr std::size_t imported_accounts_max = 5'000;

}  // namespace luytre::accounts
