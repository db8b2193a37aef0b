// One's own account: who I am, in which roles; password, second factor, recovery codes.
#include "outputs/office/forms.h"
#include "outputs/office/pages.h"
#include "outputs/office/people.h"
#include "platform/accounts/account_store.h"
#include "platform/accounts/own.h"
#include "platform/accounts/secret_store.h"

namespace luytre::office {
namespace {

constexpr std::string_view site_name = "Lũy Tre";

int status_of(const Problem* problem) { return problem == nullptr ? 200 : http_status(problem->code); }

Result<View> account_view(const Office& office, const Visit& visit) {
  View view;
  const Done done = office.doors.desk.with([&](Database& database) -> Done {
    const auto account = accounts::require_account(database, visit.request.actor.account);
    if (!account) return pass_on(account);
    const accounts::Person person = account->person.value_or(accounts::Person{});
    view.set("name", account->name());
    portal::set_text(view, "login", person.login);
    portal::set_text(view, "email", person.email);
    portal::set_text(view, "phone", person.phone);
    portal::set_text(view, "position", person.position);
    portal::set_flag(view, "has_factor", account->has_second_factor);
    const auto codes = accounts::count_recovery_codes(database, account->id);
    if (!codes) return pass_on(codes);
    view.set("codes_left", std::to_string(*codes));
    const auto known = office.gate.materials(database);
    if (!known) return pass_on(known);
    const auto grants = accounts::list_grants(database, account->id.text());
    if (!grants) return pass_on(grants);
    View roles = portal::empty_list();
    for (const auto& record : *grants) roles.push_back(grant_view(office, database, **known, visit, record));
    view.set("grants", roles);
    portal::set_flag(view, "has_grants", !grants->empty());
    return {};
  });
  if (!done) return pass_on(done);
  return view;
}

http::Response password_with(const Office& office, const Visit& visit, const Problem* problem) {
  View view;
  Form form(visit, problem);
  form.add({"current", visit.say("office.current_password"), "password", "", "", "current-password", true});
  form.add({"password", visit.say("office.new_password"), "password", "", visit.say("office.password_rules_more"),
            "new-password", true});
  form.add({"again", visit.say("office.again"), "password", "", "", "new-password", true});
  view.set("fields", form.fields());
  if (problem != nullptr) show_problem(view, *problem, visit.language);
  return desk_page(office, visit, {visit.say("office.change_password"), "account", status_of(problem)}, "password",
                   std::move(view));
}

http::Response set_factor_with(const Office& office, const Visit& visit, const Problem* problem) {
  View view;
  const auto offer = accounts::pending_factor(office.doors.desk, visit.request.actor, site_name);
  const bool is_begun = offer.has_value();
  portal::set_flag(view, "is_begun", is_begun);
  if (is_begun) {
    view.set("qr", offer->qr);
    view.set("secret", offer->text);
  }
  Form form(visit, problem);
  form.add({"code", visit.say("office.code"), "text", "", "", "one-time-code", true, true});
  view.set("fields", form.fields());
  if (problem != nullptr) show_problem(view, *problem, visit.language);
  return desk_page(office, visit, {visit.say("office.set_factor.title"), "account", status_of(problem)}, "set_factor",
                   std::move(view));
}

http::Response codes_page(const Office& office, const Visit& visit, const std::vector<std::string>& recovery_codes) {
  View view;
  View codes = portal::empty_list();
  for (const std::string& code : recovery_codes) codes.push_back(View(code));
  view.set("codes", codes);
  return desk_page(office, visit, {visit.say("office.recovery.title"), "account"}, "recovery_codes", std::move(view));
}

http::Response recovery_with(const Office& office, const Visit& visit, const Problem* problem) {
  View view;
  if (problem != nullptr) show_problem(view, *problem, visit.language);
  return desk_page(office, visit, {visit.say("office.recovery.title"), "account", status_of(problem)}, "recovery",
                   std::move(view));
}

}  // namespace

Result<http::Response> account_page(const Office& office, const Visit& visit) {
  if (auto away = ask_to_sign_in(visit)) return *std::move(away);
  auto view = account_view(office, visit);
  if (!view) return pass_on(view);
  return desk_page(office, visit, {visit.say("office.account.title"), "account"}, "account", *std::move(view));
}

Result<http::Response> password_page(const Office& office, const Visit& visit) {
  if (auto away = ask_to_sign_in(visit)) return *std::move(away);
  return password_with(office, visit, nullptr);
}

Result<http::Response> post_password(const Office& office, const Visit& visit) {
  if (auto away = ask_to_sign_in(visit)) return *std::move(away);
  const std::string password = field(visit, "password");
  if (password != field(visit, "again")) {
    const Problem differs{"office.passwords_differ", {}, "/again", {}};
    return password_with(office, visit, &differs);
  }
  const auto authority = authority_now(office);
  if (!authority) return pass_on(authority);
  const auto changed = accounts::change_password(office.doors.desk, office.doors.writer, order_of(visit),
                                                 {*authority, office.doors.today()}, field(visit, "current"), password);
  if (!changed) return password_with(office, visit, &changed.error());
  return done_at(visit, "/tai-khoan", "password");
}

Result<http::Response> set_factor_page(const Office& office, const Visit& visit) {
  if (auto away = ask_to_sign_in(visit)) return *std::move(away);
  return set_factor_with(office, visit, nullptr);
}

Result<http::Response> post_set_factor(const Office& office, const Visit& visit) {
  if (auto away = ask_to_sign_in(visit)) return *std::move(away);
  if (field(visit, "step") == "begin") {
    const auto offer = accounts::begin_factor(office.doors.desk, visit.request.actor, site_name);
    if (!offer) return set_factor_with(office, visit, &offer.error());
    return http::redirect_response(visit.base + "/tai-khoan/yeu-to");
  }
  const auto set =
      accounts::confirm_factor(office.doors.desk, office.doors.writer, order_of(visit), field(visit, "code"));
  if (!set) return set_factor_with(office, visit, &set.error());
  // Shown as the answer to the POST: they exist nowhere else to be shown from.
  http::Response response = codes_page(office, visit, set->recovery_codes);
  if (!set->session.secret.empty()) accounts::set_cookie(response, office.doors.desk.settings(), set->session.secret);
  return response;
}

Result<http::Response> recovery_page(const Office& office, const Visit& visit) {
  if (auto away = ask_to_sign_in(visit)) return *std::move(away);
  return recovery_with(office, visit, nullptr);
}

Result<http::Response> post_recovery(const Office& office, const Visit& visit) {
  if (auto away = ask_to_sign_in(visit)) return *std::move(away);
  const auto codes = accounts::renew_recovery_codes(office.doors.writer, order_of(visit));
  if (!codes) return recovery_with(office, visit, &codes.error());
  return codes_page(office, visit, *codes);
}

}  // namespace luytre::office
