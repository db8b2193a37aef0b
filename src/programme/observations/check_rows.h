// One row's own checks; what rows say about each other comes after (import_file.h).
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/csv.h"
#include "base/numbering.h"
#include "programme/observations/checked_values.h"
#include "programme/observations/import_columns.h"
#include "programme/observations/import_file.h"
#include "programme/observations/import_value.h"

namespace luytre::observations {

// Every word of a file is looked at once (which unit a code is on a day, what a measure is); a row then only compares
// numbers. What it is made of must outlive it.
class RowChecker {
 public:
  RowChecker(const CsvFile& file, const ImportColumns& columns, const ImportContext& context, CheckedValues& values);

  // None: the row says nothing. Faults are added to `faults`; with any, the answer is not to be used.
  std::optional<ValueRow> check(std::size_t at, std::vector<Problem>& faults);

 private:
  struct Day {
    Result<Date> date;
    bool is_future = false;
  };
  struct UnitAnswer {
    std::optional<Problem> problem;
    std::uint32_t unit = 0;  // words of `values_`
    std::uint32_t province = 0;
  };

  std::string_view cell(std::size_t at, const std::optional<std::size_t>& column) const;
  void check_words(std::size_t at, ValueRow& row, std::vector<Problem>& faults);
  void check_unit(std::size_t at, ValueRow& row, std::vector<Problem>& faults);
  void check_value(std::size_t at, const ValueCells& cells, Opinion opinion, ValueRow& row,
                   std::vector<Problem>& faults);
  void put_value(std::uint32_t measure, const ValueCells& cells, ValueRow& row, std::vector<Problem>& faults);
  const UnitAnswer& unit_of(std::string_view code, std::uint32_t day);
  std::uint32_t measure_of(std::size_t at);  // of `measures_`
  Result<ObservedValue> said(std::uint32_t measure, const ValueCells& cells);

  const CsvFile& file_;
  const ImportColumns& columns_;
  const ImportContext& context_;
  CheckedValues& values_;
  const bool has_nul_;

  WordNumbers day_words_, codes_, measure_words_, indicator_words_, dimension_words_, said_words_;
  std::vector<Day> days_;
  KeyNumbers unit_numbers_;  // day and code
  std::vector<UnitAnswer> units_;
  KeyNumbers measure_numbers_;  // set and indicator, or measure
  std::vector<Result<const criteria::Measure*>> measures_;
  KeyNumbers dimension_numbers_;  // measure and what the dimension's cell says
  std::vector<Result<std::string>> dimensions_;
  KeyNumbers column_numbers_;  // dimension and opinion
  std::vector<std::uint32_t> columns_of_values_;
  KeyNumbers said_numbers_;  // measure and a word as value
  std::vector<Result<ObservedValue>> said_;
  std::vector<bool> is_source_known_, is_source_demonstration_;  // by word of `values_`
};

}  // namespace luytre::observations
