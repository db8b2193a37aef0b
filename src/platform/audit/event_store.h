// All SQL of the event log but its questions (find_events.cpp) and the published heads (published_head.cpp).
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "platform/audit/event.h"

namespace luytre::audit {

// An event as it lies in the database: raw bytes, nothing interpreted.
struct StoredEvent {
  EventNumber number = 0;
  std::string recorded_at, kind, actor, act, province, payload_class;
  std::string commitment, previous_hash, hash;         // 32 raw bytes each
  std::optional<std::string> salt, payload;            // nothing when erased
  std::optional<std::string> circumstance_commitment;  // nothing: form 1
  std::optional<std::string> circumstance_salt, circumstance;
  bool is_payload_erasure_noted = false;
  bool is_circumstance_erasure_noted = false;
  std::vector<Subject> subjects = {};  // in byte order; each_event leaves them to the caller
};

using StoredEventReader = std::function<Done(StoredEvent&&)>;

// Nothing before the first command.
Result<std::optional<Head>> find_head(storage::Database& database);
Result<bool> has_event(storage::Database& database);
Done insert_first_head(storage::Database& database, const Head& head);
Result<std::optional<Head>> lock_head_row(storage::Database& database);
Done update_head(storage::Database& database, const Head& head);

Done insert_event(storage::Database& database, const StoredEvent& event);

// After `after`, in order, at most `limit`.
Done each_event(storage::Database& database, EventNumber after, std::int64_t limit, const StoredEventReader& reader);

// Of the events numbered over `after` and up to `last`, in byte order.
Result<std::map<EventNumber, std::vector<Subject>>> subjects_between(storage::Database& database, EventNumber after,
                                                                     EventNumber last);

// The end of the chain as it stands at an event; nothing when there is no such event.
Result<std::optional<Head>> find_head_at(storage::Database& database, EventNumber number);

// The stored class text, or nothing when there is no such event.
Result<std::optional<std::string>> find_payload_class(storage::Database& database, EventNumber number);
Result<std::optional<bool>> find_has_circumstance(storage::Database& database, EventNumber number);

// False when it was noted before.
Result<bool> insert_erasure(storage::Database& database, EventNumber number, std::string_view part,
                            EventNumber erased_by);
Done delete_payload(storage::Database& database, EventNumber number);
Done delete_circumstance(storage::Database& database, EventNumber number);

}  // namespace luytre::audit
