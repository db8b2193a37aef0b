#include "programme/authority/remind_of_endings.h"

#include <set>

#include "base/messages.h"
#include "platform/accounts/account_store.h"
#include "platform/accounts/grants.h"
#include "platform/notices/inbox.h"
#include "platform/storage/transaction.h"

namespace luytre::authority {
namespace {

using storage::Database;

// Whoever watches over everybody's rights.
constexpr std::string_view watchers[] = {"administrator", "coordinator", "provincial_leader"};

Done add_holders(Database& database, std::string_view role, Date today, std::set<std::string>& readers) {
  const auto named = accounts::list_named_for(database, role);
  if (!named) return pass_on(named);
  for (const std::string& account : *named) {
    const auto grants = accounts::grants_of(database, account);
    if (!grants) return pass_on(grants);
    for (const access::Grant& grant : *grants)
      if (grant.role == role && grant.valid.contains(today)) readers.insert(account);
  }
  return {};
}

notices::Notice notice_of(const Ending& ending) {
  return {{},
          notices::Urgency::task,
          "authority.notice.rule_ends",
          {{"role", catalogue_word("access.role." + ending.rule.role)},
           {"act", catalogue_word("access.act." + ending.rule.act)},
           {"day", ending.rule.valid.to.text()},
           {"months", std::to_string(ending.months)},
           {"reference", ending.rule.reference}},
          "/quan-tri/phan-quyen"};
}

}  // namespace

std::vector<Ending> endings(const access::Authority& authority, Date today) {
  std::vector<Ending> found;
  for (const access::AuthorityRule& rule : authority.rules) {
    if (rule.valid.to.is_open_end() || !rule.valid.contains(today)) continue;
    for (const int months : months_before_end) {
      if (today.plus_months(months) < rule.valid.to) continue;
      found.push_back({rule, months});
      break;
    }
  }
  return found;
}

Result<std::int64_t> remind_of_endings(Gate& gate, Database& database) {
  const auto authority = gate.authority(database);
  if (!authority) return pass_on(authority);
  const auto now = database.now();
  if (!now) return pass_on(now);
  auto transaction = storage::Transaction::begin(database, storage::TransactionKind::write);
  if (!transaction) return pass_on(transaction);
  std::int64_t written = 0;
  for (const Ending& ending : endings(*authority, gate.today())) {
    std::set<std::string> readers;
    if (auto added = add_holders(database, ending.rule.role, gate.today(), readers); !added) return pass_on(added);
    for (const std::string_view role : watchers)
      if (auto added = add_holders(database, role, gate.today(), readers); !added) return pass_on(added);
    notices::Notice notice = notice_of(ending);
    for (const std::string& reader : readers) {
      notice.account = reader;
      const auto told = notices::was_told(database, notice);
      if (!told) return pass_on(told);
      if (*told) continue;
      if (auto sent = notices::notify(database, notice, *now); !sent) return pass_on(sent);
      ++written;
    }
  }
  if (auto kept = transaction->commit(); !kept) return pass_on(kept);
  return written;
}

}  // namespace luytre::authority
