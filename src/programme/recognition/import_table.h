// The register as people bring it: a CSV or a workbook, with Vietnamese headings or the names of the columns, made one
// table of the names of the columns; and the blank form.
#pragma once

#include <string>
#include <string_view>

#include "base/csv.h"
#include "base/messages.h"
#include "programme/units/register.h"

namespace luytre::recognition {

// Headings become names of columns ("Ngày ký" -> "date"); headings that nobody knows stay. In a table with a Vietnamese
// heading, and in a workbook, days may be written 26/01/2023 and kinds in Vietnamese. Of a workbook the first sheet
// with the headings is read; line numbers are Excel's. Problems of parse_csv and sheets::read_workbook,
// recognition.no_sheet, csv.duplicate_column.
Result<CsvTable> read_table(std::string_view bytes, const std::string& file_name);

// The form to be filled in: a page of instructions, the table, and the units of the province on the day (none when
// `province_code` is empty). Problems of sheets::write_workbook.
Result<std::string> blank_form(const units::Register& units, std::string_view province_code, Date day,
                               Language language);

}  // namespace luytre::recognition
