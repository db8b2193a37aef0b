#include "platform/audit/published_head.h"

#include "platform/audit/event_store.h"
#include "platform/storage/instant.h"

namespace luytre::audit {

using storage::Blob;
using storage::Database;

namespace {

constexpr std::string_view day_after_all = "9999";

Result<PublishedHead> head_of(const storage::Row& row) {
  const auto day = Date::parse(row.text(0));
  if (!day) return pass_on(day);
  return PublishedHead{*day, row.integer(1), row.integer(2), row.bytes(3)};
}

}  // namespace

Result<std::vector<PublishedHead>> published_heads(Database& database, std::int64_t limit, std::optional<Date> before) {
  const auto rows =
      database.query("SELECT day, event, number, hash FROM audit_head WHERE day < ? ORDER BY day DESC LIMIT ?",
                     {before ? before->text() : std::string(day_after_all), limit});
  if (!rows) return pass_on(rows);
  std::vector<PublishedHead> heads;
  for (const auto& row : *rows) {
    auto head = head_of(row);
    if (!head) return pass_on(head);
    heads.push_back(std::move(*head));
  }
  return heads;
}

Result<std::optional<PublishedHead>> published_head_of(Database& database, Date day) {
  const auto rows = database.query("SELECT day, event, number, hash FROM audit_head WHERE day = ?", {day.text()});
  if (!rows) return pass_on(rows);
  if (rows->empty()) return std::nullopt;
  auto head = head_of(rows->front());
  if (!head) return pass_on(head);
  return std::move(*head);
}

Result<PublishedHead> publish_head_before(Database& database, EventNumber event, const std::string& recorded_at) {
  const Date day = storage::vietnam_day(recorded_at);
  const auto known = published_head_of(database, day);
  if (!known) return pass_on(known);
  if (*known) return refuse("audit.head_published", {{"day", day.vietnamese_text()}});
  const auto end = find_head_at(database, event - 1);
  if (!end) return pass_on(end);
  if (!*end) return refuse("audit.nothing_to_publish");
  PublishedHead head{day, event, (*end)->number, (*end)->hash};
  const auto inserted = database.execute("INSERT INTO audit_head (day, event, number, hash) VALUES (?, ?, ?, ?)",
                                         {day.text(), event, head.number, Blob{head.hash}});
  if (!inserted) return pass_on(inserted);
  return head;
}

}  // namespace luytre::audit
