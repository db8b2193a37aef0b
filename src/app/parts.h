// What the doors of the rooms are made of: parts of a snapshot, and questions to the gate and to the accounts.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/doors.h"
#include "platform/notices/notice.h"

namespace luytre::app {

using KnownAt = std::optional<audit::EventNumber>;
using Snapshot = record::Snapshot;

// A source that hands a room the part of the snapshot it reads from.
template <class Pick>
auto part_of(record::Keeper& keeper, Pick pick) {
  return [&keeper, pick](KnownAt known_at) -> Result<decltype(pick(std::declval<const Snapshot&>()))> {
    auto snapshot = keeper.at(known_at);
    if (!snapshot) return pass_on(snapshot);
    return pick(**snapshot);
  };
}

// The same of the newest snapshot.
template <class Pick>
auto newest_part_of(record::Keeper& keeper, Pick pick) {
  return [source = part_of(keeper, pick)] { return source(std::nullopt); };
}

access::Guard guard_of(Doors& doors);

using Tellings = std::vector<std::pair<access::Ask, notices::Notice>>;
// Tells those who may do what is asked, but for one actor.
std::function<Done(storage::Database&, const Tellings&, const std::string& but_for, const std::string& now)> teller_of(
    Doors& doors);

// The name people know an actor by.
std::function<std::string(const std::string& actor)> namer_of(record::Keeper& keeper);

}  // namespace luytre::app
