// Values rise in stage by being said again: what was said stays, how far it has come is a new row.
#pragma once

#include "programme/observations/observation_store.h"
#include "programme/reporting/desk.h"
#include "programme/reporting/form.h"

namespace luytre::reporting {

struct Raised {
  std::vector<observations::Observation> values;
  audit::EventNumber newest = 0;  // event of the newest value among those looked at
};

// The unit's own values of the fields on the period's day that stand below `stage`, at that stage.
Raised raised(const observations::Panel& drafts, const Form& form, const std::vector<std::size_t>& fields,
              const Place& place, observations::Stage stage);

// Writes them as batches of the event, and tells them for its payload.
Result<json::array> write_raised(storage::Database& database, audit::EventNumber event, const Known& known,
                                 const std::vector<observations::Observation>& values);

}  // namespace luytre::reporting
