// Which OpenID Connect providers may open accounts here: read from the file that LUYTRE_OIDC names. VNeID is one of
// them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/messages.h"
#include "base/problem.h"

namespace luytre::accounts {

struct OidcProvider {
  std::string id;  // "vneid": in the address /dang-nhap/oidc/vneid
  std::string name_vi, name_en;
  std::string issuer;  // https, or http on this machine
  std::string client_id;
  std::string client_secret;                   // empty: a public client, PKCE alone
  bool sends_secret_in_body = false;           // client_secret_post instead of client_secret_basic
  std::vector<std::string> scopes;             // "openid" is always among them
  bool links_by_verified_email = false;        // the first time: the one active account with that e-mail
  std::vector<std::string> second_factor_acr;  // values that count as a second factor shown; none: never
  std::vector<std::string> second_factor_amr;
  std::string ca_file;  // certificates to trust instead of the system's; empty: the system's

  const std::string& name(Language language) const { return language == Language::vi ? name_vi : name_en; }
};

struct OidcSettings {
  std::vector<OidcProvider> providers;
  const OidcProvider* find(std::string_view id) const;  // nullptr: none
};

// deploy/oidc.example.yaml shows every key. Problem accounts.oidc_settings with the place and the reason.
Result<OidcSettings> read_oidc_settings(const std::string& file);
Result<OidcSettings> parse_oidc_settings(const std::string& yaml, const std::string& file);

// https, or http where the host is this machine; no user, no fragment.
bool is_safe_address(std::string_view url);

}  // namespace luytre::accounts
