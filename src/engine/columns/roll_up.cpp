#include "engine/columns/roll_up.h"

#include <algorithm>
#include <cassert>

namespace luytre::engine::columns {

namespace {

constexpr std::size_t fixed_columns = 4;

// The bitmaps that are counted, in the order of the table's columns.
std::vector<const Words*> bitmaps_of(const JudgedChunk& chunk) {
  std::vector<const Words*> bitmaps{&chunk.alive, &chunk.outcome.met, &chunk.outcome.not_met,
                                    &chunk.outcome.not_applicable};
  for (const auto& words : chunk.criteria_met) bitmaps.push_back(&words);
  return bitmaps;
}

bool has(const Words& words, std::uint32_t at) { return (words[at / word_units] >> (at % word_units) & 1U) != 0; }

// The chunks as if units were numbered by their places.
std::vector<std::vector<Words>> at_places(const Judged& judged, const std::vector<UnitNumber>& units) {
  const std::size_t columns = fixed_columns + judged.criteria;
  std::vector<std::vector<Words>> chunks((units.size() + chunk_units - 1) / chunk_units, std::vector<Words>(columns));
  std::vector<std::vector<const Words*>> bitmaps;
  for (const auto& chunk : judged.chunks) bitmaps.push_back(bitmaps_of(*chunk));
  for (std::size_t place = 0; place < units.size(); ++place) {
    const auto& from = bitmaps[units[place] / chunk_units];
    auto& to = chunks[place / chunk_units];
    const auto at = place % chunk_units;
    for (std::size_t column = 0; column < columns; ++column) {
      to[column][at / word_units] |= std::uint64_t{has(*from[column], units[place] % chunk_units)} << (at % word_units);
    }
  }
  return chunks;
}

// The pieces of the areas, by chunk. Rows are areas.
std::vector<std::vector<Piece>> pieces_of(const std::vector<Area>& areas, std::size_t chunks) {
  std::vector<std::vector<Piece>> pieces(chunks);
  for (std::uint32_t row = 0; row < areas.size(); ++row) {
    const Area& area = areas[row];
    for (UnitNumber from = area.from; from < area.to;) {
      const UnitNumber end = std::min(area.to, (from / word_units + 1) * word_units);
      const std::uint32_t count = end - from;
      const std::uint64_t ones = count == word_units ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1;
      assert(from / chunk_units < chunks);
      pieces[from / chunk_units].push_back({ones << (from % word_units), from % chunk_units / word_units, row});
      from = end;
    }
  }
  return pieces;
}

using Table = std::vector<std::uint32_t>;

void count_into(Table& table, const Judged& judged, const Areas& areas) {
  const std::size_t columns = fixed_columns + judged.criteria;
  const bool is_moved = !areas.units.empty();
  const auto moved = is_moved ? at_places(judged, areas.units) : std::vector<std::vector<Words>>{};
  const std::size_t chunks = is_moved ? moved.size() : judged.chunks.size();
  const auto pieces = pieces_of(areas.areas, chunks);
  for (std::size_t chunk = 0; chunk < chunks; ++chunk) {
    if (pieces[chunk].empty()) continue;
    const auto bitmaps = is_moved ? std::vector<const Words*>{} : bitmaps_of(*judged.chunks[chunk]);
    for (std::size_t column = 0; column < columns; ++column) {
      const Words& words = is_moved ? moved[chunk][column] : *bitmaps[column];
      kernels().count(words.data(), pieces[chunk].data(), pieces[chunk].size(), table.data() + column, columns);
    }
  }
}

void add_row(RolledUp& rolled, std::size_t area, const Table& table, std::size_t row) {
  const std::uint32_t* counted = table.data() + row * (fixed_columns + rolled.criteria);
  auto& totals = rolled.totals[area];
  totals.units += counted[0];
  totals.met += counted[1];
  totals.not_met += counted[2];
  totals.not_applicable += counted[3];
  for (std::size_t i = 0; i < rolled.criteria; ++i) {
    totals.criteria_met += counted[fixed_columns + i];
    rolled.met_of_criterion[area * rolled.criteria + i] += counted[fixed_columns + i];
  }
}

// What is counted of a chunk's units otherwise than before.
class Changed {
 public:
  Changed(const JudgedChunk& before, const JudgedChunk& after)
      : before_(bitmaps_of(before)), after_(bitmaps_of(after)) {
    for (std::size_t column = 0; column < after_.size(); ++column) {
      for (std::size_t word = 0; word < chunk_words; ++word) {
        is_other_[word] |= (*before_[column])[word] ^ (*after_[column])[word];
      }
    }
  }
  bool is_other(std::uint32_t at) const { return has(is_other_, at); }
  bool is_same_word(std::uint32_t at) const { return is_other_[at / word_units] == 0; }
  // What the unit adds; below zero it wraps, and what it is added to comes out right.
  Table row(std::uint32_t at) const {
    Table row(after_.size());
    for (std::size_t column = 0; column < row.size(); ++column) {
      row[column] =
          static_cast<std::uint32_t>(has(*after_[column], at)) - static_cast<std::uint32_t>(has(*before_[column], at));
    }
    return row;
  }

 private:
  std::vector<const Words*> before_, after_;
  Words is_other_{};
};

// Rows of parents from the rows of their parts.
void add_to_parents(Table& table, const std::vector<Area>& areas, std::size_t columns) {
  for (std::size_t area = areas.size(); area-- > 0;) {
    if (areas[area].parent == no_area) continue;
    assert(areas[area].parent < area);
    for (std::size_t column = 0; column < columns; ++column) {
      table[areas[area].parent * columns + column] += table[area * columns + column];
    }
  }
}

}  // namespace

RolledUp roll_up(const Judged& judged, const Areas& areas) {
  const std::size_t columns = fixed_columns + judged.criteria;
  const std::size_t all = areas.areas.size();
  Table table(all * columns, 0);
  count_into(table, judged, areas);
  add_to_parents(table, areas.areas, columns);
  RolledUp rolled;
  rolled.criteria = judged.criteria;
  rolled.totals.resize(all);
  rolled.met_of_criterion.resize(all * judged.criteria);
  for (std::size_t area = 0; area < all; ++area) add_row(rolled, area, table, area);
  return rolled;
}

RolledUp rolled_again(const RolledUp& rolled, const Judged& before, const Judged& after, const Areas& areas) {
  assert(areas.units.empty() && before.criteria == after.criteria && before.chunks.size() == after.chunks.size());
  RolledUp next = rolled;
  for (std::size_t chunk = 0; chunk < after.chunks.size(); ++chunk) {
    if (before.chunks[chunk] == after.chunks[chunk]) continue;
    const Changed changed(*before.chunks[chunk], *after.chunks[chunk]);
    const auto first = static_cast<UnitNumber>(chunk * chunk_units);
    for (std::uint32_t place = 0; place < areas.areas.size(); ++place) {
      const auto from = std::max(areas.areas[place].from, first);
      const auto to = std::min(areas.areas[place].to, first + chunk_units);
      for (UnitNumber unit = from; unit < to; ++unit) {
        if (unit % word_units == 0 && changed.is_same_word(unit % chunk_units)) unit += word_units - 1;
        if (unit >= to || !changed.is_other(unit % chunk_units)) continue;
        const Table row = changed.row(unit % chunk_units);
        for (auto area = place; area != no_area; area = areas.areas[area].parent) add_row(next, area, row, 0);
      }
    }
  }
  return next;
}

}  // namespace luytre::engine::columns
