#include "platform/audit/event_store.h"

#include <utility>

namespace luytre::audit {

using storage::Blob;
using storage::Database;
using storage::Row;
using storage::Value;

namespace {

Head head_of(const Row& row) { return Head{row.integer(0), row.bytes(1), row.text(2)}; }

Done as_done(Result<std::int64_t> changed) {
  if (!changed) return pass_on(changed);
  return {};
}

std::optional<std::string> bytes_or_null(const Row& row, std::size_t column) {
  if (row.is_null(column)) return std::nullopt;
  return row.bytes(column);
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

Result<std::optional<Head>> lock_head_row(Database& database) {
  // Who writes holds the lock of SQLite since the begin of the transaction; a server locks the row until its end.
  const auto rows = database.query(database.kind() == storage::StoreKind::sqlite
                                       ? "SELECT number, hash, recorded_at FROM event_head WHERE one = 1"
                                       : "SELECT number, hash, recorded_at FROM event_head WHERE one = 1 FOR UPDATE");
  if (!rows) return pass_on(rows);
  if (rows->empty()) return std::nullopt;
  return head_of(rows->front());
}

Done update_head(Database& database, const Head& head) {
  return as_done(database.execute("UPDATE event_head SET number = ?, hash = ?, recorded_at = ? WHERE one = 1",
                                  {head.number, Blob{head.hash}, head.recorded_at}));
}

Done insert_event(Database& database, const StoredEvent& event) {
  const bool is_form_2 = event.circumstance_commitment.has_value();
  std::vector<storage::Change> rows;
  rows.push_back(
      {"INSERT INTO event (number, recorded_at, kind, actor, act, province, payload_class, commitment,"
       " previous_hash, hash, circumstance_commitment) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
       {event.number, event.recorded_at, event.kind, event.actor, event.act, event.province, event.payload_class,
        Blob{event.commitment}, Blob{event.previous_hash}, Blob{event.hash},
        is_form_2 ? Value(Blob{*event.circumstance_commitment}) : Value()}});
  if (event.payload) {
    rows.push_back({"INSERT INTO event_payload (number, salt, payload) VALUES (?, ?, ?)",
                    {event.number, Blob{*event.salt}, *event.payload}});
  }
  if (event.circumstance) {
    rows.push_back({"INSERT INTO event_circumstance (number, salt, circumstance) VALUES (?, ?, ?)",
                    {event.number, Blob{*event.circumstance_salt}, *event.circumstance}});
  }
  constexpr std::size_t one_by_one_max = 4;  // below, a bulk load costs more than it saves
  const bool are_few = event.subjects.size() <= one_by_one_max;
  std::vector<std::vector<Value>> subjects;
  for (const Subject& subject : event.subjects) {
    std::vector<Value> row{event.number, subject.kind, subject.id};
    if (are_few) {
      rows.push_back({"INSERT INTO event_subject (event, kind, id) VALUES (?, ?, ?)", std::move(row)});
    } else {
      subjects.push_back(std::move(row));
    }
  }
  if (auto done = database.execute_all(rows); !done) return done;
  return database.insert_rows("event_subject", {"event", "kind", "id"}, subjects);
}

Done each_event(Database& database, EventNumber after, std::int64_t limit, const StoredEventReader& reader) {
  return database.each_row(
      "SELECT e.number, e.recorded_at, e.kind, e.actor, e.act, e.province, e.payload_class, e.commitment,"
      " e.previous_hash, e.hash, p.salt, p.payload, e.circumstance_commitment, c.salt, c.circumstance,"
      " CASE WHEN p.number IS NULL"
      "  THEN (SELECT count(*) FROM event_erasure r WHERE r.event = e.number AND r.part = 'payload') ELSE 0 END,"
      " CASE WHEN c.number IS NULL"
      "  THEN (SELECT count(*) FROM event_erasure r WHERE r.event = e.number AND r.part = 'circumstance') ELSE 0 END"
      " FROM event e LEFT JOIN event_payload p ON p.number = e.number"
      " LEFT JOIN event_circumstance c ON c.number = e.number"
      " WHERE e.number > ? ORDER BY e.number LIMIT ?",
      {after, limit}, [&reader](const Row& row) -> Done {
        StoredEvent event{row.integer(0),
                          row.text(1),
                          row.text(2),
                          row.text(3),
                          row.text(4),
                          row.text(5),
                          row.text(6),
                          row.bytes(7),
                          row.bytes(8),
                          row.bytes(9),
                          bytes_or_null(row, 10),
                          row.text_or_null(11),
                          bytes_or_null(row, 12),
                          bytes_or_null(row, 13),
                          row.text_or_null(14),
                          row.truth(15),
                          row.truth(16)};
        return reader(std::move(event));
      });
}

Result<std::map<EventNumber, std::vector<Subject>>> subjects_between(Database& database, EventNumber after,
                                                                     EventNumber last) {
  std::map<EventNumber, std::vector<Subject>> subjects;
  auto read = database.each_row(
      "SELECT event, kind, id FROM event_subject WHERE event > ? AND event <= ? ORDER BY event, kind, id",
      {after, last}, [&subjects](const Row& row) -> Done {
        subjects[row.integer(0)].push_back(Subject{row.text(1), row.text(2)});
        return {};
      });
  if (!read) return pass_on(read);
  return subjects;
}

Result<std::optional<Head>> find_head_at(Database& database, EventNumber number) {
  const auto rows = database.query("SELECT number, hash, recorded_at FROM event WHERE number = ?", {number});
  if (!rows) return pass_on(rows);
  if (rows->empty()) return std::nullopt;
  return head_of(rows->front());
}

Result<std::optional<std::string>> find_payload_class(Database& database, EventNumber number) {
  const auto rows = database.query("SELECT payload_class FROM event WHERE number = ?", {number});
  if (!rows) return pass_on(rows);
  if (rows->empty()) return std::nullopt;
  return rows->front().text(0);
}

Result<std::optional<bool>> find_has_circumstance(Database& database, EventNumber number) {
  const auto rows = database.query("SELECT circumstance_commitment FROM event WHERE number = ?", {number});
  if (!rows) return pass_on(rows);
  if (rows->empty()) return std::nullopt;
  return !rows->front().is_null(0);
}

Result<bool> insert_erasure(Database& database, EventNumber number, std::string_view part, EventNumber erased_by) {
  const auto noted = database.execute(
      "INSERT INTO event_erasure (event, part, erased_by) VALUES (?, ?, ?) ON CONFLICT (event, part) DO NOTHING",
      {number, std::string(part), erased_by});
  if (!noted) return pass_on(noted);
  return *noted > 0;
}

Done delete_payload(Database& database, EventNumber number) {
  return as_done(database.execute("DELETE FROM event_payload WHERE number = ?", {number}));
}

Done delete_circumstance(Database& database, EventNumber number) {
  return as_done(database.execute("DELETE FROM event_circumstance WHERE number = ?", {number}));
}

}  // namespace luytre::audit
