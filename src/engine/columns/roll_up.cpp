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

// The pieces of the wanted areas, by chunk. Rows are positions in `wanted`.
std::vector<std::vector<Piece>> pieces_of(const std::vector<Area>& areas, const std::vector<std::uint32_t>& wanted,
                                          std::size_t chunks) {
  std::vector<std::vector<Piece>> pieces(chunks);
  for (std::uint32_t row = 0; row < wanted.size(); ++row) {
    const Area& area = areas[wanted[row]];
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

void count_into(Table& table, const Judged& judged, const Areas& areas, const std::vector<std::uint32_t>& wanted) {
  const std::size_t columns = fixed_columns + judged.criteria;
  const bool is_moved = !areas.units.empty();
  const auto moved = is_moved ? at_places(judged, areas.units) : std::vector<std::vector<Words>>{};
  const std::size_t chunks = is_moved ? moved.size() : judged.chunks.size();
  const auto pieces = pieces_of(areas.areas, wanted, chunks);
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
  std::vector<std::uint32_t> all(areas.areas.size());
  for (std::uint32_t i = 0; i < all.size(); ++i) all[i] = i;
  Table table(all.size() * columns, 0);
  count_into(table, judged, areas, all);
  add_to_parents(table, areas.areas, columns);
  RolledUp rolled;
  rolled.criteria = judged.criteria;
  rolled.totals.resize(all.size());
  rolled.met_of_criterion.resize(all.size() * judged.criteria);
  for (std::size_t area = 0; area < all.size(); ++area) add_row(rolled, area, table, area);
  return rolled;
}

RolledUp rolled_again(const RolledUp& rolled, const Judged& before, const Judged& after, const Areas& areas) {
  assert(areas.units.empty() && before.criteria == after.criteria && before.chunks.size() == after.chunks.size());
  std::vector<std::uint32_t> touched;
  for (std::uint32_t i = 0; i < areas.areas.size(); ++i) {
    const auto& area = areas.areas[i];
    for (UnitNumber chunk = area.from / chunk_units; chunk * chunk_units < area.to; ++chunk) {
      if (before.chunks[chunk] == after.chunks[chunk]) continue;
      touched.push_back(i);
      break;
    }
  }
  const std::size_t columns = fixed_columns + after.criteria;
  Table old(touched.size() * columns, 0);
  Table now(touched.size() * columns, 0);
  count_into(old, before, areas, touched);
  count_into(now, after, areas, touched);
  for (std::size_t i = 0; i < now.size(); ++i) now[i] -= old[i];  // wraps; what it is added to comes out right
  RolledUp next = rolled;
  for (std::size_t row = 0; row < touched.size(); ++row) {
    for (auto area = touched[row]; area != no_area; area = areas.areas[area].parent) add_row(next, area, now, row);
  }
  return next;
}

}  // namespace luytre::engine::columns
