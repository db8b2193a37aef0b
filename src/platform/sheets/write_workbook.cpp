#include "platform/sheets/write_workbook.h"

#include <xlsxwriter.h>

#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>

#include "base/date.h"
#include "base/files.h"
#include "platform/sheets/parts.h"
#include "platform/sheets/workbook.h"

namespace luytre::sheets {
namespace {

constexpr std::string_view choices_sheet = "luytre_danh_muc";
constexpr std::size_t significant_digits_max = 15;
constexpr double instructions_width = 100;
constexpr std::uint32_t header_color = 0xDCEBDD;
constexpr std::time_t fixed_creation = 1'735'689'600;  // same draft, same bytes

// A folder that only this user can read, removed with everything in it.
class PrivateFolder {
 public:
  PrivateFolder() {
    std::error_code error;
    std::string pattern = (std::filesystem::temp_directory_path(error) / "luytre-sheet-XXXXXX").string();
    if (mkdtemp(pattern.data()) != nullptr) path_ = pattern;
  }
  ~PrivateFolder() {
    std::error_code error;
    if (!path_.empty()) std::filesystem::remove_all(path_, error);
  }
  PrivateFolder(const PrivateFolder&) = delete;
  PrivateFolder& operator=(const PrivateFolder&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// At most `characters_max` characters, never cut inside one.
std::string first_characters(const std::string& text, std::size_t characters_max) {
  std::size_t characters = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool begins_character = (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
    if (begins_character && characters++ == characters_max) return text.substr(0, at);
  }
  return text;
}

std::string fit_sheet_name(const std::string& name) {
  std::string fit = name;
  for (char& c : fit) {
    if (std::string_view("[]:*?/\\'").find(c) != std::string_view::npos) c = ' ';
  }
  return first_characters(fit, sheet_name_characters_max);
}

// "_x0041_" as somebody typed it must not be read back as "A".
std::string escaped(const std::string& text) {
  if (text.find("_x") == std::string::npos) return text;
  std::string safe;
  for (std::size_t at = 0; at < text.size(); ++at) {
    bool looks_escaped = text.compare(at, 2, "_x") == 0 && at + 6 < text.size() && text[at + 6] == '_';
    for (std::size_t digit = at + 2; looks_escaped && digit < at + 6; ++digit) {
      looks_escaped = std::isxdigit(static_cast<unsigned char>(text[digit])) != 0;
    }
    safe += looks_escaped ? "_x005F_" : std::string(1, text[at]);
  }
  return safe;
}

std::optional<double> exact_number(const std::string& text) {
  std::size_t digits = 0;
  bool has_point = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c >= '0' && c <= '9') {
      if (digits > 0 || c != '0') ++digits;
    } else if (c == '.' && !has_point && at > 0) {
      has_point = true;
    } else if (!(c == '-' && at == 0)) {
      return std::nullopt;
    }
  }
  if (text.empty() || text == "-" || text.back() == '.' || digits > significant_digits_max) return std::nullopt;
  return std::strtod(text.c_str(), nullptr);
}

struct Formats {
  lxw_format* header = nullptr;
  lxw_format* heading = nullptr;
  lxw_format* line = nullptr;
  std::map<std::pair<WrittenAs, bool>, lxw_format*> cells;  // by kind and whether it is locked
};

class Writing {
 public:
  explicit Writing(const WorkbookDraft& draft) : draft_(draft) {}
  Result<std::string> write();

 private:
  void make_formats();
  lxw_worksheet* add_page(const std::string& name);  // nullptr: a name that Excel refuses, or one used already
  void write_instructions();
  Done write_sheet(const SheetDraft& sheet);
  void write_header(lxw_worksheet* page, const SheetDraft& sheet);
  Done write_row(lxw_worksheet* page, lxw_row_t at, const SheetDraft& sheet, const std::vector<std::string>& row);
  Done write_cell(lxw_worksheet* page, lxw_row_t row, lxw_col_t column, const std::string& text, WrittenAs kind,
                  lxw_format* format);
  void offer_choices(lxw_worksheet* page, const SheetDraft& sheet);
  void offer(lxw_worksheet* page, const std::vector<std::string>& choices, lxw_row_t first, lxw_row_t last,
             lxw_col_t column);
  void write_choices();
  Done check(lxw_error error) const;
  lxw_format* format_of(const SheetDraft& sheet, const ColumnDraft& column) const {
    return formats_.cells.at({column.kind, sheet.is_protected && column.is_locked});
  }

  const WorkbookDraft& draft_;
  lxw_workbook* book_ = nullptr;
  Formats formats_;
  std::vector<const std::vector<std::string>*> choices_;  // each a column of the hidden sheet
};

Done Writing::check(lxw_error error) const {
  if (error == LXW_NO_ERROR) return {};
  return refuse("sheets.not_written", {{"reason", lxw_strerror(error)}});
}

void Writing::make_formats() {
  formats_.header = workbook_add_format(book_);
  format_set_bold(formats_.header);
  format_set_bg_color(formats_.header, header_color);
  format_set_border(formats_.header, LXW_BORDER_THIN);
  format_set_text_wrap(formats_.header);
  format_set_align(formats_.header, LXW_ALIGN_VERTICAL_CENTER);
  formats_.heading = workbook_add_format(book_);
  format_set_bold(formats_.heading);
  format_set_font_size(formats_.heading, 14);
  format_set_text_wrap(formats_.heading);
  formats_.line = workbook_add_format(book_);
  format_set_text_wrap(formats_.line);
  format_set_align(formats_.line, LXW_ALIGN_VERTICAL_TOP);
  for (const auto kind : {WrittenAs::text, WrittenAs::number, WrittenAs::date}) {
    for (const bool is_locked : {false, true}) {
      lxw_format* format = workbook_add_format(book_);
      if (kind == WrittenAs::text) format_set_num_format(format, "@");
      if (kind == WrittenAs::date) format_set_num_format(format, "dd/mm/yyyy");
      if (!is_locked) format_set_unlocked(format);
      formats_.cells[{kind, is_locked}] = format;
    }
  }
}

// Asked first, because the library complains on the terminal.
lxw_worksheet* Writing::add_page(const std::string& name) {
  if (workbook_validate_sheet_name(book_, name.c_str()) != LXW_NO_ERROR) return nullptr;
  return workbook_add_worksheet(book_, name.c_str());
}

void Writing::write_instructions() {
  if (draft_.instructions_name.empty()) return;
  lxw_worksheet* page = add_page(fit_sheet_name(draft_.instructions_name));
  if (page == nullptr) return;
  worksheet_set_column(page, 0, 0, instructions_width, formats_.line);
  lxw_row_t row = 0;
  for (const auto& line : draft_.instructions) {
    worksheet_write_string(page, row, 0, escaped(line).c_str(), row == 0 ? formats_.heading : formats_.line);
    ++row;
  }
  worksheet_protect(page, nullptr, nullptr);
}

void Writing::write_header(lxw_worksheet* page, const SheetDraft& sheet) {
  lxw_col_t column = 0;
  for (const auto& each : sheet.columns) {
    worksheet_set_column(page, column, column, each.width_characters, format_of(sheet, each));
    worksheet_write_string(page, 0, column, escaped(each.title).c_str(), formats_.header);
    if (!each.note.empty()) worksheet_write_comment(page, 0, column, each.note.c_str());
    ++column;
  }
  worksheet_freeze_panes(page, 1, 0);
}

Done Writing::write_cell(lxw_worksheet* page, lxw_row_t row, lxw_col_t column, const std::string& text, WrittenAs kind,
                         lxw_format* format) {
  if (text.empty()) return {};  // a blank cell has the format of its column
  if (kind == WrittenAs::number) {
    if (const auto number = exact_number(text))
      return check(worksheet_write_number(page, row, column, *number, format));
  }
  if (kind == WrittenAs::date) {
    if (const auto day = Date::parse(text); day && *day >= Date::of(1900, 3, 1)) {
      const int serial = day->days() - Date::of(1900, 1, 1).plus_days(-2).days();
      return check(worksheet_write_number(page, row, column, serial, format));
    }
  }
  const bool may_be_long = text.size() > written_text_characters_max;
  if (may_be_long && first_characters(text, written_text_characters_max).size() != text.size()) {
    return too_large("cell_bytes", written_text_characters_max, address_of(row + 1, column + 1U));
  }
  return check(worksheet_write_string(page, row, column, escaped(text).c_str(), format));
}

Done Writing::write_row(lxw_worksheet* page, lxw_row_t at, const SheetDraft& sheet,
                        const std::vector<std::string>& row) {
  lxw_col_t column = 0;
  for (const auto& each : sheet.columns) {
    const std::string& text = column < row.size() ? row[column] : std::string();
    if (auto written = write_cell(page, at, column, text, each.kind, format_of(sheet, each)); !written) return written;
    ++column;
  }
  return {};
}

void Writing::offer_choices(lxw_worksheet* page, const SheetDraft& sheet) {
  const std::size_t last_row = sheet.rows.size() + sheet.blank_rows;
  lxw_col_t column = 0;
  for (const auto& each : sheet.columns) {
    const lxw_col_t at = column++;
    if (each.choices.empty() || last_row == 0) continue;
    offer(page, each.choices, 1, static_cast<lxw_row_t>(last_row), at);
  }
  for (const auto& each : sheet.row_choices) {
    offer(page, each.choices, static_cast<lxw_row_t>(each.first_row + 1), static_cast<lxw_row_t>(each.last_row + 1),
          static_cast<lxw_col_t>(each.column));
  }
}

void Writing::offer(lxw_worksheet* page, const std::vector<std::string>& choices, lxw_row_t first, lxw_row_t last,
                    lxw_col_t column) {
  auto known = std::find_if(choices_.begin(), choices_.end(), [&](const auto* list) { return *list == choices; });
  if (known == choices_.end()) known = choices_.insert(choices_.end(), &choices);
  std::string list_column = address_of(1, static_cast<std::uint32_t>(known - choices_.begin() + 1));
  list_column = "$" + list_column.substr(0, list_column.size() - 1);
  std::string source =
      "=" + std::string(choices_sheet) + "!" + list_column + "$1:" + list_column + "$" + std::to_string(choices.size());
  lxw_data_validation rule{};
  rule.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
  rule.value_formula = source.data();
  worksheet_data_validation_range(page, first, column, last, column, &rule);
}

Done Writing::write_sheet(const SheetDraft& sheet) {
  lxw_worksheet* page = add_page(fit_sheet_name(sheet.name));
  if (page == nullptr) return refuse("sheets.not_written", {{"reason", sheet.name}});
  write_header(page, sheet);
  offer_choices(page, sheet);
  lxw_row_t at = 1;
  for (const auto& row : sheet.rows) {
    if (auto written = write_row(page, at++, sheet, row); !written) return written;
  }
  if (sheet.can_be_filtered) {
    worksheet_autofilter(page, 0, 0, static_cast<lxw_row_t>(sheet.rows.size()),
                         static_cast<lxw_col_t>(sheet.columns.size() - 1));
  }
  if (sheet.is_protected) {
    lxw_protection allowed{};
    allowed.autofilter = sheet.can_be_filtered ? 1 : 0;
    allowed.format_columns = 1;
    allowed.format_rows = 1;
    worksheet_protect(page, nullptr, &allowed);
  }
  return {};
}

// Excel takes at most 255 characters of choices written out, so they stand on a hidden sheet, a column each.
void Writing::write_choices() {
  if (choices_.empty()) return;
  lxw_worksheet* page = add_page(std::string(choices_sheet));
  if (page == nullptr) return;
  std::size_t rows = 0;
  for (const auto* list : choices_) rows = std::max(rows, list->size());
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t column = 0; column < choices_.size(); ++column) {
      if (row >= choices_[column]->size()) continue;
      worksheet_write_string(page, static_cast<lxw_row_t>(row), static_cast<lxw_col_t>(column),
                             escaped((*choices_[column])[row]).c_str(), nullptr);
    }
  }
  worksheet_protect(page, nullptr, nullptr);
  worksheet_hide(page);
}

Result<std::string> Writing::write() {
  const PrivateFolder folder;
  if (folder.path().empty()) return refuse("sheets.not_written", {{"reason", "temporary folder"}});
  const std::string path = folder.path() + "/workbook.xlsx";
  lxw_workbook_options options{};
  options.constant_memory = LXW_TRUE;
  std::string temporary = folder.path();
  options.tmpdir = temporary.data();
  book_ = workbook_new_opt(path.c_str(), &options);
  if (book_ == nullptr) return refuse("sheets.not_written", {{"reason", "memory"}});
  std::string title = draft_.title;
  std::string author = "Lũy Tre";
  lxw_doc_properties properties{};
  properties.title = title.data();
  properties.author = author.data();
  properties.created = fixed_creation;
  workbook_set_properties(book_, &properties);
  make_formats();
  write_instructions();
  Done written;
  for (const auto& sheet : draft_.sheets) {
    if (written) written = write_sheet(sheet);
  }
  if (written) write_choices();
  const Done closed = check(workbook_close(book_));  // frees the book, also when it fails
  if (!written) return pass_on(written);
  if (!closed) return pass_on(closed);
  return read_file(path);
}

Done check_draft(const WorkbookDraft& draft) {
  if (draft.sheets.size() + 2 > sheets_max) return too_large("sheets", sheets_max, "");
  for (const auto& sheet : draft.sheets) {
    if (sheet.columns.size() > columns_max) return too_large("columns", columns_max, sheet.name);
    if (sheet.rows.size() + sheet.blank_rows > written_rows_max) return too_large("rows", written_rows_max, sheet.name);
    for (const auto& column : sheet.columns) {
      if (column.choices.size() > choices_max) return too_large("choices", choices_max, sheet.name);
    }
  }
  return {};
}

}  // namespace

Result<std::string> write_workbook(const WorkbookDraft& draft) {
  if (auto fit = check_draft(draft); !fit) return pass_on(fit);
  return Writing(draft).write();
}

}  // namespace luytre::sheets
