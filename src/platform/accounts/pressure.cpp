#include "platform/accounts/pressure.h"

#include <algorithm>

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

Done put_pressure(Database& database, std::string_view kind, const std::string& subject, const Pressure& pressure) {
  return as_done(database.execute(
      "INSERT INTO sign_in_pressure (kind, subject, failures, counted_from, locked_until) VALUES (?, ?, ?, ?, ?)"
      " ON CONFLICT (kind, subject) DO UPDATE SET failures = excluded.failures, counted_from = excluded.counted_from,"
      " locked_until = excluded.locked_until",
      {std::string(kind), subject, pressure.failures, pressure.counted_from, pressure.locked_until}));
}

std::string earlier(const std::string& now, std::chrono::milliseconds by) { return storage::later(now, -by); }

Result<Pressure> counted(Database& database, std::string_view kind, const std::string& subject, const std::string& now,
                         std::chrono::milliseconds forgotten_after) {
  auto pressure = find_pressure(database, kind, subject);
  if (!pressure) return pressure;
  if (pressure->failures == 0 || pressure->counted_from < earlier(now, forgotten_after)) *pressure = {0, now, ""};
  ++pressure->failures;
  return pressure;
}

}  // namespace

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
  const auto by_address = find_pressure(database, "address", std::string(address));
  if (!by_address) return pass_on(by_address);
  const bool is_recent = by_address->counted_from > earlier(now, address_window);
  if (is_recent && by_address->failures >= address_failures_max)
    return refuse("accounts.too_many_attempts", {{"minutes", std::to_string(address_window.count())}});
  return {};
}

Result<bool> count_failure(Database& database, std::string_view login, std::string_view address,
                           const std::string& now) {
  // Rows nobody needs any more; keeps the table as small as the day's mistakes.
  auto swept = as_done(database.execute("DELETE FROM sign_in_pressure WHERE counted_from < ? AND locked_until < ?",
                                        {earlier(now, failures_forgotten_after), now}));
  if (!swept) return pass_on(swept);
  auto by_login = counted(database, "login", digest_of(login), now, failures_forgotten_after);
  if (!by_login) return pass_on(by_login);
  const auto lock = lock_after(by_login->failures);
  if (lock.count() > 0) by_login->locked_until = storage::later(now, lock);
  if (auto kept = put_pressure(database, "login", digest_of(login), *by_login); !kept) return pass_on(kept);
  const auto by_address = counted(database, "address", std::string(address), now, address_window);
  if (!by_address) return pass_on(by_address);
  if (auto kept = put_pressure(database, "address", std::string(address), *by_address); !kept) return pass_on(kept);
  return by_login->failures == failures_before_lock;
}

Done forget_failures(Database& database, std::string_view login) {
  return as_done(
      database.execute("DELETE FROM sign_in_pressure WHERE kind = 'login' AND subject = ?", {digest_of(login)}));
}

}  // namespace luytre::accounts
