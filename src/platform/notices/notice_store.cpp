#include "platform/notices/notice_store.h"

#include "base/json.h"

namespace luytre::notices {

using storage::Database;
using storage::Row;
using storage::Value;

namespace {

std::string arguments_text(const Arguments& arguments) {
  json::object object;
  for (const auto& [name, value] : arguments) object[name] = value;
  return compact(object);
}

Result<Arguments> arguments_of(const std::string& text) {
  auto parsed = parse_json(text);
  if (!parsed) return pass_on(parsed);
  Arguments arguments;
  if (!parsed->is_object()) return arguments;
  for (const auto& member : parsed->get_object()) {
    if (member.value().is_string()) arguments.emplace_back(member.key(), member.value().get_string());
  }
  return arguments;
}

// account, urgency, message_code, arguments, path from column `first` on.
Result<Notice> notice_of(const Row& row, std::size_t first) {
  auto arguments = arguments_of(row.text(first + 3));
  if (!arguments) return pass_on(arguments);
  return Notice{row.text(first), urgency_named(row.text(first + 1)).value_or(Urgency::news), row.text(first + 2),
                std::move(*arguments), row.text(first + 4)};
}

Done done_of(Result<std::int64_t> changed) {
  if (!changed) return pass_on(changed);
  return {};
}

Result<bool> one_of(Result<std::int64_t> changed) {
  if (!changed) return pass_on(changed);
  return *changed == 1;
}

}  // namespace

std::string_view text_of(MailState state) {
  switch (state) {
    case MailState::waiting:
      return "waiting";
    case MailState::sent:
      return "sent";
    case MailState::unwanted:
      return "unwanted";
    case MailState::no_address:
      return "no_address";
    case MailState::given_up:
      return "given_up";
  }
  return "given_up";
}

Done insert_notice(Database& database, const std::string& id, const Notice& notice, const std::string& now) {
  return done_of(database.execute(
      "INSERT INTO notice (id, account, urgency, message_code, arguments, path, created_at, read_at, mail_state,"
      " sent_at, attempts, next_attempt_at, claim, failure) VALUES (?, ?, ?, ?, ?, ?, ?, '', 'waiting', '', 0, ?, '',"
      " '')",
      {id, notice.account, std::string(text_of(notice.urgency)), notice.message_code, arguments_text(notice.arguments),
       notice.path, now, now}));
}

Result<bool> has_notice(Database& database, const Notice& notice) {
  const auto rows =
      database.query("SELECT id FROM notice WHERE account = ? AND message_code = ? AND arguments = ? LIMIT 1",
                     {notice.account, notice.message_code, arguments_text(notice.arguments)});
  if (!rows) return pass_on(rows);
  return !rows->empty();
}

Result<std::vector<ListedNotice>> select_notices(Database& database, const std::string& account, std::size_t limit,
                                                 const std::optional<NoticeKey>& before, bool only_unread) {
  std::string sql =
      "SELECT id, created_at, read_at, account, urgency, message_code, arguments, path FROM notice WHERE account = ?";
  std::vector<Value> parameters{account};
  if (only_unread) sql += " AND read_at = ''";
  if (before) {
    sql += " AND (created_at < ? OR (created_at = ? AND id < ?))";
    parameters.insert(parameters.end(), {before->first, before->first, before->second});
  }
  sql += " ORDER BY created_at DESC, id DESC LIMIT ?";
  parameters.emplace_back(static_cast<std::int64_t>(limit));
  const auto rows = database.query(sql, parameters);
  if (!rows) return pass_on(rows);
  std::vector<ListedNotice> notices;
  for (const auto& row : *rows) {
    auto notice = notice_of(row, 3);
    if (!notice) return pass_on(notice);
    notices.push_back({row.text(0), std::move(*notice), row.text(1), row.text(2)});
  }
  return notices;
}

Result<std::int64_t> count_unread(Database& database, const std::string& account) {
  const auto rows = database.query("SELECT COUNT(*) FROM notice WHERE account = ? AND read_at = ''", {account});
  if (!rows) return pass_on(rows);
  return rows->front().integer(0);
}

Result<std::int64_t> update_read(Database& database, const std::string& account, const std::string& id,
                                 const std::string& now) {
  return database.execute("UPDATE notice SET read_at = ? WHERE account = ? AND id = ? AND read_at = ''",
                          {now, account, id});
}

Result<std::int64_t> update_all_read(Database& database, const std::string& account, const std::string& until,
                                     const std::string& now) {
  return database.execute("UPDATE notice SET read_at = ? WHERE account = ? AND created_at <= ? AND read_at = ''",
                          {now, account, until});
}

Result<std::optional<Preference>> select_preference(Database& database, const std::string& account) {
  const auto rows = database.query(
      "SELECT email, quiet_from, quiet_until, digest_hour, language FROM notice_preference WHERE account = ?",
      {account});
  if (!rows) return pass_on(rows);
  if (rows->empty()) return std::nullopt;
  const Row& row = rows->front();
  Preference preference;
  preference.email = email_choice_named(row.text(0)).value_or(EmailChoice::immediate);
  const auto from = minute_of_day(row.text(1));
  const auto until = minute_of_day(row.text(2));
  preference.quiet = from && until ? std::optional(QuietHours{*from, *until}) : std::nullopt;
  preference.digest_hour = static_cast<int>(row.integer(3));
  preference.language = language_named(row.text(4));
  return preference;
}

Done upsert_preference(Database& database, const std::string& account, const Preference& preference,
                       const std::string& now) {
  const auto clock = [&](int QuietHours::*end) {
    return preference.quiet ? clock_text(*preference.quiet.*end) : std::string();
  };
  return done_of(database.execute(
      "INSERT INTO notice_preference (account, email, quiet_from, quiet_until, digest_hour, language, updated_at)"
      " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (account) DO UPDATE SET email = excluded.email, quiet_from ="
      " excluded.quiet_from, quiet_until = excluded.quiet_until, digest_hour = excluded.digest_hour, language ="
      " excluded.language, updated_at = excluded.updated_at",
      {account, std::string(text_of(preference.email)), clock(&QuietHours::from), clock(&QuietHours::until),
       std::int64_t{preference.digest_hour},
       preference.language ? std::string(code_of(*preference.language)) : std::string(), now}));
}

Done plan_again(Database& database, const std::string& account, const std::string& now) {
  return done_of(
      database.execute("UPDATE notice SET next_attempt_at = ? WHERE account = ? AND mail_state = 'waiting' AND attempts"
                       " = 0 AND claim = ''",
                       {now, account}));
}

Done delete_all_of(Database& database, const std::string& account) {
  if (auto gone = database.execute("DELETE FROM notice WHERE account = ?", {account}); !gone) return pass_on(gone);
  return done_of(database.execute("DELETE FROM notice_preference WHERE account = ?", {account}));
}

Result<std::vector<std::string>> accounts_waiting(Database& database, const std::string& now, std::size_t limit) {
  const auto rows = database.query(
      "SELECT account FROM notice WHERE mail_state = 'waiting' AND next_attempt_at <= ? GROUP BY account ORDER BY"
      " MIN(next_attempt_at), account LIMIT ?",
      {now, static_cast<std::int64_t>(limit)});
  if (!rows) return pass_on(rows);
  std::vector<std::string> accounts;
  for (const auto& row : *rows) accounts.push_back(row.text(0));
  return accounts;
}

Result<std::vector<WaitingNotice>> waiting_of(Database& database, const std::string& account, const std::string& now,
                                              std::size_t limit) {
  const auto rows = database.query(
      "SELECT id, created_at, next_attempt_at, attempts, account, urgency, message_code, arguments, path FROM notice"
      " WHERE account = ? AND mail_state = 'waiting' AND next_attempt_at <= ? ORDER BY created_at, id LIMIT ?",
      {account, now, static_cast<std::int64_t>(limit)});
  if (!rows) return pass_on(rows);
  std::vector<WaitingNotice> waiting;
  for (const auto& row : *rows) {
    auto notice = notice_of(row, 4);
    if (!notice) return pass_on(notice);
    waiting.push_back({row.text(0), std::move(*notice), row.text(1), row.text(2), static_cast<int>(row.integer(3))});
  }
  return waiting;
}

Result<bool> claim_notice(Database& database, const WaitingNotice& read, const std::string& claim,
                          const std::string& until) {
  return one_of(
      database.execute("UPDATE notice SET claim = ?, next_attempt_at = ? WHERE id = ? AND mail_state = 'waiting' AND "
                       "next_attempt_at = ?",
                       {claim, until, read.id, read.next_attempt_at}));
}

Result<bool> postpone(Database& database, const WaitingNotice& read, const std::string& until) {
  return one_of(
      database.execute("UPDATE notice SET next_attempt_at = ?, claim = '' WHERE id = ? AND mail_state = 'waiting' AND "
                       "next_attempt_at = ?",
                       {until, read.id, read.next_attempt_at}));
}

Result<bool> settle_unclaimed(Database& database, const WaitingNotice& read, MailState state) {
  return one_of(database.execute(
      "UPDATE notice SET mail_state = ?, claim = '' WHERE id = ? AND mail_state = 'waiting' AND next_attempt_at = ?",
      {std::string(text_of(state)), read.id, read.next_attempt_at}));
}

Done settle(Database& database, const std::string& id, const std::string& claim, MailState state,
            const std::string& now) {
  return done_of(database.execute(
      "UPDATE notice SET mail_state = ?, sent_at = ?, claim = '', attempts = attempts + 1 WHERE id = ? AND claim = ?",
      {std::string(text_of(state)), state == MailState::sent ? now : std::string(), id, claim}));
}

Done put_back(Database& database, const std::string& id, const std::string& claim, int attempts,
              const std::string& next_attempt_at, const std::string& failure) {
  return done_of(database.execute(
      "UPDATE notice SET attempts = ?, next_attempt_at = ?, claim = '', failure = ? WHERE id = ? AND claim = ?",
      {std::int64_t{attempts}, next_attempt_at, failure, id, claim}));
}

}  // namespace luytre::notices
