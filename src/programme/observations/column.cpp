#include "programme/observations/column.h"

#include <algorithm>
#include <limits>

namespace luytre::observations {

namespace {

// As many runs as it takes, about equally long.
void append_runs(Column::Runs& runs, std::span<const Cell> cells) {
  const std::size_t count = (cells.size() + CellRun::cells_max - 1) / CellRun::cells_max;
  for (std::size_t number = 0; number < count; ++number) {
    const std::size_t from = cells.size() * number / count;
    const std::size_t to = cells.size() * (number + 1) / count;
    runs.push_back(CellRun::of(cells.subspan(from, to - from)));
  }
}

}  // namespace

Column::Column(Runs runs) : runs_(std::move(runs)) {
  std::erase_if(runs_, [](const auto& run) { return run->size() == 0; });
  for (const auto& run : runs_) size_ += run->size();
  const auto has_drafts = [](const auto& run) { return run->has_drafts(); };
  if (std::none_of(runs_.begin(), runs_.end(), has_drafts)) return;
  Runs kept;
  for (const auto& run : runs_) kept.push_back(run->has_drafts() ? run->signed_only() : run);
  signed_only_ = std::make_shared<const Column>(std::move(kept));
}

std::shared_ptr<const Column> Column::signed_only(const std::shared_ptr<const Column>& column) {
  return column->signed_only_ == nullptr ? column : column->signed_only_;
}

std::shared_ptr<const Column> Column::until(const std::shared_ptr<const Column>& column, audit::EventNumber known_at) {
  const auto is_known = [&](const auto& run) { return run->newest_event() <= known_at; };
  if (std::all_of(column->runs_.begin(), column->runs_.end(), is_known)) return column;
  Runs kept;
  for (const auto& run : column->runs_) {
    if (is_known(run)) {
      kept.push_back(run);
      continue;
    }
    Cells cells;
    for (std::size_t at = 0; at < run->size(); ++at) {
      const Cell cell = run->cell(at);
      if (cell.event <= known_at) cells.push_back(cell);
    }
    kept.push_back(CellRun::of(cells));
  }
  return std::make_shared<const Column>(std::move(kept));
}

std::shared_ptr<const Column> Column::merged(const Column* earlier, std::span<const Cell> added) {
  Runs runs;
  const Runs nothing;
  const Runs& before = earlier == nullptr ? nothing : earlier->runs_;
  if (before.empty()) append_runs(runs, added);
  for (std::size_t number = 0; number < before.size(); ++number) {
    // What comes before the next run's first cell belongs to this one.
    auto end = added.end();
    if (number + 1 < before.size()) {
      const Cell next = before[number + 1]->cell(0);
      end =
          std::partition_point(added.begin(), added.end(), [&](const Cell& cell) { return comes_before(cell, next); });
    }
    const std::span<const Cell> here(added.begin(), end);
    added = {end, added.end()};
    if (here.empty()) {
      runs.push_back(before[number]);
      continue;
    }
    if (auto grown = here.size() == 1 ? CellRun::with(before[number], here.front()) : nullptr) {
      runs.push_back(std::move(grown));
      continue;
    }
    Cells own;
    own.reserve(before[number]->size());
    for (std::size_t at = 0; at < before[number]->size(); ++at) own.push_back(before[number]->cell(at));
    Cells both(own.size() + here.size());
    std::merge(own.begin(), own.end(), here.begin(), here.end(), both.begin(), comes_before);
    append_runs(runs, both);
  }
  return std::make_shared<const Column>(std::move(runs));
}

std::size_t Column::bytes() const {
  std::size_t total = sizeof(Column) + runs_.capacity() * sizeof(runs_[0]);
  for (const auto& run : runs_) total += run->bytes();
  return total;
}

Column::Place Column::after(std::uint32_t unit, std::int32_t as_of) const {
  const auto is_not_later = [&](const CellRun& run, std::size_t at) {
    const std::uint32_t its = run.unit(at);
    return its < unit || (its == unit && run.as_of(at) <= as_of);
  };
  const auto behind =
      std::partition_point(runs_.begin(), runs_.end(), [&](const auto& run) { return is_not_later(*run, 0); });
  if (behind == runs_.begin()) return {};
  const auto run = static_cast<std::size_t>(behind - runs_.begin()) - 1;
  std::size_t from = 0;
  std::size_t to = runs_[run]->size();
  while (from < to) {
    const std::size_t middle = from + (to - from) / 2;
    if (is_not_later(*runs_[run], middle)) {
      from = middle + 1;
    } else {
      to = middle;
    }
  }
  return {run, from};
}

std::optional<Column::Place> Column::before(Place place) const {
  if (place.at > 0) return Place{place.run, place.at - 1};
  if (place.run == 0) return std::nullopt;
  return Place{place.run - 1, runs_[place.run - 1]->size() - 1};
}

std::optional<Cell> Column::last(std::uint32_t unit, std::int32_t as_of) const {
  const auto place = before(after(unit, as_of));
  if (!place || runs_[place->run]->unit(place->at) != unit) return std::nullopt;
  return runs_[place->run]->cell(place->at);
}

std::optional<Cell> Column::standing(std::uint32_t unit, std::int32_t as_of) const {
  auto found = last(unit, as_of);
  while (found && found->kind == ValueKind::withdrawn) {
    if (found->as_of == std::numeric_limits<std::int32_t>::min()) return std::nullopt;
    found = last(unit, found->as_of - 1);
  }
  return found;
}

bool Column::each(const std::function<bool(const Cell&)>& each) const {
  for (const auto& run : runs_) {
    for (std::size_t at = 0; at < run->size(); ++at) {
      if (!each(run->cell(at))) return false;
    }
  }
  return true;
}

bool Column::each_of(std::uint32_t unit, const std::function<bool(const Cell&)>& each) const {
  Place place = unit == 0 ? Place{} : after(unit - 1, std::numeric_limits<std::int32_t>::max());
  for (; place.run < runs_.size(); place = {place.run + 1, 0}) {
    const CellRun& run = *runs_[place.run];
    for (; place.at < run.size(); ++place.at) {
      if (run.unit(place.at) != unit) return true;
      if (!each(run.cell(place.at))) return false;
    }
  }
  return true;
}

}  // namespace luytre::observations
