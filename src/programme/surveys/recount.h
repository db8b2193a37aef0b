// A recount: the Front of another commune enters the drawn paper slips again, and only how many differ is kept.
#pragma once

#include "programme/surveys/desk.h"
#include "programme/surveys/enter.h"

namespace luytre::surveys {

struct RecountWish {
  std::string village;
  std::string by_unit;  // code or identity of the other commune
  std::string words;
};
// Problems surveys.recount_own_unit, surveys.recount_ordered, surveys.no_sample, surveys.not_sealed.
Result<Recount> order_recount(const Desk& desk, const commands::Asked& asked, const Known& known, const std::string& id,
                              const RecountWish& wish, EventNumber expected);

// The serials to be found among the village's paper; for whoever may count them. Problems surveys.no_recount,
// surveys.recounted_already.
Result<std::vector<std::string>> serials_to_recount(storage::Database& database, const Desk& desk, const Course& course,
                                                    const std::string& village);

struct RecountedWish {
  std::vector<SlipWish> slips;
  std::vector<std::string> missing;  // serials that were not found
  std::string words;
};
// Problems surveys.recount_incomplete (serials neither entered nor missing), surveys.serial_not_drawn.
Result<RecountResult> record_recount(const Desk& desk, commands::Asked asked, const Known& known, const std::string& id,
                                     const std::string& village, const RecountedWish& wish, EventNumber expected);

access::Ask ask_of_recount(const Recount& recount, Date today);

}  // namespace luytre::surveys
