// Signing in and out, and opening an account with its one-time code.
#include "outputs/office/forms.h"
#include "outputs/office/pages.h"
#include "platform/accounts/own.h"
#include "platform/accounts/password.h"
#include "platform/accounts/sign_in.h"
#include "platform/http/parameters.h"

namespace luytre::office {
namespace {

http::Response sign_in_form(const Office& office, const Visit& visit, const std::string& return_path,
                            const Problem* problem) {
  View view;
  Form form(visit, problem);
  form.add({"login", visit.say("office.login"), "text", "", "", "username", true, true});
  form.add({"password", visit.say("office.password"), "password", "", "", "current-password", true});
  view.set("fields", form.fields());
  view.set("return_path", return_path);
  View providers = portal::empty_list();
  if (office.outside) {
    for (const accounts::OidcProvider& provider : office.outside->providers) {
      View one;
      one.set("title", provider.name(visit.language));
      one.set("address", "/dang-nhap/oidc/" + provider.id + "?ve=" + http::percent_encoded(return_path));
      providers.push_back(one);
    }
  }
  view.set("providers", providers);
  if (problem != nullptr) show_problem(view, *problem, visit.language);
  const int status = problem == nullptr ? 200 : http_status(problem->code);
  return desk_page(office, visit, {visit.say("office.sign_in.title"), "", status}, "sign_in", std::move(view));
}

http::Response factor_form(const Office& office, const Visit& visit, const std::string& return_path,
                           const Problem* problem) {
  View view;
  Form form(visit, problem);
  form.add({"code", visit.say("office.code"), "text", "", "", "one-time-code", true, true});
  view.set("fields", form.fields());
  view.set("return_path", return_path);
  if (problem != nullptr) show_problem(view, *problem, visit.language);
  const int status = problem == nullptr ? 200 : http_status(problem->code);
  return desk_page(office, visit, {visit.say("office.factor.title"), "", status}, "factor", std::move(view));
}

// Where a session leads: to its second step, to setting the factor that its roles ask for, or where it was going.
http::Response go_on(const Office& office, const Visit& visit, const accounts::OpenedSession& opened,
                     const std::string& return_path) {
  std::string to = safe_return(return_path, visit);
  if (opened.needs_second_factor) {
    to = visit.base + "/dang-nhap/ma?toi=" + http::percent_encoded(to);
  }
  http::Response response = http::redirect_response(to);
  accounts::set_cookie(response, office.doors.desk.settings(), opened.secret);
  response.set("Cache-Control", "no-store");
  return response;
}

}  // namespace

Result<http::Response> sign_in_page(const Office& office, const Visit& visit) {
  return sign_in_form(office, visit, asked(visit, "toi"), nullptr);
}

Result<http::Response> post_sign_in(const Office& office, const Visit& visit) {
  const std::string login = field(visit, "login");
  const std::string before = accounts::cookie_of(visit.request, office.doors.desk.settings());
  if (!before.empty()) {
    if (auto ended = accounts::sign_out(office.doors.desk, before); !ended) return pass_on(ended);
  }
  const auto opened = accounts::sign_in(office.doors.desk, office.doors.writer, login, field(visit, "password"),
                                        visit.request.actor.origin);
  if (!opened) return sign_in_form(office, visit, field(visit, "toi"), &opened.error());
  return go_on(office, visit, *opened, field(visit, "toi"));
}

Result<http::Response> factor_page(const Office& office, const Visit& visit) {
  return factor_form(office, visit, asked(visit, "toi"), nullptr);
}

Result<http::Response> post_factor(const Office& office, const Visit& visit) {
  const std::string half = accounts::cookie_of(visit.request, office.doors.desk.settings());
  const auto opened = accounts::show_second_factor(office.doors.desk, office.doors.writer, half, field(visit, "code"),
                                                   visit.request.actor.origin);
  if (!opened) return factor_form(office, visit, field(visit, "toi"), &opened.error());
  return go_on(office, visit, *opened, field(visit, "toi"));
}

Result<http::Response> post_sign_out(const Office& office, const Visit& visit) {
  const auto& settings = office.doors.desk.settings();
  auto ended = accounts::sign_out(office.doors.desk, accounts::cookie_of(visit.request, settings));
  if (!ended) return pass_on(ended);
  http::Response response = http::redirect_response(visit.base.empty() ? "/" : visit.base);
  accounts::clear_cookie(response, settings);
  return response;
}

namespace {

http::Response activation_form(const Office& office, const Visit& visit, const accounts::Account& account,
                               bool must_have_factor, const Problem* problem) {
  View view;
  view.set("name", account.name());
  view.set("login", account.person ? account.person->login : "");
  portal::set_flag(view, "must_have_factor", must_have_factor);
  view.set("letters", std::to_string(must_have_factor ? accounts::password_letters_min_beside_factor
                                                      : accounts::password_letters_min_alone));
  Form form(visit, problem);
  form.add({"password", visit.say("office.new_password"), "password", "", "", "new-password", true});
  form.add({"again", visit.say("office.again"), "password", "", "", "new-password", true});
  view.set("fields", form.fields());
  if (problem != nullptr) show_problem(view, *problem, visit.language);
  const int status = problem == nullptr ? 200 : http_status(problem->code);
  return desk_page(office, visit, {visit.say("office.activation.title"), "", status}, "activation", std::move(view));
}

struct Needed {
  access::Authority authority;
  bool must_have_factor = false;
};

Result<Needed> rules_for(const Office& office, const accounts::AccountId& id) {
  Needed needed;
  const Done done = office.doors.desk.with([&](storage::Database& database) -> Done {
    auto authority = office.doors.authority(database);
    if (!authority) return pass_on(authority);
    needed.authority = *std::move(authority);
    const auto must = accounts::must_have_factor(database, id, {needed.authority, office.doors.today()});
    if (!must) return pass_on(must);
    needed.must_have_factor = *must;
    return {};
  });
  if (!done) return pass_on(done);
  return needed;
}

}  // namespace

Result<http::Response> activation_page(const Office& office, const Visit& visit) {
  const auto account = accounts::account_of_link(office.doors.desk, visit.request.captured_text("code"));
  if (!account) return pass_on(account);
  const auto needed = rules_for(office, account->id);
  if (!needed) return pass_on(needed);
  return activation_form(office, visit, *account, needed->must_have_factor || account->has_second_factor, nullptr);
}

Result<http::Response> post_activation(const Office& office, const Visit& visit) {
  const std::string& code = visit.request.captured_text("code");
  const auto account = accounts::account_of_link(office.doors.desk, code);
  if (!account) return pass_on(account);
  const auto needed = rules_for(office, account->id);
  if (!needed) return pass_on(needed);
  const bool has_factor = needed->must_have_factor || account->has_second_factor;
  const std::string password = field(visit, "password");
  if (password != field(visit, "again")) {
    const Problem differs{"office.passwords_differ", {}, "/again", {}};
    return activation_form(office, visit, *account, has_factor, &differs);
  }
  const auto opened =
      accounts::activate(office.doors.desk, office.doors.writer, {needed->authority, office.doors.today()}, code,
                         password, visit.request.actor.origin);
  if (!opened) return activation_form(office, visit, *account, has_factor, &opened.error());
  const bool sets_factor = needed->must_have_factor && !account->has_second_factor;
  return go_on(office, visit, *opened, sets_factor ? visit.base + "/tai-khoan/yeu-to" : "");
}

}  // namespace luytre::office
