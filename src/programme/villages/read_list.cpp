#include <map>

#include "base/vietnamese.h"
#include "platform/sheets/workbook.h"
#include "programme/villages/import_villages.h"

namespace luytre::villages {
namespace {

// What a column of a list may be called, folded, to what it is here.
const std::map<std::string, std::string>& column_names() {
  static const std::map<std::string, std::string> names{{"name", "name"},
                                                        {"ten", "name"},
                                                        {"ten thon", "name"},
                                                        {"kind", "kind"},
                                                        {"loai", "kind"},
                                                        {"commune", "commune"},
                                                        {"ma xa", "commune"},
                                                        {"xa", "commune"},
                                                        {"from", "from"},
                                                        {"tu ngay", "from"},
                                                        {"code", "code"},
                                                        {"ma thon", "code"},
                                                        {"households", "households"},
                                                        {"so ho", "households"},
                                                        {"people", "people"},
                                                        {"so dan", "people"},
                                                        {"so nguoi", "people"},
                                                        {"as_of", "as_of"},
                                                        {"ngay so lieu", "as_of"},
                                                        {"decision", "decision"},
                                                        {"quyet dinh", "decision"},
                                                        {"source", "source"},
                                                        {"nguon", "source"}};
  return names;
}

std::string column_of(std::string_view title) {
  const auto found = column_names().find(fold(title));
  return found == column_names().end() ? std::string(title) : found->second;
}

Result<CsvTable> table_of(const sheets::Sheet& sheet, const std::string& file_name) {
  CsvTable table;
  table.name = file_name;
  if (sheet.rows.empty()) return refuse("csv.empty", {}, file_name);
  const sheets::Row& header = sheet.rows.front();
  for (std::size_t at = 0; at < header.cells.size(); ++at) table.header.emplace_back(header.text(at));
  for (std::size_t at = 1; at < sheet.rows.size(); ++at) {
    const sheets::Row& row = sheet.rows[at];
    CsvRow made;
    made.line = static_cast<int>(row.number);
    for (std::size_t column = 0; column < table.header.size(); ++column) made.cells.emplace_back(row.text(column));
    table.rows.push_back(std::move(made));
  }
  return table;
}

Result<CsvTable> read_table(std::string_view bytes, const std::string& file_name) {
  if (!sheets::looks_like_workbook(bytes)) return parse_csv(bytes, file_name);
  const auto workbook = sheets::read_workbook(bytes, file_name);
  if (!workbook) return pass_on(workbook);
  for (const sheets::Sheet& sheet : workbook->sheets) {
    if (!sheet.is_hidden && !sheet.rows.empty()) return table_of(sheet, file_name);
  }
  return refuse("csv.empty", {}, file_name);
}

}  // namespace

Result<CsvTable> read_list(std::string_view bytes, const std::string& file_name) {
  auto table = read_table(bytes, file_name);
  if (!table) return pass_on(table);
  for (std::string& title : table->header) title = column_of(title);
  for (const std::string_view needed : {"name", "kind", "commune", "from"}) {
    if (!table->column(needed)) return refuse("villages.column_missing", {{"column", std::string(needed)}}, file_name);
  }
  if (table->rows.size() > imported_rows_max) {
    return refuse("villages.too_many_rows", {{"max", std::to_string(imported_rows_max)}}, file_name);
  }
  return *std::move(table);
}

}  // namespace luytre::villages
