// Signing in and out, and opening an account with its one-time code.
#include "platform/accounts/account_routes.h"
#include "platform/accounts/account_store.h"
#include "platform/accounts/sign_in.h"
#include "platform/http/body.h"
#include "platform/http/parameters.h"

namespace luytre::accounts {
namespace {

using storage::Database;

constexpr std::size_t secret_bytes_max = 400;

http::Response session_response(const OpenedSession& opened, const Settings& settings) {
  http::Response response =
      private_response(json::object{{"needs_second_factor", opened.needs_second_factor},
                                    {"form_token", opened.needs_second_factor ? "" : opened.form_token},
                                    {"account", opened.account.text()}});
  set_cookie(response, settings, opened.secret);
  return response;
}

// Whatever session the browser had ends here: a session set by somebody else is never carried on.
Done end_session_before(const AccountDoors& doors, const http::Request& request) {
  const std::string before = cookie_of(request, doors.desk.settings());
  return before.empty() ? Done{} : sign_out(doors.desk, before);
}

Result<http::Response> post_sign_in(const AccountDoors& doors, const http::Request& request) {
  auto members = http::Members::of(request);
  if (!members) return pass_on(members);
  const std::string login = members->text("login", login_bytes_max);
  const std::string password = members->text("password", 4'096);
  if (auto read = members->finish(); !read) return pass_on(read);
  if (auto ended = end_session_before(doors, request); !ended) return pass_on(ended);
  const auto opened = sign_in(doors.desk, doors.writer, login, password, request.actor.origin);
  if (!opened) return pass_on(opened);
  return session_response(*opened, doors.desk.settings());
}

Result<http::Response> post_second_factor(const AccountDoors& doors, const http::Request& request) {
  auto members = http::Members::of(request);
  if (!members) return pass_on(members);
  const std::string code = members->text("code", secret_bytes_max);
  if (auto read = members->finish(); !read) return pass_on(read);
  const std::string half = cookie_of(request, doors.desk.settings());
  const auto opened = show_second_factor(doors.desk, doors.writer, half, code, request.actor.origin);
  if (!opened) return pass_on(opened);
  return session_response(*opened, doors.desk.settings());
}

Result<http::Response> get_session(const AccountDoors& doors, const http::Request& request) {
  if (auto known = http::check_parameters(request, {}); !known) return pass_on(known);
  if (!request.actor.is_signed_in()) return refuse("accounts.sign_in_first");
  json::object answer;
  const Done done = doors.desk.with([&](Database& database) -> Done {
    const auto account = require_account(database, request.actor.account);
    if (!account) return pass_on(account);
    const auto authority = doors.authority(database);
    if (!authority) return pass_on(authority);
    const auto must = must_have_factor(database, account->id, {*authority, doors.today()});
    if (!must) return pass_on(must);
    const auto grants = list_grants(database, request.actor.account);
    if (!grants) return pass_on(grants);
    json::array roles;
    for (const GrantRecord& record : *grants) roles.push_back(grant_value(record));
    answer = account_value(*account);
    answer["form_token"] = request.form_token;
    answer["has_shown_second_factor"] = request.actor.has_second_factor;
    answer["must_have_second_factor"] = *must;
    answer["roles"] = std::move(roles);
    return {};
  });
  if (!done) return pass_on(done);
  return private_response(std::move(answer));
}

Result<http::Response> delete_session_now(const AccountDoors& doors, const http::Request& request) {
  if (auto ended = sign_out(doors.desk, cookie_of(request, doors.desk.settings())); !ended) return pass_on(ended);
  http::Response response = private_response(json::object{{"signed_in", false}});
  clear_cookie(response, doors.desk.settings());
  return response;
}

Result<http::Response> post_activation(const AccountDoors& doors, const http::Request& request) {
  auto members = http::Members::of(request);
  if (!members) return pass_on(members);
  const std::string code = members->text("code", secret_bytes_max);
  const std::string password = members->text("password", 4'096);
  if (auto read = members->finish(); !read) return pass_on(read);
  const auto authority = authority_of(doors);
  if (!authority) return pass_on(authority);
  const auto opened =
      activate(doors.desk, doors.writer, {*authority, doors.today()}, code, password, request.actor.origin);
  if (!opened) return pass_on(opened);
  if (auto ended = end_session_before(doors, request); !ended) return pass_on(ended);
  return session_response(*opened, doors.desk.settings());
}

}  // namespace

void add_session_routes(http::Router& router, const AccountDoors& doors) {
  const auto with = [&](auto handler) {
    return [doors, handler](const http::Request& request) { return handler(doors, request); };
  };
  router.get("/api/v1/session", with(get_session));
  router.post("/api/v1/session", with(post_sign_in));
  router.post("/api/v1/session/second-factor", with(post_second_factor));
  router.add("DELETE", "/api/v1/session", with(delete_session_now));
  router.post("/api/v1/activation", with(post_activation));
}

}  // namespace luytre::accounts
