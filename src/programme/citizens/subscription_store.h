// All SQL of subscriptions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "programme/citizens/subscription.h"

namespace luytre::citizens {

struct Subscription {
  std::string id;
  std::string mark;  // of the address
  std::string box;   // the address, sealed
  Language language = Language::vi;
  std::vector<std::string> topics;  // confirmed; none: not yet
  std::string frequency;
  std::vector<std::string> wanted_topics;
  std::string wanted_frequency;
  std::string confirm_hash;
  std::string confirm_until;
  std::string asked_on;
  int asked_times = 0;
  std::string stop_hash;
  std::string told_until;
  std::string next_due_at;
};

Result<std::optional<Subscription>> find_by_mark(storage::Database& database, const std::string& mark);
Result<std::optional<Subscription>> find_by_confirmation(storage::Database& database, const std::string& hash);
Result<std::optional<Subscription>> find_by_stop(storage::Database& database, const std::string& hash);
Result<std::vector<Subscription>> due_subscriptions(storage::Database& database, const std::string& now,
                                                    std::size_t limit);
Done put(storage::Database& database, const Subscription& subscription);  // new, or over the one with its id
Done remove_subscription(storage::Database& database, const std::string& id);
Done remove_unconfirmed(storage::Database& database, const std::string& now);
Result<std::int64_t> count_unconfirmed(storage::Database& database);
// Only if nobody else did since it was read; answers whether it did.
Result<bool> move_on(storage::Database& database, const Subscription& read, const std::string& told_until,
                     const std::string& next_due_at);

}  // namespace luytre::citizens
