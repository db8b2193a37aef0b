#include "outputs/office/desk_frame.h"

#include <algorithm>
#include <array>

#include "outputs/office/people.h"
#include "platform/accounts/account_store.h"
#include "platform/accounts/grants.h"
#include "platform/http/body.h"
#include "platform/notices/inbox.h"

namespace luytre::office {
namespace {

// An entry of the menu: shown to everybody signed in, or to those who may do one of its acts.
struct MenuEntry {
  std::string_view place;  // its words are the message office.nav.<place>
  std::string_view path;
  std::array<std::string_view, 3> acts = {};
};

const std::vector<MenuEntry>& menu_entries() {
  static const std::vector<MenuEntry> entries = {
      {"work", "/lam-viec"},
      {"account", "/tai-khoan"},
      {"notices", "/thong-bao"},
      {"accounts", "/quan-tri/tai-khoan", {"accounts.view"}},
      {"waiting", "/quan-tri/vai-tro", {"accounts.view"}},
      {"law_desk", "/ban-luat", {"criteria.propose", "criteria.decide", "criteria.confirm"}},
      {"log", "/nhat-ky", {"audit.view"}},
      {"why", "/quyen"},
      {"matrix", "/quan-tri/phan-quyen"},
  };
  return entries;
}

// Whoever is signed in, as the frame shows them.
struct Reader {
  std::string name;
  View roles = portal::empty_list();
  View menu = portal::empty_list();
};

bool is_shown(const MenuEntry& entry, const authority::Materials& known, const std::vector<access::Grant>& grants,
              const access::Actor& actor, Date today) {
  if (entry.acts.front().empty()) return true;
  return std::any_of(entry.acts.begin(), entry.acts.end(), [&](std::string_view act) {
    if (act.empty()) return false;
    const access::Ask ask{std::string(act), known.home, {}, {}};
    const auto decision = access::decide(known.authority, *known.tree, grants, actor, ask, today);
    // Who lacks only the second factor is let in to be told so; a department is, for what it owns.
    return decision.is_allowed() || decision.verdict == access::Verdict::needs_second_factor ||
           decision.verdict == access::Verdict::not_owner;
  });
}

Done read_reader(const Office& office, Database& database, const http::Request& request, const DeskHead& head,
                 Language language, Reader& reader) {
  const std::string base = language == Language::vi ? "" : "/en";
  const Date today = office.doors.today();
  const auto account = accounts::require_account(database, request.actor.account);
  if (!account) return pass_on(account);
  reader.name = account->name();
  const auto known = office.gate.materials(database);
  if (!known) return pass_on(known);
  auto grants = accounts::grants_of(database, request.actor.account);
  if (!grants) return pass_on(grants);
  for (const access::Grant& grant : *grants) {
    if (!grant.valid.contains(today)) continue;
    const std::string now = unit_now(**known, language, grant.unit, today);
    View role;
    role.set("title", role_title(language, grant.role));
    role.set("unit", now.empty() ? unit_in_words(**known, language, grant.unit, today) : now);
    reader.roles.push_back(role);
  }
  const auto unread = notices::unread_count(database, request.actor.account);
  if (!unread) return pass_on(unread);
  const auto grants_waiting = accounts::list_waiting_grants(database);
  if (!grants_waiting) return pass_on(grants_waiting);
  const auto waiting = static_cast<std::int64_t>(grants_waiting->size());
  for (const MenuEntry& entry : menu_entries()) {
    if (!is_shown(entry, **known, *grants, request.actor, today)) continue;
    View item;
    // The staff app has one address and speaks both languages.
    item.set("address", (entry.place == "work" ? "" : base) + std::string(entry.path));
    item.set("words", say("office.nav." + std::string(entry.place), language));
    portal::set_flag(item, "is_current", entry.place == head.place);
    const std::int64_t waits = entry.place == "notices" ? *unread : entry.place == "waiting" ? waiting : 0;
    portal::set_text(item, "count", waits > 0 ? std::to_string(waits) : "");
    portal::set_text(item, "count_words",
                     entry.place == "waiting" ? say("office.waits", language) : say("office.unread", language));
    reader.menu.push_back(item);
  }
  return {};
}

}  // namespace

portal::PageHead desk_head(const Office& office, const portal::Site& site, const http::Request& request,
                           const DeskHead& head, Language language) {
  portal::PageHead framed{head.title, "", "", head.status};
  framed.stylesheet = portal::asset_address("office.css");
  if (request.actor.kind != access::ActorKind::account) return framed;
  Reader reader;
  const Done done = office.doors.desk.with(
      [&](Database& database) { return read_reader(office, database, request, head, language, reader); });
  if (!done) return framed;  // a page about a broken record goes without
  framed.menu = reader.menu;
  View bar;
  bar.set("base", language == Language::vi ? "" : "/en");
  bar.set("name", reader.name);
  portal::set_flag(bar, "has_roles", !reader.roles.is_empty_list());
  bar.set("roles", reader.roles);
  bar.set("form_token", request.form_token);
  framed.bar = site.templates().render("desk_bar", language, std::move(bar));
  return framed;
}

http::Response desk_page(const Office& office, const Visit& visit, const DeskHead& head, std::string_view name,
                         View view) {
  view.set("form_token", visit.request.form_token);
  portal::set_flag(view, "is_signed_in", visit.request.actor.kind == access::ActorKind::account);
  const std::string what = "office.done." + asked(visit, "xong");
  portal::set_text(view, "flash", in_catalogue(what) ? visit.say(what) : "");
  const auto framed = desk_head(office, visit.site, visit.request, head, visit.language);
  http::Response response = visit.site.page(visit, framed, name, std::move(view));
  response.set("Cache-Control", "no-store");
  response.set("X-Robots-Tag", "noindex");
  return response;
}

http::Response done_at(const Visit& visit, const std::string& path, std::string_view what) {
  const char* joint = path.find('?') == std::string::npos ? "?xong=" : "&xong=";
  return http::redirect_response(visit.base + path + joint + std::string(what));
}

std::string address_to_return(const http::Request& request) {
  const bool can_be_repeated = request.method == "GET" || request.method == "HEAD";
  return can_be_repeated ? request.target : request.target.substr(0, request.target.find('?'));
}

http::Response sign_in_first(const http::Request& request, const std::string& base) {
  http::Response response =
      http::redirect_response(base + "/dang-nhap?toi=" + http::percent_encoded(address_to_return(request)));
  response.set("Cache-Control", "no-store");
  return response;
}

std::optional<http::Response> ask_to_sign_in(const Visit& visit) {
  if (visit.request.actor.kind == access::ActorKind::account) return std::nullopt;
  return sign_in_first(visit.request, visit.base);
}

std::string safe_return(const std::string& path, const Visit& visit) {
  const bool is_plain =
      std::all_of(path.begin(), path.end(), [](char c) { return c > ' ' && c < '\x7f' && c != '\\'; });
  const bool is_own = path.size() > 1 && path[0] == '/' && path[1] != '/' && is_plain;
  const bool is_signing = path.find("/dang-nhap") != std::string::npos ||
                          path.find("/dang-xuat") != std::string::npos || path.find("/kich-hoat") != std::string::npos;
  return is_own && !is_signing ? path : visit.base + "/tai-khoan";
}

std::string field(const Visit& visit, std::string_view name) { return http::body_field(visit.request, name); }

std::string asked(const Visit& visit, std::string_view name) {
  const std::string* text = visit.request.query_text(name);
  return text == nullptr ? std::string() : *text;
}

commands::Order order_of(const Visit& visit) {
  commands::Order order;
  order.actor = visit.request.actor;
  order.reason = field(visit, "reason");
  return order;
}

commands::Asked asked_of(const Visit& visit) {
  commands::Asked asked(visit.request.actor);
  asked.reason = field(visit, "reason");
  return asked;
}

std::string site_address(const Office& office, const http::Request& request) {
  std::string own = office.doors.desk.settings().public_url;
  while (own.ends_with('/')) own.pop_back();
  return own.empty() ? "http://" + std::string(request.header("host")) : own;
}

Done require(const Office& office, Database& database, const Visit& visit, std::string_view act,
             const std::string& unit) {
  return office.doors.require(database, visit.request.actor, {std::string(act), unit, {}, {}});
}

bool may(const Office& office, Database& database, const Visit& visit, std::string_view act, const std::string& unit) {
  return require(office, database, visit, act, unit).has_value();
}

Result<access::Authority> authority_now(const Office& office) { return accounts::authority_of(office.doors); }

}  // namespace luytre::office
