// Every route of the server: one line a room.
#pragma once

#include <memory>

#include "app/context.h"
#include "outputs/record/keeper.h"
#include "platform/http/router.h"

namespace luytre::app {

// The keeper and the context must outlive the router.
std::shared_ptr<const http::Router> make_router(const Context& context, record::Keeper& keeper);

}  // namespace luytre::app
