// Signing in with another provider (OpenID Connect, authorization code with PKCE). Nothing is created: whoever has no
// account here is told so.
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <string>

#include "platform/accounts/oidc_settings.h"
#include "platform/accounts/oidc_token.h"
#include "platform/accounts/sign_in.h"

namespace luytre::accounts {

inline constexpr std::chrono::minutes outside_sign_in_life{10};
inline constexpr std::int64_t discovery_ms_max = 600'000;  // a provider's addresses are asked for again after that

struct ProviderAddresses {
  std::string authorization, token, keys;
  bool sends_issuer = false;  // RFC 9207: answers carry `iss`
};

// What a provider publishes of itself, kept for a while. Safe from any number of threads.
class ProviderDirectory {
 public:
  // Problems accounts.oidc_unreachable, accounts.oidc_misconfigured (another issuer, an address without https).
  Result<ProviderAddresses> addresses_of(const OidcProvider& provider);

 private:
  struct Known {
    ProviderAddresses addresses;
    std::int64_t learnt_ms = 0;
  };
  std::mutex mutex_;
  std::map<std::string, Known> known_;
};

// Where to send the browser, and the secret its cookie keeps until it comes back.
struct OutsideDeparture {
  std::string url;
  std::string browser_secret;
};

Result<OutsideDeparture> depart(Desk& desk, ProviderDirectory& directory, const OidcProvider& provider,
                                const std::string& callback_url, const std::string& return_path);

// What the browser brings back.
struct OutsideReturn {
  std::string state, code, issuer, error;
  std::string browser_secret;
  std::string callback_url;
};

struct OutsideArrival {
  OpenedSession session;
  std::string return_path;
};

// Problems accounts.oidc_state (unknown, used, of another browser, too late), accounts.oidc_denied,
// accounts.oidc_unreachable, accounts.oidc_token, accounts.oidc_no_account, accounts.not_active.
Result<OutsideArrival> arrive(Desk& desk, commands::Writer& writer, ProviderDirectory& directory,
                              const OidcProvider& provider, const OutsideReturn& brought, const access::Origin& origin);

// A path of this server: begins with one '/', no control characters; anything else is "/tai-khoan".
std::string safe_return_path(const std::string& asked);

}  // namespace luytre::accounts
