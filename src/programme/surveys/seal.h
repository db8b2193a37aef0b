// Seals a village: its slips are counted once, checked, and everything that could tie them to anybody is removed.
#pragma once

#include "programme/surveys/desk.h"
#include "programme/surveys/enter.h"

namespace luytre::surveys {

// Of a village's paper slips so many are drawn for a recount: a twentieth, ten at least.
inline constexpr std::int64_t sample_min = 10;
inline constexpr std::int64_t sample_one_of = 20;

// What a village's slips came to.
struct Counting {
  Tally tally;
  std::vector<std::string> answers;  // of the slips counted
  std::vector<Comment> comments;
  std::vector<Entry> counted;  // with author and times: for the checks alone, never kept
};
// `slips` that are not whole, and those on which nothing was answered, are left out and counted so.
Counting count_village(const criteria::SurveyForm& form, const std::string& village,
                       const std::vector<SlipEntries>& slips);

// Problems of must_allow, surveys.not_whole (slips wait for a second person or differ, and no words say why they are
// left out), surveys.nothing_returned (no words say why).
Result<SealedVillage> seal_village(const Desk& desk, const commands::Asked& asked, const Known& known,
                                   const std::string& id, const std::string& village, const std::string& words,
                                   EventNumber expected);

}  // namespace luytre::surveys
