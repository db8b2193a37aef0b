#include "platform/accounts/oidc_routes.h"

#include "platform/accounts/oidc_sign_in.h"
#include "platform/http/parameters.h"

namespace luytre::accounts {
namespace {

constexpr std::size_t code_bytes_max = 4'000;

// Shared by the two routes.
struct Door {
  Desk& desk;
  commands::Writer& writer;
  std::shared_ptr<const OidcSettings> settings;
  ProviderDirectory directory;
};

bool is_https(const Desk& desk) { return desk.settings().public_url.starts_with("https://"); }

std::string cookie_name(const Desk& desk) { return is_https(desk) ? "__Host-luytre-oidc" : "luytre-oidc"; }

// Lax: it must come along when the provider sends the browser back.
std::string cookie_line(const Desk& desk, const std::string& value, std::chrono::seconds life) {
  return cookie_name(desk) + "=" + value + "; Path=/; HttpOnly; SameSite=Lax; Max-Age=" + std::to_string(life.count()) +
         (is_https(desk) ? "; Secure" : "");
}

std::string cookie_value(const http::Request& request, const std::string& name) {
  std::string_view rest = request.header("cookie");
  while (!rest.empty()) {
    const auto end = std::min(rest.find(';'), rest.size());
    std::string_view item = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    while (item.starts_with(' ')) item.remove_prefix(1);
    if (item.starts_with(name + "=")) return std::string(item.substr(name.size() + 1));
  }
  return "";
}

Result<const OidcProvider*> provider_of(const Door& door, const http::Request& request) {
  const auto* provider = door.settings->find(request.captured_text("provider"));
  if (provider == nullptr) {
    return refuse("accounts.oidc_unknown_provider", {{"provider", request.captured_text("provider")}});
  }
  return provider;
}

// Registered at the provider, letter by letter.
std::string callback_url(const Door& door, const http::Request& request, const OidcProvider& provider) {
  std::string site = door.desk.settings().public_url;
  while (site.ends_with('/')) site.pop_back();
  if (site.empty()) site = "http://" + std::string(request.header("host"));
  return site + "/dang-nhap/oidc/" + provider.id + "/ve";
}

std::string first_text(const http::Request& request, std::string_view name) {
  const std::string* text = request.query_text(name);
  return text == nullptr ? "" : *text;
}

Result<http::Response> answer_departure(Door& door, const http::Request& request) {
  if (auto known = http::check_parameters(request, {"ve"}); !known) return pass_on(known);
  const auto provider = provider_of(door, request);
  if (!provider) return pass_on(provider);
  const auto departure =
      depart(door.desk, door.directory, **provider, callback_url(door, request, **provider), first_text(request, "ve"));
  if (!departure) return pass_on(departure);
  http::Response response;  // redirect_response leads to our own paths alone
  response.status = 303;
  response.set("Location", departure->url);
  response.set("Cache-Control", "no-store");
  response.headers.emplace_back("Set-Cookie", cookie_line(door.desk, departure->browser_secret, outside_sign_in_life));
  return response;
}

Result<http::Response> answer_arrival(Door& door, const http::Request& request) {
  const auto provider = provider_of(door, request);
  if (!provider) return pass_on(provider);
  // What else a provider sends along is its own affair: no parameter is refused here.
  OutsideReturn brought;
  brought.state = first_text(request, "state");
  brought.code = first_text(request, "code");
  brought.issuer = first_text(request, "iss");
  brought.error = first_text(request, "error");
  brought.browser_secret = cookie_value(request, cookie_name(door.desk));
  brought.callback_url = callback_url(door, request, **provider);
  if (brought.code.size() > code_bytes_max) return refuse("accounts.oidc_state");
  access::Origin origin = request.actor.origin;
  if (origin.address.empty()) origin.address = request.remote;
  if (origin.agent.empty()) origin.agent = std::string(request.header("user-agent").substr(0, agent_bytes_max));
  const auto arrival = arrive(door.desk, door.writer, door.directory, **provider, brought, origin);
  if (!arrival) return pass_on(arrival);
  // Whatever session the browser had ends here: a session set by somebody else is never carried on.
  if (const std::string before = cookie_of(request, door.desk.settings()); !before.empty()) {
    if (auto ended = sign_out(door.desk, before); !ended) return pass_on(ended);
  }
  auto response =
      http::redirect_response(arrival->session.needs_second_factor ? "/dang-nhap/ma" : arrival->return_path);
  response.set("Cache-Control", "no-store");
  set_cookie(response, door.desk.settings(), arrival->session.secret);
  response.headers.emplace_back("Set-Cookie", cookie_line(door.desk, "", std::chrono::seconds(0)));
  return response;
}

}  // namespace

void add_oidc_routes(http::Router& router, Desk& desk, commands::Writer& writer,
                     std::shared_ptr<const OidcSettings> settings) {
  const std::shared_ptr<Door> door(new Door{desk, writer, std::move(settings), {}});
  router.get("/dang-nhap/oidc/{provider}",
             [door](const http::Request& request) { return answer_departure(*door, request); });
  router.get("/dang-nhap/oidc/{provider}/ve",
             [door](const http::Request& request) { return answer_arrival(*door, request); });
}

}  // namespace luytre::accounts
