// From words to the numbers the guard needs: "5.860 xã (71,3%)", "5860 xã, chiếm 71,3 %", "5,860 communes (71.3%)".
#pragma once

#include <string_view>

#include "outputs/statistics/guard.h"

namespace luytre::statistics {

// The first count and percentage that the text links; else the only count and the only percentage. Problems
// claim.no_percent, claim.no_count, claim.count_not_whole (the marks of the two numbers do not agree).
Result<PrintedShare> read_printed_share(std::string_view text);

// "17,1 tiêu chí/xã", "bình quân mỗi xã đạt 17,1 tiêu chí"; nothing when the text has no average.
std::optional<Decimal> read_printed_average(std::string_view text);

}  // namespace luytre::statistics
