#include <algorithm>

#include "base/hash.h"
#include "base/secret_box.h"
#include "base/vietnamese.h"
#include "platform/notices/mail.h"
#include "platform/storage/instant.h"
#include "platform/storage/transaction.h"
#include "programme/citizens/hidden_words.h"
#include "programme/citizens/outbox.h"
#include "programme/citizens/subscription_store.h"

namespace luytre::citizens {
namespace {

constexpr std::size_t token_bytes = 16;

std::string address_key(const std::string& server_key) { return key_for("citizens address", server_key); }

// Made anew for each mail from the key, so that no database holds it.
std::string stop_token(const std::string& subscription, const std::string& server_key) {
  return keyed_mark(subscription, key_for("citizens stop", server_key)).substr(0, 2 * token_bytes);
}

std::string base_of(Language language) { return language == Language::en ? "/en" : ""; }

Done check(const Desk& desk, const SubscriptionWish& wish, const std::function<bool(const std::string&)>& is_topic) {
  if (!desk.is_mail_set) return refuse("citizens.mail_not_set");
  if (!notices::is_mail_address(wish.email)) return refuse("citizens.bad_email", {}, "email");
  if (wish.topics.empty()) return refuse("citizens.no_topic", {}, "topics");
  if (wish.topics.size() > topics_max) {
    return refuse("citizens.too_many_topics", {{"max", std::to_string(topics_max)}}, "topics");
  }
  for (const std::string& topic : wish.topics) {
    if (topic.find(' ') != std::string::npos || !is_topic(topic)) {
      return refuse("citizens.bad_topic", {{"topic", topic.substr(0, 100)}}, "topics");
    }
  }
  if (wish.frequency != "daily" && wish.frequency != "weekly") return refuse("citizens.bad_frequency", {}, "frequency");
  return {};
}

notices::Mail confirmation_mail(const Desk& desk, const SubscriptionWish& wish, const std::string& token) {
  notices::Mail mail;
  mail.address = wish.email;
  mail.subject = say("citizens.mail.confirm_subject", wish.language);
  mail.body =
      say("citizens.mail.confirm", wish.language) + "\n\n" + desk.public_url + base_of(wish.language) +
      "/dang-ky/xac-nhan/" + token + "\n\n" +
      say("citizens.mail.confirm_end", {{"hours", std::to_string(confirmation_length.count())}}, wish.language) + "\n";
  return mail;
}

Result<Subscription> subscription_for(storage::Database& database, const Desk& desk, const std::string& email) {
  const std::string mark = keyed_mark(email, key_for("citizens address mark", desk.server_key));
  auto found = find_by_mark(database, mark);
  if (!found) return pass_on(found);
  if (*found) return **std::move(found);
  const auto waiting = count_unconfirmed(database);
  if (!waiting) return pass_on(waiting);
  if (*waiting >= unconfirmed_max) return refuse("citizens.too_many_mails");
  Subscription made;
  made.id = hex(random_bytes(token_bytes));
  made.mark = mark;
  made.box = seal(email, address_key(desk.server_key));
  made.stop_hash = token_hash(stop_token(made.id, desk.server_key));
  return made;
}

Done keep_wish(storage::Database& database, const Desk& desk, const SubscriptionWish& wish, const std::string& now) {
  auto found = subscription_for(database, desk, wish.email);
  if (!found) return pass_on(found);
  Subscription& one = *found;
  const std::string day = storage::vietnam_day(now).text();
  if (one.asked_on != day) one.asked_times = 0;
  // Whoever types another's address again and again fills no box with mails.
  if (one.asked_times >= confirmations_of_day_max) return {};
  const std::string token = hex(random_bytes(token_bytes));
  one.asked_on = day;
  ++one.asked_times;
  one.language = wish.language;
  one.wanted_topics = wish.topics;
  one.wanted_frequency = wish.frequency;
  one.confirm_hash = token_hash(token);
  one.confirm_until = storage::later(now, confirmation_length);
  if (auto done = put(database, one); !done) return done;
  return put_mail(database, one.id, confirmation_mail(desk, wish, token), desk.server_key, now);
}

// Work on the database in a transaction of its own.
template <class Work>
Done whole(storage::Database& database, const Work& work) {
  auto transaction = storage::Transaction::begin(database, storage::TransactionKind::write);
  if (!transaction) return pass_on(transaction);
  if (auto done = work(); !done) return done;
  return transaction->commit();
}

std::string digest_body(const Desk& desk, const Subscription& one, const std::vector<NewsItem>& items,
                        const std::string& stop_url) {
  std::string body = say("citizens.mail.digest", one.language) + "\n\n";
  for (const NewsItem& item : items) {
    const std::string kind = say("citizens.mail.item_" + item.kind, one.language);
    body += "• " + (item.kind == "article" ? std::string() : kind + ": ") + item.title + "\n  " + desk.public_url +
            base_of(one.language) + item.path + "\n\n";
  }
  return body + "--\n" + say("citizens.mail.stop", {{"url", stop_url}}, one.language) + "\n";
}

notices::Mail digest_mail(const Desk& desk, const Subscription& one, const std::vector<NewsItem>& items,
                          const std::string& email) {
  notices::Mail mail;
  mail.address = email;
  mail.subject = say("citizens.mail.digest_subject", {{"count", std::to_string(items.size())}}, one.language);
  mail.change_url = desk.public_url + base_of(one.language) + "/dang-ky/bo/" + stop_token(one.id, desk.server_key);
  mail.is_one_click = true;
  mail.body = digest_body(desk, one, items, mail.change_url);
  return mail;
}

constexpr std::size_t items_of_digest_max = 50;

// True when a mail was queued.
Result<bool> compose(storage::Database& database, const Desk& desk, const NewsBetween& news, const Subscription& one,
                     const std::string& now) {
  const auto email = unseal(one.box, address_key(desk.server_key));
  if (!email) {
    if (auto gone = remove_subscription(database, one.id); !gone) return pass_on(gone);
    return false;
  }
  auto items = news(one.told_until, now, one.language);
  if (!items) return pass_on(items);
  std::erase_if(*items, [&](const NewsItem& item) { return !is_wanted(item, one.topics); });
  if (items->size() > items_of_digest_max) items->resize(items_of_digest_max);
  bool is_queued = false;
  const Done done = whole(database, [&]() -> Done {
    const auto is_ours = move_on(database, one, now, next_due(one.frequency, now));
    if (!is_ours) return pass_on(is_ours);
    if (!*is_ours || items->empty()) return {};
    is_queued = true;
    return put_mail(database, one.id, digest_mail(desk, one, *items, *email), desk.server_key, now);
  });
  if (!done) return pass_on(done);
  return is_queued;
}

}  // namespace

Done subscribe(storage::Database& database, const Desk& desk, const SubscriptionWish& given,
               const std::function<bool(const std::string&)>& is_topic, const std::string& now) {
  SubscriptionWish wish = given;
  wish.email = lower(wish.email);
  if (auto fits = check(desk, wish, is_topic); !fits) return fits;
  return whole(database, [&] { return keep_wish(database, desk, wish, now); });
}

Result<bool> is_waiting(storage::Database& database, const std::string& token, const std::string& now) {
  const auto found = find_by_confirmation(database, token_hash(token));
  if (!found) return pass_on(found);
  return *found && now < (*found)->confirm_until;
}

Result<Confirmed> confirm(storage::Database& database, const Desk& desk, const std::string& token,
                          const std::string& now) {
  Confirmed confirmed;
  const Done done = whole(database, [&]() -> Done {
    auto found = find_by_confirmation(database, token_hash(token));
    if (!found) return pass_on(found);
    if (!*found || (*found)->confirm_until <= now) return refuse("citizens.confirmation_over");
    Subscription& one = **found;
    if (one.topics.empty()) one.told_until = now;
    one.topics = std::exchange(one.wanted_topics, {});
    one.frequency = std::exchange(one.wanted_frequency, "");
    one.confirm_hash.clear();
    one.confirm_until.clear();
    one.next_due_at = next_due(one.frequency, now);
    confirmed = {one.topics, one.frequency, stop_token(one.id, desk.server_key)};
    return put(database, one);
  });
  if (!done) return pass_on(done);
  return confirmed;
}

Done unsubscribe(storage::Database& database, const std::string& token) {
  return whole(database, [&]() -> Done {
    const auto found = find_by_stop(database, token_hash(token));
    if (!found) return pass_on(found);
    return *found ? remove_subscription(database, (*found)->id) : Done();
  });
}

bool is_wanted(const NewsItem& item, const std::vector<std::string>& topics) {
  return std::any_of(topics.begin(), topics.end(), [&](const std::string& topic) {
    if (topic == "all") return true;
    if (topic == "corrections") return item.kind == "correction";
    if (topic == "answers") return item.kind == "answer";
    if (topic.starts_with("category:")) return item.kind != "answer" && topic.substr(9) == item.category;
    const auto& units = item.units;
    return topic.starts_with("unit:") && std::find(units.begin(), units.end(), topic.substr(5)) != units.end();
  });
}

std::string next_due(std::string_view frequency, const std::string& now) {
  constexpr std::chrono::hours morning{7};
  constexpr int days_of_week = 7, monday_of_1970 = 4;  // 5 January 1970
  const Date today = storage::vietnam_day(now);
  Date day = today.plus_days(1);
  if (frequency == "weekly") {
    while ((day.days() - monday_of_1970) % days_of_week != 0) day = day.plus_days(1);
  }
  return storage::later(storage::start_of_vietnam_day(day), morning);
}

Result<std::int64_t> compose_digests(storage::Database& database, const Desk& desk, const NewsBetween& news,
                                     const std::string& now, bool is_early) {
  constexpr std::string_view end_of_time = "9999";
  if (auto gone = remove_unconfirmed(database, now); !gone) return pass_on(gone);
  if (!desk.is_mail_set) return 0;
  const auto due = due_subscriptions(database, is_early ? std::string(end_of_time) : now, digests_of_round_max);
  if (!due) return pass_on(due);
  std::int64_t queued = 0;
  for (const Subscription& one : *due) {
    const auto is_queued = compose(database, desk, news, one, now);
    if (!is_queued) return pass_on(is_queued);
    queued += *is_queued ? 1 : 0;
  }
  return queued;
}

}  // namespace luytre::citizens
