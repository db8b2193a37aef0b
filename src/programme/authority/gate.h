// The permit of the server: who may do what now, from the grants in the database, the rules as registered and the
// register of units. Follows them by itself.
#pragma once

#include <functional>
#include <memory>
#include <mutex>

#include "base/date.h"
#include "platform/access/decide.h"
#include "platform/commands/writer.h"
#include "programme/authority/unit_tree.h"

namespace luytre::authority {

// Authority and tree as known at one event.
struct Materials {
  audit::EventNumber number = 0;
  access::Authority authority;  // ownership completed by what the criteria sets say themselves
  std::shared_ptr<const RegisterTree> tree;
  std::string home;  // code of the province whose record this is, else "VN": what an act without a unit is about
};

class Gate {
 public:
  explicit Gate(std::function<Date()> today) : today_(std::move(today)) {}

  // For the Writer. The gate must outlive it.
  commands::Permit permit();

  // The same question outside a command: for pages, exports and counts that show only what the viewer may see.
  Result<access::Decision> decide(storage::Database& database, const access::Actor& actor, const access::Ask& ask);
  // Nothing, or the refusal in words with who can.
  Done require(storage::Database& database, const access::Viewer& viewer, const access::Ask& ask);

  Result<access::Authority> authority(storage::Database& database);
  // Identity and level of a unit named by code or identity; "" the province whose record this is, "VN" the country.
  // Problem access.unknown_unit.
  Result<std::pair<std::string, std::string>> unit_of(storage::Database& database, const std::string& unit, Date day);

  Result<std::shared_ptr<const Materials>> materials(storage::Database& database);
  Date today() const { return today_(); }

 private:
  std::function<Date()> today_;
  std::mutex mutex_;
  std::shared_ptr<const Materials> newest_;  // under mutex_
  audit::EventNumber seen_ = 0;              // no event up to here changed it since; under mutex_
};

}  // namespace luytre::authority
