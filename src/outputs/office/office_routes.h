// The pages of people with accounts: where each stands, and how refusals look to people.
#pragma once

#include "outputs/office/desk_frame.h"
#include "outputs/portal/portal_routes.h"

namespace luytre::office {

// Each page stands twice: in Vietnamese, and below /en in English. Problems of all pages are drawn here too: whoever
// must sign in first is led there and back; a refusal says why and who can, in the frame of whoever is signed in;
// anything else as the portal draws it. Call after add_portal_routes.
void add_office_routes(http::Router& router, const Office& office, portal::Source source);

}  // namespace luytre::office
