// The end of the chain as it was published, once a day: whoever wrote it down elsewhere can prove that the log was not
// rewritten since. platform/inspection publishes it by a command.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "platform/audit/event.h"

namespace luytre::audit {

struct PublishedHead {
  Date day;               // of Vietnam
  EventNumber event = 0;  // that published it
  EventNumber number = 0;
  std::string hash;  // 32 raw bytes; on paper 64 hex digits
};

// By day, newest first; `before` (exclusive) pages on.
Result<std::vector<PublishedHead>> published_heads(storage::Database& database, std::int64_t limit,
                                                   std::optional<Date> before = std::nullopt);
Result<std::optional<PublishedHead>> published_head_of(storage::Database& database, Date day);

// Inside a command's body whose event will be `event`: the chain before it, as the head of its day. Problems
// audit.head_published (that day has one), audit.nothing_to_publish (no event yet).
Result<PublishedHead> publish_head_before(storage::Database& database, EventNumber event,
                                          const std::string& recorded_at);

}  // namespace luytre::audit
