#include "base/csv.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <set>

namespace luytre {
namespace {

using Cells = std::vector<std::string>;

struct Lines {
  std::vector<std::pair<int, Cells>> rows;
  int unclosed = 0;  // the line of a quote that is never closed
};

// One byte after another, as RFC 4180 reads.
Lines read_slowly(std::string_view bytes) {
  Lines lines;
  std::size_t at = 0;
  const auto is = [&](char wanted) { return at < bytes.size() && bytes[at] == wanted; };
  for (int line = 1; at < bytes.size(); ++line) {
    const int first = line;
    Cells cells;
    do {
      if (!cells.empty()) ++at;
      std::string cell;
      if (is('"')) {
        for (++at; !is('"') || (at + 1 < bytes.size() && bytes[at + 1] == '"'); ++at) {
          if (at >= bytes.size()) return lines.unclosed = first, lines;
          if (is('"')) ++at;
          if (is('\n')) ++line;
          cell += bytes[at];
        }
        ++at;
      }
      while (at < bytes.size() && !is(',') && !is('\n') && !is('\r')) cell += bytes[at++];
      cells.push_back(cell);
    } while (is(','));
    if (is('\r')) ++at;
    if (is('\n')) ++at;
    if (cells != Cells{""}) lines.rows.emplace_back(first, cells);
  }
  return lines;
}

std::string expected_problem(const Lines& lines) {
  for (const auto& [line, cells] : lines.rows) {
    if (cells.size() != lines.rows.front().second.size()) return "csv.cell_count f.csv:" + std::to_string(line);
  }
  if (lines.unclosed != 0) return "csv.unclosed_quote f.csv:" + std::to_string(lines.unclosed);
  if (lines.rows.empty()) return "csv.empty f.csv";
  const std::set<std::string> titles(lines.rows.front().second.begin(), lines.rows.front().second.end());
  return titles.size() == lines.rows.front().second.size() ? "" : "csv.duplicate_column f.csv:1";
}

void expect_same(const std::string& bytes) {
  const Lines lines = read_slowly(bytes);
  const auto file = CsvFile::parse(std::make_shared<const std::string>(bytes), "f.csv");
  RC_ASSERT((file ? "" : file.error().code + " " + file.error().where) == expected_problem(lines));
  if (!file) return;
  RC_ASSERT(file->header == lines.rows.front().second);
  RC_ASSERT(file->size() + 1 == lines.rows.size());
  const auto table = parse_csv(bytes, "f.csv").value();
  CsvFile copied;
  copied.header = table.header;
  for (const CsvRow& row : table.rows) copied.add(row.line, row.cells);
  for (std::size_t row = 0; row < file->size(); ++row) {
    const auto& [line, cells] = lines.rows[row + 1];
    RC_ASSERT(file->line(row) == line && copied.line(row) == line);
    RC_ASSERT(table.rows[row].cells == cells);
    for (std::size_t column = 0; column < cells.size(); ++column) {
      RC_ASSERT(file->cell(row, column) == cells[column] && copied.cell(row, column) == cells[column]);
      RC_ASSERT(file->cell_size_max(row) >= cells[column].size());
    }
  }
}

TEST(CsvFileTest, reads_any_bytes_as_the_slow_reader_does) {
  rc::check("any bytes", [] {
    std::string bytes;
    const auto pieces = *rc::gen::container<std::vector<std::string>>(
        rc::gen::element<std::string>(",", ",", "\n", "\n", "\r\n", "\r", "\"", "\"\"", "a", "é", "dài hơn một chút"));
    for (const auto& piece : pieces) bytes += piece;
    expect_same(bytes);
  });
}

TEST(CsvFileTest, reads_even_rows_as_the_slow_reader_does) {
  rc::check("even rows", [] {
    std::string bytes = "x,y,z";
    const int rows = *rc::gen::inRange(0, 60);
    const auto cell =
        rc::gen::element<std::string>("", "1", "12", "\"a,b\"", "\"a\nb\"", "\"\"\"\"", "\"a\"b", "a\"b\"",
                                      "xã Đồng Mới", std::string(70, 'c'), "\"" + std::string(70, ',') + "\"");
    for (int row = 0; row < rows; ++row) {
      bytes += *rc::gen::element<std::string>("\n", "\r\n", "\r", "\n\n");
      bytes += *cell + "," + *cell + "," + *cell;
    }
    expect_same(bytes);
  });
}

TEST(CsvFileTest, passes_over_the_mark_and_finds_nul) {
  const auto file = CsvFile::parse(std::make_shared<const std::string>("\xEF\xBB\xBF"
                                                                       "a,b\n1,\"2\"\n"),
                                   "f.csv")
                        .value();
  EXPECT_EQ(file.header.front(), "a");
  EXPECT_FALSE(file.has_nul());
  const std::string nul("a\n\"1\0\"\n", 7);
  EXPECT_TRUE(CsvFile::parse(std::make_shared<const std::string>(nul), "f.csv").value().has_nul());
}

}  // namespace
}  // namespace luytre
