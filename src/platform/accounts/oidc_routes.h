// The two addresses of signing in with another provider.
#pragma once

#include <memory>

#include "platform/accounts/desk.h"
#include "platform/accounts/oidc_settings.h"
#include "platform/commands/writer.h"
#include "platform/http/router.h"

namespace luytre::accounts {

// GET /dang-nhap/oidc/{provider} (?ve=/a/path: where to go afterwards) sends the browser to the provider;
// GET /dang-nhap/oidc/{provider}/ve takes it back: to the path, or to /dang-nhap/ma when a second factor is still to be
// shown. Desk and writer outlive the router.
void add_oidc_routes(http::Router& router, Desk& desk, commands::Writer& writer,
                     std::shared_ptr<const OidcSettings> settings);

}  // namespace luytre::accounts
