// One question to a provider: bounded in time and bytes, by https (or http on this machine), no redirect followed.
#pragma once

#include <string>

#include "base/json.h"
#include "base/problem.h"

namespace luytre::accounts {

inline constexpr long oidc_connect_seconds_max = 5;
inline constexpr long oidc_seconds_max = 10;
inline constexpr std::size_t oidc_answer_bytes_max = 262'144;

struct OidcQuestion {
  std::string url;
  std::string form;            // application/x-www-form-urlencoded; empty: GET
  std::string user, password;  // HTTP basic; empty: none
  std::string ca_file;
};

// The JSON object that was answered with 200. Problem accounts.oidc_unreachable; neither the form nor the answer is
// in it.
Result<json::object> ask_provider(const OidcQuestion& question);

}  // namespace luytre::accounts
