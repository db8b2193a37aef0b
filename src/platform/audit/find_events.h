// Questions to the event log: which events, by whom, of what, about which record, when. One filter serves the list,
// its count and its export, so that none of them shows what another would not.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "platform/audit/event.h"

namespace luytre::audit {

// All that are given must hold; a default member asks for nothing.
struct EventFilter {
  std::string actor;        // as the log keeps it
  std::string act;          // "units.import"
  std::string kind_prefix;  // "units." or a whole kind
  std::string province;     // code
  std::optional<Subject> subject;
  std::optional<Date> from, until;  // days of Vietnam, both included
};

struct Page {
  bool is_newest_first = false;
  EventNumber cursor = 0;  // the last event seen (exclusive); 0: from the beginning of the order
  std::int64_t limit = 100;
  bool has_payloads = false;
};

// "KIND:ID". Problem audit.bad_subject.
Result<Subject> parse_subject(std::string_view text);

// Problem audit.bad_limit (1 to listed_events_max).
Result<std::vector<Event>> find_events(storage::Database& database, const EventFilter& filter, const Page& page);
Result<std::int64_t> count_events(storage::Database& database, const EventFilter& filter);

// With its payload and all its subjects. Problem audit.no_event.
Result<Event> find_event(storage::Database& database, EventNumber number);

// The events that touched a record.
Result<std::vector<Event>> history_of(storage::Database& database, const Subject& record, const Page& page);

}  // namespace luytre::audit
