#include "platform/accounts/account.h"

#include <algorithm>
#include <array>
#include <utility>

namespace luytre::accounts {
namespace {

constexpr std::array<std::pair<AccountState, std::string_view>, 4> account_states = {{
    {AccountState::invited, "invited"},
    {AccountState::active, "active"},
    {AccountState::suspended, "suspended"},
    {AccountState::closed, "closed"},
}};

constexpr std::array<std::pair<GrantState, std::string_view>, 5> grant_states = {{
    {GrantState::proposed, "proposed"},
    {GrantState::approved, "approved"},
    {GrantState::refused, "refused"},
    {GrantState::withdrawn, "withdrawn"},
    {GrantState::revoked, "revoked"},
}};

template <class Table, class State>
std::string_view text_in(const Table& table, State state) {
  for (const auto& [known, text] : table)
    if (known == state) return text;
  return {};
}

template <class State, class Table>
std::optional<State> named_in(const Table& table, std::string_view text) {
  for (const auto& [state, known] : table)
    if (known == text) return state;
  return std::nullopt;
}

}  // namespace

std::string_view text_of(AccountState state) { return text_in(account_states, state); }
std::optional<AccountState> state_named(std::string_view text) { return named_in<AccountState>(account_states, text); }
std::string_view text_of(GrantState state) { return text_in(grant_states, state); }
std::optional<GrantState> grant_state_named(std::string_view text) { return named_in<GrantState>(grant_states, text); }

std::string Account::name() const {
  constexpr std::size_t shown_digits = 8;
  if (person && !person->full_name.empty()) return person->full_name;
  return "#" + id.text().substr(id.text().size() - std::min(id.text().size(), shown_digits));
}

}  // namespace luytre::accounts
