#include "programme/totals/value_columns.h"

#include <algorithm>
#include <atomic>
#include <future>
#include <numeric>
#include <thread>

namespace luytre::totals {

using columns::CellState;
using columns::chunk_units;
using columns::ColumnNumber;
using columns::OpenChunk;
using observations::ColumnKey;
using observations::Panel;
using observations::ValueKind;

namespace {

// Of values filled it is not kept which event said them; any number above 0 says "once".
constexpr columns::EventNumber once = 1;

bool is_mixing(ValueKind kind) {
  return kind != ValueKind::truth && kind != ValueKind::not_applicable && kind != ValueKind::withdrawn;
}

// The same operand as judgement::gather makes of the value. A grade that the measure does not know stands, and is no
// value.
columns::Cell cell_of(const observations::Cell& said, const Panel& panel, const criteria::Measure* measure) {
  columns::Cell cell;
  cell.day = said.as_of;
  cell.state = CellState::number;
  cell.numerator = said.amount;
  cell.scale = said.amount_scale;
  switch (said.kind) {
    case ValueKind::number:
      return cell;
    case ValueKind::truth:
      cell.numerator = said.amount > 0 ? 1 : 0;
      cell.scale = 0;
      return cell;
    case ValueKind::share:
      cell.state = CellState::share;
      cell.denominator = said.denominator;
      cell.denominator_scale = said.denominator_scale;
      return cell;
    case ValueKind::grade: {
      const auto rank = measure == nullptr ? std::nullopt : measure->rank_of(panel.words().at(said.grade));
      if (rank) return {*rank, 0, said.as_of, 0, 0, CellState::number};
      break;
    }
    case ValueKind::not_applicable:
      break;
    case ValueKind::withdrawn:
      return {0, 0, said.as_of, 0, 0, CellState::nothing};
  }
  return {0, 0, said.as_of, 0, 0, CellState::not_applicable};
}

// What stands of one day for one unit; a day whose newest version is withdrawn is left out.
struct Dated {
  std::int32_t day = 0;
  UnitNumber unit = 0;
  columns::Cell cell;
};

// By word of the panel.
std::vector<UnitNumber> numbers_of_words(const ValueColumns& values) {
  std::vector<UnitNumber> number_of(values.panel->words().size(), no_number);
  for (UnitNumber number = 0; number < values.order->count(); ++number) {
    if (const auto word = values.panel->words().find(values.order->units[number]->id.text())) number_of[*word] = number;
  }
  return number_of;
}

std::vector<Dated> standing(const ValueColumns& values, const std::vector<UnitNumber>& number_of, const ColumnKey& key,
                            bool& is_mixed) {
  const auto* measure = values.library->measure(key.measure);
  std::vector<Dated> dated;
  const auto drop_withdrawn = [&] {
    if (!dated.empty() && dated.back().cell.state == CellState::nothing) dated.pop_back();
  };
  const observations::Column* cells = values.panel->column(key);
  if (cells == nullptr) return dated;
  dated.reserve(cells->size());
  cells->each([&](const observations::Cell& cell) {
    const UnitNumber unit = number_of[cell.unit];
    if (unit == no_number) return true;
    is_mixed = is_mixed || is_mixing(cell.kind);
    const auto now = cell_of(cell, *values.panel, measure);
    if (!dated.empty() && dated.back().unit == unit && dated.back().day == cell.as_of) {
      dated.back().cell = now;  // a newer version
      return true;
    }
    drop_withdrawn();
    dated.push_back({cell.as_of, unit, now});
    return true;
  });
  drop_withdrawn();
  return dated;
}

// The positions of `dated` by day and, within a day, by chunk. There are few of both, so they are counted, not
// compared.
class ByDayAndChunk {
 public:
  ByDayAndChunk(const std::vector<Dated>& dated, std::size_t chunks) : chunks_(chunks) {
    std::size_t day = 0;
    for (const Dated& each : dated) {
      day = place_of(each.day, day);
      if (day == days_.size() || days_[day] != each.day) {
        days_.insert(days_.begin() + static_cast<std::ptrdiff_t>(day), each.day);
      }
    }
    ends_.assign(days_.size() * chunks_ + 1, 0);
    std::vector<std::uint32_t> groups;
    groups.reserve(dated.size());
    for (const Dated& each : dated) {
      day = place_of(each.day, day);
      groups.push_back(static_cast<std::uint32_t>(day * chunks_ + each.unit / chunk_units));
      ++ends_[groups.back() + 1];
    }
    std::partial_sum(ends_.begin(), ends_.end(), ends_.begin());
    auto next = ends_;
    positions_.resize(dated.size());
    for (std::uint32_t at = 0; at < dated.size(); ++at) positions_[next[groups[at]]++] = at;
  }
  const std::vector<std::int32_t>& days() const { return days_; }
  std::span<const std::uint32_t> of(std::size_t day, std::size_t chunk) const {
    const std::size_t group = day * chunks_ + chunk;
    return {positions_.data() + ends_[group], ends_[group + 1] - ends_[group]};
  }

 private:
  // Where the day stands or would stand. A unit's days come in order: mostly it is the one after that `before`.
  std::size_t place_of(std::int32_t day, std::size_t before) const {
    if (before + 1 < days_.size() && days_[before] < day && day <= days_[before + 1]) return before + 1;
    return static_cast<std::size_t>(std::lower_bound(days_.begin(), days_.end(), day) - days_.begin());
  }
  std::size_t chunks_;
  std::vector<std::int32_t> days_;
  std::vector<std::uint32_t> ends_;  // by group: where the one before it ends
  std::vector<std::uint32_t> positions_;
};

struct Filled {
  std::shared_ptr<const columns::Panel> panel;
  bool is_mixed = false;
};

// One day after another; a chunk that a day says nothing of is that of the day before.
Filled fill(const ValueColumns& values, const std::vector<UnitNumber>& number_of, const ColumnKey& key) {
  Filled filled;
  const auto dated = standing(values, number_of, key, filled.is_mixed);
  const UnitNumber units = values.order->count();
  const std::size_t chunks = (units + chunk_units - 1) / chunk_units;
  const ByDayAndChunk order(dated, chunks);
  std::vector<OpenChunk> open(chunks);
  std::vector<std::shared_ptr<const columns::Chunk>> standing_chunks(chunks);
  std::vector<std::shared_ptr<const columns::Step>> steps;
  for (std::size_t day = 0; day < order.days().size(); ++day) {
    for (std::size_t chunk = 0; chunk < chunks; ++chunk) {
      const auto said = order.of(day, chunk);
      if (said.empty()) continue;
      const auto its_units = std::min<std::size_t>(chunk_units, units - chunk * chunk_units);
      open[chunk].day = order.days()[day];
      open[chunk].newest_event = once;
      open[chunk].cells.resize(its_units);
      open[chunk].first_event.assign(its_units, 0);
      for (const auto at : said) {
        open[chunk].cells[dated[at].unit % chunk_units] = dated[at].cell;
        open[chunk].first_event[dated[at].unit % chunk_units] = once;
      }
      standing_chunks[chunk] = columns::closed(open[chunk]);
    }
    steps.push_back(std::make_shared<const columns::Step>(columns::Step{order.days()[day], standing_chunks}));
  }
  filled.panel = columns::Panel::of(std::move(steps), values.panel->known_at());
  return filled;
}

ColumnNumber add_column(ValueColumns& values, const ColumnKey& key, Filled filled) {
  const auto number = static_cast<ColumnNumber>(values.numbers.size());
  if (filled.is_mixed) values.mixed.insert(number);
  values.numbers.emplace(key, number);
  values.store = values.store->with_column(number, std::move(filled.panel));
  return number;
}

}  // namespace

ValueColumns no_columns(std::shared_ptr<const UnitOrder> order, std::shared_ptr<const criteria::Library> library,
                        observations::Opinion opinion, std::shared_ptr<const observations::Panel> panel) {
  ValueColumns values;
  values.store = columns::Store::of({}, order->count(), panel->known_at());
  values.order = std::move(order);
  values.library = std::move(library);
  values.opinion = opinion;
  values.panel = std::move(panel);
  return values;
}

ColumnNumber need(ValueColumns& values, const std::string& measure, const std::string& dimension) {
  const ColumnKey key{measure, values.opinion, dimension};
  if (const auto known = values.numbers.find(key); known != values.numbers.end()) return known->second;
  return add_column(values, key, fill(values, numbers_of_words(values), key));
}

void need_all(ValueColumns& values, const std::set<NeededColumn>& needed) {
  std::vector<ColumnKey> keys;
  for (const auto& [measure, dimension] : needed) {
    const ColumnKey key{measure, values.opinion, dimension};
    if (!values.numbers.contains(key)) keys.push_back(key);
  }
  const auto number_of = numbers_of_words(values);
  std::vector<Filled> filled(keys.size());
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (auto at = next++; at < keys.size(); at = next++) filled[at] = fill(values, number_of, keys[at]);
  };
  const auto threads = std::min<std::size_t>(std::max(1U, std::thread::hardware_concurrency()), keys.size());
  std::vector<std::future<void>> others;
  for (std::size_t number = 1; number < threads; ++number) others.push_back(std::async(std::launch::async, work));
  work();
  for (auto& other : others) other.get();
  for (std::size_t at = 0; at < keys.size(); ++at) add_column(values, keys[at], std::move(filled[at]));
}

Followed follow(const ValueColumns& values, std::shared_ptr<const observations::Panel> panel) {
  Followed followed;
  followed.values = values;
  std::map<columns::EventNumber, std::map<ColumnNumber, std::vector<columns::Change>>> changes;
  panel->each_since(*values.panel, [&](const ColumnKey& key, const observations::Cell& cell) {
    const UnitNumber unit = values.order->find(panel->words().at(cell.unit));
    if (unit == no_number) {
      followed.is_said_elsewhere = true;
      return;
    }
    followed.said.push_back(unit);
    const auto known = values.numbers.find(key);
    if (known == values.numbers.end()) return;
    if (is_mixing(cell.kind)) followed.values.mixed.insert(known->second);
    changes[cell.event][known->second].push_back({unit, cell_of(cell, *panel, values.library->measure(key.measure))});
  });
  std::sort(followed.said.begin(), followed.said.end());
  followed.said.erase(std::unique(followed.said.begin(), followed.said.end()), followed.said.end());
  for (const auto& [event, of_event] : changes) {
    followed.values.store = followed.values.store->with(of_event, values.order->count(), event);
  }
  followed.values.panel = std::move(panel);
  return followed;
}

}  // namespace luytre::totals
