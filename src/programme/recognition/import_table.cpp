#include "programme/recognition/import_table.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "base/vietnamese.h"
#include "platform/sheets/workbook.h"
#include "platform/sheets/write_workbook.h"
#include "programme/recognition/recognition.h"

namespace luytre::recognition {
namespace {

constexpr std::size_t form_blank_rows = 300;
constexpr std::size_t headings_least = 3;  // a row with fewer of ours is no row of headings

// In the order of the form. `is_in_form`: the others are for files of facts with their sources' own words.
struct Column {
  std::string_view name;
  std::string_view heading;  // Vietnamese, folded
  double width_characters;
  bool is_in_form;
};
constexpr std::array<Column, 16> columns{{{"unit", "ma don vi", 12, true},
                                          {"district", "huyen", 18, true},
                                          {"commune", "xa", 22, true},
                                          {"kind", "loai", 16, true},
                                          {"title_level", "danh hieu", 26, true},
                                          {"decision", "so quyet dinh", 18, true},
                                          {"date", "ngay ky", 14, true},
                                          {"in_force", "ngay hieu luc", 14, true},
                                          {"achievement_year", "nam dat chuan", 14, true},
                                          {"set", "bo tieu chi", 26, true},
                                          {"document", "van ban", 28, true},
                                          {"source_url", "nguon", 28, true},
                                          {"trust", "do tin cay", 12, true},
                                          {"note", "ghi chu", 28, true},
                                          {"status", "trang thai", 18, false},
                                          {"value", "so lieu", 12, false}}};

constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kinds{{{"cong nhan", "recognition"},
                                                                              {"thu hoi", "revocation"},
                                                                              {"giu danh hieu", "kept_up"},
                                                                              {"hoi dong xem xet", "appraisal"},
                                                                              {"tham dinh", "appraisal"},
                                                                              {"tu ra soat", "self_review"}}};

struct Heading {
  std::string name;
  bool is_vietnamese = false;
};

std::optional<Heading> heading_of(std::string_view text) {
  const std::string folded = fold(text);
  for (const Column& column : columns) {
    if (folded == column.name) return Heading{std::string(column.name), false};
    if (folded == column.heading) return Heading{std::string(column.name), true};
  }
  return std::nullopt;
}

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

// "26/01/2023" or "6/1/2023" as ISO; what is no such day stays, to be refused with its words.
std::string iso_day(const std::string& text) {
  constexpr std::size_t iso_bytes = 10;
  const std::string day(trimmed(text));
  if (day.size() > iso_bytes && day[iso_bytes] == 'T') return day.substr(0, iso_bytes);
  const auto first = day.find_first_of("/.-");
  const auto second = first == std::string::npos ? first : day.find_first_of("/.-", first + 1);
  if (second == std::string::npos || first > 2 || second - first > 3) return day;
  const auto two = [](std::string digits) { return digits.size() == 1 ? "0" + digits : digits; };
  const std::string iso =
      day.substr(second + 1) + "-" + two(day.substr(first + 1, second - first - 1)) + "-" + two(day.substr(0, first));
  return Date::parse(iso) ? iso : day;
}

std::string kind_word(const std::string& text) {
  const std::string folded = fold(text);
  for (const auto& [vietnamese, word] : kinds) {
    if (folded == vietnamese) return std::string(word);
  }
  return text;
}

// As people write: days and kinds in Vietnamese.
void read_as_people_write(CsvTable& table) {
  for (const std::string_view name : {"date", "in_force", "kind"}) {
    const auto column = table.column(name);
    if (!column) continue;
    for (auto& row : table.rows) {
      auto& cell = row.cells[*column];
      cell = name == "kind" ? kind_word(cell) : iso_day(cell);
    }
  }
}

Result<CsvTable> with_names(CsvTable table, bool is_workbook) {
  bool is_vietnamese = is_workbook;
  std::set<std::string> seen;
  for (auto& heading : table.header) {
    const auto known = heading_of(heading);
    if (!known) continue;
    heading = known->name;
    is_vietnamese |= known->is_vietnamese;
    if (!seen.insert(heading).second) {
      return refuse("csv.duplicate_column", {{"column", heading}}, table.name + ":1");
    }
  }
  if (is_vietnamese) read_as_people_write(table);
  return table;
}

// Position in `sheet` of the row of headings; none: this is another sheet.
std::optional<std::size_t> row_of_headings(const sheets::Sheet& sheet) {
  for (std::size_t at = 0; at < sheet.rows.size(); ++at) {
    const auto& cells = sheet.rows[at].cells;
    const auto ours =
        std::count_if(cells.begin(), cells.end(), [](const auto& cell) { return heading_of(cell.text).has_value(); });
    if (static_cast<std::size_t>(ours) >= headings_least) return at;
  }
  return std::nullopt;
}

CsvTable table_of(const sheets::Sheet& sheet, std::size_t headings, const std::string& file_name) {
  CsvTable table;
  table.name = file_name;
  const auto& first = sheet.rows[headings];
  for (std::size_t column = 0; column < first.cells.size(); ++column) {
    table.header.emplace_back(first.text(column));
  }
  for (std::size_t at = headings + 1; at < sheet.rows.size(); ++at) {
    CsvRow row;
    row.line = static_cast<int>(sheet.rows[at].number);
    bool is_filled = false;
    for (std::size_t column = 0; column < table.header.size(); ++column) {
      row.cells.emplace_back(sheet.rows[at].text(column));
      is_filled |= !row.cells.back().empty();
    }
    if (is_filled) table.rows.push_back(std::move(row));
  }
  return table;
}

std::string words(const std::string& code, Language language, const Arguments& arguments = {}) {
  return say("recognition.form." + code, arguments, language);
}

sheets::SheetDraft form_sheet(Language language) {
  sheets::SheetDraft sheet;
  sheet.name = words("sheet", language);
  sheet.blank_rows = form_blank_rows;
  sheet.can_be_filtered = true;
  for (const Column& column : columns) {
    if (!column.is_in_form) continue;
    const std::string name(column.name);
    sheets::ColumnDraft draft{words("column." + name, Language::vi), column.width_characters};
    draft.note = words("note." + name, language);
    if (name == "kind") {
      draft.choices = {"Công nhận", "Thu hồi", "Giữ danh hiệu", "Hội đồng xem xét", "Tự rà soát"};
    }
    if (name == "title_level") {
      for (const Title title : all_titles) {
        if (title != Title::completion)
          draft.choices.push_back(say("recognition.title." + std::string(name_of(title)), Language::vi));
      }
    }
    if (name == "trust") draft.choices = {"A", "B", "C"};
    sheet.columns.push_back(std::move(draft));
  }
  return sheet;
}

sheets::SheetDraft units_sheet(const units::Register& units, const units::Unit& province, Date day, Language language) {
  sheets::SheetDraft sheet;
  sheet.name = words("units", language);
  sheet.columns = {{words("column.unit", Language::vi), 12},
                   {words("column.name", language), 28},
                   {words("column.above", language), 24}};
  sheet.can_be_filtered = true;
  for (const auto* unit : units.descendants(&province, day, units::Level::commune)) {
    const auto* above = units.parent(*unit, day);
    sheet.rows.push_back({unit->id.code, unit->nearest(day).name, above != nullptr ? above->nearest(day).name : ""});
  }
  return sheet;
}

}  // namespace

Result<CsvTable> read_table(std::string_view bytes, const std::string& file_name) {
  if (!sheets::looks_like_workbook(bytes)) {
    auto table = parse_csv(bytes, file_name);
    if (!table) return pass_on(table);
    return with_names(std::move(*table), false);
  }
  const auto workbook = sheets::read_workbook(bytes, file_name);
  if (!workbook) return pass_on(workbook);
  for (const auto& sheet : workbook->sheets) {
    if (const auto headings = row_of_headings(sheet)) {
      return with_names(table_of(sheet, *headings, file_name), true);
    }
  }
  return refuse("recognition.no_sheet", {{"file", file_name}}, file_name);
}

Result<std::string> blank_form(const units::Register& units, std::string_view province_code, Date day,
                               Language language) {
  sheets::WorkbookDraft draft;
  draft.title = words("title", language);
  draft.instructions_name = words("instructions", language);
  for (const std::string line : {"title", "line_decision", "line_unit", "line_days", "line_source", "line_preview"}) {
    draft.instructions.push_back(words(line, language));
  }
  draft.sheets.push_back(form_sheet(language));
  const auto* province = province_code.empty() ? nullptr : units.find(province_code, day);
  if (province != nullptr) draft.sheets.push_back(units_sheet(units, *province, day, language));
  return sheets::write_workbook(draft);
}

}  // namespace luytre::recognition
