#include "engine/columns/chunk.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <optional>

namespace luytre::engine::columns {

namespace {

constexpr std::array<std::int64_t, 7> powers_of_ten = {1, 10, 100, 1'000, 10'000, 100'000, 1'000'000};

template <class Amount>
void put(std::byte* data, std::size_t place, std::int64_t amount) {
  const auto narrow = static_cast<Amount>(amount);
  std::memcpy(data + place * sizeof(Amount), &narrow, sizeof(Amount));
}

template <class Amount>
std::int64_t take(const std::byte* data, std::size_t place) {
  Amount amount;
  std::memcpy(&amount, data + place * sizeof(Amount), sizeof(Amount));
  return amount;
}

std::uint32_t width_of(Layout layout) { return bytes_of(layout) / (is_pairs(layout) ? 2 : 1); }

std::int64_t take(const Chunk& chunk, std::size_t place) {
  switch (width_of(chunk.layout)) {
    case 2:
      return take<std::int16_t>(chunk.data.data(), place);
    case 4:
      return take<std::int32_t>(chunk.data.data(), place);
    case 8:
      return take<std::int64_t>(chunk.data.data(), place);
    default:
      return 0;
  }
}

void put(Chunk& chunk, std::size_t place, std::int64_t amount) {
  switch (width_of(chunk.layout)) {
    case 2:
      return put<std::int16_t>(chunk.data.data(), place, amount);
    case 4:
      return put<std::int32_t>(chunk.data.data(), place, amount);
    default:
      return put<std::int64_t>(chunk.data.data(), place, amount);
  }
}

void set(Words& words, std::size_t at) { words[at / word_units] |= std::uint64_t{1} << (at % word_units); }

// None: too long at this scale.
std::optional<std::int64_t> scaled(std::int64_t amount, std::uint8_t from, std::uint8_t to) {
  if (from > to) return std::nullopt;
  std::int64_t result = 0;
  if (__builtin_mul_overflow(amount, powers_of_ten[static_cast<std::size_t>(to - from)], &result)) return std::nullopt;
  return result > amount_max || result < -amount_max ? std::nullopt : std::optional(result);
}

// The common form of a chunk's cells.
struct Form {
  bool pairs = false;
  std::uint8_t scale = 0;
  std::uint8_t denominator_scale = 0;

  struct Amounts {
    std::int64_t numerator = 0;
    std::int64_t denominator = 0;
  };
  std::optional<Amounts> amounts(const Cell& cell) const {
    if ((cell.state == CellState::share) != pairs) return std::nullopt;
    const auto numerator = scaled(cell.numerator, cell.scale, scale);
    const auto denominator = pairs ? scaled(cell.denominator, cell.denominator_scale, denominator_scale) : 0;
    if (!numerator || !denominator || (pairs && *denominator <= 0)) return std::nullopt;
    return Amounts{*numerator, *denominator};
  }
};

Form form_of(const OpenChunk& open) {
  std::size_t shares = 0;
  std::size_t numbers = 0;
  for (const auto& cell : open.cells) {
    shares += cell.state == CellState::share ? 1 : 0;
    numbers += cell.state == CellState::number ? 1 : 0;
  }
  Form form;
  form.pairs = shares >= numbers && shares > 0;
  const auto kind = form.pairs ? CellState::share : CellState::number;
  for (const auto& cell : open.cells) {
    if (cell.state != kind) continue;
    form.scale = std::max(form.scale, cell.scale);
    form.denominator_scale = std::max(form.denominator_scale, cell.denominator_scale);
  }
  return form;
}

Layout narrowest(bool pairs, std::int64_t largest) {
  if (largest <= std::numeric_limits<std::int16_t>::max()) return pairs ? Layout::pairs16 : Layout::numbers16;
  if (largest <= std::numeric_limits<std::int32_t>::max()) return pairs ? Layout::pairs32 : Layout::numbers32;
  return pairs ? Layout::pairs64 : Layout::numbers64;
}

void close_amounts(const OpenChunk& open, Chunk& chunk) {
  const Form form = form_of(open);
  std::vector<std::pair<std::uint16_t, Form::Amounts>> kept;
  kept.reserve(open.cells.size());
  for (std::size_t at = 0; at < open.cells.size(); ++at) {
    const auto& cell = open.cells[at];
    if (!cell.has_value()) continue;
    set(chunk.present, at);
    if (const auto amounts = form.amounts(cell)) {
      chunk.largest = std::max({chunk.largest, std::abs(amounts->numerator), std::abs(amounts->denominator)});
      kept.emplace_back(static_cast<std::uint16_t>(at), *amounts);
    } else {
      chunk.aside.push_back({cell, static_cast<std::uint16_t>(at)});
    }
  }
  if (kept.empty()) return;
  chunk.layout = narrowest(form.pairs, chunk.largest);
  chunk.scale = form.scale;
  chunk.denominator_scale = form.pairs ? form.denominator_scale : 0;
  const std::size_t padded = (open.cells.size() + word_units - 1) / word_units * word_units;
  chunk.data = AlignedBytes(padded * bytes_of(chunk.layout));
  chunk.is_natural = chunk.scale == 0 && chunk.denominator_scale == 0;
  for (const auto& [at, amounts] : kept) {
    chunk.is_natural = chunk.is_natural && amounts.numerator >= 0;
    put(chunk, form.pairs ? 2U * at : at, amounts.numerator);
    if (form.pairs) put(chunk, 2U * at + 1U, amounts.denominator);
  }
}

void close_days(const OpenChunk& open, Chunk& chunk) {
  for (std::size_t at = 0; at < open.cells.size(); ++at) {
    const auto& cell = open.cells[at];
    const Carried entry{cell.day, static_cast<std::uint16_t>(at)};
    if (cell.state == CellState::not_applicable) {
      chunk.stated.push_back(entry);
    } else if (cell.has_value() && cell.day != open.day) {
      chunk.carried.push_back(entry);
      chunk.oldest_carried = std::min(chunk.oldest_carried, cell.day);
    }
  }
}

void close_events(const OpenChunk& open, Chunk& chunk) {
  EventNumber run = 0;
  for (std::size_t at = 0; at < open.first_event.size(); ++at) {
    const auto event = open.first_event[at];
    if (event == 0) continue;
    set(chunk.recorded, at);
    chunk.newest_first = std::max(chunk.newest_first, event);
    if (event == run) continue;
    chunk.first_recorded.push_back({event, static_cast<std::uint16_t>(at)});
    run = event;
  }
  chunk.superseded = open.superseded;
  chunk.newest_event = open.newest_event;
}

template <class List>
const typename List::value_type* find_at(const List& list, std::uint32_t at) {
  const auto found = std::lower_bound(list.begin(), list.end(), at,
                                      [](const auto& entry, std::uint32_t wanted) { return entry.at < wanted; });
  return found == list.end() || found->at != at ? nullptr : &*found;
}

}  // namespace

AlignedBytes::AlignedBytes(std::size_t size) : size_((size + 63) / 64 * 64) {
  if (size_ == 0) return;
  bytes_.reset(static_cast<std::byte*>(::operator new[](size_, alignment)));
  std::memset(bytes_.get(), 0, size_);
}

AlignedBytes::AlignedBytes(const AlignedBytes& other) : AlignedBytes(other.size_) {
  if (size_ > 0) std::memcpy(bytes_.get(), other.bytes_.get(), size_);
}

bool is_pairs(Layout layout) { return layout >= Layout::pairs16; }

std::uint32_t bytes_of(Layout layout) {
  constexpr std::array<std::uint32_t, 7> widths = {0, 2, 4, 8, 4, 8, 16};
  return widths[static_cast<std::size_t>(layout)];
}

std::int64_t Chunk::numerator(std::uint32_t at) const { return take(*this, is_pairs(layout) ? 2U * at : at); }
std::int64_t Chunk::denominator(std::uint32_t at) const { return take(*this, 2U * at + 1U); }

Cell Chunk::cell(std::uint32_t at) const {
  assert(at < units);
  if (const auto* entry = find_at(stated, at)) return {0, 0, entry->day, 0, 0, CellState::not_applicable};
  if (!is_present(at)) return {};
  if (const auto* entry = find_at(aside, at)) return entry->cell;
  Cell cell;
  cell.state = is_pairs(layout) ? CellState::share : CellState::number;
  cell.numerator = numerator(at);
  cell.scale = scale;
  if (is_pairs(layout)) {
    cell.denominator = denominator(at);
    cell.denominator_scale = denominator_scale;
  }
  const auto* entry = find_at(carried, at);
  cell.day = entry == nullptr ? day : entry->day;
  return cell;
}

EventNumber Chunk::first_event(std::uint32_t at) const {
  assert(is_recorded(at));
  const auto after = std::upper_bound(first_recorded.begin(), first_recorded.end(), at,
                                      [](std::uint32_t wanted, const auto& run) { return wanted < run.at; });
  return std::prev(after)->event;
}

std::size_t Chunk::bytes() const {
  const auto of = [](const auto& list) { return list.capacity() * sizeof(*list.data()); };
  return sizeof(Chunk) + data.size() + of(carried) + of(stated) + of(aside) + of(first_recorded) + of(superseded);
}

void keep_fresh(const Chunk& chunk, std::int32_t first_fresh, Words& known) {
  if (chunk.day < first_fresh) {
    known = {};
    return;
  }
  if (chunk.oldest_carried >= first_fresh) return;
  for (const auto& entry : chunk.carried) {
    if (entry.day < first_fresh) known[entry.at / word_units] &= ~(std::uint64_t{1} << (entry.at % word_units));
  }
}

OpenChunk opened(const Chunk& chunk) {
  OpenChunk open;
  open.day = chunk.day;
  open.cells.resize(chunk.units);
  open.first_event.resize(chunk.units, 0);
  open.superseded = chunk.superseded;
  open.newest_event = chunk.newest_event;
  auto run = chunk.first_recorded.begin();
  for (std::uint32_t at = 0; at < chunk.units; ++at) {
    while (run != chunk.first_recorded.end() && std::next(run) != chunk.first_recorded.end() &&
           std::next(run)->at <= at)
      ++run;
    if (chunk.is_recorded(at)) open.first_event[at] = run->event;
    if (!chunk.is_present(at)) continue;
    auto& cell = open.cells[at];
    cell.state = is_pairs(chunk.layout) ? CellState::share : CellState::number;
    cell.numerator = chunk.numerator(at);
    cell.denominator = is_pairs(chunk.layout) ? chunk.denominator(at) : 0;
    cell.scale = chunk.scale;
    cell.denominator_scale = chunk.denominator_scale;
    cell.day = chunk.day;
  }
  for (const auto& entry : chunk.carried) open.cells[entry.at].day = entry.day;
  for (const auto& entry : chunk.aside) open.cells[entry.at] = entry.cell;
  for (const auto& entry : chunk.stated) open.cells[entry.at] = {0, 0, entry.day, 0, 0, CellState::not_applicable};
  return open;
}

std::shared_ptr<const Chunk> replaced(const Chunk& chunk, std::uint32_t at, const Cell& cell, EventNumber event) {
  const bool pairs = is_pairs(chunk.layout);
  const bool is_own = at < chunk.units && chunk.is_present(at) && chunk.is_recorded(at) && cell.day == chunk.day &&
                      event > chunk.newest_event && find_at(chunk.carried, at) == nullptr &&
                      find_at(chunk.aside, at) == nullptr;
  const bool has_form = cell.state == (pairs ? CellState::share : CellState::number) && cell.scale == chunk.scale &&
                        (!pairs || (cell.denominator_scale == chunk.denominator_scale && cell.denominator > 0));
  if (!is_own || !has_form) return nullptr;
  const auto largest = std::max({chunk.largest, std::abs(cell.numerator), pairs ? cell.denominator : 0});
  if (largest > amount_max || narrowest(pairs, largest) != chunk.layout) return nullptr;
  auto made = std::make_shared<Chunk>(chunk);
  made->superseded.push_back({chunk.cell(at), event, static_cast<std::uint16_t>(at)});
  made->newest_event = event;
  made->largest = largest;
  made->is_natural = chunk.is_natural && cell.numerator >= 0;
  put(*made, pairs ? 2U * at : at, cell.numerator);
  if (pairs) put(*made, 2U * at + 1U, cell.denominator);
  return made;
}

std::shared_ptr<const Chunk> closed(const OpenChunk& open) {
  assert(open.cells.size() <= chunk_units && open.first_event.size() == open.cells.size());
  auto chunk = std::make_shared<Chunk>();
  chunk->day = open.day;
  chunk->units = static_cast<std::uint16_t>(open.cells.size());
  close_amounts(open, *chunk);
  close_days(open, *chunk);
  close_events(open, *chunk);
  for (auto* list : {&chunk->carried, &chunk->stated}) list->shrink_to_fit();
  chunk->superseded.shrink_to_fit();
  chunk->first_recorded.shrink_to_fit();
  chunk->aside.shrink_to_fit();
  return chunk;
}

}  // namespace luytre::engine::columns
