// The permit of the server: who may do what now, from the grants in the database, the rules as registered and the
// register of units. Follows them by itself.
#pragma once

#include <functional>
#include <memory>
#include <mutex>

#include "base/date.h"
#include "platform/access/decide.h"
#include "platform/commands/writer.h"

namespace luytre::authority {

class Gate {
 public:
  explicit Gate(std::function<Date()> today) : today_(std::move(today)) {}

  // For the Writer. The gate must outlive it.
  commands::Permit permit();

  // The same question outside a command: for pages, exports and counts that show only what the viewer may see.
  Result<access::Decision> decide(storage::Database& database, const access::Actor& actor, const access::Ask& ask);
  // Nothing, or the refusal in words with who can.
  Done require(storage::Database& database, const access::Viewer& viewer, const access::Ask& ask);

  struct Materials;  // authority and tree as known at one event

 private:
  Result<std::shared_ptr<const Materials>> materials(storage::Database& database);

  std::function<Date()> today_;
  std::mutex mutex_;
  std::shared_ptr<const Materials> newest_;  // under mutex_
};

}  // namespace luytre::authority
