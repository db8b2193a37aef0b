#include "platform/audit/find_events.h"

#include <algorithm>

#include "base/hash.h"
#include "platform/audit/circumstance.h"
#include "platform/storage/instant.h"

namespace luytre::audit {

using storage::Database;
using storage::Row;
using storage::Value;

namespace {

constexpr std::size_t asked_at_once = 50;  // events whose subjects one statement reads

// FROM … WHERE …, and what is bound in it.
struct Condition {
  std::string sql;
  std::vector<Value> parameters;

  void also(std::string_view condition, std::initializer_list<Value> values) {
    sql += sql.find(" WHERE ") == std::string::npos ? " WHERE " : " AND ";
    sql += condition;
    parameters.insert(parameters.end(), values);
  }
};

Condition condition_of(const EventFilter& filter) {
  Condition condition{" FROM event e", {}};
  if (filter.subject) {
    condition.sql += " JOIN event_subject s ON s.event = e.number";
    condition.also("s.kind = ? AND s.id = ?", {filter.subject->kind, filter.subject->id});
  }
  if (!filter.actor.empty()) condition.also("e.actor = ?", {filter.actor});
  if (!filter.act.empty()) condition.also("e.act = ?", {filter.act});
  if (!filter.province.empty()) condition.also("e.province = ?", {filter.province});
  // Kinds are lower case letters, '.' and '_': all before '~' in byte order.
  if (!filter.kind_prefix.empty()) {
    condition.also("e.kind >= ? AND e.kind < ?", {filter.kind_prefix, filter.kind_prefix + "~"});
  }
  if (filter.from) condition.also("e.recorded_at >= ?", {storage::start_of_vietnam_day(*filter.from)});
  if (filter.until && !filter.until->is_open_end()) {
    condition.also("e.recorded_at < ?", {storage::start_of_vietnam_day(filter.until->plus_days(1))});
  }
  return condition;
}

Event event_of(const Row& row, bool has_payloads) {
  Event event;
  event.number = row.integer(0);
  event.recorded_at = row.text(1);
  event.kind = row.text(2);
  event.actor = row.text(3);
  event.act = row.text(4);
  event.province = row.text(5);
  event.payload_class = row.text(6);
  event.hash = hex(row.bytes(7));
  event.has_circumstance = row.truth(8);
  if (!row.is_null(9)) event.circumstance = circumstance_of(row.text(9));
  event.is_payload_erased = row.truth(10);
  if (has_payloads) event.payload = row.text_or_null(11);
  return event;
}

std::string columns(bool has_payloads) {
  return std::string(
             "SELECT e.number, e.recorded_at, e.kind, e.actor, e.act, e.province, e.payload_class, e.hash,"
             " CASE WHEN e.circumstance_commitment IS NULL THEN 0 ELSE 1 END, c.circumstance,"
             " CASE WHEN p.number IS NULL THEN 1 ELSE 0 END") +
         (has_payloads ? ", p.payload" : "");
}

constexpr std::string_view contents =
    " LEFT JOIN event_payload p ON p.number = e.number LEFT JOIN event_circumstance c ON c.number = e.number";

// `events` from `first`, at most asked_at_once of them.
Done read_subjects(Database& database, std::vector<Event>& events, std::size_t first, std::size_t each_max) {
  std::string marks;
  std::vector<Value> parameters;
  for (std::size_t at = first; at < first + asked_at_once; ++at) {
    marks += marks.empty() ? "?" : ", ?";
    parameters.emplace_back(at < events.size() ? events[at].number : EventNumber{0});
  }
  parameters.emplace_back(static_cast<std::int64_t>(each_max));
  return database.each_row(
      "SELECT event, kind, id, in_all FROM (SELECT event, kind, id,"
      " row_number() OVER (PARTITION BY event ORDER BY kind, id) AS place, count(*) OVER (PARTITION BY event) AS in_all"
      " FROM event_subject WHERE event IN (" +
          marks + ")) AS numbered WHERE place <= ? ORDER BY event, kind, id",
      parameters, [&](const Row& row) -> Done {
        const auto event = std::find_if(events.begin() + static_cast<std::ptrdiff_t>(first), events.end(),
                                        [&](const Event& known) { return known.number == row.integer(0); });
        event->subjects.push_back(Subject{row.text(1), row.text(2)});
        event->subjects_count = row.integer(3);
        return {};
      });
}

}  // namespace

Result<Subject> parse_subject(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon + 1 == text.size()) return refuse("audit.bad_subject");
  return Subject{std::string(text.substr(0, colon)), std::string(text.substr(colon + 1))};
}

Result<std::vector<Event>> find_events(Database& database, const EventFilter& filter, const Page& page) {
  if (page.limit < 1 || page.limit > listed_events_max) {
    return refuse("audit.bad_limit",
                  {{"limit", std::to_string(page.limit)}, {"limit_max", std::to_string(listed_events_max)}});
  }
  Condition condition = condition_of(filter);
  if (page.cursor > 0) condition.also(page.is_newest_first ? "e.number < ?" : "e.number > ?", {page.cursor});
  const auto where = std::min(condition.sql.find(" WHERE "), condition.sql.size());
  condition.sql.insert(where, contents);
  condition.parameters.emplace_back(page.limit);
  std::vector<Event> events;
  auto read = database.each_row(columns(page.has_payloads) + condition.sql + " ORDER BY e.number" +
                                    (page.is_newest_first ? " DESC" : "") + " LIMIT ?",
                                condition.parameters, [&](const Row& row) -> Done {
                                  events.push_back(event_of(row, page.has_payloads));
                                  return {};
                                });
  if (!read) return pass_on(read);
  for (std::size_t first = 0; first < events.size(); first += asked_at_once) {
    if (auto done = read_subjects(database, events, first, subjects_listed_max); !done) return pass_on(done);
  }
  return events;
}

Result<std::int64_t> count_events(Database& database, const EventFilter& filter) {
  const Condition condition = condition_of(filter);
  const auto rows = database.query("SELECT count(*)" + condition.sql, condition.parameters);
  if (!rows) return pass_on(rows);
  return rows->front().integer(0);
}

Result<Event> find_event(Database& database, EventNumber number) {
  const auto rows =
      database.query(columns(true) + " FROM event e" + std::string(contents) + " WHERE e.number = ?", {number});
  if (!rows) return pass_on(rows);
  if (rows->empty()) return refuse("audit.no_event", {{"event", std::to_string(number)}});
  std::vector<Event> events{event_of(rows->front(), true)};
  if (auto done = read_subjects(database, events, 0, subjects_max); !done) return pass_on(done);
  return std::move(events.front());
}

Result<std::vector<Event>> history_of(Database& database, const Subject& record, const Page& page) {
  EventFilter filter;
  filter.subject = record;
  return find_events(database, filter, page);
}

}  // namespace luytre::audit
