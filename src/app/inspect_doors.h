// What the newsroom reads a text with: claims that fit, the arithmetic guard, pages of units, known documents.
#pragma once

#include "app/context.h"
#include "app/doors.h"
#include "programme/newsroom/inspect_routes.h"

namespace luytre::app {

newsroom::InspectDoors inspect_doors(const Context& context, Doors& doors);

}  // namespace luytre::app
