// All SQL of old addresses.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "platform/audit/event.h"
#include "platform/storage/database.h"

namespace luytre::newsroom {

struct Redirect {
  std::string key;      // redirect_key or k2_key
  std::string address;  // as it was written
  std::string target;   // path of this site; "" ends it
};

Result<std::map<std::string, std::string, std::less<>>> load_redirects(storage::Database& database,
                                                                       audit::EventNumber known_at);
Done append_redirects(storage::Database& database, audit::EventNumber event, const std::vector<Redirect>& redirects);

}  // namespace luytre::newsroom
