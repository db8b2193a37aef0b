#include "base/csv.h"

#include <set>

#include "base/files.h"
#include "base/vietnamese.h"

namespace luytre {
namespace {

struct Reader {
  std::string_view bytes;
  std::size_t at = 0;
  int line = 1;

  bool at_end() const { return at >= bytes.size(); }

  // Reads one quoted cell, `at` on the opening quote. False when the quote is never closed.
  bool quoted(std::string& cell) {
    for (++at; !at_end(); ++at) {
      if (bytes[at] == '\n') ++line;
      if (bytes[at] != '"') {
        cell += bytes[at];
      } else if (at + 1 < bytes.size() && bytes[at + 1] == '"') {
        cell += bytes[++at];
      } else {
        ++at;
        return true;
      }
    }
    return false;
  }

  // Reads one row up to and over its line ending. False when a quote is never closed.
  bool row(CsvRow& row) {
    row.line = line;
    for (std::string cell;;) {
      if (!at_end() && bytes[at] == '"' && cell.empty()) {
        if (!quoted(cell)) return false;
      }
      while (!at_end() && bytes[at] != ',' && bytes[at] != '\n' && bytes[at] != '\r') cell += bytes[at++];
      row.cells.push_back(std::move(cell));
      cell.clear();
      if (at_end() || bytes[at] != ',') break;
      ++at;
    }
    if (!at_end() && bytes[at] == '\r') ++at;
    if (!at_end() && bytes[at] == '\n') ++at;
    ++line;
    return true;
  }
};

Done check_header(const CsvTable& table) {
  std::set<std::string> seen;
  for (const auto& title : table.header) {
    if (!seen.insert(title).second) return refuse("csv.duplicate_column", {{"column", title}}, table.name + ":1");
  }
  return {};
}

}  // namespace

std::optional<std::size_t> CsvTable::column(std::string_view title) const {
  for (std::size_t i = 0; i < header.size(); ++i) {
    if (header[i] == title) return i;
  }
  return std::nullopt;
}

std::string CsvTable::where(const CsvRow& row) const { return name + ":" + std::to_string(row.line); }

Result<CsvTable> parse_csv(std::string_view bytes, std::string name) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  CsvTable table;
  table.name = std::move(name);
  if (bytes.size() > static_cast<std::size_t>(INT32_MAX) || !is_valid_utf8(bytes)) {
    return refuse("csv.not_utf8", {}, table.name);
  }
  Reader reader{bytes};
  while (!reader.at_end()) {
    CsvRow row;
    if (!reader.row(row)) {
      return refuse("csv.unclosed_quote", {}, table.name + ":" + std::to_string(row.line));
    }
    if (row.cells.size() == 1 && row.cells.front().empty()) continue;
    if (table.header.empty()) {
      table.header = std::move(row.cells);
    } else if (row.cells.size() != table.header.size()) {
      return refuse("csv.cell_count",
                    {{"found", std::to_string(row.cells.size())}, {"expected", std::to_string(table.header.size())}},
                    table.where(row));
    } else {
      table.rows.push_back(std::move(row));
    }
  }
  if (table.header.empty()) return refuse("csv.empty", {}, table.name);
  if (auto checked = check_header(table); !checked) return pass_on(checked);
  return table;
}

Result<CsvTable> read_csv(const std::filesystem::path& path) {
  auto bytes = read_file(path);
  if (!bytes) return pass_on(bytes);
  return parse_csv(*bytes, path.filename().string());
}

std::string csv_cell(std::string_view text) {
  const bool formula = !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos &&
                       text.find_first_not_of("-+.0123456789") != std::string_view::npos;
  if (!formula && text.find_first_of(",\"\n\r") == std::string_view::npos) return std::string(text);
  std::string cell = formula ? "\"'" : "\"";
  for (const char c : text) {
    if (c == '"') cell += '"';
    cell += c;
  }
  return cell + '"';
}

}  // namespace luytre
