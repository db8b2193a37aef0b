// Citizens on the public site, without an account, a cookie or a script:
//
// /gop-y?trang=/duong-dan     ask, or report what is wrong; POST takes it, or gives the form back with what was typed
// /gop-y/{token}              where it stands, for whoever has the private address
// /hoi-dap, /hoi-dap/{slug}   what was asked and answered in public
// /dang-ky                    news by mail: asked for, confirmed (/xac-nhan/{token}), ended (/bo/{token})
#pragma once

#include "outputs/portal/portal_routes.h"
#include "outputs/portal/site.h"
#include "platform/http/body.h"
#include "programme/citizens/citizens_routes.h"
#include "programme/citizens/form_token.h"

namespace luytre::portal {

void add_citizens_pages(http::Router& router, Source source, std::function<Date()> today,
                        citizens::CitizensDoors doors);

// Pages of the two files beside.
Result<http::Response> answers_page(const Visit& visit, const citizens::CitizensDoors& doors);  // /hoi-dap
Result<http::Response> answer_page(const Visit& visit, const citizens::CitizensDoors& doors);   // /hoi-dap/{slug}
Result<http::Response> get_subscription(const Visit& visit, const citizens::CitizensDoors& doors);
Result<http::Response> post_subscription(const Visit& visit, const citizens::CitizensDoors& doors);
Result<http::Response> get_confirmation(const Visit& visit, const citizens::CitizensDoors& doors);
Result<http::Response> post_confirmation(const Visit& visit, const citizens::CitizensDoors& doors);
Result<http::Response> get_stop(const Visit& visit, const citizens::CitizensDoors& doors);
Result<http::Response> post_stop(const Visit& visit, const citizens::CitizensDoors& doors);

// A page that no cache keeps and whose address goes nowhere.
http::Response private_page(const Visit& visit, const PageHead& head, std::string_view name, View view);
// The trap and the token of a form that was sent. Problems citizens.trap, those of read_form_token.
Result<citizens::FormToken> check_form(const std::vector<http::FormPart>& parts, std::string_view purpose,
                                       const citizens::Desk& desk);
std::string field_of(const std::vector<http::FormPart>& parts, std::string_view name);  // the first; "" where none

}  // namespace luytre::portal
