#include "programme/law_desk/form.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "platform/sheets/workbook.h"
#include "platform/sheets/write_workbook.h"

namespace luytre::law_desk {
namespace {

// Columns of the sheet of thresholds, in this order.
enum Column : std::size_t {
  indicator,
  title,
  appraiser,
  column,
  dimension,
  year,
  from,
  value,
  upper,
  confidence,
  document,
  locator,
  note,
  column_count
};
constexpr std::array<std::string_view, column_count> titles = {
    "Chỉ tiêu", "Nội dung",     "Đơn vị thẩm định", "Vùng/nhóm",  "Chiều (nam/nữ)", "Năm đạt", "Áp dụng từ ngày",
    "Giá trị",  "Giá trị trên", "Độ tin cậy",       "Số văn bản", "Điều, khoản",    "Ghi chú"};
constexpr std::string_view thresholds_sheet = "Ngưỡng";
constexpr std::string_view form_sheet = "Biểu";
constexpr std::string_view instrument_sheet = "Văn bản mới";

std::vector<std::string> blank_row() { return std::vector<std::string>(column_count); }

sheets::ColumnDraft column_of(std::size_t at, const criteria::CriteriaSet& set) {
  sheets::ColumnDraft draft;
  draft.title = titles.at(at);
  draft.width_characters = at == title ? 48 : 18;
  if (at == from) draft.kind = sheets::WrittenAs::date;
  if (at == column) {
    draft.choices = set.columns;
    draft.choices.insert(draft.choices.begin(), "all");
    draft.note = "all: mọi vùng, mọi nhóm";
  }
  if (at == confidence) draft.choices = {"sourced", "from_memory", "uncertain"};
  if (at == value)
    draft.note = "Số viết như trong văn bản, không kèm %; mức thì ghi tên mức; not_applicable: không quy định";
  return draft;
}

sheets::SheetDraft threshold_sheet(const criteria::CriteriaSet& set, const OpenPoints& points) {
  sheets::SheetDraft sheet;
  sheet.name = thresholds_sheet;
  for (std::size_t at = 0; at < column_count; ++at) sheet.columns.push_back(column_of(at, set));
  for (const OpenPoint& point : points.points) {
    for (const OpenRow& open : point.rows) {
      const bool is_of_province = open.kind == OpenKind::delegated;
      if (open.kind == OpenKind::rule_unknown || is_of_province == points.province.empty()) continue;
      auto row = blank_row();
      row[indicator] = open.rule;
      row[title] = point.title.vi;
      row[appraiser] = point.appraised_by;
      row[column] = open.column.empty() ? "all" : open.column;
      row[dimension] = open.dimension;
      row[year] = open.year;
      row[from] = open.from;
      if (open.kind == OpenKind::uncertain) row[note] = "đang ghi: " + open.value;
      sheet.rows.push_back(std::move(row));
    }
  }
  sheet.blank_rows = form_blank_rows;
  return sheet;
}

sheets::SheetDraft pairs_sheet(std::string_view name, std::vector<std::vector<std::string>> rows, bool is_protected) {
  sheets::SheetDraft sheet;
  sheet.name = name;
  sheet.columns = {{"Mục", 24}, {"Nội dung", 60}};
  sheet.rows = std::move(rows);
  sheet.is_protected = is_protected;
  for (auto& draft : sheet.columns) draft.is_locked = is_protected;
  return sheet;
}

std::string pair_of(const sheets::Workbook& workbook, std::string_view sheet_name, std::string_view key) {
  const sheets::Sheet* sheet = workbook.sheet(sheet_name);
  if (sheet == nullptr) return {};
  for (const sheets::Row& row : sheet->rows) {
    if (row.text(0) == key) return std::string(row.text(1));
  }
  return {};
}

// Reads one row; what is wrong is placed at its cell.
ProposedRow read_row(const sheets::Sheet& sheet, const sheets::Row& row, const std::string& file,
                     std::vector<Problem>& problems) {
  const auto at = [&](Column cell) { return file + ": " + sheet.where(row, cell); };
  const auto text = [&](Column cell) { return std::string(row.text(cell)); };
  ProposedRow read;
  read.indicator = text(indicator);
  read.column = text(column).empty() ? "all" : text(column);
  read.dimension = text(dimension);
  read.value = text(value);
  read.upper = text(upper);
  read.confidence = text(confidence);
  read.document = text(document);
  read.locator = text(locator);
  if (!text(note).starts_with("đang ghi: ")) read.note = text(note);
  if (read.indicator.empty())
    problems.push_back({"law_desk.cell_missing", {{"column", "Chỉ tiêu"}}, at(indicator), {}});
  if (const std::string day = text(from); !day.empty()) {
    if (const auto parsed = Date::parse(day)) {
      read.from = *parsed;
    } else {
      problems.push_back({parsed.error().code, parsed.error().arguments, at(from), {}});
    }
  } else {
    problems.push_back({"law_desk.cell_missing", {{"column", std::string(titles[from])}}, at(from), {}});
  }
  if (const std::string years = text(year); !years.empty()) {
    int number = 0;
    const auto [end, error] = std::from_chars(years.data(), years.data() + years.size(), number);
    if (error == std::errc() && end == years.data() + years.size()) {
      read.year = number;
    } else {
      problems.push_back({"law_desk.cell_no_year", {{"value", years}}, at(year), {}});
    }
  }
  const auto* cell = row.cell(value);
  if (cell != nullptr && cell->kind == sheets::CellKind::error) {
    problems.push_back({"law_desk.cell_error", {{"value", cell->text}}, at(value), {}});
  }
  return read;
}

// The sheet of thresholds with the titles as they were written; nullptr: another workbook, or columns moved.
const sheets::Sheet* find_sheet(const sheets::Workbook& workbook) {
  const sheets::Sheet* sheet = workbook.sheet(thresholds_sheet);
  if (sheet == nullptr || sheet->rows.empty()) return nullptr;
  for (std::size_t at = 0; at < column_count; ++at) {
    if (sheet->rows.front().text(at) != titles.at(at)) return nullptr;
  }
  return sheet;
}

void read_instrument(const sheets::Workbook& workbook, const std::string& file, FilledForm& form,
                     std::vector<Problem>& problems) {
  ProposedDocument document;
  document.key = pair_of(workbook, instrument_sheet, "Số văn bản");
  if (document.key.empty()) return;
  document.subject_vi = pair_of(workbook, instrument_sheet, "Trích yếu");
  document.issuer_vi = pair_of(workbook, instrument_sheet, "Cơ quan ban hành");
  const std::string place = file + ": " + std::string(instrument_sheet);
  if (document.subject_vi.empty()) problems.push_back({"law_desk.cell_missing", {{"column", "Trích yếu"}}, place, {}});
  if (document.issuer_vi.empty()) {
    problems.push_back({"law_desk.cell_missing", {{"column", "Cơ quan ban hành"}}, place, {}});
  }
  if (const std::string day = pair_of(workbook, instrument_sheet, "Ngày ký"); !day.empty()) {
    const auto parsed = Date::parse(day);
    if (parsed) document.date = *parsed;
    if (!parsed) problems.push_back({parsed.error().code, parsed.error().arguments, place, {}});
  }
  form.wish.document = std::move(document);
}

}  // namespace

Result<std::string> form_of(const criteria::Library& library, std::string_view set_id, std::string_view province) {
  const auto points = open_points(library, set_id, province);
  if (!points) return pass_on(points);
  const criteria::CriteriaSet& set = *library.set(set_id);
  sheets::WorkbookDraft draft;
  draft.title = set.title.vi;
  draft.instructions_name = "Hướng dẫn";
  draft.instructions = {
      "Biểu bổ sung ngưỡng: " + set.title.vi,
      "Trang “Ngưỡng”: mỗi dòng là một ngưỡng còn thiếu hoặc chưa chắc.",
      "Điền giá trị, số văn bản, điều khoản. Dòng để trống giá trị sẽ được bỏ qua.",
      "Trang “Văn bản mới”: chỉ điền khi văn bản chưa có trong phần mềm.",
      "Ngày viết năm-tháng-ngày, ví dụ 2025-01-31.",
      "Không đổi tên trang, không đổi thứ tự cột. Gửi tệp lên mục “Bàn luật”; người thứ hai sẽ duyệt."};
  draft.sheets.push_back(threshold_sheet(set, *points));
  draft.sheets.push_back(pairs_sheet(
      instrument_sheet, {{"Số văn bản", ""}, {"Trích yếu", ""}, {"Cơ quan ban hành", ""}, {"Ngày ký", ""}}, false));
  draft.sheets.push_back(pairs_sheet(
      form_sheet, {{"Bộ tiêu chí", set.id}, {"Mã tỉnh", std::string(province)}, {"Mã nội dung", set.hash}}, true));
  return sheets::write_workbook(draft);
}

Result<FilledForm> read_form(const std::string& bytes, const std::string& file_name) {
  const auto workbook = sheets::read_workbook(bytes, file_name);
  if (!workbook) return pass_on(workbook);
  const sheets::Sheet* sheet = find_sheet(*workbook);
  FilledForm form;
  form.wish.set = pair_of(*workbook, form_sheet, "Bộ tiêu chí");
  form.wish.province = pair_of(*workbook, form_sheet, "Mã tỉnh");
  if (sheet == nullptr || form.wish.set.empty()) return refuse("law_desk.not_this_form", {}, file_name);
  std::vector<Problem> problems;
  for (std::size_t i = 1; i < sheet->rows.size(); ++i) {
    const sheets::Row& row = sheet->rows[i];
    if (row.text(value).empty()) continue;
    form.wish.rows.push_back(read_row(*sheet, row, file_name, problems));
    form.places.push_back(file_name + ": " + sheet->where(row));
  }
  read_instrument(*workbook, file_name, form, problems);
  if (problems.empty()) return form;
  const std::string count = std::to_string(problems.size());
  return refuse("law_desk.form_refused", {{"count", count}}, file_name, std::move(problems));
}

Problem placed_in_form(Problem problem, const FilledForm& form) {
  for (Problem& cause : problem.causes) {
    for (std::size_t i = 0; i < form.places.size(); ++i) {
      if (cause.where == "rows[" + std::to_string(i) + "]") cause.where = form.places[i];
    }
  }
  return problem;
}

}  // namespace luytre::law_desk
