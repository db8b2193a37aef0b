#include "programme/authority/tell_those_who_may.h"

#include <map>
#include <set>

#include "platform/accounts/account_store.h"
#include "platform/accounts/grants.h"

namespace luytre::authority {
namespace {

// Who is named for which role, and what each of them holds: read when first wanted.
class People {
 public:
  explicit People(storage::Database& database) : database_(database) {}

  Result<const std::vector<std::string>*> named_for(const std::string& role) {
    const auto found = named_.find(role);
    if (found != named_.end()) return &found->second;
    auto named = accounts::list_named_for(database_, role);
    if (!named) return pass_on(named);
    return &named_.emplace(role, *std::move(named)).first->second;
  }

  Result<const std::vector<access::Grant>*> grants_of(const std::string& account) {
    const auto found = grants_.find(account);
    if (found != grants_.end()) return &found->second;
    auto grants = accounts::grants_of(database_, account);
    if (!grants) return pass_on(grants);
    return &grants_.emplace(account, *std::move(grants)).first->second;
  }

 private:
  storage::Database& database_;
  std::map<std::string, std::vector<std::string>> named_;
  std::map<std::string, std::vector<access::Grant>> grants_;
};

// Accounts that may do it on the day, in the order of the rules.
Result<std::vector<std::string>> those_who_may(const Materials& known, People& people, access::Ask ask, Date today,
                                               const std::string& but_for) {
  if (ask.unit.empty()) ask.unit = known.home;
  std::vector<std::string> found;
  std::set<std::string> asked;
  for (const access::AuthorityRule* rule : known.authority.rules_for(ask.act, today)) {
    const auto named = people.named_for(rule->role);
    if (!named) return pass_on(named);
    for (const std::string& account : **named) {
      access::Actor reader = access::Actor::of_account(account);
      if (reader.name == but_for || !asked.insert(account).second) continue;
      reader.has_second_factor = true;
      const auto grants = people.grants_of(account);
      if (!grants) return pass_on(grants);
      const auto decision = access::decide(known.authority, *known.tree, **grants, reader, ask, today);
      if (decision.is_allowed() && found.size() < told_max) found.push_back(account);
    }
  }
  return found;
}

}  // namespace

Done tell_those_who_may(Gate& gate, storage::Database& database,
                        const std::vector<std::pair<access::Ask, notices::Notice>>& tellings,
                        const std::string& but_for, const std::string& now) {
  const auto known = gate.materials(database);
  if (!known) return pass_on(known);
  People people(database);
  for (const auto& [ask, words] : tellings) {
    const auto readers = those_who_may(**known, people, ask, gate.today(), but_for);
    if (!readers) return pass_on(readers);
    for (const std::string& account : *readers) {
      notices::Notice notice = words;
      notice.account = account;
      if (auto sent = notices::notify(database, notice, now); !sent) return sent;
    }
  }
  return {};
}

Result<std::vector<std::string>> those_who_may(Gate& gate, storage::Database& database, const access::Ask& ask) {
  const auto known = gate.materials(database);
  if (!known) return pass_on(known);
  People people(database);
  return those_who_may(**known, people, ask, gate.today(), "");
}

}  // namespace luytre::authority
