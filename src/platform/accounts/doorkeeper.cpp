// Who is asking: the session's cookie or a token, and whether the request comes from our own pages.
#include "platform/accounts/account_store.h"
#include "platform/accounts/desk.h"
#include "platform/accounts/secret_text.h"
#include "platform/accounts/sessions.h"
#include "platform/http/body.h"
#include "platform/storage/instant.h"

namespace luytre::accounts {
namespace {

using storage::Database;

bool is_safe(const http::Request& request) { return request.method == "GET" || request.method == "HEAD"; }

std::string own_origin(const http::Request& request, const Settings& settings) {
  if (!settings.public_url.empty()) return settings.public_url;
  return "http://" + std::string(request.header("host"));
}

// A browser names where a form comes from; a program that is no browser names nothing and carries no cookie by itself.
Done check_origin(const http::Request& request, const Settings& settings) {
  const std::string_view origin = request.header("origin");
  const std::string_view site = request.header("sec-fetch-site");
  const bool is_foreign_origin = !origin.empty() && origin != own_origin(request, settings);
  const bool is_foreign_site = !site.empty() && site != "same-origin" && site != "none";
  if (is_foreign_origin || is_foreign_site) return refuse("accounts.foreign_origin", {}, "header:Origin");
  return {};
}

std::string form_token_of(const http::Request& request) {
  const std::string_view header = request.header("x-form-token");
  if (!header.empty()) return std::string(header);
  return http::body_field(request, "form_token");
}

// An account that is suspended or closed is nobody from that moment on.
Done recognise_session(Database& database, http::Request& request, const std::string& secret) {
  const auto session = living_session(database, secret);
  if (!session) return pass_on(session);
  if (!*session || !(*session)->is_full) return {};
  const auto account = find_account(database, (*session)->account.text());
  if (!account) return pass_on(account);
  if (!*account || (*account)->state != AccountState::active) return {};
  const access::Origin origin = request.actor.origin;
  request.actor = access::Actor::of_account((*session)->account.text());
  request.actor.origin = origin;
  request.actor.session = (*session)->id;
  request.actor.has_second_factor = (*session)->has_second_factor;
  request.form_token = (*session)->form_token;
  return {};
}

Done recognise_token(Database& database, http::Request& request, std::string_view secret) {
  const auto token = find_token(database, digest_of(secret));
  if (!token) return pass_on(token);
  const auto now = database.now();
  if (!now) return pass_on(now);
  const bool is_good = *token && (*token)->revoked_at.empty() && (*token)->expires_at > *now;
  if (!is_good) return refuse("accounts.bad_token", {}, "header:Authorization");
  const auto account = find_account(database, (*token)->account.text());
  if (!account) return pass_on(account);
  if (!*account || (*account)->state != AccountState::active)
    return refuse("accounts.bad_token", {}, "header:Authorization");
  if ((*token)->used_at < storage::later(*now, -session_seen_every)) {
    auto used = note_without_waiting(database, [&] { return touch_token(database, (*token)->id, *now); });
    if (!used) return used;
  }
  const access::Origin origin = request.actor.origin;
  request.actor = access::Actor::of_account((*token)->account.text());
  request.actor.kind = access::ActorKind::token;
  request.actor.origin = origin;
  request.actor.token_acts = (*token)->acts;
  return {};
}

Done check_form_token(const http::Request& request) {
  if (same_secret(form_token_of(request), request.form_token)) return {};
  return refuse("accounts.form_token", {}, "form_token");
}

}  // namespace

http::Doorkeeper doorkeeper(Desk& desk) {
  return [&desk](http::Request& request) -> Done {
    request.actor.origin = {request.remote, std::string(request.header("user-agent").substr(0, agent_bytes_max))};
    constexpr std::string_view bearer = "Bearer ";
    const std::string_view authorization = request.header("authorization");
    if (authorization.starts_with(bearer)) {
      return desk.with(
          [&](Database& database) { return recognise_token(database, request, authorization.substr(bearer.size())); });
    }
    if (!is_safe(request)) {
      if (auto own = check_origin(request, desk.settings()); !own) return own;
    }
    const std::string secret = cookie_of(request, desk.settings());
    if (secret.empty()) return {};
    auto known = desk.with([&](Database& database) { return recognise_session(database, request, secret); });
    if (!known) return known;
    if (!is_safe(request) && request.actor.is_signed_in()) return check_form_token(request);
    return {};
  };
}

}  // namespace luytre::accounts
