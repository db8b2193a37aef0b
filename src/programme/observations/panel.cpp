#include "programme/observations/panel.h"

#include <algorithm>
#include <span>

namespace luytre::observations {

namespace {

auto order_of(const Cell& cell) { return std::tuple(cell.unit, cell.as_of, cell.event, cell.batch, cell.position); }

bool comes_before(const Cell& a, const Cell& b) { return order_of(a) < order_of(b); }

// Cells of one unit; `cells` is ordered by unit first.
std::span<const Cell> cells_of(const Column& column, std::uint32_t unit) {
  const auto first = std::partition_point(column.begin(), column.end(), [&](const Cell& c) { return c.unit < unit; });
  const auto last = std::partition_point(first, column.end(), [&](const Cell& c) { return c.unit == unit; });
  return {first, last};
}

// Of the versions of one unit and date the newest, which comes last.
bool is_newest(std::span<const Cell> cells, std::size_t at) {
  return at + 1 == cells.size() || cells[at + 1].unit != cells[at].unit || cells[at + 1].as_of != cells[at].as_of;
}

std::span<const Cell> without_last_date(std::span<const Cell> cells) {
  const std::int32_t last = cells.back().as_of;
  while (!cells.empty() && cells.back().as_of == last) cells = cells.first(cells.size() - 1);
  return cells;
}

}  // namespace

Words::Words() { intern(""); }

Words::Words(const Words& other) : words_(other.words_) {
  numbers_.reserve(words_.size());
  for (std::size_t number = 0; number < words_.size(); ++number) {
    numbers_.emplace(*words_[number], static_cast<std::uint32_t>(number));
  }
}

std::uint32_t Words::intern(std::string_view word) {
  if (const auto known = numbers_.find(word); known != numbers_.end()) return known->second;
  words_.push_back(std::make_shared<const std::string>(word));
  const auto number = static_cast<std::uint32_t>(words_.size() - 1);
  numbers_.emplace(*words_.back(), number);
  return number;
}

std::optional<std::uint32_t> Words::find(std::string_view word) const {
  const auto known = numbers_.find(word);
  return known == numbers_.end() ? std::nullopt : std::optional(known->second);
}

const Column* Panel::column(std::string_view measure, Opinion opinion, std::string_view dimension) const {
  const auto found = columns_.find(ColumnOrder::Parts(measure, opinion, dimension));
  return found == columns_.end() ? nullptr : found->second.get();
}

Observation Panel::observation(const ColumnKey& key, const Cell& cell) const {
  Observation result;
  result.key = {words_->at(cell.unit), key.measure, key.dimension, key.opinion, Date::from_days(cell.as_of)};
  result.stage = cell.stage;
  result.value.kind = cell.kind;
  result.value.number = Decimal::from(cell.amount, cell.amount_scale);
  if (cell.kind == ValueKind::share) {
    result.value.denominator = Decimal::from(cell.denominator, cell.denominator_scale);
  }
  result.value.grade = words_->at(cell.grade);
  result.source = words_->at(cell.source);
  result.note = words_->at(cell.note);
  result.id = {cell.batch, cell.position};
  result.event = cell.event;
  result.is_demonstration = cell.is_demonstration;
  return result;
}

std::optional<Observation> Panel::latest(std::string_view unit, std::string_view measure, std::string_view dimension,
                                         Opinion opinion, Date as_of) const {
  const auto unit_number = words_->find(unit);
  const Column* found = unit_number ? column(measure, opinion, dimension) : nullptr;
  if (found == nullptr) return std::nullopt;
  auto cells = cells_of(*found, *unit_number);
  const auto later =
      std::partition_point(cells.begin(), cells.end(), [&](const Cell& cell) { return cell.as_of <= as_of.days(); });
  cells = {cells.begin(), later};
  while (!cells.empty() && cells.back().kind == ValueKind::withdrawn) cells = without_last_date(cells);
  if (cells.empty()) return std::nullopt;
  return observation({std::string(measure), opinion, std::string(dimension)}, cells.back());
}

std::vector<Observation> Panel::history(std::string_view unit, std::string_view measure, std::string_view dimension,
                                        Opinion opinion) const {
  std::vector<Observation> versions;
  const auto unit_number = words_->find(unit);
  const Column* found = unit_number ? column(measure, opinion, dimension) : nullptr;
  if (found == nullptr) return versions;
  const ColumnKey key{std::string(measure), opinion, std::string(dimension)};
  for (const Cell& cell : cells_of(*found, *unit_number)) versions.push_back(observation(key, cell));
  return versions;
}

void Panel::each_standing(std::string_view unit, std::string_view measure, std::optional<Opinion> opinion,
                          const std::function<bool(const Observation&)>& each) const {
  const auto unit_number = words_->find(unit);
  if (!unit.empty() && !unit_number) return;
  for (const auto& [key, cells] : columns_) {
    if (!measure.empty() && key.measure != measure) continue;
    if (opinion && key.opinion != *opinion) continue;
    const auto wanted = unit.empty() ? std::span<const Cell>(*cells) : cells_of(*cells, *unit_number);
    for (std::size_t at = 0; at < wanted.size(); ++at) {
      const Cell& cell = wanted[at];
      if (!is_newest(wanted, at) || cell.kind == ValueKind::withdrawn) continue;
      if (!each(observation(key, cell))) return;
    }
  }
}

std::vector<Observation> Panel::standing(const ColumnKey& key, std::string_view unit) const {
  std::vector<Observation> values;
  const Column* found = column(key.measure, key.opinion, key.dimension);
  const auto unit_number = words_->find(unit);
  if (found == nullptr || !unit_number) return values;
  const auto wanted = unit.empty() ? std::span<const Cell>(*found) : cells_of(*found, *unit_number);
  for (std::size_t at = 0; at < wanted.size(); ++at) {
    if (is_newest(wanted, at) && wanted[at].kind != ValueKind::withdrawn)
      values.push_back(observation(key, wanted[at]));
  }
  std::sort(values.begin(), values.end(), [](const Observation& a, const Observation& b) { return a.key < b.key; });
  return values;
}

std::optional<Observation> Panel::newest(const ObservationKey& key) const {
  const auto unit_number = words_->find(key.unit);
  const Column* found = unit_number ? column(key.measure, key.opinion, key.dimension) : nullptr;
  if (found == nullptr) return std::nullopt;
  const auto cells = cells_of(*found, *unit_number);
  const auto later = std::partition_point(cells.begin(), cells.end(),
                                          [&](const Cell& cell) { return cell.as_of <= key.as_of.days(); });
  if (later == cells.begin() || std::prev(later)->as_of != key.as_of.days()) return std::nullopt;
  return observation({key.measure, key.opinion, key.dimension}, *std::prev(later));
}

void Panel::each_cell(const ColumnKey& key, const std::function<void(const Cell&)>& each) const {
  const Column* cells = column(key);
  if (cells == nullptr) return;
  for (const Cell& cell : *cells) each(cell);
}

void Panel::each_since(const Panel& earlier, const std::function<void(const ColumnKey&, const Cell&)>& each) const {
  for (const auto& [key, cells] : columns_) {
    if (earlier.column(key) == cells.get()) continue;
    for (const Cell& cell : *cells) {
      if (cell.event > earlier.known_at_) each(key, cell);
    }
  }
}

std::vector<ColumnKey> Panel::columns() const {
  std::vector<ColumnKey> keys;
  keys.reserve(columns_.size());
  for (const auto& [key, cells] : columns_) keys.push_back(key);
  return keys;
}

std::shared_ptr<const Panel> published(const std::shared_ptr<const Panel>& panel, const Panel* earlier,
                                       const Panel* earlier_published) {
  auto shown = std::make_shared<Panel>(*panel);
  bool has_drafts = false;
  const auto is_draft = [](const Cell& cell) { return cell.stage == Stage::draft; };
  for (auto& [key, cells] : shown->columns_) {
    const auto before = earlier == nullptr ? nullptr : earlier->column(key.measure, key.opinion, key.dimension);
    if (before != nullptr && before == cells.get()) {
      const auto known = earlier_published->columns_.find(key);
      has_drafts = has_drafts || known->second != cells;
      cells = known->second;
      continue;
    }
    if (std::none_of(cells->begin(), cells->end(), is_draft)) continue;
    has_drafts = true;
    Column kept;
    std::copy_if(cells->begin(), cells->end(), std::back_inserter(kept), std::not_fn(is_draft));
    cells = std::make_shared<const Column>(std::move(kept));
  }
  if (!has_drafts) return panel;
  shown->size_ = 0;
  for (const auto& [key, cells] : shown->columns_) shown->size_ += cells->size();
  return shown;
}

PanelBuilder::PanelBuilder(const Panel* earlier)
    : words_(earlier == nullptr ? std::make_shared<Words>() : std::make_shared<Words>(*earlier->words_)) {
  if (earlier != nullptr) earlier_ = earlier->columns_;
}

void PanelBuilder::add(const Observation& observation) {
  Cell cell;
  cell.amount = observation.value.number.coefficient();
  cell.amount_scale = static_cast<std::uint8_t>(observation.value.number.scale());
  cell.denominator = observation.value.denominator.coefficient();
  cell.denominator_scale = static_cast<std::uint8_t>(observation.value.denominator.scale());
  cell.event = observation.event;
  cell.batch = observation.id.batch;
  cell.position = observation.id.position;
  cell.unit = intern(observation.key.unit);
  cell.as_of = observation.key.as_of.days();
  cell.grade = intern(observation.value.grade);
  cell.source = intern(observation.source);
  cell.note = intern(observation.note);
  cell.kind = observation.value.kind;
  cell.stage = observation.stage;
  cell.is_demonstration = observation.is_demonstration;
  add({observation.key.measure, observation.key.opinion, observation.key.dimension}, cell);
}

void PanelBuilder::add(const ColumnKey& key, const Cell& cell) { column(key).push_back(cell); }

Column& PanelBuilder::column(const ColumnKey& key) { return added_[key]; }

std::shared_ptr<const Panel> PanelBuilder::build(audit::EventNumber known_at) && {
  auto panel = std::make_shared<Panel>();
  panel->words_ = std::move(words_);
  panel->columns_ = std::move(earlier_);
  for (auto& [key, cells] : added_) {
    if (!std::is_sorted(cells.begin(), cells.end(), comes_before)) std::sort(cells.begin(), cells.end(), comes_before);
    auto& place = panel->columns_[key];
    if (place == nullptr) {
      place = std::make_shared<const Column>(std::move(cells));
      continue;
    }
    Column merged;
    merged.reserve(place->size() + cells.size());
    std::merge(place->begin(), place->end(), cells.begin(), cells.end(), std::back_inserter(merged), comes_before);
    place = std::make_shared<const Column>(std::move(merged));
  }
  for (const auto& [key, cells] : panel->columns_) panel->size_ += cells->size();
  panel->known_at_ = known_at;
  return panel;
}

}  // namespace luytre::observations
