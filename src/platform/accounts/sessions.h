// Sessions of people who signed in. The cookie carries a secret; the database keeps its digest.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

#include "platform/accounts/desk.h"
#include "platform/accounts/secret_store.h"
#include "platform/http/request.h"
#include "platform/http/response.h"

namespace luytre::accounts {

inline constexpr std::chrono::hours session_life{12};
inline constexpr std::chrono::minutes session_idle{30};       // on phones too: they are lost more easily than desks
inline constexpr std::chrono::minutes session_seen_every{1};  // between two notes of "seen"
inline constexpr std::chrono::minutes half_session_life{10};  // to show the second factor

// What goes out after a sign-in: the cookie's secret, once.
struct OpenedSession {
  std::string secret;
  std::string form_token;
  AccountId account;
  bool needs_second_factor = false;
};

Result<OpenedSession> open_session(storage::Database& database, const AccountId& account, const access::Origin& origin,
                                   bool is_full, bool has_second_factor);

// Runs `touch`, which only notes that something was used: while another holds the database for a long write nobody
// waits for that, and it is noted the next time.
Done note_without_waiting(storage::Database& database, const std::function<Done()>& touch);

// Alive, whatever its stage; nothing for an unknown, expired or idle one.
Result<std::optional<Session>> living_session(storage::Database& database, std::string_view secret);

std::string cookie_of(const http::Request& request, const Settings& settings);  // the secret sent; empty: none
void set_cookie(http::Response& response, const Settings& settings, const std::string& secret);
void clear_cookie(http::Response& response, const Settings& settings);

Done sign_out(Desk& desk, std::string_view secret);

}  // namespace luytre::accounts
