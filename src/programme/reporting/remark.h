// People of the commune, the departments and the coordinator talk about an indicator of a report where it stands.
#pragma once

#include "programme/reporting/desk.h"

namespace luytre::reporting {

inline constexpr std::size_t remarks_of_report_max = 2'000;

// Act reporting.remark on the unit. Problems of places, reporting.no_indicator, reporting.words_needed,
// reporting.too_many_remarks.
Result<Remark> make_remark(const Desk& desk, const commands::Asked& asked, const Known& known,
                           const std::string& period, const std::string& unit, const std::string& indicator,
                           const std::string& words);

}  // namespace luytre::reporting
