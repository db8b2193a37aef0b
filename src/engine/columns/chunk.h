// What stands for up to 1,024 units of one column on one day, in as few bytes as the amounts allow. Immutable; a newer
// state is another chunk. `opened` and `closed` go between this form and one cell a unit.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <limits>
#include <memory>
#include <new>
#include <span>
#include <vector>

namespace luytre::engine::columns {

inline constexpr std::uint32_t chunk_units = 1024;
inline constexpr std::uint32_t word_units = 64;
inline constexpr std::uint32_t chunk_words = chunk_units / word_units;

using UnitNumber = std::uint32_t;  // given once, in order of first appearance, never reused
using EventNumber = std::int64_t;  // greater: recorded later
inline constexpr EventNumber everything = std::numeric_limits<EventNumber>::max();
inline constexpr std::int32_t no_day = std::numeric_limits<std::int32_t>::min();

using Words = std::array<std::uint64_t, chunk_words>;  // one bit a unit

enum class CellState : std::uint8_t {
  nothing,         // nobody has said anything that stands
  number,          // numerator / 10^scale
  share,           // (numerator / 10^scale) / (denominator / 10^denominator_scale)
  not_applicable,  // somebody stated that there is no value
};

// What stands for one unit on one day, and the day that it was said of.
struct Cell {
  std::int64_t numerator = 0;
  std::int64_t denominator = 0;
  std::int32_t day = no_day;
  std::uint8_t scale = 0;              // 0..6
  std::uint8_t denominator_scale = 0;  // 0..6
  CellState state = CellState::nothing;
  bool has_value() const { return state == CellState::number || state == CellState::share; }
  friend bool operator==(const Cell&, const Cell&) = default;
};

// How amounts lie in `Chunk::data`: pairs are numerator, denominator, numerator…
enum class Layout : std::uint8_t { empty, numbers16, numbers32, numbers64, pairs16, pairs32, pairs64 };
std::uint32_t bytes_of(Layout layout);  // of one unit

// Bytes at an address that the widest vector loads like; as many as asked for, zeroed, rounded up to 64.
class AlignedBytes {
 public:
  AlignedBytes() = default;
  explicit AlignedBytes(std::size_t size);
  AlignedBytes(const AlignedBytes& other);
  AlignedBytes(AlignedBytes&&) noexcept = default;
  AlignedBytes& operator=(AlignedBytes&&) noexcept = default;
  AlignedBytes& operator=(const AlignedBytes&) = delete;
  ~AlignedBytes() = default;
  std::byte* data() { return bytes_.get(); }
  const std::byte* data() const { return bytes_.get(); }
  std::size_t size() const { return size_; }

 private:
  static constexpr std::align_val_t alignment{64};
  struct Free {
    void operator()(std::byte* bytes) const { ::operator delete[](bytes, alignment); }
  };
  std::unique_ptr<std::byte[], Free> bytes_;
  std::size_t size_ = 0;
};

struct Carried {
  std::int32_t day = no_day;  // what stands was said of this earlier day
  std::uint16_t at = 0;
  friend bool operator==(const Carried&, const Carried&) = default;
};

// From unit `at` on, the units that `recorded` names were first recorded for this day at this event.
struct FirstRecorded {
  EventNumber event = 0;
  std::uint16_t at = 0;
  friend bool operator==(const FirstRecorded&, const FirstRecorded&) = default;
};

// At this event the unit's cell changed, and this is what stood before.
struct Superseded {
  Cell before;
  EventNumber event = 0;
  std::uint16_t at = 0;
  friend bool operator==(const Superseded&, const Superseded&) = default;
};

// A cell that does not go with the others of its chunk: a number among shares, or an amount too long at their scale.
struct Aside {
  Cell cell;
  std::uint16_t at = 0;
  friend bool operator==(const Aside&, const Aside&) = default;
};

struct Chunk {
  Words present{};               // a value stands: a number or a share
  Words recorded{};              // something was said of this very day once, whether it still stands or not
  AlignedBytes data;             // zero where nothing is present, and for cells aside
  std::vector<Carried> carried;  // by `at`; what stands for all others was said of this very day
  std::vector<Carried> stated;   // by `at`; stands as not applicable, and of which day
  std::vector<Aside> aside;      // by `at`
  std::vector<FirstRecorded> first_recorded;  // by `at`
  std::vector<Superseded> superseded;         // by event
  std::int64_t largest = 0;                   // of the absolute amounts
  EventNumber newest_event = 0;               // of all that the chunk says
  EventNumber newest_first = 0;               // of `first_recorded`
  std::int32_t day = no_day;
  std::int32_t oldest_carried = std::numeric_limits<std::int32_t>::max();
  std::uint16_t units = 0;
  Layout layout = Layout::empty;
  std::uint8_t scale = 0;
  std::uint8_t denominator_scale = 0;
  bool is_natural = true;  // amounts are whole and not negative

  bool is_present(std::uint32_t at) const { return (present[at / word_units] >> (at % word_units) & 1U) != 0; }
  bool is_recorded(std::uint32_t at) const { return (recorded[at / word_units] >> (at % word_units) & 1U) != 0; }
  std::int64_t numerator(std::uint32_t at) const;
  std::int64_t denominator(std::uint32_t at) const;  // of pairs
  Cell cell(std::uint32_t at) const;
  EventNumber first_event(std::uint32_t at) const;  // of a recorded unit
  std::size_t bytes() const;                        // of memory, all told
};

bool is_pairs(Layout layout);

// Amounts of a chunk are not greater, so that every product in a comparison fits 128 bits.
inline constexpr std::int64_t amount_max = 10'000'000'000'000'000;

// One cell a unit, to be changed.
struct OpenChunk {
  std::int32_t day = no_day;
  std::vector<Cell> cells;               // by unit; its size is the number of units
  std::vector<EventNumber> first_event;  // by unit; 0: never recorded for this day
  std::vector<Superseded> superseded;    // by event
  EventNumber newest_event = 0;
};

// Takes the units out of `known` whose value is of a day before `first_fresh`. Cells aside are left as they are.
void keep_fresh(const Chunk& chunk, std::int32_t first_fresh, Words& known);

OpenChunk opened(const Chunk& chunk);

// The chunk after this event, where it only replaces a value of the chunk's own day by one of the same form. nullptr:
// more than that changes.
std::shared_ptr<const Chunk> replaced(const Chunk& chunk, std::uint32_t at, const Cell& cell, EventNumber event);

// The narrowest chunk that says the same: one layout, one scale; what does not fit them is kept aside.
std::shared_ptr<const Chunk> closed(const OpenChunk& open);

}  // namespace luytre::engine::columns
