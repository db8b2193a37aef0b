// One's own account: password, second factor, recovery codes, tokens, sessions.
#include <sodium.h>

#include "platform/accounts/account_routes.h"
#include "platform/accounts/account_store.h"
#include "platform/http/body.h"
#include "platform/http/parameters.h"
#include "platform/inspection/write_request.h"

namespace luytre::accounts {
namespace {

using storage::Database;

constexpr std::size_t password_bytes_sent_max = 4'096;
constexpr std::string_view site_name = "Lũy Tre";

Result<commands::Order> own_order(const http::Request& request) {
  if (request.actor.kind != access::ActorKind::account) return refuse("accounts.sign_in_first");
  return inspection::order_of(request);
}

Result<http::Response> post_password(const AccountDoors& doors, const http::Request& request) {
  auto order = own_order(request);
  if (!order) return pass_on(order);
  auto members = http::Members::of(request);
  if (!members) return pass_on(members);
  const std::string current = members->text("current", password_bytes_sent_max);
  const std::string password = members->text("password", password_bytes_sent_max);
  if (auto read = members->finish(); !read) return pass_on(read);
  const auto authority = authority_of(doors);
  if (!authority) return pass_on(authority);
  const auto changed =
      change_password(doors.desk, doors.writer, *std::move(order), {*authority, doors.today()}, current, password);
  if (!changed) return pass_on(changed);
  return private_response(json::object{{"changed", true}});
}

Result<http::Response> post_factor(const AccountDoors& doors, const http::Request& request) {
  if (auto order = own_order(request); !order) return pass_on(order);
  const auto offer = begin_factor(doors.desk, request.actor, site_name);
  if (!offer) return pass_on(offer);
  return private_response(json::object{{"secret", offer->text}, {"address", offer->address}, {"qr", offer->qr}});
}

Result<http::Response> post_factor_confirmation(const AccountDoors& doors, const http::Request& request) {
  auto order = own_order(request);
  if (!order) return pass_on(order);
  auto members = http::Members::of(request);
  if (!members) return pass_on(members);
  const std::string code = members->text("code");
  if (auto read = members->finish(); !read) return pass_on(read);
  const auto set = confirm_factor(doors.desk, doors.writer, *std::move(order), code);
  if (!set) return pass_on(set);
  json::array codes;
  for (const std::string& recovery : set->recovery_codes) codes.emplace_back(recovery);
  auto response =
      private_response(json::object{{"recovery_codes", std::move(codes)}, {"form_token", set->session.form_token}});
  if (!set->session.secret.empty()) set_cookie(response, doors.desk.settings(), set->session.secret);
  return response;
}

Result<http::Response> post_recovery_codes(const AccountDoors& doors, const http::Request& request) {
  auto order = own_order(request);
  if (!order) return pass_on(order);
  const auto codes = renew_recovery_codes(doors.writer, *std::move(order));
  if (!codes) return pass_on(codes);
  json::array list;
  for (const std::string& code : *codes) list.emplace_back(code);
  return private_response(json::object{{"recovery_codes", std::move(list)}});
}

json::object token_value(const Token& token) {
  json::array acts;
  for (const std::string& act : token.acts) acts.emplace_back(act);
  return {{"id", token.id},
          {"name", token.name},
          {"acts", std::move(acts)},
          {"created_at", token.created_at},
          {"expires_at", token.expires_at},
          {"used_at", token.used_at},
          {"revoked_at", token.revoked_at}};
}

Result<http::Response> get_tokens(const AccountDoors& doors, const http::Request& request) {
  if (auto order = own_order(request); !order) return pass_on(order);
  json::array list;
  const Done done = doors.desk.with([&](Database& database) -> Done {
    const auto tokens = list_tokens(database, AccountId(request.actor.account));
    if (!tokens) return pass_on(tokens);
    for (const Token& token : *tokens) list.push_back(token_value(token));
    return {};
  });
  if (!done) return pass_on(done);
  return private_response(json::object{{"tokens", std::move(list)}});
}

Result<http::Response> post_token(const AccountDoors& doors, const http::Request& request) {
  auto order = own_order(request);
  if (!order) return pass_on(order);
  auto members = http::Members::of(request);
  if (!members) return pass_on(members);
  TokenWish wish;
  wish.name = members->text("name");
  wish.acts = members->texts("acts");
  wish.days = static_cast<int>(members->integer("days").value_or(wish.days));
  if (auto read = members->finish(); !read) return pass_on(read);
  const auto authority = authority_of(doors);
  if (!authority) return pass_on(authority);
  const auto issued =
      issue_token(doors.writer, *std::move(order), {*authority, doors.today()}, wish, doors.unix_milliseconds());
  if (!issued) return pass_on(issued);
  return private_response(
      json::object{{"id", issued->id}, {"token", issued->secret}, {"expires_at", issued->expires_at}});
}

Result<http::Response> delete_token(const AccountDoors& doors, const http::Request& request) {
  auto order = own_order(request);
  if (!order) return pass_on(order);
  const auto revoked = revoke_token(doors.writer, *std::move(order), request.captured_text("id"));
  if (!revoked) return pass_on(revoked);
  return private_response(json::object{{"revoked", true}});
}

Result<http::Response> get_sessions(const AccountDoors& doors, const http::Request& request) {
  if (auto order = own_order(request); !order) return pass_on(order);
  json::array list;
  const Done done = doors.desk.with([&](Database& database) -> Done {
    const auto sessions = list_sessions(database, AccountId(request.actor.account));
    if (!sessions) return pass_on(sessions);
    for (const Session& session : *sessions) list.push_back(session_value(session, request.actor));
    return {};
  });
  if (!done) return pass_on(done);
  return private_response(json::object{{"sessions", std::move(list)}});
}

Result<http::Response> delete_own_session(const AccountDoors& doors, const http::Request& request) {
  if (auto order = own_order(request); !order) return pass_on(order);
  const auto ended = end_own_session(doors.desk, request.actor, request.captured_text("id"));
  if (!ended) return pass_on(ended);
  return private_response(json::object{{"ended", true}});
}

Result<http::Response> delete_other_sessions(const AccountDoors& doors, const http::Request& request) {
  if (auto order = own_order(request); !order) return pass_on(order);
  if (auto ended = end_other_sessions(doors.desk, request.actor); !ended) return pass_on(ended);
  return private_response(json::object{{"ended", true}});
}

// The half that the server keeps of what opens an account's data on a device: the same on each of them, for a person in
// a browser only.
Result<http::Response> get_device_key(const AccountDoors& doors, const http::Request& request) {
  if (auto order = own_order(request); !order) return pass_on(order);
  if (request.actor.kind != access::ActorKind::account) return refuse("accounts.sign_in_first");
  const std::string about = "device key of " + request.actor.account;
  std::string key(crypto_generichash_BYTES, '\0');
  crypto_generichash(
      reinterpret_cast<unsigned char*>(key.data()), key.size(), reinterpret_cast<const unsigned char*>(about.data()),
      about.size(), reinterpret_cast<const unsigned char*>(doors.desk.seal_key().data()), doors.desk.seal_key().size());
  std::string text(sodium_base64_ENCODED_LEN(key.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(key.data()), key.size(),
                    sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();  // the terminating zero
  return private_response(json::object{{"key", text}});
}

}  // namespace

json::object session_value(const Session& session, const access::Viewer& viewer) {
  return {{"id", session.id},
          {"is_this", session.id == viewer.session},
          {"address", session.address},
          {"agent", session.agent},
          {"created_at", session.created_at},
          {"seen_at", session.seen_at},
          {"expires_at", session.expires_at},
          {"has_second_factor", session.has_second_factor}};
}

void add_own_routes(http::Router& router, const AccountDoors& doors) {
  const auto with = [&](auto handler) {
    return [doors, handler](const http::Request& request) { return handler(doors, request); };
  };
  router.post("/api/v1/me/password", with(post_password));
  router.post("/api/v1/me/second-factor", with(post_factor));
  router.post("/api/v1/me/second-factor/confirmation", with(post_factor_confirmation));
  router.post("/api/v1/me/recovery-codes", with(post_recovery_codes));
  router.get("/api/v1/me/tokens", with(get_tokens));
  router.post("/api/v1/me/tokens", with(post_token));
  router.add("DELETE", "/api/v1/me/tokens/{id}", with(delete_token));
  router.get("/api/v1/me/device-key", with(get_device_key));
  router.get("/api/v1/me/sessions", with(get_sessions));
  router.add("DELETE", "/api/v1/me/sessions", with(delete_other_sessions));
  router.add("DELETE", "/api/v1/me/sessions/{id}", with(delete_own_session));
}

}  // namespace luytre::accounts
