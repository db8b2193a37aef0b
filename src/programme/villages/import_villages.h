// A list of villages as a file, CSV or XLSX: checked as a whole, then recorded in one event, or nothing is. Tried with
// ?dry_run=true it shows what it would do.
//
// Columns, by their ids or as Vietnamese lists call them: name (tên), kind (loại), commune (mã xã), from (từ ngày),
// code (mã thôn), households (số hộ), people (số dân), as_of (ngày số liệu), decision (quyết định), source (nguồn).
#pragma once

#include "base/csv.h"
#include "programme/villages/desk.h"

namespace luytre::villages {

enum class ImportChange : std::uint8_t { added, counted, unchanged };
std::string_view name_of(ImportChange);

struct ImportedRow {
  std::size_t row = 0;  // line of the file
  ImportChange change = ImportChange::added;
  std::string village;
  std::string name;
  std::string commune;  // code
};

struct Imported {
  audit::EventNumber event = 0;  // 0: everything was known already, or it was only tried
  std::vector<ImportedRow> rows;
  std::size_t count(ImportChange change) const;
};

// The first sheet of a workbook, or the CSV. Problems of both readers, villages.column_missing, villages.too_many_rows.
Result<CsvTable> read_list(std::string_view bytes, const std::string& file_name);

// Act villages.keep on each commune named. A village is known by its code, else by its name in its commune; then only
// its counts are taken. Problem villages.refused with a cause for each row: villages.no_commune, villages.bad_kind,
// villages.bad_cell, villages.import_differs, villages.twice_in_file and those of add_village.
Result<Imported> import_villages(const Desk&, const commands::Asked&, const Known&, const CsvTable&);

}  // namespace luytre::villages
