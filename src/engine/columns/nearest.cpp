#include "engine/columns/nearest.h"

#include <algorithm>
#include <tuple>

namespace luytre::engine::columns {

namespace {

// The units of the words that have this count of open criteria and are not met.
std::uint64_t with_count(const JudgedChunk& chunk, std::size_t word, std::uint32_t count) {
  std::uint64_t bits = chunk.alive[word] & ~chunk.outcome.met[word];
  for (std::size_t k = 0; k < chunk.counts->criteria_open.digit.size(); ++k) {
    const auto digit = chunk.counts->criteria_open.digit[k][word];
    bits &= (count >> k & 1U) != 0 ? digit : ~digit;
  }
  return bits;
}

}  // namespace

std::vector<Near> nearest(const Judged& judged, std::size_t count) {
  std::vector<Near> near;
  for (std::uint32_t open = 0; open <= judged.criteria && near.size() < count; ++open) {
    const auto first = static_cast<std::ptrdiff_t>(near.size());
    for (std::size_t chunk = 0; chunk < judged.chunks.size(); ++chunk) {
      for (std::uint32_t word = 0; word < chunk_words; ++word) {
        for (auto bits = with_count(*judged.chunks[chunk], word, open); bits != 0; bits &= bits - 1) {
          const auto at = word * word_units + static_cast<std::uint32_t>(std::countr_zero(bits));
          near.push_back({static_cast<UnitNumber>(chunk * chunk_units + at), open,
                          judged.chunks[chunk]->counts->indicators_open.of(at)});
        }
      }
    }
    const auto by_need = [](const Near& a, const Near& b) {
      return std::tie(a.indicators_open, a.unit) < std::tie(b.indicators_open, b.unit);
    };
    const auto last = near.begin() + std::min(static_cast<std::ptrdiff_t>(count), std::ssize(near));
    if (last > near.begin() + first) std::partial_sort(near.begin() + first, last, near.end(), by_need);
    near.erase(last, near.end());
  }
  return near;
}

}  // namespace luytre::engine::columns
