// The public site: pages drawn by the server, Vietnamese first and English below /en, readable without script.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "outputs/record/snapshot.h"
#include "platform/http/router.h"

namespace luytre::portal {

using Source =
    std::function<Result<std::shared_ptr<const record::Snapshot>>(std::optional<audit::EventNumber> known_at)>;

// Every page, feeds and lists for machines, the style sheet and icon, and how problems look to readers of pages.
// `today` bounds the default date. `public_address` is where people reach the site ("https://ntm.example.vn"): feeds,
// calendars and search engines are told it; "" is the program's usual address on one's own machine.
void add_portal_routes(http::Router& router, Source source, std::function<Date()> today,
                       std::string_view public_address = {});

}  // namespace luytre::portal
