#include "programme/authority/tell_those_who_may.h"

#include <set>

#include "platform/accounts/account_store.h"

namespace luytre::authority {

Done tell_those_who_may(Gate& gate, storage::Database& database, const access::Ask& ask, notices::Notice notice,
                        const std::string& but_for, const std::string& now) {
  const auto authority = gate.authority(database);
  if (!authority) return pass_on(authority);
  std::set<std::string> told;
  for (const access::AuthorityRule* rule : authority->rules_for(ask.act, gate.today())) {
    const auto named = accounts::list_named_for(database, rule->role);
    if (!named) return pass_on(named);
    for (const std::string& account : *named) {
      access::Actor reader = access::Actor::of_account(account);
      if (reader.name == but_for || told.size() == told_max || told.contains(account)) continue;
      reader.has_second_factor = true;
      const auto decision = gate.decide(database, reader, ask);
      if (!decision) return pass_on(decision);
      if (!decision->is_allowed()) continue;
      notice.account = account;
      if (auto sent = notices::notify(database, notice, now); !sent) return sent;
      told.insert(account);
    }
  }
  return {};
}

}  // namespace luytre::authority
