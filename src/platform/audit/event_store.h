// All SQL of the event log.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "platform/audit/event.h"

namespace luytre::audit {

// An event as it lies in the database: raw bytes, nothing interpreted.
struct StoredEvent {
  EventNumber number = 0;
  std::string recorded_at, kind, actor, act, province, payload_class;
  std::string commitment, previous_hash, hash;  // 32 raw bytes each
  std::optional<std::string> salt, payload;     // nothing when erased
};

using StoredEventReader = std::function<Done(StoredEvent&&)>;

// Nothing before the first command.
Result<std::optional<Head>> find_head(storage::Database& database);
Result<bool> has_event(storage::Database& database);
Done insert_first_head(storage::Database& database, const Head& head);
Result<Head> lock_head_row(storage::Database& database);
Done update_head(storage::Database& database, const Head& head);

Done insert_event(storage::Database& database, const StoredEvent& event);

// After `after`, in order, at most `limit`.
Done each_event(storage::Database& database, EventNumber after, std::int64_t limit, const StoredEventReader& reader);

// The stored class text, or nothing when there is no such event.
Result<std::optional<std::string>> find_payload_class(storage::Database& database, EventNumber number);

// False when it was gone already.
Result<bool> delete_payload(storage::Database& database, EventNumber number);

}  // namespace luytre::audit
