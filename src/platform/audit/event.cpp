#include "platform/audit/event.h"

#include <algorithm>

#include "base/hash.h"
#include "platform/audit/chain.h"
#include "platform/audit/event_store.h"

namespace luytre::audit {

using storage::Database;

std::string_view text_of(PayloadClass payload_class) {
  switch (payload_class) {
    case PayloadClass::open:
      return "open";
    case PayloadClass::restricted:
      return "restricted";
    case PayloadClass::personal:
      return "personal";
    case PayloadClass::sealed:
      return "sealed";
  }
  return "sealed";
}

Result<Head> head(Database& database) {
  const auto found = find_head(database);
  if (!found) return pass_on(found);
  return found->value_or(Head{0, hash_before_first(), ""});
}

Result<Head> lock_head(Database& database) {
  const auto found = find_head(database);
  if (!found) return pass_on(found);
  if (!*found) {
    // Only an empty log may begin: a head made anew over old events would number them twice.
    const auto has_events = has_event(database);
    if (!has_events) return pass_on(has_events);
    if (*has_events) return refuse("audit.head_missing");
    if (auto made = insert_first_head(database, Head{0, hash_before_first(), ""}); !made) return pass_on(made);
  }
  return lock_head_row(database);
}

Result<std::string> recording_time(Database& database, const Head& head) {
  auto now = database.now();
  if (!now) return now;
  // A clock that was set back must not make an event older than the one before it.
  return std::max(*now, head.recorded_at);
}

Done append(Database& database, Head& head, const std::string& recorded_at, const std::string& actor,
            const std::string& act, const Circumstance& /*circumstance*/, const EventDraft& draft) {
  StoredEvent event;
  event.number = head.number + 1;
  event.recorded_at = recorded_at;
  event.kind = draft.kind;
  event.actor = actor;
  event.act = act;
  event.province = draft.province;
  event.payload_class = text_of(draft.payload_class);
  event.salt = random_bytes(salt_bytes);
  event.payload = compact(draft.payload);
  if (event.payload->size() > payload_bytes_max) {
    return refuse("audit.payload_too_large",
                  {{"bytes", std::to_string(event.payload->size())}, {"bytes_max", std::to_string(payload_bytes_max)}});
  }
  event.commitment = commitment_of(*event.salt, *event.payload);
  event.previous_hash = head.hash;
  event.hash = hash_of(event);
  if (auto inserted = insert_event(database, event); !inserted) return inserted;
  head = Head{event.number, event.hash, event.recorded_at};
  return {};
}

Done save_head(Database& database, const Head& head) { return update_head(database, head); }

Result<std::vector<Event>> list_events(Database& database, EventNumber after, std::int64_t limit) {
  if (limit < 1 || limit > listed_events_max) {
    return refuse("audit.bad_limit",
                  {{"limit", std::to_string(limit)}, {"limit_max", std::to_string(listed_events_max)}});
  }
  std::vector<Event> events;
  auto read = each_event(database, after, limit, [&events](StoredEvent&& stored) -> Done {
    events.push_back(Event{stored.number, std::move(stored.recorded_at), std::move(stored.kind),
                           std::move(stored.actor), std::move(stored.act), std::move(stored.province),
                           std::move(stored.payload_class), hex(stored.hash), std::move(stored.payload)});
    return {};
  });
  if (!read) return pass_on(read);
  return events;
}

Done erase_payload(Database& database, EventNumber number) {
  const Arguments event{{"event", std::to_string(number)}};
  const auto payload_class = find_payload_class(database, number);
  if (!payload_class) return pass_on(payload_class);
  if (!*payload_class) return refuse("audit.no_event", event);
  if (**payload_class == text_of(PayloadClass::open)) return refuse("audit.open_payload", event);
  const auto deleted = delete_payload(database, number);
  if (!deleted) return pass_on(deleted);
  if (!*deleted) return refuse("audit.already_erased", event);
  return {};
}

}  // namespace luytre::audit
