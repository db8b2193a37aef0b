// News by mail for whoever asks for it and confirms it: no account, no tracking, gone with one click. Operational: who
// subscribes is no part of the record, and no event names it.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/messages.h"
#include "platform/storage/database.h"
#include "programme/citizens/desk.h"

namespace luytre::citizens {

inline constexpr std::size_t topics_max = 10;
inline constexpr int confirmations_of_day_max = 3;  // mails to one address; more are answered alike and not sent
inline constexpr std::chrono::hours confirmation_length{48};
inline constexpr std::int64_t unconfirmed_max = 10'000;  // then problem citizens.too_many_mails
inline constexpr std::size_t digests_of_round_max = 200;

// "all", "corrections", "answers", "category:news", "unit:06001@2025-07-01".
struct SubscriptionWish {
  std::string email;
  std::vector<std::string> topics;
  std::string frequency;  // "daily", "weekly"
  Language language = Language::vi;
};

// Keeps the wish and queues the mail that asks to confirm it; the answer is the same whether the address is known or
// not. Problems citizens.mail_not_set, citizens.bad_email, citizens.no_topic, citizens.bad_topic,
// citizens.too_many_topics, citizens.bad_frequency, citizens.too_many_mails.
Done subscribe(storage::Database& database, const Desk& desk, const SubscriptionWish& wish,
               const std::function<bool(const std::string& topic)>& is_topic, const std::string& now);

struct Confirmed {
  std::vector<std::string> topics;
  std::string frequency;
  std::string stop_token;
};
// Problem citizens.confirmation_over: used, too old or never given.
Result<Confirmed> confirm(storage::Database& database, const Desk& desk, const std::string& token,
                          const std::string& now);
// Whether the token waits for its confirmation.
Result<bool> is_waiting(storage::Database& database, const std::string& token, const std::string& now);

// Deletes the row and its mails; a token that is gone already is fine.
Done unsubscribe(storage::Database& database, const std::string& token);

struct SubscriptionCounts {
  std::int64_t confirmed = 0, daily = 0, weekly = 0, waiting = 0;
  std::int64_t mails = 0;  // in the queue
};
Result<SubscriptionCounts> count_subscriptions(storage::Database& database);

// What came out, as a digest tells it.
struct NewsItem {
  std::string at;    // instant from which it was public
  std::string kind;  // "article", "correction", "answer"
  std::string category;
  std::vector<std::string> units;  // identities
  std::string title;
  std::string path;
};
using NewsBetween =
    std::function<Result<std::vector<NewsItem>>(const std::string& after, const std::string& until, Language)>;

bool is_wanted(const NewsItem& item, const std::vector<std::string>& topics);

// When the next one is due: seven o'clock in Vietnam, tomorrow or next Monday.
std::string next_due(std::string_view frequency, const std::string& now);

// Digests that are due (`is_early`: all) go into the queue, each once; whoever has nothing new gets nothing.
// Unconfirmed wishes whose time is over are deleted. Answers how many digests were queued.
Result<std::int64_t> compose_digests(storage::Database& database, const Desk& desk, const NewsBetween& news,
                                     const std::string& now, bool is_early = false);

}  // namespace luytre::citizens
