// The event log: numbered in commit order, each event chained to the one before by SHA-256.
//
// The chain covers an event's header, the records it touched and salted commitments of its payload and of the
// circumstances of the act; these two lie in tables of their own, so that they can be erased and the chain stays whole.
//   commitment              = SHA-256(salt ‖ payload)
//   circumstance_commitment = SHA-256(salt ‖ circumstance), each with a salt of its own
//   hash                    = SHA-256(header): after the line "luytre event 2" number, recorded_at, kind, actor, act,
//                             province, payload_class, commitment, circumstance_commitment, subjects (JSON,
//                             [["kind","id"],…] in byte order) and previous_hash, each as "length:bytes,"
// Events written before there were circumstances have none: their form is 1, the line "luytre event 1", without the two
// members circumstance_commitment and subjects.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/problem.h"
#include "platform/storage/database.h"

namespace luytre::audit {

using EventNumber = std::int64_t;  // 1 is the first; 0 is "before everything"

inline constexpr std::size_t payload_bytes_max = std::size_t{16} << 20U;
inline constexpr std::size_t circumstance_bytes_max = std::size_t{64} << 10U;
inline constexpr std::int64_t listed_events_max = 1000;
inline constexpr std::size_t subjects_max = 1000;       // of one event
inline constexpr std::size_t subjects_listed_max = 20;  // of one event in a list; asked for alone it gives all

enum class PayloadClass { open, restricted, personal, sealed };
std::string_view text_of(PayloadClass payload_class);

// A record that an event touched, so that its history can be told: {"account", "0190…"}, {"indicator", "…/2.1"}.
struct Subject {
  std::string kind;
  std::string id;
  friend auto operator<=>(const Subject&, const Subject&) = default;
};

// The subjects of an event that touches many: sorted, each once; more than subjects_max: `whole` alone, the import.
std::vector<Subject> subjects_or(std::vector<Subject> subjects, Subject whole);

// Around the act: from where, in which session, why, and by which right. Personal data in part, so it lies apart from
// the event under a commitment of its own and can be erased.
struct Circumstance {
  std::string address;       // of the peer; empty on the command line
  std::string agent;         // User-Agent
  std::string session;       // id of the session
  std::string reason;        // in the words of whoever acted
  std::string grant;         // id of the grant by which it was permitted
  std::string on_behalf_of;  // identity of an ended unit
};

// What a command hands to the log.
struct EventDraft {
  std::string kind;  // "units.imported": what happened
  json::value payload;
  PayloadClass payload_class = PayloadClass::open;
  std::string province;                // code, empty when the event is of no one province
  json::value answer;                  // given back to whoever asked, and kept for replays of the same idempotency key
  std::vector<Subject> subjects = {};  // the records it touches
};

struct Event {
  EventNumber number = 0;
  std::string recorded_at;  // the database's clock, never earlier than the event before
  std::string kind;
  std::string actor;
  std::string act;  // "units.import": the command
  std::string province;
  std::string payload_class;
  std::string hash;                    // 64 hex digits
  std::optional<std::string> payload;  // JSON text; nothing when erased, or not asked for
  bool is_payload_erased = false;
  bool has_circumstance = false;             // false: written by form 1, which kept none
  std::optional<Circumstance> circumstance;  // nothing when erased
  std::vector<Subject> subjects;             // in byte order; in a list at most subjects_listed_max
  std::int64_t subjects_count = 0;
};

// The end of the chain.
struct Head {
  EventNumber number = 0;
  std::string hash;         // 32 raw bytes; zeros before the first event
  std::string recorded_at;  // empty before the first event
};

Result<Head> head(storage::Database& database);

// Inside a write transaction: holds the one head row until its end, so that events are numbered in commit order.
Result<Head> lock_head(storage::Database& database);

// The instant for events recorded now: the database's clock, but never earlier than the head's.
Result<std::string> recording_time(storage::Database& database, const Head& head);

// Appends one event after `head`, moves `head` forward; the caller saves the head before it commits. Problems
// audit.payload_too_large, audit.circumstance_too_large, audit.too_many_subjects.
Done append(storage::Database& database, Head& head, const std::string& recorded_at, const std::string& actor,
            const std::string& act, const Circumstance& circumstance, const EventDraft& draft);
Done save_head(storage::Database& database, const Head& head);

// Events after `after` with their payloads, oldest first, at most `limit` (1 to listed_events_max, else
// audit.bad_limit). Other questions: find_events.h.
Result<std::vector<Event>> list_events(storage::Database& database, EventNumber after, std::int64_t limit);

// Remove a payload, or the circumstances of an event, for ever; the event and the chain stay. Inside a command's body,
// so that the erasure is itself an event: `erased_by` is its number. The database refuses a removal that is not noted
// so, and an open payload always. Problems audit.no_event, audit.already_erased, audit.open_payload (nothing personal
// in it to erase), audit.no_circumstance (form 1).
Done erase_payload(storage::Database& database, EventNumber number, EventNumber erased_by);
Done erase_circumstance(storage::Database& database, EventNumber number, EventNumber erased_by);

}  // namespace luytre::audit
