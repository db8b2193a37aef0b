// Routes of what people look for by name: legal documents, and search over everything public.
#pragma once

#include "app/context.h"
#include "app/doors.h"
#include "platform/http/router.h"

namespace luytre::app {

void add_finding_routes(http::Router& router, const Context& context, Doors& doors);

}  // namespace luytre::app
