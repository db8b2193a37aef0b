// CSV of RFC 4180: comma, quotes doubled, UTF-8 with or without a mark, any line ending. Cells keep their blanks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"

namespace luytre {

struct CsvRow {
  int line = 0;  // 1-based line of the file on which the row begins
  std::vector<std::string> cells;
};

struct CsvTable {
  std::string name;  // the file's name, for "NAME:LINE"
  std::vector<std::string> header;
  std::vector<CsvRow> rows;  // each with exactly header.size() cells

  std::optional<std::size_t> column(std::string_view title) const;
  std::string where(const CsvRow& row) const;  // "NAME:LINE"
};

// A file as it lies in memory: its bytes, and where each cell stands in them. A cell is a view, which is good as long
// as the file or a copy of it lives.
class CsvFile {
 public:
  std::string name;
  std::vector<std::string> header;

  // As parse_csv below, with the same problems. Takes over the bytes.
  static Result<CsvFile> parse(std::shared_ptr<const std::string> bytes, std::string name);
  // A row that comes from elsewhere: a cell for each column of the header.
  void add(int line, const std::vector<std::string>& cells);

  std::size_t size() const { return lines_.size(); }  // rows
  int line(std::size_t row) const { return lines_[row]; }
  std::string_view cell(std::size_t row, std::size_t column) const { return text_at(row * header.size() + column); }
  std::size_t cell_size_max(std::size_t row) const;  // bytes of the row's longest cell
  bool has_nul() const;                              // in any cell
  std::optional<std::size_t> column(std::string_view title) const;
  std::string where(std::size_t row) const;  // "NAME:LINE"

 private:
  friend class CsvParser;
  // From the beginning of `bytes_`, and of `aside_` for those that lie beyond their end.
  struct Place {
    std::uint32_t begin = 0;
    std::uint32_t size = 0;
  };
  std::string_view text_at(std::size_t number) const {
    const Place place = places_[number];
    const bool is_aside = place.begin >= bytes_->size();
    const char* text = is_aside ? aside_.data() + (place.begin - bytes_->size()) : bytes_->data() + place.begin;
    return {text, place.size};
  }

  std::shared_ptr<const std::string> bytes_ = std::make_shared<const std::string>();
  std::string aside_;  // cells that held quotes, without them
  std::vector<Place> places_;
  std::vector<std::int32_t> lines_;
};

// Blank lines are passed over. Problems csv.empty, csv.not_utf8, csv.unclosed_quote, csv.cell_count,
// csv.duplicate_column, each with file and line.
Result<CsvTable> parse_csv(std::string_view bytes, std::string name);
Result<CsvTable> read_csv(const std::filesystem::path& path);

// One cell, quoted when it must be. A cell that a spreadsheet would run as a formula is quoted with a leading '.
std::string csv_cell(std::string_view text);

}  // namespace luytre
