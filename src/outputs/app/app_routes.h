// The staff app of web/: its page at /lam-viec and below, its files at /lam-viec/tep/ (kept for ever: their names carry
// a hash), its service worker and manifest. It speaks with the server over /api/v1 only.
#pragma once

#include "outputs/app/pack.h"
#include "platform/http/router.h"

namespace luytre::staff_app {

// The app that was built into the program.
Result<Files> built_app();

void add_app_routes(http::Router& router, Files files);

}  // namespace luytre::staff_app
