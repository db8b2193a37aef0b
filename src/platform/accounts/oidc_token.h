// The ID token: who the provider says somebody is. Pure: the keys and the clock are handed in.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/problem.h"

namespace luytre::accounts {

inline constexpr std::size_t id_token_bytes_max = 32'768;
inline constexpr std::int64_t id_token_leeway_seconds = 60;    // how far two clocks may be apart
inline constexpr std::int64_t id_token_age_seconds_max = 600;  // since it was issued
inline constexpr std::size_t rsa_modulus_bytes_min = 256;      // 2,048 bits
inline constexpr std::size_t subject_bytes_max = 255;

// What the token must say.
struct TokenExpectation {
  std::string issuer;
  std::string client_id;
  std::string nonce;
  std::int64_t unix_seconds = 0;
};

struct OutsideIdentity {
  std::string issuer;
  std::string subject;
  std::string email;
  bool is_email_verified = false;
  std::string acr;
  std::vector<std::string> amr;
};

// RS256 and ES256 with a public key of `jwks` alone. Problem accounts.oidc_token with the reason (a word, no content of
// the token): form, algorithm, key, signature, issuer, audience, expired, issued, nonce, subject.
Result<OutsideIdentity> verify_id_token(std::string_view token, const json::object& jwks,
                                        const TokenExpectation& expected);

std::string base64url(std::string_view bytes);  // without '='

}  // namespace luytre::accounts
