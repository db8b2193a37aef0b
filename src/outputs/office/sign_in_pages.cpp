// Signing in and out, and opening an account with its one-time code.
#include "outputs/office/office.h"
#include "platform/accounts/own.h"
#include "platform/accounts/password.h"
#include "platform/accounts/sign_in.h"
#include "platform/http/parameters.h"

namespace luytre::office {
namespace {

http::Response sign_in_form(const Visit& visit, const std::string& login, const std::string& return_path,
                            const Problem* problem) {
  View view;
  view.set("login", login);
  view.set("return_path", return_path);
  if (problem != nullptr) show_problem(view, *problem, visit.language);
  return private_page(visit, "office.sign_in.title", "sign_in", std::move(view),
                      problem == nullptr ? 200 : http_status(problem->code));
}

http::Response factor_form(const Visit& visit, const std::string& return_path, const Problem* problem) {
  View view;
  view.set("return_path", return_path);
  if (problem != nullptr) show_problem(view, *problem, visit.language);
  return private_page(visit, "office.factor.title", "second_factor", std::move(view),
                      problem == nullptr ? 200 : http_status(problem->code));
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

Result<http::Response> sign_in_page(const Office&, const Visit& visit) {
  const std::string* to = visit.request.query_text("toi");
  return sign_in_form(visit, "", to == nullptr ? "" : *to, nullptr);
}

Result<http::Response> post_sign_in(const Office& office, const Visit& visit) {
  const std::string login = field(visit, "login");
  const std::string before = accounts::cookie_of(visit.request, office.doors.desk.settings());
  if (!before.empty()) {
    if (auto ended = accounts::sign_out(office.doors.desk, before); !ended) return pass_on(ended);
  }
  const auto opened = accounts::sign_in(office.doors.desk, office.doors.writer, login, field(visit, "password"),
                                        visit.request.actor.origin);
  if (!opened) return sign_in_form(visit, login, field(visit, "toi"), &opened.error());
  return go_on(office, visit, *opened, field(visit, "toi"));
}

Result<http::Response> factor_page(const Office&, const Visit& visit) {
  const std::string* to = visit.request.query_text("toi");
  return factor_form(visit, to == nullptr ? "" : *to, nullptr);
}

Result<http::Response> post_factor(const Office& office, const Visit& visit) {
  const std::string half = accounts::cookie_of(visit.request, office.doors.desk.settings());
  const auto opened = accounts::show_second_factor(office.doors.desk, office.doors.writer, half, field(visit, "code"),
                                                   visit.request.actor.origin);
  if (!opened) return factor_form(visit, field(visit, "toi"), &opened.error());
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

http::Response activation_form(const Visit& visit, const accounts::Account& account, bool must_have_factor,
                               const Problem* problem) {
  View view;
  view.set("name", account.name());
  view.set("login", account.person ? account.person->login : "");
  portal::set_flag(view, "must_have_factor", must_have_factor);
  view.set("letters", std::to_string(must_have_factor ? accounts::password_letters_min_beside_factor
                                                      : accounts::password_letters_min_alone));
  if (problem != nullptr) show_problem(view, *problem, visit.language);
  return private_page(visit, "office.activation.title", "activation", std::move(view),
                      problem == nullptr ? 200 : http_status(problem->code));
}

struct Asked {
  access::Authority authority;
  bool must_have_factor = false;
};

Result<Asked> rules_for(const Office& office, const accounts::AccountId& id) {
  Asked asked;
  const Done done = office.doors.desk.with([&](storage::Database& database) -> Done {
    auto authority = office.doors.authority(database);
    if (!authority) return pass_on(authority);
    asked.authority = *std::move(authority);
    const auto must = accounts::must_have_factor(database, id, {asked.authority, office.doors.today()});
    if (!must) return pass_on(must);
    asked.must_have_factor = *must;
    return {};
  });
  if (!done) return pass_on(done);
  return asked;
}

}  // namespace

Result<http::Response> activation_page(const Office& office, const Visit& visit) {
  const auto account = accounts::account_of_link(office.doors.desk, visit.request.captured_text("code"));
  if (!account) return pass_on(account);
  const auto asked = rules_for(office, account->id);
  if (!asked) return pass_on(asked);
  return activation_form(visit, *account, asked->must_have_factor || account->has_second_factor, nullptr);
}

Result<http::Response> post_activation(const Office& office, const Visit& visit) {
  const std::string& code = visit.request.captured_text("code");
  const auto account = accounts::account_of_link(office.doors.desk, code);
  if (!account) return pass_on(account);
  const auto asked = rules_for(office, account->id);
  if (!asked) return pass_on(asked);
  const bool has_factor = asked->must_have_factor || account->has_second_factor;
  const std::string password = field(visit, "password");
  if (password != field(visit, "again")) {
    const Problem differs{"office.passwords_differ", {}, "/again", {}};
    return activation_form(visit, *account, has_factor, &differs);
  }
  const auto opened =
      accounts::activate(office.doors.desk, office.doors.writer, {asked->authority, office.doors.today()}, code,
                         password, visit.request.actor.origin);
  if (!opened) return activation_form(visit, *account, has_factor, &opened.error());
  const bool sets_factor = asked->must_have_factor && !account->has_second_factor;
  return go_on(office, visit, *opened, sets_factor ? visit.base + "/tai-khoan/yeu-to" : "");
}

}  // namespace luytre::office
