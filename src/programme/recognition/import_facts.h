// Reads a file of recognition facts (docs/guides/nhap-cong-nhan.md) and finds the units its rows name. Nothing is
// written here; record_facts.h writes.
#pragma once

#include <string_view>

#include "base/csv.h"
#include "base/problem.h"
#include "programme/recognition/recognition_store.h"
#include "programme/units/register.h"

namespace luytre::recognition {

inline constexpr std::size_t import_bytes_max = 16UL << 20U;

// Columns date, kind, district, commune, title_level, status, decision, value, note, source_url, trust; optional
// achievement_year and set. A row about a title of a unit becomes a TitleFact, every other row a QuotedFact about the
// commune, the district or the province it names.
//
// Names are looked up as they were on the row's date, under the province; marks are respected first and folded only
// when that finds nothing. Of a commune and a town of one name the commune is meant. A row from before the register's
// first day of the province is looked up on that day; when the name is gone by then, the row is kept as a quoted fact
// of the province and listed in FactBatch::unplaced. Problems, all at once as causes of
// recognition.refused, each with file and line: recognition.no_column, recognition.unknown_name,
// recognition.ambiguous_name, recognition.unknown_title, recognition.no_source, date.malformed.
Result<FactBatch> read_facts(const CsvTable& table, const units::Register& units, std::string_view province_code);

}  // namespace luytre::recognition
