// Is the log what was written? Recomputes every hash from the first event to the head, or slice by slice.
#pragma once

#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/audit/event.h"

namespace luytre::audit {

enum class BreakKind {
  number_missing,          // a number was skipped: an event was removed
  previous_hash_differs,   // does not continue the event before
  hash_differs,            // the header or the list of records touched was changed
  payload_differs,         // the payload does not fit its commitment
  payload_missing,         // it is gone, and no erasure says so (an open one may never go)
  circumstance_differs,    // the circumstances do not fit their commitment
  circumstance_missing,    // they are gone, and no erasure says so
  time_runs_back,          // recorded earlier than the event before
  head_differs,            // the log ends elsewhere than its head says
  anchor_differs,          // the event noted down earlier is no longer there with that hash
  published_head_differs,  // the same, against a head that this database published
};
std::string_view text_of(BreakKind kind);

struct ChainBreak {
  EventNumber number = 0;  // the event where it shows
  BreakKind kind = BreakKind::hash_differs;
};

struct ChainReport {
  std::int64_t events = 0;                // read, up to the first break
  std::int64_t erased = 0;                // of them, without a payload
  std::int64_t erased_circumstances = 0;  // of them, without circumstances
  std::int64_t published_heads = 0;       // compared
  EventNumber reached = 0;                // the last event read and found whole
  std::string reached_hash;               // 64 hex digits
  bool is_at_end = false;                 // the head was reached and compared; false: ask again from `reached`
  EventNumber head_number = 0;
  std::string head_hash;  // 64 hex digits: note it down outside the machine
  std::optional<ChainBreak> first_break;
};

// A number and hash kept outside the database; the only defence against somebody who rewrites the whole log.
struct Anchor {
  EventNumber number = 0;
  std::string hash;  // 64 hex digits

  // "NUMBER:HASH". Problem audit.bad_anchor.
  static Result<Anchor> parse(std::string_view text);
};

// A text of published heads, one NUMBER:HASH in a line; what stands before it in the line (a day) and after it, empty
// lines and lines after '#' are passed over. Problems audit.bad_anchor with FILE:LINE, audit.no_anchors.
Result<std::vector<Anchor>> parse_anchors(std::string_view text, std::string_view name);

struct Verification {
  std::vector<Anchor> anchors;
  EventNumber after = 0;  // begin after this event, which an earlier slice found whole. Problem audit.no_event
  std::int64_t events_max = std::numeric_limits<std::int64_t>::max();
  std::size_t bytes_max = std::numeric_limits<std::size_t>::max();  // of payloads; the slice ends soon after
};

Result<ChainReport> verify_chain(storage::Database& database, const Verification& verification = {});

}  // namespace luytre::audit
