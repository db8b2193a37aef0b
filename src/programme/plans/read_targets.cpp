#include "programme/plans/read_targets.h"

#include <array>
#include <map>

#include "base/csv.h"
#include "base/vietnamese.h"
#include "platform/sheets/workbook.h"

namespace luytre::plans {
namespace {

constexpr std::size_t heading_rows_max = 20;  // an annex has a title and a reference above its table

enum class Column : std::uint8_t { unit_code, unit, above, purpose, title, criteria, set, deadline };

struct Row {
  std::string where;
  std::vector<std::string> cells;
};

std::string trimmed(std::string_view text) {
  const auto from = text.find_first_not_of(" \t\r\n");
  if (from == std::string_view::npos) return {};
  return std::string(text.substr(from, text.find_last_not_of(" \t\r\n") - from + 1));
}

// Headings as fold() leaves them.
const std::map<std::string, Column>& headings() {
  static const std::map<std::string, Column> known{{"unit_code", Column::unit_code},
                                                   {"ma don vi", Column::unit_code},
                                                   {"ma xa", Column::unit_code},
                                                   {"code", Column::unit_code},
                                                   {"ma", Column::unit_code},
                                                   {"unit", Column::unit},
                                                   {"don vi", Column::unit},
                                                   {"xa", Column::unit},
                                                   {"ten xa", Column::unit},
                                                   {"commune", Column::unit},
                                                   {"ten don vi", Column::unit},
                                                   {"district", Column::above},
                                                   {"huyen", Column::above},
                                                   {"thuoc huyen", Column::above},
                                                   {"purpose", Column::purpose},
                                                   {"nhom", Column::purpose},
                                                   {"muc dich", Column::purpose},
                                                   {"nhom muc tieu", Column::purpose},
                                                   {"title", Column::title},
                                                   {"danh hieu", Column::title},
                                                   {"muc tieu", Column::title},
                                                   {"criteria", Column::criteria},
                                                   {"so tieu chi", Column::criteria},
                                                   {"tieu chi", Column::criteria},
                                                   {"set", Column::set},
                                                   {"bo tieu chi", Column::set},
                                                   {"deadline", Column::deadline},
                                                   {"thoi han", Column::deadline},
                                                   {"han", Column::deadline},
                                                   {"han hoan thanh", Column::deadline}};
  return known;
}

// Words as people write them, folded, to the words of the program.
const std::map<std::string, std::string>& purposes() {
  static const std::map<std::string, std::string> known{{"diem", "pilot"},
                                                        {"diem chi dao", "pilot"},
                                                        {"chi dao diem", "pilot"},
                                                        {"xa diem", "pilot"},
                                                        {"nong thon moi", "ntm"},
                                                        {"dat chuan", "ntm"},
                                                        {"dat chuan nong thon moi", "ntm"},
                                                        {"nang cao", "advanced"},
                                                        {"kieu mau", "model"},
                                                        {"bien gioi", "border"},
                                                        {"xa bien gioi", "border"},
                                                        {"kho khan", "difficult"},
                                                        {"dac biet kho khan", "difficult"},
                                                        {"noi troi", "outstanding"},
                                                        {"xa noi troi", "outstanding"}};
  return known;
}

const std::map<std::string, std::string>& titles() {
  static const std::map<std::string, std::string> known{{"nong thon moi", "ntm"},
                                                        {"ntm", "ntm"},
                                                        {"dat chuan nong thon moi", "ntm"},
                                                        {"nang cao", "advanced"},
                                                        {"nong thon moi nang cao", "advanced"},
                                                        {"ntm nang cao", "advanced"},
                                                        {"kieu mau", "model"},
                                                        {"nong thon moi kieu mau", "model"},
                                                        {"ntm kieu mau", "model"},
                                                        {"hien dai", "modern"},
                                                        {"nong thon moi hien dai", "modern"}};
  return known;
}

std::string word_of(const std::map<std::string, std::string>& words, const std::string& text) {
  const auto found = words.find(fold(text));
  return found == words.end() ? text : found->second;
}

// "31/12/2022" as "2022-12-31"; what is no such day stays as it is.
std::string iso_of(const std::string& text) {
  std::array<int, 3> parts{};
  std::size_t at = 0;
  for (const char letter : text) {
    if (letter == '/' || letter == '-' || letter == '.') {
      if (++at >= parts.size()) return text;
    } else if (letter < '0' || letter > '9' || parts.at(at) > 9'999) {
      return text;
    } else {
      parts.at(at) = parts.at(at) * 10 + (letter - '0');
    }
  }
  if (at != 2 || parts[0] > 31) return text;
  const auto two = [](int part) { return (part < 10 ? "0" : "") + std::to_string(part); };
  return std::to_string(parts[2]) + "-" + two(parts[1]) + "-" + two(parts[0]);
}

using Columns = std::map<Column, std::size_t>;

Columns columns_of(const Row& row) {
  Columns columns;
  for (std::size_t at = 0; at < row.cells.size(); ++at) {
    const auto found = headings().find(fold(row.cells[at]));
    if (found != headings().end()) columns.emplace(found->second, at);
  }
  const bool names_unit = columns.contains(Column::unit) || columns.contains(Column::unit_code);
  return names_unit && columns.contains(Column::purpose) ? columns : Columns{};
}

TargetWish wish_of(const Row& row, const Columns& columns) {
  const auto cell = [&](Column column) {
    const auto found = columns.find(column);
    return found == columns.end() || found->second >= row.cells.size() ? std::string()
                                                                       : trimmed(row.cells[found->second]);
  };
  TargetWish wish;
  const std::string code = cell(Column::unit_code);
  wish.unit = code.empty() ? cell(Column::unit) : code;
  wish.above = cell(Column::above);
  wish.purpose = word_of(purposes(), cell(Column::purpose));
  wish.title = word_of(titles(), cell(Column::title));
  wish.criteria = cell(Column::criteria);
  wish.set = cell(Column::set);
  wish.deadline = iso_of(cell(Column::deadline));
  wish.where = row.where;
  wish.by_name = true;
  return wish;
}

bool is_blank_row(const Row& row) {
  for (const std::string& cell : row.cells) {
    if (!trimmed(cell).empty()) return false;
  }
  return true;
}

// The wishes of one table; nothing where no row has the headings.
std::optional<std::vector<TargetWish>> wishes_of(const std::vector<Row>& rows) {
  Columns columns;
  std::size_t at = 0;
  for (; at < rows.size() && at < heading_rows_max && columns.empty(); ++at) columns = columns_of(rows[at]);
  if (columns.empty()) return std::nullopt;
  std::vector<TargetWish> wishes;
  for (; at < rows.size(); ++at) {
    if (!is_blank_row(rows[at])) wishes.push_back(wish_of(rows[at], columns));
  }
  return wishes;
}

Result<std::vector<std::vector<Row>>> tables_of(std::string_view bytes, const std::string& file_name) {
  std::vector<std::vector<Row>> tables;
  if (!sheets::looks_like_workbook(bytes)) {
    const auto table = parse_csv(bytes, file_name);
    if (!table) return pass_on(table);
    std::vector<Row> rows{{file_name + ":1", table->header}};
    for (const auto& row : table->rows) rows.push_back({table->where(row), row.cells});
    tables.push_back(std::move(rows));
    return tables;
  }
  const auto workbook = sheets::read_workbook(bytes, file_name);
  if (!workbook) return pass_on(workbook);
  for (const auto& sheet : workbook->sheets) {
    std::vector<Row> rows;
    for (const auto& row : sheet.rows) {
      Row made{sheet.where(row), {}};
      for (const auto& cell : row.cells) made.cells.push_back(cell.text);
      rows.push_back(std::move(made));
    }
    tables.push_back(std::move(rows));
  }
  return tables;
}

}  // namespace

Result<std::vector<TargetWish>> read_targets(std::string_view bytes, const std::string& file_name) {
  const auto tables = tables_of(bytes, file_name);
  if (!tables) return pass_on(tables);
  for (const auto& rows : *tables) {
    if (auto wishes = wishes_of(rows)) return *std::move(wishes);
  }
  return refuse("plans.no_headings", {{"file", file_name}}, file_name);
}

}  // namespace luytre::plans
