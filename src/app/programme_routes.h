// The rooms in which people do the programme's work, each with its doors: a line a room.
#pragma once

#include "app/context.h"
#include "app/doors.h"
#include "platform/http/router.h"
#include "programme/law_desk/law_desk_routes.h"
#include "programme/surveys/slip_doors.h"

namespace luytre::app {

// Records and reports, dossiers and councils, plans, villages, titles and their upkeep, reorganisations, the law desk.
// The context and the doors must outlive the router.
void add_programme_routes(http::Router& router, const Context& context, Doors& doors);

law_desk::LawDeskDoors law_desk_doors(const Context& context, Doors& doors);
surveys::SlipDoors slip_doors(const Context& context, Doors& doors);

}  // namespace luytre::app
