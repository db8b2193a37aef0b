// The server: one router over one keeper of the record, until it is told to stop.
#pragma once

#include <string>

#include "app/context.h"

namespace luytre::app {

// Serves until SIGINT or SIGTERM, then lets the requests in flight finish. Problems: those of the database, of the
// listening address, http.port_taken.
Done serve(Context& context, const std::string& listen);

}  // namespace luytre::app
