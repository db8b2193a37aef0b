#include "engine/columns/panel.h"

#include <algorithm>
#include <set>

namespace luytre::engine::columns {

namespace {

const Chunk* chunk_of(const Step& step, std::size_t chunk) {
  return chunk < step.chunks.size() ? step.chunks[chunk].get() : nullptr;
}

// What stood at `at` of a chunk that was recorded for its day by then; nullptr: what stands now.
const Cell* before(const Chunk& chunk, std::uint32_t at, EventNumber known_at) {
  const Cell* earliest = nullptr;
  for (auto entry = chunk.superseded.rbegin(); entry != chunk.superseded.rend() && entry->event > known_at; ++entry) {
    if (entry->at == at) earliest = &entry->before;
  }
  return earliest;
}

}  // namespace

std::shared_ptr<const Panel> Panel::of(std::vector<std::shared_ptr<const Step>> steps, EventNumber newest_event) {
  auto panel = std::make_shared<Panel>();
  panel->steps_ = std::move(steps);
  panel->newest_event_ = newest_event;
  panel->count_firsts(0);
  return panel;
}

void Panel::count_firsts(std::size_t from) {
  newest_first_.resize(steps_.size());
  for (std::size_t step = from; step < steps_.size(); ++step) {
    newest_first_[step] = step == 0 ? 0 : newest_first_[step - 1];
    for (const auto& chunk : steps_[step]->chunks) {
      if (chunk != nullptr) newest_first_[step] = std::max(newest_first_[step], chunk->newest_first);
    }
  }
}

std::optional<std::size_t> Panel::step_on(std::int32_t day) const {
  const auto after = std::upper_bound(steps_.begin(), steps_.end(), day,
                                      [](std::int32_t wanted, const auto& step) { return wanted < step->day; });
  if (after == steps_.begin()) return std::nullopt;
  return static_cast<std::size_t>(after - steps_.begin()) - 1;
}

Cell Panel::cell(std::size_t step, UnitNumber unit, EventNumber known_at) const {
  const std::uint32_t at = unit % chunk_units;
  for (std::size_t here = step + 1; here-- > 0;) {
    const Chunk* chunk = chunk_of(*steps_[here], unit / chunk_units);
    if (chunk == nullptr || at >= chunk->units) continue;
    if (known_at >= newest_event_) return chunk->cell(at);
    if (!chunk->is_recorded(at) || chunk->first_event(at) > known_at) continue;
    const Cell* earlier = before(*chunk, at, known_at);
    return earlier == nullptr ? chunk->cell(at) : *earlier;
  }
  return {};
}

EventNumber Panel::event_of(std::size_t step, UnitNumber unit) const {
  const std::uint32_t at = unit % chunk_units;
  const Cell now = cell(step, unit);
  if (now.state == CellState::nothing) return 0;
  const auto origin = step_on(now.day);
  const Chunk& chunk = *steps_[*origin]->chunks[unit / chunk_units];
  for (auto entry = chunk.superseded.rbegin(); entry != chunk.superseded.rend(); ++entry) {
    if (entry->at == at) return entry->event;
  }
  return chunk.first_event(at);
}

std::vector<Patch> Panel::patches(std::size_t step, std::size_t chunk, EventNumber known_at) const {
  std::vector<Patch> found;
  const Chunk* here = chunk_of(*steps_[step], chunk);
  if (here == nullptr || known_at >= newest_event_) return found;
  std::array<std::uint16_t, chunk_units> place;  // of the unit in `found`; read only where `seen`
  Words seen{};
  const auto is_new = [&](std::uint32_t at) {
    auto& word = seen[at / word_units];
    const auto bit = std::uint64_t{1} << (at % word_units);
    if ((word & bit) != 0) return false;
    word |= bit;
    place[at] = static_cast<std::uint16_t>(found.size());
    found.push_back({static_cast<std::uint16_t>(at), {}});
    return true;
  };
  const auto ask = [&](std::uint32_t at) {
    if (is_new(at)) found.back().cell = cell(step, static_cast<UnitNumber>(chunk * chunk_units + at), known_at);
  };
  const bool all_firsts_known = known_at >= newest_first_[step];
  for (auto entry = here->superseded.rbegin(); entry != here->superseded.rend() && entry->event > known_at; ++entry) {
    if (all_firsts_known && here->is_recorded(entry->at)) {
      is_new(entry->at);
      found[place[entry->at]].cell = entry->before;  // the oldest of them stands
    } else {
      ask(entry->at);
    }
  }
  if (!all_firsts_known) ask_late_firsts(*here, chunk, known_at, ask);
  return found;
}

// Units that say something now which at `known_at` was not yet recorded for the first time.
template <class Ask>
void Panel::ask_late_firsts(const Chunk& here, std::size_t chunk, EventNumber known_at, const Ask& ask) const {
  for (std::uint32_t at = 0; here.newest_first > known_at && at < here.units; ++at) {
    if (here.is_recorded(at) && here.first_event(at) > known_at) ask(at);
  }
  // What is carried was recorded at another step: there its first event tells whether it was known.
  std::int32_t day = no_day;
  const Chunk* origin = nullptr;
  for (const auto* list : {&here.carried, &here.stated}) {
    for (const auto& entry : *list) {
      if (entry.day != day) {
        day = entry.day;
        origin = steps_[*step_on(day)]->chunks[chunk].get();
      }
      if (origin == &here || origin->newest_first <= known_at) continue;
      if (origin->first_event(entry.at) > known_at) ask(entry.at);
    }
  }
}

std::size_t Panel::bytes() const {
  std::set<const Chunk*> seen;
  std::size_t total = sizeof(Panel);
  for (const auto& step : steps_) {
    total += sizeof(Step) + step->chunks.capacity() * sizeof(step->chunks[0]);
    for (const auto& chunk : step->chunks) {
      if (chunk != nullptr && seen.insert(chunk.get()).second) total += chunk->bytes();
    }
  }
  return total;
}

// Lays the changes of one event over a copy of the steps, chunk by chunk, oldest step first.
class PanelChange {
 public:
  PanelChange(const Panel& panel, EventNumber event) : panel_(std::make_shared<Panel>(panel)), event_(event) {
    panel_->newest_event_ = std::max(panel_->newest_event_, event);
  }

  std::shared_ptr<const Panel> lay(std::vector<Change> changes) && {
    std::stable_sort(changes.begin(), changes.end(), [](const Change& a, const Change& b) {
      return std::tuple(a.unit / chunk_units, a.cell.day, a.unit) <
             std::tuple(b.unit / chunk_units, b.cell.day, b.unit);
    });
    make_steps(changes);
    for (auto from = changes.begin(); from != changes.end();) {
      const auto chunk = from->unit / chunk_units;
      const auto to = std::find_if(from, changes.end(), [&](const Change& c) { return c.unit / chunk_units != chunk; });
      rework(chunk, {from, to});
      from = to;
    }
    panel_->count_firsts(first_);
    return std::move(panel_);
  }

 private:
  // A step for each new day, which at first is its earlier neighbour.
  void make_steps(const std::vector<Change>& changes) {
    std::set<std::int32_t> days;
    for (const auto& change : changes) days.insert(change.cell.day);
    auto& steps = panel_->steps_;
    for (const auto day : days) {
      const auto before = panel_->step_on(day);
      if (before && steps[*before]->day == day) continue;
      auto step = std::make_shared<Step>();
      step->day = day;
      if (before) step->chunks = steps[*before]->chunks;
      const auto place = before ? static_cast<std::ptrdiff_t>(*before) + 1 : 0;
      steps.insert(steps.begin() + place, std::move(step));
    }
    first_ = days.empty() ? steps.size() : *panel_->step_on(*days.begin());
    own_.assign(steps.size(), nullptr);
  }

  // The step's chunks, to be written: a step is copied once.
  std::vector<std::shared_ptr<const Chunk>>& own(std::size_t step) {
    if (own_[step] == nullptr) {
      own_[step] = std::make_shared<Step>(*panel_->steps_[step]);
      panel_->steps_[step] = own_[step];
    }
    return own_[step]->chunks;
  }

  void put(std::size_t step, std::size_t chunk, std::shared_ptr<const Chunk> content) {
    auto& chunks = own(step);
    if (chunks.size() <= chunk) chunks.resize(chunk + 1);
    chunks[chunk] = std::move(content);
  }

  std::shared_ptr<const Chunk> at(std::size_t step, std::size_t chunk) const {
    const auto& chunks = panel_->steps_[step]->chunks;
    return chunk < chunks.size() ? chunks[chunk] : nullptr;
  }

  void rework(std::size_t chunk, std::span<const Change> changes) {
    auto before_old = first_ == 0 ? nullptr : at(first_ - 1, chunk);
    auto before_new = before_old;
    moved_ = {};
    for (std::size_t step = first_; step < panel_->steps_.size(); ++step) {
      const auto day = panel_->steps_[step]->day;
      const auto last =
          std::find_if(changes.begin(), changes.end(), [&](const Change& c) { return c.cell.day != day; });
      const auto todays = changes.first(static_cast<std::size_t>(last - changes.begin()));
      changes = changes.subspan(todays.size());
      const auto old = at(step, chunk);
      const bool is_shared = old == before_old;
      auto now = old;
      if (todays.empty() && is_shared) {
        now = before_new;
      } else if (!todays.empty() || has_moved()) {
        const bool is_one = todays.size() == 1 && !is_shared && !has_moved();
        now = is_one ? with_one(*old, todays.front()) : nullptr;
        if (now == nullptr) {
          auto open = is_shared ? redated(before_new, day) : with_moved(opened(*old), before_new.get());
          now = renewed(std::move(open), before_new.get(), todays);
        }
      }
      if (now != old) put(step, chunk, now);
      if (changes.empty() && now == old && !is_shared) return;
      before_old = old;
      before_new = now;
    }
  }

  bool has_moved() const {
    return std::any_of(moved_.begin(), moved_.end(), [](auto word) { return word != 0; });
  }
  bool is_moved(std::size_t at) const { return (moved_[at / word_units] >> (at % word_units) & 1U) != 0; }

  static OpenChunk redated(const std::shared_ptr<const Chunk>& from, std::int32_t day) {
    OpenChunk open = from == nullptr ? OpenChunk{} : opened(*from);
    open.day = day;
    open.first_event.assign(open.cells.size(), 0);
    return open;
  }

  // Where a step's own cells do not stand in the way, what moved before it moves here too; `moved_` keeps those units.
  OpenChunk with_moved(OpenChunk open, const Chunk* before_it) {
    if (has_moved() && before_it->units > open.cells.size()) {
      open.cells.resize(before_it->units);
      open.first_event.resize(before_it->units, 0);
    }
    for (std::uint32_t unit = 0; unit < open.cells.size(); ++unit) {
      if (!is_moved(unit)) continue;
      auto& place = open.cells[unit];
      if (place.state != CellState::nothing && place.day == open.day) {
        moved_[unit / word_units] &= ~(std::uint64_t{1} << (unit % word_units));
        continue;
      }
      open.superseded.push_back({place, event_, static_cast<std::uint16_t>(unit)});
      place = before_it->cell(unit);
    }
    return open;
  }

  // As `renewed`, where nothing else than the one value changes; nullptr: more does.
  std::shared_ptr<const Chunk> with_one(const Chunk& old, const Change& change) {
    const std::uint32_t unit = change.unit % chunk_units;
    auto made = replaced(old, unit, change.cell, event_);
    if (made != nullptr && !(old.cell(unit) == change.cell)) {
      moved_[unit / word_units] |= std::uint64_t{1} << (unit % word_units);
    }
    return made;
  }

  // `open` with what is said of its own day; `moved_` then names the units that differ from what stood here before.
  std::shared_ptr<const Chunk> renewed(OpenChunk open, const Chunk* before_it, std::span<const Change> todays) {
    for (const auto& change : todays) {
      const std::uint32_t unit = change.unit % chunk_units;
      if (open.cells.size() <= unit) {
        open.cells.resize(unit + 1);
        open.first_event.resize(unit + 1, 0);
      }
      auto& place = open.cells[unit];
      if (open.first_event[unit] == 0) open.first_event[unit] = event_;
      if (open.first_event[unit] != event_) {
        open.superseded.push_back({place, event_, static_cast<std::uint16_t>(unit)});
      }
      const bool has_before = before_it != nullptr && unit < before_it->units;
      const Cell cell = change.cell.state != CellState::nothing ? change.cell
                        : has_before                            ? before_it->cell(unit)
                                                                : Cell{};
      if (!(place == cell)) moved_[unit / word_units] |= std::uint64_t{1} << (unit % word_units);
      place = cell;
    }
    open.newest_event = event_;
    drop_unknown_pasts(open);
    return closed(open);
  }

  // A unit with a value of this very day needs no past of what it carried before: that is asked of the steps before.
  // Of two entries of one event the first says what stood before it; what stood in between nobody can have known.
  void drop_unknown_pasts(OpenChunk& open) const {
    std::set<std::pair<std::uint16_t, EventNumber>> seen;
    std::erase_if(open.superseded, [&](const Superseded& entry) {
      if (entry.event == event_ && !seen.emplace(entry.at, entry.event).second) return true;
      const auto& cell = open.cells[entry.at];
      const bool is_own = cell.state != CellState::nothing && cell.day == open.day;
      return is_own && entry.event <= open.first_event[entry.at];
    });
  }

  std::shared_ptr<Panel> panel_;
  EventNumber event_;
  std::size_t first_ = 0;
  std::vector<std::shared_ptr<Step>> own_;
  Words moved_{};
};

std::shared_ptr<const Panel> changed(const Panel& panel, std::span<const Change> changes, EventNumber event) {
  return PanelChange(panel, event).lay({changes.begin(), changes.end()});
}

}  // namespace luytre::engine::columns
