#include "platform/accounts/pressure.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

#include "platform/accounts/secret_text.h"
#include "platform/storage/instant.h"

namespace luytre::accounts {

using storage::Database;

namespace {

struct Pressure {
  std::int64_t failures = 0;
  std::string counted_from, locked_until;
};

Done as_done(const Result<std::int64_t>& changed) {
  if (!changed) return pass_on(changed);
  return {};
}

Result<Pressure> find_pressure(Database& database, std::string_view kind, const std::string& subject) {
  const auto rows =
      database.query("SELECT failures, counted_from, locked_until FROM sign_in_pressure WHERE kind = ? AND subject = ?",
                     {std::string(kind), subject});
  if (!rows) return pass_on(rows);
  if (rows->empty()) return Pressure{};
  return Pressure{rows->front().integer(0), rows->front().text(1), rows->front().text(2)};
}

std::string earlier(const std::string& now, std::chrono::milliseconds by) { return storage::later(now, -by); }

// One statement, so that nodes that count at once lose nothing. The failures since the count began.
Result<std::int64_t> counted(Database& database, std::string_view kind, const std::string& subject,
                             const std::string& now, std::chrono::milliseconds forgotten_after) {
  const std::string forgotten = earlier(now, forgotten_after);
  const auto rows = database.query(
      "INSERT INTO sign_in_pressure (kind, subject, failures, counted_from, locked_until) VALUES (?, ?, 1, ?, '')"
      " ON CONFLICT (kind, subject) DO UPDATE SET"
      " failures = CASE WHEN sign_in_pressure.counted_from < ? THEN 1 ELSE sign_in_pressure.failures + 1 END,"
      " counted_from = CASE WHEN sign_in_pressure.counted_from < ? THEN excluded.counted_from"
      " ELSE sign_in_pressure.counted_from END RETURNING failures",
      {std::string(kind), subject, now, forgotten, forgotten});
  if (!rows) return pass_on(rows);
  return rows->front().integer(0);
}

// Rows nobody needs any more; and when many logins are tried at once, the oldest that lock nothing.
Done sweep(Database& database, const std::string& now) {
  auto swept = as_done(database.execute("DELETE FROM sign_in_pressure WHERE counted_from < ? AND locked_until < ?",
                                        {earlier(now, failures_forgotten_after), now}));
  if (!swept) return swept;
  const auto rows = database.query("SELECT count(*) FROM sign_in_pressure");
  if (!rows) return pass_on(rows);
  if (rows->front().integer(0) < pressure_rows_max) return {};
  return as_done(
      database.execute("DELETE FROM sign_in_pressure WHERE locked_until < ? AND counted_from <= (SELECT counted_from"
                       " FROM sign_in_pressure ORDER BY counted_from DESC LIMIT 1 OFFSET ?)",
                       {now, pressure_rows_max * 9 / 10}));
}

}  // namespace

std::string address_as_counted(std::string_view address) {
  constexpr std::size_t network_bytes = 8;  // a household or an office has a /64
  constexpr std::array<unsigned char, 12> mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  std::array<unsigned char, 16> bytes{};
  if (inet_pton(AF_INET6, std::string(address).c_str(), bytes.data()) != 1) return std::string(address);
  if (std::equal(mapped.begin(), mapped.end(), bytes.begin()))
    return std::string(address.substr(address.rfind(':') + 1));
  std::fill(bytes.begin() + network_bytes, bytes.end(), static_cast<unsigned char>(0));
  std::array<char, INET6_ADDRSTRLEN> text{};
  inet_ntop(AF_INET6, bytes.data(), text.data(), text.size());
  return std::string(text.data()) + "/64";
}

std::chrono::minutes lock_after(std::int64_t failures) {
  if (failures < failures_before_lock) return std::chrono::minutes{0};
  constexpr std::int64_t doublings_max = 10;
  const std::int64_t doublings = std::min(failures - failures_before_lock, doublings_max);
  return std::min(first_lock * (std::int64_t{1} << doublings), longest_lock);
}

Done check_pressure(Database& database, std::string_view login, std::string_view address, const std::string& now) {
  const auto by_login = find_pressure(database, "login", digest_of(login));
  if (!by_login) return pass_on(by_login);
  if (by_login->locked_until > now) {
    constexpr std::size_t to_minutes = 16;
    return refuse("accounts.locked", {{"until", by_login->locked_until.substr(0, to_minutes) + "Z"}});
  }
  const auto by_address = find_pressure(database, "address", address_as_counted(address));
  if (!by_address) return pass_on(by_address);
  const bool is_recent = by_address->counted_from > earlier(now, address_window);
  if (is_recent && by_address->failures >= address_failures_max)
    return refuse("accounts.too_many_attempts", {{"minutes", std::to_string(address_window.count())}});
  return {};
}

Result<bool> count_failure(Database& database, std::string_view login, std::string_view address,
                           const std::string& now) {
  if (auto swept = sweep(database, now); !swept) return pass_on(swept);
  const std::string subject = digest_of(login);
  const auto by_login = counted(database, "login", subject, now, failures_forgotten_after);
  if (!by_login) return pass_on(by_login);
  const auto by_address = counted(database, "address", address_as_counted(address), now, address_window);
  if (!by_address) return pass_on(by_address);
  const auto lock = lock_after(*by_login);
  if (lock.count() == 0) return false;
  const std::string until = storage::later(now, lock);
  auto locked =
      as_done(database.execute("UPDATE sign_in_pressure SET locked_until = ? WHERE kind = 'login' AND subject = ?"
                               " AND locked_until < ?",
                               {until, subject, until}));
  if (!locked) return pass_on(locked);
  return *by_login == failures_before_lock;
}

Done forget_failures(Database& database, std::string_view login) {
  return as_done(
      database.execute("DELETE FROM sign_in_pressure WHERE kind = 'login' AND subject = ?", {digest_of(login)}));
}

}  // namespace luytre::accounts
