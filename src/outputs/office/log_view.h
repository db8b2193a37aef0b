// Events in words for the pages of the log.
#pragma once

#include <vector>

#include "outputs/office/desk_frame.h"
#include "platform/audit/find_events.h"
#include "platform/audit/tell_event.h"

namespace luytre::office {

// number, path, who, when, where, what, why; what the sight does not cover is empty.
View event_rows(Database& database, const Visit& visit, const std::vector<audit::Event>& events, audit::Sight sight);
View event_view(Database& database, const Visit& visit, const audit::Event& event, audit::Sight sight);

}  // namespace luytre::office
