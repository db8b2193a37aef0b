// One column through time: for each day that something was said of, what stands for every unit on it, earlier values
// carried on. Immutable; a changed panel shares every chunk that did not change.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "engine/columns/chunk.h"

namespace luytre::engine::columns {

// Something said of one unit and day (`cell.day`). CellState::nothing: what was said of that day no longer stands, and
// the value of the day before it does.
struct Change {
  UnitNumber unit = 0;
  Cell cell;
};

struct Step {
  std::int32_t day = no_day;
  // By unit / chunk_units. Null: nothing stands. The chunk of an earlier step: no unit of it was said anything of on
  // this day.
  std::vector<std::shared_ptr<const Chunk>> chunks;
};

// A cell as it was known earlier, where that differs from what is known now.
struct Patch {
  std::uint16_t at = 0;
  Cell cell;
};

class Panel {
 public:
  // Steps by day, of which nothing else is known: their cells say of which day they are.
  static std::shared_ptr<const Panel> of(std::vector<std::shared_ptr<const Step>> steps, EventNumber newest_event = 0);

  const std::vector<std::shared_ptr<const Step>>& steps() const { return steps_; }  // by day
  // Position of the last step that is not after the day. None: the column begins later.
  std::optional<std::size_t> step_on(std::int32_t day) const;
  EventNumber newest_event() const { return newest_event_; }

  // What stood for the unit at the step, as known when `known_at` had been recorded.
  Cell cell(std::size_t step, UnitNumber unit, EventNumber known_at = everything) const;
  // The event that said what stands there now; 0: nothing stands.
  EventNumber event_of(std::size_t step, UnitNumber unit) const;

  // The cells of one chunk that were known otherwise then, each once, in no order. Empty for most chunks and events.
  std::vector<Patch> patches(std::size_t step, std::size_t chunk, EventNumber known_at) const;

  std::size_t bytes() const;

 private:
  friend class PanelChange;
  void count_firsts(std::size_t from);
  template <class Ask>
  void ask_late_firsts(const Chunk& here, std::size_t chunk, EventNumber known_at, const Ask& ask) const;

  std::vector<std::shared_ptr<const Step>> steps_;
  std::vector<EventNumber> newest_first_;  // by step: the newest event that first said something of it or of one before
  EventNumber newest_event_ = 0;
};

// The panel with the changes of one event; `event` is not before any that the panel knows. Of two changes of the same
// unit and day the later in the list stands. Work grows with the chunks touched, and with the steps after them.
std::shared_ptr<const Panel> changed(const Panel& panel, std::span<const Change> changes, EventNumber event);

}  // namespace luytre::engine::columns
