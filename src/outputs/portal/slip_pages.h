// /phieu: a slip of the residents' survey, answered on a phone of one's own, without script and without an account.
//
// GET            asks for the serial; a script puts the one that stands after # in the scanned address into the field
// POST serial    the questions of the slip's round
// POST answers   the slip is taken, or the form comes back with what was typed and what is wrong
//
// Nobody is asked who they are: no session is read, and the serial stands in no address, cookie or store.
#pragma once

#include "outputs/portal/portal_routes.h"
#include "programme/surveys/slip_doors.h"

namespace luytre::portal {

void add_slip_pages(http::Router& router, Source source, std::function<Date()> today, surveys::SlipDoors doors);

}  // namespace luytre::portal
