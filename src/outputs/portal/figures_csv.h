// Tables as CSV files (RFC 4180, UTF-8), the same rows as the page beside them, closed by a control line that tells how
// many rows there are and what their numbers sum to.
#pragma once

#include "outputs/portal/unit_figures.h"

namespace luytre::portal {

using CsvCells = std::vector<std::string>;

// `header` first; every row as long as it.
std::string csv_text(const CsvCells& header, const std::vector<CsvCells>& rows);
http::Response csv_response(const Visit& visit, const std::string& file, std::string body);

// Columns that every table of figures has; `rank` is "" where nothing is ranked.
CsvCells figures_header();
CsvCells figures_row(const Visit& visit, const UnitFigures& figures, const UnitFigure& figure, const std::string& rank);
// Rows, those with a number, the sum of numerators and that of denominators.
CsvCells control_row(const std::vector<const UnitFigure*>& figures);

}  // namespace luytre::portal
