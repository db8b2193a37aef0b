// The pass over all words of units, whatever a processor's way to test one word is. Inside the room only; no includes,
// so that what stands before it may choose the processor.
#pragma once

namespace luytre::measuring {

// `Word::met` for each leaf of a criterion, combined while the bits are in registers; counts in one byte a unit.
template <class Word, bool with_counts>
static void judge_words(const FlatDay& day, FlatAnswer& answer) {
  for (std::size_t word = 0; word < day.words; ++word) {
    std::uint64_t all_met = ~std::uint64_t{0};
    std::uint64_t some_not_met = 0;
    typename Word::Counter criteria_met, criteria_open, indicators_met, indicators_open;
    auto leaf = day.leaves.begin();
    for (std::uint32_t criterion = 0; criterion < day.criteria; ++criterion) {
      std::uint64_t some = 0;
      std::uint64_t failed = 0;
      std::uint64_t settled = ~std::uint64_t{0};
      for (; leaf != day.leaves.end() && leaf->criterion == criterion; ++leaf) {
        const std::uint64_t met = Word::met(*leaf, word);
        const std::uint64_t known = leaf->known[word];
        some |= met & known;
        failed |= known & ~met;
        settled &= known | leaf->not_applicable[word];
        if (with_counts) indicators_met.add(met & known);
        if (with_counts) indicators_open.add(~((met & known) | leaf->not_applicable[word]));
      }
      const std::uint64_t closed = settled & ~failed;
      answer.criteria_met[criterion][word] = closed & some;
      all_met &= closed;
      some_not_met |= failed;
      if (with_counts) criteria_met.add(closed & some);
      if (with_counts) criteria_open.add(~closed);
    }
    answer.met[word] = all_met;
    answer.not_met[word] = some_not_met;
    if (!with_counts) continue;
    criteria_met.store(answer.criteria_count.data() + word * 64);
    criteria_open.store(answer.criteria_open.data() + word * 64);
    indicators_met.store(answer.indicators_count.data() + word * 64);
    indicators_open.store(answer.indicators_open.data() + word * 64);
  }
}

void judge_flat_plain(const FlatDay& day, bool with_counts, FlatAnswer& answer);
#if defined(__x86_64__)
void judge_flat_256(const FlatDay& day, bool with_counts, FlatAnswer& answer);
void judge_flat_512(const FlatDay& day, bool with_counts, FlatAnswer& answer);
#endif

}  // namespace luytre::measuring
