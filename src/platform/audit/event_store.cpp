#include "platform/audit/event_store.h"

#include <utility>

namespace luytre::audit {

using storage::Blob;
using storage::Database;
using storage::Row;

namespace {

Head head_of(const Row& row) { return Head{row.integer(0), row.bytes(1), row.text(2)}; }

Done as_done(Result<std::int64_t> changed) {
  if (!changed) return pass_on(changed);
  return {};
}

}  // namespace

Result<std::optional<Head>> find_head(Database& database) {
  const auto rows = database.query("SELECT number, hash, recorded_at FROM event_head WHERE one = 1");
  if (!rows) return pass_on(rows);
  if (rows->empty()) return std::nullopt;
  return head_of(rows->front());
}

Result<bool> has_event(Database& database) {
  const auto rows = database.query("SELECT number FROM event LIMIT 1");
  if (!rows) return pass_on(rows);
  return !rows->empty();
}

Done insert_first_head(Database& database, const Head& head) {
  return as_done(database.execute(
      "INSERT INTO event_head (one, number, hash, recorded_at) VALUES (1, ?, ?, ?) ON CONFLICT (one) DO NOTHING",
      {head.number, Blob{head.hash}, head.recorded_at}));
}

Result<Head> lock_head_row(Database& database) {
  // A change that changes nothing locks the row in either store until the transaction ends.
  const auto rows =
      database.query("UPDATE event_head SET number = number WHERE one = 1 RETURNING number, hash, recorded_at");
  if (!rows) return pass_on(rows);
  if (rows->empty()) return refuse("audit.head_missing");
  return head_of(rows->front());
}

Done update_head(Database& database, const Head& head) {
  return as_done(database.execute("UPDATE event_head SET number = ?, hash = ?, recorded_at = ? WHERE one = 1",
                                  {head.number, Blob{head.hash}, head.recorded_at}));
}

Done insert_event(Database& database, const StoredEvent& event) {
  auto inserted = as_done(database.execute(
      "INSERT INTO event (number, recorded_at, kind, actor, act, province, payload_class, commitment, previous_hash,"
      " hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {event.number, event.recorded_at, event.kind, event.actor, event.act, event.province, event.payload_class,
       Blob{event.commitment}, Blob{event.previous_hash}, Blob{event.hash}}));
  if (!inserted || !event.payload) return inserted;
  return as_done(database.execute("INSERT INTO event_payload (number, salt, payload) VALUES (?, ?, ?)",
                                  {event.number, Blob{*event.salt}, *event.payload}));
}

Done each_event(Database& database, EventNumber after, std::int64_t limit, const StoredEventReader& reader) {
  return database.each_row(
      "SELECT e.number, e.recorded_at, e.kind, e.actor, e.act, e.province, e.payload_class, e.commitment,"
      " e.previous_hash, e.hash, p.salt, p.payload"
      " FROM event e LEFT JOIN event_payload p ON p.number = e.number"
      " WHERE e.number > ? ORDER BY e.number LIMIT ?",
      {after, limit}, [&reader](const Row& row) -> Done {
        StoredEvent event{row.integer(0), row.text(1),  row.text(2),  row.text(3),  row.text(4),  row.text(5),
                          row.text(6),    row.bytes(7), row.bytes(8), row.bytes(9), std::nullopt, row.text_or_null(11)};
        if (!row.is_null(10)) event.salt = row.bytes(10);
        return reader(std::move(event));
      });
}

Result<std::optional<std::string>> find_payload_class(Database& database, EventNumber number) {
  const auto rows = database.query("SELECT payload_class FROM event WHERE number = ?", {number});
  if (!rows) return pass_on(rows);
  if (rows->empty()) return std::nullopt;
  return rows->front().text(0);
}

Result<bool> delete_payload(Database& database, EventNumber number) {
  const auto deleted = database.execute("DELETE FROM event_payload WHERE number = ?", {number});
  if (!deleted) return pass_on(deleted);
  return *deleted > 0;
}

}  // namespace luytre::audit
