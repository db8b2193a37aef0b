// Slips for a village: their serials are drawn, seen once on paper, and kept as marks; then handed to households.
#pragma once

#include "programme/surveys/desk.h"

namespace luytre::surveys {

inline constexpr std::int64_t slips_at_once_max = 5'000;

struct Printed {
  EventNumber event = 0;
  std::vector<std::string> serials;  // in an order drawn at random
};
// Problems surveys.count_wrong, those of must_allow. An order that was answered before gives no serials again: problem
// surveys.printed_already.
Result<Printed> print_slips(const Desk& desk, const commands::Asked& asked, const Known& known, const std::string& id,
                            const std::string& village, std::int64_t count, EventNumber expected);

// Problems surveys.count_wrong, surveys.handed_over_printed, surveys.outside_window.
Result<EventNumber> hand_out(const Desk& desk, const commands::Asked& asked, const Known& known, const std::string& id,
                             const std::string& village, std::int64_t count, EventNumber expected);

}  // namespace luytre::surveys
