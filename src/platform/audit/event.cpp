#include "platform/audit/event.h"

#include <algorithm>

#include "base/hash.h"
#include "platform/audit/chain.h"
#include "platform/audit/circumstance.h"
#include "platform/audit/event_store.h"
#include "platform/audit/find_events.h"

namespace luytre::audit {

using storage::Database;

namespace {

Result<StoredEvent> with_contents(StoredEvent event, const Circumstance& circumstance, const EventDraft& draft) {
  event.salt = random_bytes(salt_bytes);
  event.payload = compact(draft.payload);
  if (event.payload->size() > payload_bytes_max) {
    return refuse("audit.payload_too_large",
                  {{"bytes", std::to_string(event.payload->size())}, {"bytes_max", std::to_string(payload_bytes_max)}});
  }
  event.commitment = commitment_of(*event.salt, *event.payload);
  event.circumstance_salt = random_bytes(salt_bytes);
  event.circumstance = compact(json_of(circumstance));
  if (event.circumstance->size() > circumstance_bytes_max) {
    return refuse("audit.circumstance_too_large", {{"bytes", std::to_string(event.circumstance->size())},
                                                   {"bytes_max", std::to_string(circumstance_bytes_max)}});
  }
  event.circumstance_commitment = commitment_of(*event.circumstance_salt, *event.circumstance);
  event.subjects = draft.subjects;
  std::sort(event.subjects.begin(), event.subjects.end());
  event.subjects.erase(std::unique(event.subjects.begin(), event.subjects.end()), event.subjects.end());
  if (event.subjects.size() > subjects_max) {
    return refuse("audit.too_many_subjects",
                  {{"count", std::to_string(event.subjects.size())}, {"count_max", std::to_string(subjects_max)}});
  }
  return event;
}

Done note_erasure(Database& database, EventNumber number, std::string_view part, EventNumber erased_by) {
  const auto noted = insert_erasure(database, number, part, erased_by);
  if (!noted) return pass_on(noted);
  if (!*noted) return refuse("audit.already_erased", {{"event", std::to_string(number)}});
  return {};
}

}  // namespace

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

std::vector<Subject> subjects_or(std::vector<Subject> subjects, Subject whole) {
  std::sort(subjects.begin(), subjects.end());
  subjects.erase(std::unique(subjects.begin(), subjects.end()), subjects.end());
  if (subjects.size() > subjects_max) return {std::move(whole)};
  return subjects;
}

Result<Head> head(Database& database) {
  const auto found = find_head(database);
  if (!found) return pass_on(found);
  return found->value_or(Head{0, hash_before_first(), ""});
}

Result<Head> lock_head(Database& database) {
  auto found = lock_head_row(database);
  if (!found) return pass_on(found);
  if (*found) return **std::move(found);
  // Only an empty log may begin: a head made anew over old events would number them twice. Another writer may have
  // committed the very first event between the two questions: its head is there now.
  const auto has_events = has_event(database);
  if (!has_events) return pass_on(has_events);
  if (!*has_events) {
    if (auto made = insert_first_head(database, Head{0, hash_before_first(), ""}); !made) return pass_on(made);
  }
  found = lock_head_row(database);
  if (!found) return pass_on(found);
  if (!*found) return refuse("audit.head_missing");
  return **std::move(found);
}

Result<std::string> recording_time(Database& database, const Head& head) {
  auto now = database.now();
  if (!now) return now;
  // A clock that was set back must not make an event older than the one before it.
  return std::max(*now, head.recorded_at);
}

Done append(Database& database, Head& head, const std::string& recorded_at, const std::string& actor,
            const std::string& act, const Circumstance& circumstance, const EventDraft& draft) {
  StoredEvent header;
  header.number = head.number + 1;
  header.recorded_at = recorded_at;
  header.kind = draft.kind;
  header.actor = actor;
  header.act = act;
  header.province = draft.province;
  header.payload_class = text_of(draft.payload_class);
  header.previous_hash = head.hash;
  auto event = with_contents(std::move(header), circumstance, draft);
  if (!event) return pass_on(event);
  event->hash = hash_of(*event);
  if (auto inserted = insert_event(database, *event); !inserted) return inserted;
  head = Head{event->number, event->hash, event->recorded_at};
  return {};
}

Done save_head(Database& database, const Head& head) { return update_head(database, head); }

Result<std::vector<Event>> list_events(Database& database, EventNumber after, std::int64_t limit) {
  Page page;
  page.cursor = after;
  page.limit = limit;
  page.has_payloads = true;
  return find_events(database, EventFilter{}, page);
}

Done erase_payload(Database& database, EventNumber number, EventNumber erased_by) {
  const Arguments event{{"event", std::to_string(number)}};
  const auto payload_class = find_payload_class(database, number);
  if (!payload_class) return pass_on(payload_class);
  if (!*payload_class) return refuse("audit.no_event", event);
  if (**payload_class == text_of(PayloadClass::open)) return refuse("audit.open_payload", event);
  if (auto noted = note_erasure(database, number, "payload", erased_by); !noted) return noted;
  return delete_payload(database, number);
}

Done erase_circumstance(Database& database, EventNumber number, EventNumber erased_by) {
  const Arguments event{{"event", std::to_string(number)}};
  const auto has_commitment = find_has_circumstance(database, number);
  if (!has_commitment) return pass_on(has_commitment);
  if (!*has_commitment) return refuse("audit.no_event", event);
  if (!**has_commitment) return refuse("audit.no_circumstance", event);
  if (auto noted = note_erasure(database, number, "circumstance", erased_by); !noted) return noted;
  return delete_circumstance(database, number);
}

}  // namespace luytre::audit
