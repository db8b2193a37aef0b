// All SQL of this room: the answer given the first time for each idempotency key.
#pragma once

#include <optional>
#include <string>

#include "platform/commands/writer.h"

namespace luytre::commands {

struct AnsweredOrder {
  std::string act;
  std::string request_digest;  // 32 raw bytes
  audit::EventNumber event = 0;
  std::string answer;  // JSON text
};

Result<std::optional<AnsweredOrder>> find_answered_order(storage::Database& database, const Order& order);
Done insert_answered_order(storage::Database& database, const Order& order, const AnsweredOrder& answered,
                           const std::string& recorded_at);

}  // namespace luytre::commands
