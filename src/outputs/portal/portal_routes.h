// The public site: pages drawn by the server, Vietnamese first and English below /en, readable without script.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "outputs/record/snapshot.h"
#include "platform/http/router.h"

namespace luytre::portal {

using Source =
    std::function<Result<std::shared_ptr<const record::Snapshot>>(std::optional<audit::EventNumber> known_at)>;

// What the room of villages tells of one village of a unit, or of a unit that it was made from.
struct VillageTold {
  std::string name;
  std::string within;               // its commune at the time, where that was another one
  std::vector<std::string> titles;  // a sentence each: title, decision, day, whether it stands
  std::string upkeep;               // a sentence; may be empty
  std::string path;                 // its page, without the language's base; may be empty
};

// What rooms beside the record add to pages; absent: nothing is shown.
struct Hooks {
  std::function<std::vector<VillageTold>(const record::Snapshot&, const units::Unit&, Date, Language)> villages = {};
};

// Every page, the style sheet and icon, and how problems look to readers of pages. `today` bounds the default date.
void add_portal_routes(http::Router& router, Source source, std::function<Date()> today, Hooks hooks = {});

}  // namespace luytre::portal
