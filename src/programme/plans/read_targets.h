// The annex of a plan as a file: CSV or an Excel workbook, its headings in Vietnamese or English.
//
// Columns: unit (code or name) and purpose; either title or criteria; and, where needed, district, set, deadline. The
// headings stand in one of the first rows of a sheet, below whatever title the annex has.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "programme/plans/check_targets.h"

namespace luytre::plans {

inline constexpr std::size_t annex_bytes_max = std::size_t{4} << 20U;

// The rows as wishes, each with its place in the file; blank rows are passed over, nothing else is. Words are read as
// people write them ("nâng cao", "31/12/2022"); what is not understood goes on as it is and is refused by
// check_targets. Problems of sheets::read_workbook and parse_csv; plans.no_headings (names what was looked for).
Result<std::vector<TargetWish>> read_targets(std::string_view bytes, const std::string& file_name);

}  // namespace luytre::plans
