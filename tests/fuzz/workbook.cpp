// Workbooks: any bytes are a workbook within the limits, or a problem that names the file. The first byte chooses
// whether the rest is a whole file or the cells of one sheet, so that the reader behind the zip is reached.

#include "platform/sheets/workbook.h"
#include "base/messages.h"
#include "fuzz/input.h"
#include "platform/sheets/zip_for_tests.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace luytre::sheets;
  using luytre::fuzz::hold;
  if (size == 0) return 0;
  const std::string content(luytre::fuzz::text_of(data + 1, size - 1));
  std::string bytes = content;
  if (data[0] == 'c') bytes = zip_of(parts_with(content));
  if (data[0] == 's') bytes = zip_of(parts_with("<row><c t='s'><v>0</v></c></row>", content));
  if (data[0] == 'd') bytes = zip_of(parts_with("<row><c s='1'><v>45839.5</v></c></row>", "", content));
  const auto workbook = read_workbook(bytes, "f.xlsx");
  if (!workbook) {
    hold(luytre::in_catalogue(workbook.error().code), "a problem has its text");
    hold(workbook.error().where.starts_with("f.xlsx"), "a problem says where");
    return 0;
  }
  for (const auto& sheet : workbook->sheets) {
    std::uint32_t before = 0;
    for (const auto& row : sheet.rows) {
      hold(row.number > before && row.number <= rows_max, "rows ascend");
      before = row.number;
      hold(!row.cells.empty() && row.cells.size() <= columns_max, "rows have cells, not too many");
      hold(!row.cells.back().is_empty(), "the last cell of a row is filled");
      for (std::size_t at = 0; at < row.cells.size(); ++at) {
        const auto& cell = row.cells[at];
        hold(cell.row == row.number && cell.column == at + 1, "a cell knows its place");
        hold(cell.is_empty() == cell.text.empty() && cell.text.size() <= cell_bytes_max, "texts are bounded");
      }
    }
  }
  return 0;
}
