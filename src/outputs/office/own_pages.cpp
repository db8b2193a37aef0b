// One's own account: roles, password, second factor, sessions.
#include "outputs/office/office.h"
#include "platform/accounts/account_store.h"
#include "platform/accounts/own.h"
#include "platform/accounts/secret_store.h"
#include "platform/storage/instant.h"

namespace luytre::office {
namespace {

using storage::Database;

constexpr std::string_view site_name = "Lũy Tre";

View role_view(const Office& office, Database& database, const Visit& visit, const accounts::GrantRecord& record) {
  View role;
  role.set("title", visit.say("access.role." + record.grant.role));
  role.set("state", visit.say("accounts.grant." + std::string(text_of(record.state))));
  role.set("days", day_words(visit, record.grant.valid));
  const auto known = office.gate.materials(database);
  std::string unit = record.grant.unit;
  std::string moved;
  if (known) {
    const auto& tree = *(*known)->tree;
    const Date today = office.doors.today();
    if (const auto* granted = tree.find(record.grant.unit, today)) unit = granted->nearest(today).name;
    for (const auto& place : tree.places_of_grant(record.grant.unit, today)) {
      const auto* now = place.is_followed ? tree.find(place.unit, today) : nullptr;
      if (now != nullptr) moved = visit.say("office.role_moved", {{"unit", now->nearest(today).name}});
    }
  }
  role.set("unit", unit);
  portal::set_text(role, "moved", moved);
  return role;
}

View session_view(const Visit& visit, const accounts::Session& session) {
  View view;
  view.set("id", session.id);
  view.set("address", session.address);
  view.set("agent", session.agent);
  view.set("seen_at", storage::vietnam_clock(session.seen_at));
  portal::set_flag(view, "is_this", session.id == visit.request.actor.session);
  view.set("form_token", visit.request.form_token);
  return view;
}

Result<View> account_view(const Office& office, const Visit& visit) {
  View view;
  const Done done = office.doors.desk.with([&](Database& database) -> Done {
    const auto account = accounts::require_account(database, visit.request.actor.account);
    if (!account) return pass_on(account);
    view.set("name", account->name());
    view.set("login", account->person ? account->person->login : "");
    portal::set_flag(view, "has_factor", account->has_second_factor);
    const auto grants = accounts::list_grants(database, account->id.text());
    if (!grants) return pass_on(grants);
    View roles = portal::empty_list();
    for (const auto& record : *grants) roles.push_back(role_view(office, database, visit, record));
    view.set("roles", roles);
    portal::set_flag(view, "has_roles", !grants->empty());
    const auto sessions = accounts::list_sessions(database, account->id);
    if (!sessions) return pass_on(sessions);
    View list = portal::empty_list();
    for (const auto& session : *sessions) list.push_back(session_view(visit, session));
    view.set("sessions", list);
    return {};
  });
  if (!done) return pass_on(done);
  return view;
}

Result<http::Response> account_with(const Office& office, const Visit& visit, const Problem* problem) {
  auto view = account_view(office, visit);
  if (!view) return pass_on(view);
  if (problem != nullptr) show_problem(*view, *problem, visit.language);
  portal::set_flag(*view, "is_changed", visit.request.query_text("xong") != nullptr);
  return private_page(visit, "office.account.title", "account", *std::move(view),
                      problem == nullptr ? 200 : http_status(problem->code));
}

Result<http::Response> factor_with(const Office& office, const Visit& visit, const Problem* problem) {
  View view;
  const auto offer = accounts::pending_factor(office.doors.desk, visit.request.actor, site_name);
  const bool is_begun = offer.has_value();
  portal::set_flag(view, "is_begun", is_begun);
  if (is_begun) {
    view.set("qr", offer->qr);
    view.set("secret", offer->text);
  }
  if (problem != nullptr) show_problem(view, *problem, visit.language);
  return private_page(visit, "office.set_factor.title", "set_factor", std::move(view),
                      problem == nullptr ? 200 : http_status(problem->code));
}

}  // namespace

Result<http::Response> account_page(const Office& office, const Visit& visit) {
  if (auto away = ask_to_sign_in(visit)) return *std::move(away);
  return account_with(office, visit, nullptr);
}

Result<http::Response> post_password(const Office& office, const Visit& visit) {
  if (auto away = ask_to_sign_in(visit)) return *std::move(away);
  const std::string password = field(visit, "password");
  if (password != field(visit, "again")) {
    const Problem differs{"office.passwords_differ", {}, "/again", {}};
    return account_with(office, visit, &differs);
  }
  access::Authority authority;
  const Done loaded = office.doors.desk.with([&](Database& database) -> Done {
    auto known = office.doors.authority(database);
    if (!known) return pass_on(known);
    authority = *std::move(known);
    return {};
  });
  if (!loaded) return pass_on(loaded);
  const auto changed = accounts::change_password(office.doors.desk, office.doors.writer, order_of(visit),
                                                 {authority, office.doors.today()}, field(visit, "current"), password);
  if (!changed) return account_with(office, visit, &changed.error());
  return http::redirect_response(visit.base + "/tai-khoan?xong=1");
}

Result<http::Response> set_factor_page(const Office& office, const Visit& visit) {
  if (auto away = ask_to_sign_in(visit)) return *std::move(away);
  return factor_with(office, visit, nullptr);
}

Result<http::Response> post_begin_factor(const Office& office, const Visit& visit) {
  if (auto away = ask_to_sign_in(visit)) return *std::move(away);
  const auto offer = accounts::begin_factor(office.doors.desk, visit.request.actor, site_name);
  if (!offer) return factor_with(office, visit, &offer.error());
  return http::redirect_response(visit.base + "/tai-khoan/yeu-to");
}

Result<http::Response> post_confirm_factor(const Office& office, const Visit& visit) {
  if (auto away = ask_to_sign_in(visit)) return *std::move(away);
  const auto set =
      accounts::confirm_factor(office.doors.desk, office.doors.writer, order_of(visit), field(visit, "code"));
  if (!set) return factor_with(office, visit, &set.error());
  View view;
  View codes = portal::empty_list();
  for (const std::string& code : set->recovery_codes) codes.push_back(View(code));
  view.set("codes", codes);
  http::Response response = private_page(visit, "office.recovery.title", "recovery_codes", std::move(view));
  accounts::set_cookie(response, office.doors.desk.settings(), set->session.secret);
  return response;
}

Result<http::Response> post_end_session(const Office& office, const Visit& visit) {
  if (auto away = ask_to_sign_in(visit)) return *std::move(away);
  const std::string id = field(visit, "session");
  const auto ended = id == "others" ? accounts::end_other_sessions(office.doors.desk, visit.request.actor)
                                    : accounts::end_own_session(office.doors.desk, visit.request.actor, id);
  if (!ended) return account_with(office, visit, &ended.error());
  return http::redirect_response(visit.base + "/tai-khoan?xong=1");
}

}  // namespace luytre::office
