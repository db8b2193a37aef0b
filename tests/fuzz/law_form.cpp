// The law desk's form, filled in with anything: rows of a proposal, or a problem that has its text and its cell. Lines
// of the input are rows of the sheet, tabs part their cells; the first line is the header.

#include "programme/law_desk/form.h"

#include "base/messages.h"
#include "fuzz/input.h"
#include "platform/sheets/write_workbook.h"

namespace {

std::vector<std::vector<std::string>> table_of(std::string_view text) {
  std::vector<std::vector<std::string>> rows(1);
  rows.back().emplace_back();
  for (const char c : text) {
    if (c == '\n') {
      rows.emplace_back(1);
    } else if (c == '\t') {
      rows.back().emplace_back();
    } else {
      rows.back().back() += c;
    }
  }
  return rows;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace luytre;
  auto rows = table_of(fuzz::text_of(data, size));
  sheets::WorkbookDraft draft;
  sheets::SheetDraft filled;
  filled.name = "Ngưỡng";
  for (std::string& title : rows.front()) filled.columns.push_back({std::move(title)});
  filled.rows.assign(std::next(rows.begin()), rows.end());
  for (auto& row : filled.rows) row.resize(std::min(row.size(), filled.columns.size()));
  sheets::SheetDraft form;
  form.name = "Biểu";
  form.columns = {{"Mục"}, {"Nội dung"}};
  form.rows = {{"Bộ tiêu chí", "commune-ntm/2021-2025"}, {"Mã tỉnh", "20"}};
  draft.sheets = {filled, form};
  const auto bytes = sheets::write_workbook(draft);
  if (!bytes) return 0;
  const auto read = law_desk::read_form(*bytes, "f.xlsx");
  if (!read) {
    fuzz::hold(in_catalogue(read.error().code), "a problem has its text");
    for (const Problem& cause : read.error().causes) {
      fuzz::hold(in_catalogue(cause.code), "a cause has its text");
      fuzz::hold(cause.where.starts_with("f.xlsx"), "a cause says where");
    }
    return 0;
  }
  fuzz::hold(read->places.size() == read->wish.rows.size(), "each row has its place");
  for (const auto& row : read->wish.rows) {
    fuzz::hold(!row.indicator.empty() && row.from.has_value(), "a row that was taken has its indicator and its day");
  }
  return 0;
}
