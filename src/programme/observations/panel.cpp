#include "programme/observations/panel.h"

#include <algorithm>
#include <unordered_set>

namespace luytre::observations {

namespace {

constexpr std::size_t cells_in_the_making_max = 4'000'000;

// Calls `each` for the newest version of every unit and day that is not withdrawn.
class Newest {
 public:
  explicit Newest(std::function<bool(const Cell&)> each) : each_(std::move(each)) {}
  bool take(const Cell& cell) {
    const bool is_other = has_ && (cell.unit != last_.unit || cell.as_of != last_.as_of);
    if (is_other && !finish()) return false;
    last_ = cell;
    has_ = true;
    return true;
  }
  bool finish() { return !has_ || last_.kind == ValueKind::withdrawn || each_(last_); }

 private:
  std::function<bool(const Cell&)> each_;
  Cell last_;
  bool has_ = false;
};

// One unit's or (absent) all.
bool each_newest(const Column& column, std::optional<std::uint32_t> unit, std::function<bool(const Cell&)> each) {
  Newest newest(std::move(each));
  const auto take = [&](const Cell& cell) { return newest.take(cell); };
  return (unit ? column.each_of(*unit, take) : column.each(take)) && newest.finish();
}

}  // namespace

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
  const auto cell = found == nullptr ? std::nullopt : found->standing(*unit_number, as_of.days());
  if (!cell) return std::nullopt;
  return observation({std::string(measure), opinion, std::string(dimension)}, *cell);
}

std::vector<Observation> Panel::history(std::string_view unit, std::string_view measure, std::string_view dimension,
                                        Opinion opinion) const {
  std::vector<Observation> versions;
  const auto unit_number = words_->find(unit);
  const Column* found = unit_number ? column(measure, opinion, dimension) : nullptr;
  if (found == nullptr) return versions;
  const ColumnKey key{std::string(measure), opinion, std::string(dimension)};
  found->each_of(*unit_number, [&](const Cell& cell) {
    versions.push_back(observation(key, cell));
    return true;
  });
  return versions;
}

void Panel::each_standing(std::string_view unit, std::string_view measure, std::optional<Opinion> opinion,
                          const std::function<bool(const Observation&)>& each) const {
  const auto unit_number = unit.empty() ? std::nullopt : words_->find(unit);
  if (!unit.empty() && !unit_number) return;
  for (const auto& column : columns_) {
    const ColumnKey& key = column.first;
    if (!measure.empty() && key.measure != measure) continue;
    if (opinion && key.opinion != *opinion) continue;
    if (!each_newest(*column.second, unit_number, [&](const Cell& cell) { return each(observation(key, cell)); }))
      return;
  }
}

std::vector<Observation> Panel::standing(const ColumnKey& key, std::string_view unit) const {
  std::vector<Observation> values;
  const Column* found = column(key.measure, key.opinion, key.dimension);
  const auto unit_number = unit.empty() ? std::nullopt : words_->find(unit);
  if (found == nullptr || (!unit.empty() && !unit_number)) return values;
  each_newest(*found, unit_number, [&](const Cell& cell) {
    values.push_back(observation(key, cell));
    return true;
  });
  std::sort(values.begin(), values.end(), [](const Observation& a, const Observation& b) { return a.key < b.key; });
  return values;
}

std::optional<Observation> Panel::newest(const ObservationKey& key) const {
  const auto unit_number = words_->find(key.unit);
  const Column* found = unit_number ? column(key.measure, key.opinion, key.dimension) : nullptr;
  const auto cell = found == nullptr ? std::nullopt : found->last(*unit_number, key.as_of.days());
  if (!cell || cell->as_of != key.as_of.days()) return std::nullopt;
  return observation({key.measure, key.opinion, key.dimension}, *cell);
}

void Panel::each_since(const Panel& earlier, const std::function<void(const ColumnKey&, const Cell&)>& each) const {
  for (const auto& [key, cells] : columns_) {
    const Column* before = earlier.column(key);
    if (before == cells.get()) continue;
    std::unordered_set<const CellRun*> known;
    if (before != nullptr) {
      for (const auto& run : before->runs()) known.insert(run.get());
    }
    for (const auto& run : cells->runs()) {
      if (known.contains(run.get()) || run->newest_event() <= earlier.known_at_) continue;
      for (std::size_t at = 0; at < run->size(); ++at) {
        const Cell cell = run->cell(at);
        if (cell.event > earlier.known_at_) each(key, cell);
      }
    }
  }
}

std::size_t Panel::bytes() const {
  std::size_t total = 0;
  for (const auto& [key, cells] : columns_) total += cells->bytes();
  return total;
}

std::vector<ColumnKey> Panel::columns() const {
  std::vector<ColumnKey> keys;
  keys.reserve(columns_.size());
  for (const auto& [key, cells] : columns_) keys.push_back(key);
  return keys;
}

std::shared_ptr<const Panel> published(const std::shared_ptr<const Panel>& panel) {
  auto shown = std::make_shared<Panel>(*panel);
  bool is_less = false;
  shown->size_ = 0;
  for (auto column = shown->columns_.begin(); column != shown->columns_.end();) {
    auto& [key, cells] = *column;
    const bool is_of_survey = key.opinion == Opinion::survey;
    auto kept = Column::signed_only(cells);
    is_less = is_less || is_of_survey || kept != cells;
    cells = std::move(kept);
    if (!is_of_survey) shown->size_ += cells->size();
    column = is_of_survey ? shown->columns_.erase(column) : std::next(column);
  }
  return is_less ? shown : panel;
}

std::shared_ptr<const Panel> as_known(const std::shared_ptr<const Panel>& panel, audit::EventNumber known_at) {
  if (known_at == panel->known_at_) return panel;
  auto earlier = std::make_shared<Panel>(*panel);
  earlier->known_at_ = known_at;
  earlier->size_ = 0;
  for (auto column = earlier->columns_.begin(); column != earlier->columns_.end();) {
    column->second = Column::until(column->second, known_at);
    earlier->size_ += column->second->size();
    column = column->second->size() == 0 ? earlier->columns_.erase(column) : std::next(column);
  }
  return earlier;
}

PanelBuilder::PanelBuilder(const Panel* earlier) {
  if (earlier == nullptr) return;
  words_ = Words(earlier->words_);
  columns_ = earlier->columns_;
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
  cells({observation.key.measure, observation.key.opinion, observation.key.dimension}).push_back(cell);
}

void PanelBuilder::tidy() {
  std::size_t count = 0;
  for (const auto& [key, cells] : added_) count += cells.size();
  if (count >= cells_in_the_making_max) lay_away();
}

void PanelBuilder::lay_away() {
  for (auto& [key, cells] : added_) {
    if (!std::is_sorted(cells.begin(), cells.end(), comes_before)) std::sort(cells.begin(), cells.end(), comes_before);
    auto& place = columns_[key];
    place = Column::merged(place.get(), cells);
    cells = Cells();
  }
  added_.clear();
}

std::shared_ptr<const Panel> PanelBuilder::build(audit::EventNumber known_at) && {
  lay_away();
  auto panel = std::make_shared<Panel>();
  panel->words_ = Words::settled(std::move(words_));
  panel->columns_ = std::move(columns_);
  for (const auto& [key, cells] : panel->columns_) panel->size_ += cells->size();
  panel->known_at_ = known_at;
  return panel;
}

}  // namespace luytre::observations
