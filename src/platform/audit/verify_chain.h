// Is the log what was written? Recomputes every hash from the first event to the head.
#pragma once

#include <optional>
#include <string>

#include "platform/audit/event.h"

namespace luytre::audit {

enum class BreakKind {
  number_missing,         // a number was skipped: an event was removed
  previous_hash_differs,  // does not continue the event before
  hash_differs,           // the header was changed
  payload_differs,        // the payload does not fit its commitment
  time_runs_back,         // recorded earlier than the event before
  head_differs,           // the log ends elsewhere than its head says
  anchor_differs,         // the event noted down earlier is no longer there with that hash
};
std::string_view text_of(BreakKind kind);

struct ChainBreak {
  EventNumber number = 0;  // the event where it shows
  BreakKind kind = BreakKind::hash_differs;
};

struct ChainReport {
  std::int64_t events = 0;  // read, up to the first break
  std::int64_t erased = 0;  // of them, without a payload
  EventNumber head_number = 0;
  std::string head_hash;  // 64 hex digits: note it down outside the machine
  std::optional<ChainBreak> first_break;
};

// A number and hash kept outside the database; the only defence against somebody who rewrites the whole log.
struct Anchor {
  EventNumber number = 0;
  std::string hash;  // 64 hex digits
};

Result<ChainReport> verify_chain(storage::Database& database, const std::optional<Anchor>& anchor = std::nullopt);

}  // namespace luytre::audit
