// All values ever said of one measure (and dimension) by one opinion: runs of cells in order of unit, day, event, batch
// and position. Immutable; a changed column shares every run that did not change.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "programme/observations/cell_run.h"

namespace luytre::observations {

using Cells = std::vector<Cell>;

class Column {
 public:
  using Runs = std::vector<std::shared_ptr<const CellRun>>;

  explicit Column(Runs runs);  // in order; empty ones say nothing

  // With more cells, in order. `earlier` nullptr: nothing but these.
  static std::shared_ptr<const Column> merged(const Column* earlier, std::span<const Cell> added);

  // The same without drafts; the column itself where it has none.
  static std::shared_ptr<const Column> signed_only(const std::shared_ptr<const Column>& column);

  // Without what was recorded after the event; the column itself where that is nothing.
  static std::shared_ptr<const Column> until(const std::shared_ptr<const Column>& column, audit::EventNumber known_at);

  std::size_t size() const { return size_; }
  const Runs& runs() const { return runs_; }
  std::size_t bytes() const;

  // The newest version of the unit's latest day that is not after `as_of`; none: nobody said anything.
  std::optional<Cell> last(std::uint32_t unit, std::int32_t as_of) const;
  // The same, days whose newest version is withdrawn passed over.
  std::optional<Cell> standing(std::uint32_t unit, std::int32_t as_of) const;
  // Stops when it answers false, and answers that.
  bool each(const std::function<bool(const Cell&)>& each) const;
  bool each_of(std::uint32_t unit, const std::function<bool(const Cell&)>& each) const;

 private:
  struct Place {
    std::size_t run = 0;
    std::size_t at = 0;
  };
  Place after(std::uint32_t unit, std::int32_t as_of) const;  // behind the last cell of the unit that is not later
  std::optional<Place> before(Place place) const;

  Runs runs_;
  std::shared_ptr<const Column> signed_only_;  // nullptr: no run has drafts
  std::size_t size_ = 0;
};

}  // namespace luytre::observations
