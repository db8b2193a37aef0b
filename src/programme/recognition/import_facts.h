// Reads a file of recognition facts (docs/guides/nhap-cong-nhan.md) and finds the units its rows name. Nothing is
// written here; record_facts.h writes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/csv.h"
#include "base/problem.h"
#include "programme/recognition/check_decision.h"
#include "programme/recognition/recognition_store.h"
#include "programme/units/register.h"

namespace luytre::recognition {

inline constexpr std::size_t import_bytes_max = 16UL << 20U;

// What became of one row: a title fact, a quoted fact, or a problem.
struct ReadRow {
  std::string where;                  // "FILE:LINE"
  std::string named;                  // the name that the row gives its unit
  const units::Unit* unit = nullptr;  // nullptr: not found
  Date day;                           // of the row; the epoch where it could not be read
  std::optional<TitleFact> title = {};
  std::optional<QuotedFact> quoted = {};
  bool is_unplaced = false;             // kept as a quoted fact of the province, for want of its unit
  std::optional<Problem> problem = {};  // then there is neither fact
};

// Columns date, kind, commune, title_level, decision, source_url; optional unit (a code or an identity, before the
// names), district, status, value, note, trust, achievement_year, set, in_force, document. A row about a title of a
// unit becomes a TitleFact, every other row a QuotedFact about the commune, the district or the province it names.
//
// Names are looked up as they were on the row's date, under the province; marks are respected first and folded only
// when that finds nothing. Of a commune and a town of one name the commune is meant. A row from before the register's
// first day of the province is looked up on that day; when the name is gone by then, the row is kept as a quoted fact
// of the province and listed in FactBatch::unplaced. Problems of the whole: recognition.no_column,
// recognition.no_province. Of a row: recognition.unknown_name, .ambiguous_name, .unknown_unit, .unit_not_alive,
// .unknown_title, .no_source, date.malformed.
Result<std::vector<ReadRow>> read_rows(const CsvTable& table, const units::Register& units,
                                       std::string_view province_code);

// Adds the problems of check_quoted to the rows about titles.
void check_rows(std::vector<ReadRow>& rows, const DecisionWorld& world);

// The rows without a problem.
FactBatch batch_of(const std::vector<ReadRow>& rows);

// All rows, or recognition.refused with the problem of each wrong row as a cause.
Result<FactBatch> all_of(const std::vector<ReadRow>& rows, const std::string& file_name);
Result<FactBatch> read_facts(const CsvTable& table, const units::Register& units, std::string_view province_code);

}  // namespace luytre::recognition
