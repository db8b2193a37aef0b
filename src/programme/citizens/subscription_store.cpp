#include "programme/citizens/subscription_store.h"

#include <sstream>

namespace luytre::citizens {
namespace {

using storage::Blob;
using storage::Row;
using storage::Value;

constexpr std::string_view columns =
    "SELECT id, mark, box, language, topics, frequency, wanted_topics, wanted_frequency, confirm_hash, confirm_until,"
    " asked_on, asked_times, stop_hash, told_until, next_due_at FROM citizen_subscription";

std::string joined(const std::vector<std::string>& topics) {
  std::string text;
  for (const std::string& topic : topics) text.append(text.empty() ? "" : " ").append(topic);
  return text;
}

std::vector<std::string> split(const std::string& text) {
  std::istringstream words(text);
  std::vector<std::string> topics;
  for (std::string word; words >> word;) topics.push_back(word);
  return topics;
}

Subscription subscription_of(const Row& row) {
  return {row.text(0),        row.text(1),  row.bytes(2),       language_named(row.text(3)).value_or(Language::vi),
          split(row.text(4)), row.text(5),  split(row.text(6)), row.text(7),
          row.text(8),        row.text(9),  row.text(10),       static_cast<int>(row.integer(11)),
          row.text(12),       row.text(13), row.text(14)};
}

Result<std::vector<Subscription>> select(storage::Database& database, std::string_view where,
                                         const std::vector<Value>& values) {
  std::vector<Subscription> found;
  const auto read = database.each_row(std::string(columns) + std::string(where), values, [&](const Row& row) -> Done {
    found.push_back(subscription_of(row));
    return {};
  });
  if (!read) return pass_on(read);
  return found;
}

Result<std::optional<Subscription>> first(storage::Database& database, std::string_view where,
                                          const std::string& value) {
  auto found = select(database, where, {value});
  if (!found) return pass_on(found);
  if (found->empty()) return std::nullopt;
  return std::move(found->front());
}

Result<std::int64_t> counted(storage::Database& database, std::string_view sql) {
  const auto rows = database.query(sql);
  if (!rows) return pass_on(rows);
  return rows->front().integer(0);
}

}  // namespace

Result<std::optional<Subscription>> find_by_mark(storage::Database& database, const std::string& mark) {
  return first(database, " WHERE mark = ?", mark);
}

Result<std::optional<Subscription>> find_by_confirmation(storage::Database& database, const std::string& hash) {
  return first(database, " WHERE confirm_hash = ?", hash);
}

Result<std::optional<Subscription>> find_by_stop(storage::Database& database, const std::string& hash) {
  return first(database, " WHERE stop_hash = ?", hash);
}

Result<std::vector<Subscription>> due_subscriptions(storage::Database& database, const std::string& now,
                                                    std::size_t limit) {
  return select(database, " WHERE topics <> '' AND next_due_at <= ? ORDER BY next_due_at, id LIMIT ?",
                {now, static_cast<std::int64_t>(limit)});
}

Done put(storage::Database& database, const Subscription& one) {
  const auto put = database.execute(
      "INSERT INTO citizen_subscription (id, mark, box, language, topics, frequency, wanted_topics, wanted_frequency,"
      " confirm_hash, confirm_until, asked_on, asked_times, stop_hash, told_until, next_due_at)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET language = "
      "excluded.language,"
      " topics = excluded.topics, frequency = excluded.frequency, wanted_topics = excluded.wanted_topics,"
      " wanted_frequency = excluded.wanted_frequency, confirm_hash = excluded.confirm_hash,"
      " confirm_until = excluded.confirm_until, asked_on = excluded.asked_on, asked_times = excluded.asked_times,"
      " told_until = excluded.told_until, next_due_at = excluded.next_due_at",
      {one.id, one.mark, Blob{one.box}, std::string(code_of(one.language)), joined(one.topics), one.frequency,
       joined(one.wanted_topics), one.wanted_frequency, one.confirm_hash, one.confirm_until, one.asked_on,
       std::int64_t{one.asked_times}, one.stop_hash, one.told_until, one.next_due_at});
  if (!put) return pass_on(put);
  return {};
}

Done remove_subscription(storage::Database& database, const std::string& id) {
  return database.execute_all(
      {{"DELETE FROM citizen_mail WHERE about = ?", {id}}, {"DELETE FROM citizen_subscription WHERE id = ?", {id}}});
}

Done remove_unconfirmed(storage::Database& database, const std::string& now) {
  const auto gone =
      database.execute("DELETE FROM citizen_subscription WHERE topics = '' AND confirm_until <= ?", {now});
  if (!gone) return pass_on(gone);
  return {};
}

Result<std::int64_t> count_unconfirmed(storage::Database& database) {
  return counted(database, "SELECT count(*) FROM citizen_subscription WHERE topics = ''");
}

Result<bool> move_on(storage::Database& database, const Subscription& read, const std::string& told_until,
                     const std::string& next_due_at) {
  const auto changed = database.execute(
      "UPDATE citizen_subscription SET told_until = ?, next_due_at = ? WHERE id = ? AND next_due_at = ?",
      {told_until, next_due_at, read.id, read.next_due_at});
  if (!changed) return pass_on(changed);
  return *changed == 1;
}

Result<SubscriptionCounts> count_subscriptions(storage::Database& database) {
  SubscriptionCounts counts;
  const auto read = database.each_row("SELECT frequency, count(*) FROM citizen_subscription GROUP BY frequency", {},
                                      [&](const Row& row) -> Done {
                                        if (row.text(0) == "daily") counts.daily = row.integer(1);
                                        if (row.text(0) == "weekly") counts.weekly = row.integer(1);
                                        if (row.text(0).empty()) counts.waiting = row.integer(1);
                                        return {};
                                      });
  if (!read) return pass_on(read);
  counts.confirmed = counts.daily + counts.weekly;
  const auto mails = counted(database, "SELECT count(*) FROM citizen_mail");
  if (!mails) return pass_on(mails);
  counts.mails = *mails;
  return counts;
}

}  // namespace luytre::citizens
