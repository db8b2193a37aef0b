// What every page of the office starts from: the portal's frame, the doors of the accounts, and the form that came in.
#pragma once

#include <memory>
#include <string>

#include "outputs/portal/site.h"
#include "platform/accounts/account_routes.h"
#include "programme/authority/gate.h"

namespace luytre::office {

using portal::View;
using portal::Visit;

struct Office {
  accounts::AccountDoors doors;
  authority::Gate& gate;
};

using OfficePage = std::function<Result<http::Response>(const Office&, const Visit&)>;

// A page that nobody else may keep: no cache, no index.
http::Response private_page(const Visit& visit, const std::string& title_code, std::string_view name, View view,
                            int status = 200);

// The refusal above a form: its sentence and what caused it. Sets `problem` and `causes`.
void show_problem(View& view, const Problem& problem, Language language);

// A field of the posted form; "" when it was not sent.
std::string field(const Visit& visit, std::string_view name);

// Nothing when somebody is signed in; else the way to the sign-in page and back.
std::optional<http::Response> ask_to_sign_in(const Visit& visit);

// Only a path of this site; anything else is the account page.
std::string safe_return(const std::string& path, const Visit& visit);

commands::Order order_of(const Visit& visit);
std::string day_words(const Visit& visit, const Interval& days);

// The pages, one function each.
Result<http::Response> sign_in_page(const Office& office, const Visit& visit);
Result<http::Response> post_sign_in(const Office& office, const Visit& visit);
Result<http::Response> factor_page(const Office& office, const Visit& visit);
Result<http::Response> post_factor(const Office& office, const Visit& visit);
Result<http::Response> post_sign_out(const Office& office, const Visit& visit);
Result<http::Response> activation_page(const Office& office, const Visit& visit);
Result<http::Response> post_activation(const Office& office, const Visit& visit);

Result<http::Response> account_page(const Office& office, const Visit& visit);
Result<http::Response> post_password(const Office& office, const Visit& visit);
Result<http::Response> set_factor_page(const Office& office, const Visit& visit);
Result<http::Response> post_begin_factor(const Office& office, const Visit& visit);
Result<http::Response> post_confirm_factor(const Office& office, const Visit& visit);
Result<http::Response> post_end_session(const Office& office, const Visit& visit);

Result<http::Response> matrix_page(const Office& office, const Visit& visit);
Result<http::Response> why_page(const Office& office, const Visit& visit);
Result<http::Response> accounts_page(const Office& office, const Visit& visit);
Result<http::Response> post_invitation(const Office& office, const Visit& visit);
Result<http::Response> waiting_page(const Office& office, const Visit& visit);
Result<http::Response> post_decision(const Office& office, const Visit& visit);

}  // namespace luytre::office
