// Every route of the server: one line a room.
#pragma once

#include <memory>

#include "app/context.h"
#include "app/doors.h"
#include "platform/http/router.h"

namespace luytre::app {

// The context and the doors must outlive the router.
std::shared_ptr<const http::Router> make_router(const Context& context, Doors& doors);

}  // namespace luytre::app
