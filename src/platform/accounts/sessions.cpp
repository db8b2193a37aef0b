#include "platform/accounts/sessions.h"

#include "base/hash.h"
#include "platform/accounts/secret_text.h"
#include "platform/storage/instant.h"

namespace luytre::accounts {
namespace {

constexpr std::size_t secret_bytes = 32;

bool is_https(const Settings& settings) { return settings.public_url.starts_with("https://"); }

// The prefix makes browsers refuse the cookie from a plain connection or another host.
std::string cookie_name(const Settings& settings) { return is_https(settings) ? "__Host-luytre" : "luytre"; }

std::string cookie_line(const Settings& settings, const std::string& value, const std::string& life) {
  return cookie_name(settings) + "=" + value + "; Path=/; HttpOnly; SameSite=Lax" +
         (is_https(settings) ? "; Secure" : "") + life;
}

}  // namespace

Result<OpenedSession> open_session(storage::Database& database, const AccountId& account, const access::Origin& origin,
                                   bool is_full, bool has_second_factor) {
  const auto now = database.now();
  if (!now) return pass_on(now);
  auto swept = delete_sessions_before(database, *now, storage::later(*now, -session_idle));
  if (!swept) return pass_on(swept);
  OpenedSession opened{hex(random_bytes(secret_bytes)), hex(random_bytes(secret_bytes)), account, !is_full};
  Session session;
  session.id = digest_of(opened.secret);
  session.account = account;
  session.is_full = is_full;
  session.has_second_factor = has_second_factor;
  session.form_token = opened.form_token;
  session.address = origin.address;
  session.agent = origin.agent;
  session.created_at = *now;
  session.seen_at = *now;
  session.expires_at = is_full ? storage::later(*now, session_life) : storage::later(*now, half_session_life);
  if (auto kept = insert_session(database, session); !kept) return pass_on(kept);
  return opened;
}

Done note_without_waiting(storage::Database& database, const std::function<Done()>& touch) {
  if (auto set = database.set_lock_wait(std::chrono::milliseconds{0}); !set) return set;
  const Done touched = touch();
  if (auto set = database.set_lock_wait(storage::lock_wait_max); !set) return set;
  return touched || touched.error().code == "storage.locked" ? Done{} : touched;
}

Result<std::optional<Session>> living_session(storage::Database& database, std::string_view secret) {
  if (secret.empty()) return std::optional<Session>();
  auto session = find_session(database, digest_of(secret));
  if (!session || !*session) return session;
  const auto now = database.now();
  if (!now) return pass_on(now);
  const bool is_idle = (*session)->seen_at < storage::later(*now, -session_idle);
  if (is_idle || (*session)->expires_at <= *now) return std::optional<Session>();
  if ((*session)->seen_at < storage::later(*now, -session_seen_every)) {
    auto seen = note_without_waiting(database, [&] { return touch_session(database, (*session)->id, *now); });
    if (!seen) return pass_on(seen);
  }
  return session;
}

std::string cookie_of(const http::Request& request, const Settings& settings) {
  const std::string name = cookie_name(settings) + "=";
  const std::string_view header = request.header("cookie");
  for (std::size_t at = 0; at < header.size();) {
    const std::size_t end = std::min(header.find(';', at), header.size());
    std::string_view item = header.substr(at, end - at);
    while (!item.empty() && item.front() == ' ') item.remove_prefix(1);
    if (item.starts_with(name)) return std::string(item.substr(name.size()));
    at = end + 1;
  }
  return {};
}

void set_cookie(http::Response& response, const Settings& settings, const std::string& secret) {
  response.headers.emplace_back("Set-Cookie", cookie_line(settings, secret, ""));
}

void clear_cookie(http::Response& response, const Settings& settings) {
  response.headers.emplace_back("Set-Cookie", cookie_line(settings, "", "; Max-Age=0"));
}

Done sign_out(Desk& desk, std::string_view secret) {
  return desk.with([&](storage::Database& database) -> Done {
    const auto gone = delete_session(database, digest_of(secret));
    if (!gone) return pass_on(gone);
    return {};
  });
}

}  // namespace luytre::accounts
