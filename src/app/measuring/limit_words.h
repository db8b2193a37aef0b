// The pass over all words of units, whatever a processor's way to test one word is. Inside the room only; no includes,
// so that what stands before it may choose the processor.
#pragma once

namespace luytre::measuring {

// `Word::met` for each leaf of a criterion, combined while the bits are in registers.
template <class Word>
static void judge_words(const FlatDay& day, FlatAnswer& answer) {
  for (std::uint32_t word = 0; word < day.words; ++word) {
    std::uint64_t all_met = ~std::uint64_t{0};
    std::uint64_t some_not_met = 0;
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
      }
      const std::uint64_t open = settled & ~failed;
      answer.criteria_met[criterion][word] = open & some;
      all_met &= open;
      some_not_met |= failed;
    }
    answer.met[word] = all_met;
    answer.not_met[word] = some_not_met;
  }
}

#if defined(__x86_64__)
void judge_flat_512(const FlatDay& day, FlatAnswer& answer);
#endif

}  // namespace luytre::measuring
