// Writes a workbook to be filled in or read: a page of instructions, then tables with a frozen header, choices to pick
// from, notes, and cells that may not be changed. Text is always text: "=1+1" is never a formula.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/problem.h"

namespace luytre::sheets {

inline constexpr std::size_t choices_max = 10'000;  // of one column
inline constexpr std::size_t sheet_name_characters_max = 31;
inline constexpr std::size_t written_text_characters_max = 32'767;
inline constexpr std::size_t written_rows_max = 1'000'000;

enum class WrittenAs {
  text,
  number,  // an exact decimal; more than 15 significant digits, or no number at all, is written as text
  date,    // "2025-07-01"; anything else is written as text
};

struct ColumnDraft {
  std::string title;
  double width_characters = 18;
  WrittenAs kind = WrittenAs::text;
  std::string note = {};                  // shown when the pointer rests on the title
  std::vector<std::string> choices = {};  // the only texts that Excel lets the reader enter
  bool is_locked = false;                 // on a protected sheet: cannot be changed
};

// Choices of one column for some rows only (positions in SheetDraft::rows, the last included).
struct RowChoices {
  std::size_t column = 0;
  std::size_t first_row = 0;
  std::size_t last_row = 0;
  std::vector<std::string> choices;
};

struct SheetDraft {
  std::string name;  // at most 31 characters, without []:*?/\ ; others are replaced by blanks
  std::vector<ColumnDraft> columns;
  std::vector<std::vector<std::string>> rows;  // a text per column; shorter rows end early
  bool is_protected = false;                   // then only columns that are not locked can be filled
  std::size_t blank_rows = 0;                  // after the rows, ready to be filled in
  std::vector<RowChoices> row_choices = {};    // beside the columns' own
  bool can_be_filtered = false;                // arrows in the header, on a protected sheet too
};

struct WorkbookDraft {
  std::string title;                      // of the document
  std::string instructions_name;          // name of the first sheet; empty: no such sheet
  std::vector<std::string> instructions;  // its lines; the first is its heading
  std::vector<SheetDraft> sheets;
};

// The bytes of an .xlsx file. Problems sheets.too_large, sheets.not_written (with the library's reason).
Result<std::string> write_workbook(const WorkbookDraft& draft);

}  // namespace luytre::sheets
