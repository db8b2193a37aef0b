// CSV of RFC 4180: comma, quotes doubled, UTF-8 with or without a mark, any line ending. Cells keep their blanks.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"

namespace luytre {

struct CsvRow {
  int line = 0;  // 1-based line of the file on which the row begins
  std::vector<std::string> cells;
};

struct CsvTable {
  std::string name;  // the file's name, for "NAME:LINE"
  std::vector<std::string> header;
  std::vector<CsvRow> rows;  // each with exactly header.size() cells

  std::optional<std::size_t> column(std::string_view title) const;
  std::string where(const CsvRow& row) const;  // "NAME:LINE"
};

// Blank lines are passed over. Problems csv.empty, csv.not_utf8, csv.unclosed_quote, csv.cell_count,
// csv.duplicate_column, each with file and line.
Result<CsvTable> parse_csv(std::string_view bytes, std::string name);
Result<CsvTable> read_csv(const std::filesystem::path& path);

// One cell, quoted when it must be. A cell that a spreadsheet would run as a formula is quoted with a leading '.
std::string csv_cell(std::string_view text);

}  // namespace luytre
