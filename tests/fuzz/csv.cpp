// CSV: any bytes are a table of even rows or a problem with file and line; a table written again reads the same.

#include "base/csv.h"
#include "fuzz/input.h"

namespace {

std::string written(const luytre::CsvTable& table) {
  std::string bytes;
  const auto line = [&](const std::vector<std::string>& cells) {
    for (std::size_t at = 0; at < cells.size(); ++at) bytes += (at == 0 ? "\"" : ",\"") + cells[at] + "\"";
    bytes += "\n";
  };
  line(table.header);
  for (const auto& row : table.rows) line(row.cells);
  return bytes;
}

bool has_quote(const std::vector<std::string>& cells) {
  for (const auto& cell : cells) {
    if (cell.find('"') != std::string::npos) return true;
  }
  return false;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using luytre::fuzz::hold;
  const auto table = luytre::parse_csv(luytre::fuzz::text_of(data, size), "f.csv");
  if (!table) {
    hold(!table.error().code.empty() && table.error().where.starts_with("f.csv"), "a problem says where");
    return 0;
  }
  bool plain = !has_quote(table->header);
  for (const auto& row : table->rows) {
    hold(row.cells.size() == table->header.size(), "every row has a cell per column");
    hold(row.line > 1, "rows come after the header");
    plain = plain && !has_quote(row.cells);
  }
  if (!plain) return 0;
  const auto again = luytre::parse_csv(written(*table), "f.csv");
  hold(again.has_value() && again->header == table->header && again->rows.size() == table->rows.size(),
       "what was read can be written and read");
  for (std::size_t at = 0; at < table->rows.size(); ++at) {
    hold(again->rows[at].cells == table->rows[at].cells, "cells survive");
  }
  return 0;
}
