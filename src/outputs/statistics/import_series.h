// Reads published series into quoted claims, verbatim: one claim for each figure of a row.
#pragma once

#include <string>
#include <vector>

#include "base/csv.h"
#include "outputs/statistics/claim.h"
#include "platform/access/actor.h"
#include "platform/commands/writer.h"

namespace luytre::statistics {

struct Series {
  std::size_t rows = 0;
  std::vector<Claim> claims;  // published, without ids
};

// Columns date, basis, communes_total, communes_ntm, percent_ntm, communes_advanced, communes_model,
// avg_criteria_per_commune, districts_ntm, districts_total, provinces_100pct, provinces_recognised, note, source_url,
// trust; optional province_code_gso (absent: the country). Percentages that the note says the source prints ("source
// prints 42.4% and 12.3%", "30.3% of districts") become the printed figure of their claim. Problems, all at once as
// causes of claim.series_refused, each with file and line.
Result<Series> read_series(const CsvTable& table);

}  // namespace luytre::statistics
