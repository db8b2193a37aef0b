#include "platform/commands/answered_order_store.h"

namespace luytre::commands {

using storage::Blob;
using storage::Database;

Result<std::optional<AnsweredOrder>> find_answered_order(Database& database, const Order& order) {
  const auto rows = database.query(
      "SELECT act, request_digest, event, answer FROM answered_order WHERE actor = ? AND idempotency_key = ?",
      {order.actor.name, order.idempotency_key});
  if (!rows) return pass_on(rows);
  if (rows->empty()) return std::nullopt;
  const auto& row = rows->front();
  return AnsweredOrder{row.text(0), row.bytes(1), row.integer(2), row.text(3)};
}

Done insert_answered_order(Database& database, const Order& order, const AnsweredOrder& answered,
                           const std::string& recorded_at) {
  const auto inserted = database.execute(
      "INSERT INTO answered_order (actor, idempotency_key, act, request_digest, event, answer, recorded_at)"
      " VALUES (?, ?, ?, ?, ?, ?, ?)",
      {order.actor.name, order.idempotency_key, answered.act, Blob{answered.request_digest}, answered.event,
       answered.answer, recorded_at});
  if (!inserted) return pass_on(inserted);
  return {};
}

}  // namespace luytre::commands
