// The series that pages show. Those that judge are kept for each state of the record.
#pragma once

#include "outputs/portal/series.h"
#include "outputs/portal/site.h"

namespace luytre::portal {

inline constexpr std::size_t days_judged_max = 12;  // of one line, the newest
inline constexpr std::size_t lines_max = 9;         // the unit's own and eight before it

// Criteria met under the question's set by the unit, and before it by the units it was made from.
Result<std::shared_ptr<const Series>> criteria_series(const Visit& visit, const units::Unit& unit,
                                                      const judgement::Question& question);

// Communes of the province that hold each title, at the end of each year and on both sides of every reorganisation.
Result<std::shared_ptr<const Series>> titles_series(const Visit& visit);

// What was published of one definition about one place (a code, or VN).
Series claims_series(const Visit& visit, const std::string& definition, const std::string& place);

// Days on which units of the place ended, within the days of the lines.
void add_breaks(const Visit& visit, const std::string& place, Series& series);

}  // namespace luytre::portal
