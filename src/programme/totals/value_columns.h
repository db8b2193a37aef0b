// The values of one opinion about the units of one level, as columns of the engine: filled from the observations when a
// column is first asked for, and then changed by what each event says. Immutable.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <vector>

#include "engine/columns/store.h"
#include "programme/criteria/library.h"
#include "programme/observations/panel.h"
#include "programme/totals/unit_order.h"

namespace luytre::totals {

struct ValueColumns {
  std::shared_ptr<const UnitOrder> order;
  std::shared_ptr<const criteria::Library> library;  // ranks of grades
  observations::Opinion opinion = observations::Opinion::self;
  std::shared_ptr<const observations::Panel> panel;  // what the columns say
  std::shared_ptr<const columns::Store> store;
  std::map<observations::ColumnKey, columns::ColumnNumber, observations::ColumnOrder> numbers;
  // Columns in which something else than a truth (or no value) was said: a rule "is true" cannot be asked of these.
  std::set<columns::ColumnNumber> mixed;
};

// No column yet.
ValueColumns no_columns(std::shared_ptr<const UnitOrder> order, std::shared_ptr<const criteria::Library> library,
                        observations::Opinion opinion, std::shared_ptr<const observations::Panel> panel);

// The number of the measure's column, filled now when nobody asked for it before. What was known when is not kept of
// values filled: a column answers for the newest event.
columns::ColumnNumber need(ValueColumns& values, const std::string& measure, const std::string& dimension);

// The same of many, each once, by as many threads as the machine has.
struct NeededColumn {
  std::string measure;
  std::string dimension;
  friend auto operator<=>(const NeededColumn&, const NeededColumn&) = default;
};
void need_all(ValueColumns& values, const std::set<NeededColumn>& needed);

// What a newer panel says beside the one before: the columns follow. `said`: the units that a value of any measure was
// said of, each once.
struct Followed {
  ValueColumns values;
  std::vector<UnitNumber> said;
  bool is_said_elsewhere = false;  // of a unit of another level
};
Followed follow(const ValueColumns& values, std::shared_ptr<const observations::Panel> panel);

}  // namespace luytre::totals
