// The pages of people with accounts: where each stands.
#pragma once

#include "outputs/office/office.h"
#include "outputs/portal/portal_routes.h"

namespace luytre::office {

// Each page stands twice: in Vietnamese, and below /en in English.
void add_office_routes(http::Router& router, Office office, portal::Source source);

}  // namespace luytre::office
