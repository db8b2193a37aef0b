// All columns as known at one event: what a question is answered from. Immutable; a newer store shares what did not
// change. Which measure a column is, the owner of the store knows.
#pragma once

#include <map>

#include "engine/columns/panel.h"

namespace luytre::engine::columns {

using ColumnNumber = std::uint32_t;

class Store {
 public:
  std::size_t columns() const { return panels_.size(); }
  UnitNumber units() const { return units_; }
  EventNumber known_at() const { return known_at_; }
  // nullptr: nothing was ever said of the column.
  const Panel* panel(ColumnNumber column) const { return column < panels_.size() ? panels_[column].get() : nullptr; }
  std::size_t bytes() const;

  // The store after one event. `units`: how many there are now, at least as many as before.
  std::shared_ptr<const Store> with(const std::map<ColumnNumber, std::vector<Change>>& changes, UnitNumber units,
                                    EventNumber event) const;
  // With one column more, or another one in its place.
  std::shared_ptr<const Store> with_column(ColumnNumber column, std::shared_ptr<const Panel> panel) const;
  static std::shared_ptr<const Store> of(std::vector<std::shared_ptr<const Panel>> panels, UnitNumber units,
                                         EventNumber known_at);

 private:
  std::vector<std::shared_ptr<const Panel>> panels_;
  UnitNumber units_ = 0;
  EventNumber known_at_ = 0;
};

}  // namespace luytre::engine::columns
