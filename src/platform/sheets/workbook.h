// A workbook of Excel as the rooms read it: sheets of cells that are text, whatever they were. No formula, no style.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"

namespace luytre::sheets {

// What a file may hold; beyond them it is refused with sheets.too_large, never cut.
inline constexpr std::size_t file_bytes_max = std::size_t{20} << 20U;
inline constexpr std::size_t entries_max = 1'000;  // files inside the zip
inline constexpr std::size_t inflated_bytes_max = std::size_t{192} << 20U;
inline constexpr std::size_t inflation_ratio_max = 250;  // of one entry, once it is over inflation_free_bytes
inline constexpr std::size_t inflation_free_bytes = 1'048'576;
inline constexpr std::size_t sheets_max = 50;
inline constexpr std::size_t rows_max = 300'000;  // of one sheet, and the highest row number
inline constexpr std::size_t columns_max = 512;
inline constexpr std::size_t cells_max = 4'000'000;  // of all sheets, blank ones before a filled one counted
inline constexpr std::size_t cell_bytes_max = 131'072;
inline constexpr std::size_t text_bytes_max = std::size_t{96} << 20U;  // of all cells together
inline constexpr std::size_t shared_strings_max = 1'000'000;
inline constexpr std::size_t styles_max = 65'000;
inline constexpr std::size_t xml_depth_max = 64;

enum class CellKind { empty, text, number, boolean, date, error };

struct Cell {
  // number: plain decimal digits, at most 15 significant ones, as Excel shows ("1.1" where the file says
  // 1.1000000000000001); date: "2025-07-01", "2025-07-01T08:30:00" or "08:30:00"; boolean: "true", "false";
  // error: "#N/A". Line ends inside a text are '\n'.
  std::string text;
  CellKind kind = CellKind::empty;
  bool is_percent = false;  // a number that Excel shows a hundredfold with "%": `text` is "0.45" where one reads 45 %
  bool is_formula = false;  // `text` is what the program that saved the file had calculated
  std::uint32_t row = 0;    // 1-based, as Excel numbers them
  std::uint32_t column = 0;

  std::string address() const;  // "B7"
  bool is_empty() const { return kind == CellKind::empty; }
};

struct Row {
  std::uint32_t number = 0;  // 1-based
  std::vector<Cell> cells;   // from column A to the last that is not empty

  // The text of a column (0 is A) without blanks around it, "" beyond the last cell.
  std::string_view text(std::size_t column) const;
  // nullptr beyond the last cell.
  const Cell* cell(std::size_t column) const;
};

struct Sheet {
  std::string name;
  bool is_hidden = false;
  std::vector<Row> rows;  // ascending; rows without a filled cell are left out

  // For problems: "Tài khoản!B7", "Tài khoản!7".
  std::string where(const Row& row, std::size_t column) const;
  std::string where(const Row& row) const;
};

struct Workbook {
  std::vector<Sheet> sheets;

  const Sheet* sheet(std::string_view name) const;  // nullptr when there is none
};

// "B7" of row 7, column 2; both 1-based.
std::string address_of(std::uint32_t row, std::uint32_t column);

// True when the bytes begin as a workbook does; says nothing about the rest. For telling an upload from a CSV.
bool looks_like_workbook(std::string_view bytes);

// `where` of a problem begins with `file_name`. Problems: sheets.not_a_workbook, sheets.old_format (.xls),
// sheets.encrypted, sheets.has_macros, sheets.has_external_links, sheets.declares_document_type, sheets.too_large
// (names the limit), sheets.damaged (names the part).
Result<Workbook> read_workbook(std::string_view bytes, std::string_view file_name);

}  // namespace luytre::sheets
