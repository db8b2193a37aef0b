#include "platform/accounts/mail_address.h"

#include "platform/accounts/account_store.h"

namespace luytre::accounts {

notices::AddressOf mail_addresses() {
  return [](storage::Database& database, const std::string& id) -> Result<std::optional<notices::Address>> {
    const auto account = find_account(database, id);
    if (!account) return pass_on(account);
    if (!*account || !(*account)->person || (*account)->person->email.empty()) return std::nullopt;
    const auto state = (*account)->state;
    if (state != AccountState::active && state != AccountState::invited) return std::nullopt;
    return notices::Address{(*account)->person->email, (*account)->person->full_name, Language::vi};
  };
}

}  // namespace luytre::accounts
