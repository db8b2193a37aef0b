// The frame of every page for people with accounts: who I am, in which roles, what is new, where I may go, the way out;
// and what a page starts from.
//
// A page is added so: a function `Result<http::Response> name(const Office&, const Visit&)` in a *_pages.cpp, declared
// in pages.h; a line in office_routes.cpp (a POST answers at the address of its page); a template
// templates/name.mustache; its words in messages/office.yaml; for the menu a line in menu_entries() (desk_frame.cpp).
// The function begins with ask_to_sign_in, ends with desk_page, and a POST that worked with done_at.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "outputs/portal/site.h"
#include "platform/accounts/account_routes.h"
#include "platform/accounts/oidc_settings.h"
#include "programme/authority/gate.h"
#include "programme/law_desk/law_desk_routes.h"

namespace luytre::office {

using portal::View;
using portal::Visit;
using storage::Database;

struct Office {
  accounts::AccountDoors doors;
  authority::Gate& gate;
  std::shared_ptr<const accounts::OidcSettings> outside;  // other providers to sign in with; perhaps none
  law_desk::LawDeskDoors law;
};

struct DeskHead {
  std::string title;       // in the reader's words
  std::string place = {};  // of the menu: "account", "notices", "accounts" …; empty: none is current
  int status = 200;
};

// The template `name` in the frame of whoever is signed in (in the public one for nobody). Kept by no cache and no
// index. Sets form_token and `flash` (the message office.done.<xong>) for the template.
http::Response desk_page(const Office& office, const Visit& visit, const DeskHead& head, std::string_view name,
                         View view);

// Menu, bar and style sheet alone, for a page that is drawn otherwise.
portal::PageHead desk_head(const Office& office, const portal::Site& site, const http::Request& request,
                           const DeskHead& head, Language language);

// 303 to a page of this site that says what was done: "/tai-khoan", "password" -> /tai-khoan?xong=password.
http::Response done_at(const Visit& visit, const std::string& path, std::string_view what);

// The way to the sign-in page and back; nothing when somebody is signed in.
http::Response sign_in_first(const http::Request& request, const std::string& base);
std::optional<http::Response> ask_to_sign_in(const Visit& visit);

// Where a request wanted to go, as an address that can be gone to again.
std::string address_to_return(const http::Request& request);

// Only a path of this site that is no part of signing in; anything else is the account page.
std::string safe_return(const std::string& path, const Visit& visit);

// A field of the posted form; "" when it was not sent.
std::string field(const Visit& visit, std::string_view name);
// A parameter of the address; "" when it was not sent.
std::string asked(const Visit& visit, std::string_view name);

// Whoever is signed in, with the reason that the form carries.
commands::Order order_of(const Visit& visit);

// "https://ntm.example.vn", for links on paper.
std::string site_address(const Office& office, const http::Request& request);

// May the viewer do the act (about the province whose record this is, unless a unit is named)?
bool may(const Office& office, Database& database, const Visit& visit, std::string_view act,
         const std::string& unit = {});
// Nothing, or the refusal in words.
Done require(const Office& office, Database& database, const Visit& visit, std::string_view act,
             const std::string& unit = {});

// Whoever is signed in, asking what is posted; a form sent twice asks twice.
commands::Asked asked_of(const Visit& visit);

// The rules as registered, outside a `with`.
Result<access::Authority> authority_now(const Office& office);

}  // namespace luytre::office
