#include <cjose/cjose.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

#include "platform/accounts/oidc_settings.h"
#include "platform/accounts/oidc_sign_in.h"
#include "platform/accounts/oidc_store.h"
#include "platform/accounts/oidc_token.h"
#include "platform/accounts/secret_text.h"
#include "platform/storage/test_database.h"

namespace luytre::accounts {
namespace {

constexpr std::int64_t now = 1'800'000'000;
const TokenExpectation expected{"https://id.example.vn", "luytre", "the-nonce", now};

struct KeyFree {
  void operator()(cjose_jwk_t* key) const { cjose_jwk_release(key); }
  void operator()(cjose_jws_t* jws) const { cjose_jws_release(jws); }
  void operator()(cjose_header_t* header) const { cjose_header_release(header); }
};
using Key = std::unique_ptr<cjose_jwk_t, KeyFree>;

cjose_err error{};

Key rsa_key(std::size_t bits = 2'048) {
  Key key(cjose_jwk_create_RSA_random(bits, nullptr, 0, &error));
  cjose_jwk_set_kid(key.get(), "r1", 2, &error);
  return key;
}

Key ec_key() {
  Key key(cjose_jwk_create_EC_random(CJOSE_JWK_EC_P_256, &error));
  cjose_jwk_set_kid(key.get(), "e1", 2, &error);
  return key;
}

std::string public_text(const Key& key) {
  char* text = cjose_jwk_to_json(key.get(), false, &error);
  std::string owned(text);
  cjose_get_dealloc()(text);
  return owned;
}

json::object keys_of(std::initializer_list<const Key*> keys) {
  json::array list;
  for (const auto* key : keys) list.push_back(*parse_json(public_text(*key)));
  return json::object{{"keys", list}};
}

json::object claims() {
  return json::object{{"iss", "https://id.example.vn"},
                      {"aud", "luytre"},
                      {"sub", "079123"},
                      {"exp", now + 300},
                      {"iat", now - 5},
                      {"nonce", "the-nonce"},
                      {"email", "an@xa.vn"},
                      {"email_verified", true},
                      {"amr", json::array{"pwd", "otp"}}};
}

std::string signed_token(const Key& key, const char* algorithm, const json::object& payload, const char* kid) {
  const std::unique_ptr<cjose_header_t, KeyFree> header(cjose_header_new(&error));
  cjose_header_set(header.get(), CJOSE_HDR_ALG, algorithm, &error);
  if (kid != nullptr) cjose_header_set(header.get(), CJOSE_HDR_KID, kid, &error);
  const std::string text = compact(payload);
  const std::unique_ptr<cjose_jws_t, KeyFree> jws(
      cjose_jws_sign(key.get(), header.get(), reinterpret_cast<const std::uint8_t*>(text.data()), text.size(), &error));
  EXPECT_NE(jws, nullptr) << error.message;
  const char* token = nullptr;
  cjose_jws_export(jws.get(), &token, &error);
  return token;
}

std::string reason_of(const std::string& token, const json::object& jwks) {
  const auto identity = verify_id_token(token, jwks, expected);
  if (identity) return "";
  EXPECT_EQ(identity.error().code, "accounts.oidc_token");
  return identity.error().arguments.front().second;
}

TEST(OidcToken, is_believed_when_everything_fits) {
  const auto rsa = rsa_key();
  const auto ec = ec_key();
  const auto jwks = keys_of({&rsa, &ec});
  for (const auto& token : {signed_token(rsa, "RS256", claims(), "r1"), signed_token(ec, "ES256", claims(), "e1"),
                            signed_token(ec, "ES256", claims(), nullptr)}) {
    const auto identity = verify_id_token(token, jwks, expected);
    ASSERT_TRUE(identity) << full_message(identity.error(), Language::en);
    EXPECT_EQ(identity->subject, "079123");
    EXPECT_EQ(identity->email, "an@xa.vn");
    EXPECT_TRUE(identity->is_email_verified);
    EXPECT_THAT(identity->amr, testing::ElementsAre("pwd", "otp"));
  }
}

TEST(OidcToken, every_claim_is_checked) {
  const auto key = ec_key();
  const auto jwks = keys_of({&key});
  struct Case {
    const char* claim;
    json::value value;
    const char* reason;
  };
  const std::vector<Case> cases{{"iss", "https://evil.example.vn", "issuer"},
                                {"iss", "https://id.example.vn/", "issuer"},
                                {"aud", "other", "audience"},
                                {"aud", json::array{"other"}, "audience"},
                                {"aud", json::array{"luytre", "other"}, "audience"},
                                {"aud", json::array{"luytre"}, ""},
                                {"aud", nullptr, "audience"},
                                {"azp", "other", "audience"},
                                {"azp", "luytre", ""},
                                {"exp", now - 61, "expired"},
                                {"exp", now - 60, "expired"},
                                {"exp", now - 59, ""},
                                {"exp", "soon", "expired"},
                                {"exp", nullptr, "expired"},
                                {"iat", now + 61, "issued"},
                                {"iat", now + 60, ""},
                                {"iat", now - 3'600, "issued"},
                                {"iat", nullptr, "issued"},
                                {"nbf", now + 120, "issued"},
                                {"nonce", "another", "nonce"},
                                {"nonce", "", "nonce"},
                                {"nonce", nullptr, "nonce"},
                                {"sub", "", "subject"},
                                {"sub", json::string(std::string(256, 'x')), "subject"},
                                {"sub", 7, "subject"},
                                {"email_verified", "true", ""}};
  for (const auto& each : cases) {
    auto payload = claims();
    payload[each.claim] = each.value;
    EXPECT_EQ(reason_of(signed_token(key, "ES256", payload, "e1"), jwks), each.reason)
        << each.claim << " " << compact(each.value);
  }
  auto payload = claims();
  payload["email_verified"] = "true";
  EXPECT_FALSE(verify_id_token(signed_token(key, "ES256", payload, "e1"), jwks, expected)->is_email_verified);
  payload["aud"] = json::array{"luytre", "other"};
  payload["azp"] = "luytre";
  EXPECT_EQ(reason_of(signed_token(key, "ES256", payload, "e1"), jwks), "");
}

TEST(OidcToken, a_changed_token_is_refused) {
  const auto key = rsa_key();
  const auto other = rsa_key();
  const auto jwks = keys_of({&key});
  const auto token = signed_token(key, "RS256", claims(), "r1");
  const auto first = token.find('.');
  const auto second = token.find('.', first + 1);
  auto payload = claims();
  payload["sub"] = "somebody else";
  const std::string changed = token.substr(0, first + 1) + base64url(compact(payload)) + token.substr(second);
  EXPECT_EQ(reason_of(changed, jwks), "signature");
  EXPECT_EQ(reason_of(signed_token(other, "RS256", claims(), "r1"), jwks), "signature");
  EXPECT_EQ(reason_of(signed_token(key, "RS256", claims(), "r2"), jwks), "key");
  EXPECT_EQ(reason_of(token.substr(0, second + 1), jwks), "signature");
  for (const std::string broken : {"", ".", "..", "a.b.c", "a.b"}) EXPECT_EQ(reason_of(broken, jwks), "form") << broken;
  EXPECT_EQ(reason_of(std::string(id_token_bytes_max, 'a') + ".a.a", jwks), "form");
  EXPECT_EQ(reason_of(token, json::object{}), "key");
}

TEST(OidcToken, algorithms_that_prove_nothing_are_refused) {
  const auto key = rsa_key();
  const auto jwks = keys_of({&key});
  const std::string payload = base64url(compact(claims()));
  for (const std::string alg : {"none", "None", "HS256", "RS384", "PS256", "RS1", ""}) {
    const std::string header = base64url(compact(json::object{{"alg", alg}, {"kid", "r1"}}));
    EXPECT_EQ(reason_of(header + "." + payload + ".", jwks), "algorithm") << alg;
    EXPECT_EQ(reason_of(header + "." + payload + ".AAAA", jwks), "algorithm") << alg;
  }
  // The public key used as the secret of a HS256, the classic confusion.
  const std::string secret = public_text(key);
  const Key oct(cjose_jwk_create_oct_spec(reinterpret_cast<const std::uint8_t*>(secret.data()), secret.size(), &error));
  EXPECT_EQ(reason_of(signed_token(oct, "HS256", claims(), "r1"), jwks), "algorithm");
  // A key of another family under the id, and one that the provider keeps for something else.
  const std::string es_header = base64url(R"({"alg":"ES256","kid":"r1"})");
  EXPECT_EQ(reason_of(es_header + "." + payload + ".AAAA", jwks), "key");
  auto for_encryption = jwks;
  for_encryption["keys"].as_array().front().as_object()["use"] = "enc";
  EXPECT_EQ(reason_of(signed_token(key, "RS256", claims(), "r1"), for_encryption), "key");
  const auto weak = rsa_key(1'024);
  EXPECT_EQ(reason_of(signed_token(weak, "RS256", claims(), "r1"), keys_of({&weak})), "key");
  const std::string critical = base64url(R"({"alg":"RS256","kid":"r1","crit":["x"]})");
  EXPECT_EQ(reason_of(critical + "." + payload + ".AAAA", jwks), "form");
  // Two keys of one id: which one is meant?
  auto twice = jwks;
  twice["keys"].as_array().push_back(twice["keys"].as_array().front());
  EXPECT_EQ(reason_of(signed_token(key, "RS256", claims(), "r1"), twice), "key");
}

TEST(OidcSettings, are_read_and_checked) {
  const std::string good =
      "providers:\n  - id: vneid\n    name: { vi: VNeID, en: VNeID }\n    issuer: https://id.example.vn\n"
      "    client_id: luytre\n    scopes: [email]\n    first_link: verified_email\n"
      "    second_factor: { amr: [otp] }\n";
  const auto settings = parse_oidc_settings(good, "oidc.yaml");
  ASSERT_TRUE(settings) << full_message(settings.error(), Language::en);
  const auto* provider = settings->find("vneid");
  ASSERT_NE(provider, nullptr);
  EXPECT_THAT(provider->scopes, testing::ElementsAre("openid", "email"));
  EXPECT_TRUE(provider->links_by_verified_email);
  EXPECT_EQ(settings->find("other"), nullptr);
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string changed = good;
    changed.replace(changed.find(from), from.size(), to);
    const auto parsed = parse_oidc_settings(changed, "oidc.yaml");
    return parsed ? std::string() : parsed.error().code;
  };
  EXPECT_EQ(with("https://id", "http://id"), "accounts.oidc_settings");
  EXPECT_EQ(with("https://id.example.vn", "http://127.0.0.1:9000"), "");
  EXPECT_EQ(with("verified_email", "always"), "accounts.oidc_settings");
  EXPECT_EQ(with("id: vneid", "id: ../x"), "accounts.oidc_settings");
  EXPECT_EQ(with("client_id", "klient_id"), "accounts.oidc_settings");
  EXPECT_EQ(with("amr", "arm"), "accounts.oidc_settings");
  EXPECT_EQ(with("scopes: [email]", "client_secret_file: no-such-file"), "accounts.oidc_settings");
  EXPECT_EQ(parse_oidc_settings(good + good.substr(good.find("  - id")), "f").error().code, "accounts.oidc_settings");
  EXPECT_EQ(parse_oidc_settings("[", "f").error().code, "accounts.oidc_settings");
}

TEST(OidcSettings, know_safe_addresses) {
  for (const char* safe :
       {"https://a.vn", "https://a.vn:8443/x?y=z", "http://localhost:1", "http://127.0.0.1/x", "http://[::1]:2/"}) {
    EXPECT_TRUE(is_safe_address(safe)) << safe;
  }
  for (const char* unsafe : {"", "a.vn", "http://a.vn", "http://localhost.a.vn", "http://127.0.0.1.a.vn", "ftp://a.vn",
                             "file:///etc/passwd", "https://u@a.vn", "https://a.vn/#x", "http://localhost@a.vn"}) {
    EXPECT_FALSE(is_safe_address(unsafe)) << unsafe;
  }
}

TEST(OidcSignIn, returns_only_to_paths_of_this_server) {
  EXPECT_EQ(safe_return_path("/thong-bao?x=1"), "/thong-bao?x=1");
  for (const char* bad : {"", "https://a.vn", "//a.vn", "/\\a.vn", "/a\r\nb", "thong-bao", "/a b"}) {
    EXPECT_EQ(safe_return_path(bad), "/tai-khoan") << bad;
  }
}

class OidcStoreTest : public storage::StoreTest {};

TEST_P(OidcStoreTest, a_state_is_good_once_and_for_minutes) {
  const std::string at = "2026-11-25T02:00:00.000000Z";
  const std::string end = "2026-11-25T02:10:00.000000Z";
  ASSERT_TRUE(insert_outside_attempt(database(), {"s1", "b1", "vneid", "/x", end}, at));
  ASSERT_TRUE(insert_outside_attempt(database(), {"s2", "b2", "vneid", "/x", end}, at));
  const auto taken = take_outside_attempt(database(), "s1", at);
  ASSERT_TRUE(taken && *taken);
  EXPECT_EQ((*taken)->browser_digest, "b1");
  EXPECT_FALSE(*take_outside_attempt(database(), "s1", at)) << "replayed";
  EXPECT_FALSE(*take_outside_attempt(database(), "s2", end)) << "too late";
  EXPECT_FALSE(*take_outside_attempt(database(), "none", at));
}

TEST_P(OidcStoreTest, what_ran_out_is_removed) {
  ASSERT_TRUE(insert_outside_attempt(database(), {"s1", "b", "v", "/", "2026-11-25T02:10:00.000000Z"},
                                     "2026-11-25T02:00:00.000000Z"));
  ASSERT_TRUE(insert_outside_attempt(database(), {"s2", "b", "v", "/", "2026-11-26T02:10:00.000000Z"},
                                     "2026-11-26T02:00:00.000000Z"));
  EXPECT_EQ(database().query("SELECT COUNT(*) FROM outside_sign_in")->front().integer(0), 1);
}

INSTANTIATE_TEST_SUITE_P(EachStore, OidcStoreTest, storage::each_store(), storage::store_name);

}  // namespace
}  // namespace luytre::accounts
