// The columns of a file of observations, found by their titles.
#pragma once

#include <cstddef>
#include <optional>

#include "base/csv.h"
#include "base/problem.h"

namespace luytre::observations {

struct ImportColumns {
  std::optional<std::size_t> unit_code, set, indicator, measure, dimension, as_of, opinion, value, numerator,
      denominator, source, note, base;
};

// All faults of the header as causes of the problem observations.header_refused.
Result<ImportColumns> read_header(const CsvFile&);

}  // namespace luytre::observations
