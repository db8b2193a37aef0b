#include "platform/accounts/oidc_token.h"

#include <cjose/cjose.h>
#include <sodium.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "platform/accounts/secret_text.h"

namespace luytre::accounts {
namespace {

struct JoseFree {
  void operator()(cjose_jws_t* jws) const { cjose_jws_release(jws); }
  void operator()(cjose_jwk_t* jwk) const { cjose_jwk_release(jwk); }
};

tl::unexpected<Problem> refuse_token(std::string reason) {
  return refuse("accounts.oidc_token", {{"reason", std::move(reason)}});
}

std::optional<std::string> from_base64url(std::string_view text) {
  std::string bytes(text.size(), '\0');
  std::size_t length = 0;
  const char* end = nullptr;
  const int failed = sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                                       text.size(), nullptr, &length, &end, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  if (failed != 0 || end != text.data() + text.size()) return std::nullopt;
  bytes.resize(length);
  return bytes;
}

std::string text_at(const json::object& object, std::string_view name) {
  const auto* member = object.if_contains(name);
  return member != nullptr && member->is_string() ? std::string(member->get_string()) : "";
}

std::optional<std::int64_t> seconds_at(const json::object& object, std::string_view name) {
  const auto* member = object.if_contains(name);
  if (member == nullptr) return std::nullopt;
  if (member->is_int64()) return member->get_int64();
  constexpr double limit = 1e15;
  if (member->is_double() && member->get_double() > -limit && member->get_double() < limit) {
    return static_cast<std::int64_t>(member->get_double());
  }
  return std::nullopt;
}

std::vector<std::string> texts_at(const json::object& object, std::string_view name) {
  std::vector<std::string> texts;
  const auto* member = object.if_contains(name);
  if (member == nullptr) return texts;
  if (member->is_string()) return {std::string(member->get_string())};
  if (!member->is_array()) return texts;
  for (const auto& item : member->get_array()) {
    if (item.is_string()) texts.emplace_back(item.get_string());
  }
  return texts;
}

// Header and payload are objects: {"alg":…}, {"iss":…}.
Result<json::object> part_object(std::string_view part) {
  const auto bytes = from_base64url(part);
  if (!bytes) return refuse_token("form");
  auto value = parse_json(*bytes);
  if (!value || !value->is_object()) return refuse_token("form");
  return std::move(value->get_object());
}

// The public half alone, so that nothing else of the provider's answer reaches the library.
std::optional<json::object> public_key(const json::object& key, std::string_view algorithm) {
  const std::string use = text_at(key, "use");
  const std::string own_algorithm = text_at(key, "alg");
  if ((!use.empty() && use != "sig") || (!own_algorithm.empty() && own_algorithm != algorithm)) return std::nullopt;
  if (algorithm == "RS256" && text_at(key, "kty") == "RSA") {
    const auto modulus = from_base64url(text_at(key, "n"));
    if (!modulus || modulus->size() < rsa_modulus_bytes_min) return std::nullopt;
    return json::object{{"kty", "RSA"}, {"n", text_at(key, "n")}, {"e", text_at(key, "e")}};
  }
  if (algorithm == "ES256" && text_at(key, "kty") == "EC" && text_at(key, "crv") == "P-256") {
    return json::object{{"kty", "EC"}, {"crv", "P-256"}, {"x", text_at(key, "x")}, {"y", text_at(key, "y")}};
  }
  return std::nullopt;
}

// By its id; a token without one needs the key to be the only one that fits.
Result<json::object> key_for(const json::object& header, const json::object& jwks) {
  const std::string algorithm = text_at(header, "alg");
  if (algorithm != "RS256" && algorithm != "ES256") return refuse_token("algorithm");
  const std::string wanted = text_at(header, "kid");
  const auto* keys = jwks.if_contains("keys");
  std::vector<json::object> fitting;
  if (keys != nullptr && keys->is_array()) {
    for (const auto& each : keys->get_array()) {
      if (!each.is_object()) continue;
      if (!wanted.empty() && text_at(each.get_object(), "kid") != wanted) continue;
      if (auto fit = public_key(each.get_object(), algorithm)) fitting.push_back(std::move(*fit));
    }
  }
  if (fitting.size() != 1) return refuse_token("key");
  return std::move(fitting.front());
}

Done check_signature(std::string_view token, const json::object& key) {
  const std::string key_text = compact(key);
  cjose_err error{};
  const std::unique_ptr<cjose_jwk_t, JoseFree> jwk(cjose_jwk_import(key_text.data(), key_text.size(), &error));
  if (!jwk) return refuse_token("key");
  const std::unique_ptr<cjose_jws_t, JoseFree> jws(cjose_jws_import(token.data(), token.size(), &error));
  if (!jws) return refuse_token("form");
  if (!cjose_jws_verify(jws.get(), jwk.get(), &error)) return refuse_token("signature");
  return {};
}

Done check_audience(const json::object& claims, const std::string& client_id) {
  const auto audiences = texts_at(claims, "aud");
  if (std::find(audiences.begin(), audiences.end(), client_id) == audiences.end()) return refuse_token("audience");
  const bool has_party = claims.contains("azp");
  if (audiences.size() > 1 && !has_party) return refuse_token("audience");
  if (has_party && text_at(claims, "azp") != client_id) return refuse_token("audience");
  return {};
}

Done check_times(const json::object& claims, std::int64_t now) {
  const auto expires = seconds_at(claims, "exp");
  if (!expires || *expires + id_token_leeway_seconds <= now) return refuse_token("expired");
  const auto issued = seconds_at(claims, "iat");
  if (!issued || *issued > now + id_token_leeway_seconds) return refuse_token("issued");
  if (*issued + id_token_age_seconds_max + id_token_leeway_seconds < now) return refuse_token("issued");
  const auto begins = seconds_at(claims, "nbf");
  if (begins && *begins > now + id_token_leeway_seconds) return refuse_token("issued");
  return {};
}

Result<OutsideIdentity> identity_of(const json::object& claims, const TokenExpectation& expected) {
  if (text_at(claims, "iss") != expected.issuer) return refuse_token("issuer");
  if (auto fit = check_audience(claims, expected.client_id); !fit) return pass_on(fit);
  if (auto fit = check_times(claims, expected.unix_seconds); !fit) return pass_on(fit);
  if (expected.nonce.empty() || !same_secret(text_at(claims, "nonce"), expected.nonce)) return refuse_token("nonce");
  OutsideIdentity identity;
  identity.issuer = expected.issuer;
  identity.subject = text_at(claims, "sub");
  if (identity.subject.empty() || identity.subject.size() > subject_bytes_max) return refuse_token("subject");
  identity.email = text_at(claims, "email");
  const auto* verified = claims.if_contains("email_verified");
  identity.is_email_verified = verified != nullptr && verified->is_bool() && verified->get_bool();
  identity.acr = text_at(claims, "acr");
  identity.amr = texts_at(claims, "amr");
  return identity;
}

}  // namespace

std::string base64url(std::string_view bytes) {
  std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  text.pop_back();  // the NUL
  return text;
}

Result<OutsideIdentity> verify_id_token(std::string_view token, const json::object& jwks,
                                        const TokenExpectation& expected) {
  const auto first = token.find('.');
  const auto second = first == std::string_view::npos ? first : token.find('.', first + 1);
  if (token.size() > id_token_bytes_max || second == std::string_view::npos) return refuse_token("form");
  const auto header = part_object(token.substr(0, first));
  if (!header) return pass_on(header);
  // An extension that must be understood is none we understand.
  if (header->contains("crit")) return refuse_token("form");
  const auto key = key_for(*header, jwks);
  if (!key) return pass_on(key);
  if (auto fit = check_signature(token, *key); !fit) return pass_on(fit);
  const auto claims = part_object(token.substr(first + 1, second - first - 1));
  if (!claims) return pass_on(claims);
  return identity_of(*claims, expected);
}

}  // namespace luytre::accounts
