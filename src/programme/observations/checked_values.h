// Checked values on their way into the record, many at once: every word is kept once, and a row is numbers that name
// words. A million of them are compared, grouped and written without a string for each.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/numbering.h"
#include "programme/observations/observation.h"
#include "programme/observations/panel.h"

namespace luytre::observations {

// One value in words.
struct CheckedRow {
  std::size_t row = 0;  // index into the rows of the sender
  // What the sender saw standing when they wrote: an observation's id, "" nothing. Absent: they do not say.
  std::optional<std::string> base = std::nullopt;
  std::string province;
  Observation observation;
};

// The same in numbers, of the CheckedValues it belongs to. Amounts are coefficients of ten to the minus scale.
struct ValueRow {
  std::uint32_t row = 0;
  std::uint32_t unit = 0;  // word, as are province, source, note and grade
  std::uint32_t province = 0;
  std::uint32_t column = 0;  // of CheckedValues::columns()
  std::uint32_t source = 0;
  std::uint32_t note = 0;
  std::uint32_t grade = 0;       // only of a grade
  std::uint32_t base_after = 0;  // word + 1; 0: the sender does not say
  std::int32_t as_of = 0;        // days
  std::uint8_t amount_scale = 0;
  std::uint8_t denominator_scale = 0;
  ValueKind kind = ValueKind::withdrawn;
  Stage stage = Stage::signed_off;
  std::int64_t amount = 0;
  std::int64_t denominator = 1;  // of a share
};

// Equal as stated, as ObservedValue says it: 1.50 is 1.5, 1/2 is not 2/4.
bool says_the_same(const ValueRow& a, const ValueRow& b);

class CheckedValues {
 public:
  CheckedValues() { words_.of(""); }  // number 0, as in a Panel
  explicit CheckedValues(const std::vector<CheckedRow>& rows);

  std::vector<ValueRow> rows;  // in the order of the sender
  std::size_t size() const { return rows.size(); }
  bool empty() const { return rows.empty(); }

  void add(const CheckedRow& row);
  std::uint32_t word(std::string_view text) { return text.empty() ? 0 : words_.of(text); }
  std::uint32_t column(const ColumnKey& key);
  void put_value(ValueRow& row, const ObservedValue& value);

  std::string_view text_of(std::uint32_t word) const { return words_.at(word); }
  std::size_t words_count() const { return words_.size(); }
  const std::vector<ColumnKey>& columns() const { return columns_; }
  const ColumnKey& column_of(const ValueRow& row) const { return columns_[row.column]; }
  std::optional<std::string> base(const ValueRow& row) const;
  ObservationKey key(const ValueRow& row) const;
  ObservedValue value(const ValueRow& row) const;
  Observation observation(const ValueRow& row) const;

 private:
  WordNumbers words_;
  std::vector<ColumnKey> columns_;
  std::map<ColumnKey, std::uint32_t, ColumnOrder> column_numbers_;
};

// What stands in a panel for rows of `values`, found by numbers. Both must outlive it.
class Standing {
 public:
  // `notes_count`: a note that differs from what stands is a change; an empty one says nothing.
  Standing(const Panel& panel, const CheckedValues& values, bool notes_count = false);

  // The newest version of exactly the row's key, withdrawn or not; nullptr: nobody has said anything. Valid until the
  // next call.
  const Cell* newest(const ValueRow& row);
  // Whether the row states what already stands (at its stage or a later one), so that recording it changes nothing.
  bool is_known(const ValueRow& row) { return is_known(row, newest(row)); }
  bool is_known(const ValueRow& row, const Cell* newest) const;

 private:
  std::uint32_t unit_of(std::uint32_t word);

  const Panel& panel_;
  const CheckedValues& values_;
  const bool notes_count_;
  std::vector<const Column*> columns_;  // by number of the column; nullptr: the panel has none
  std::optional<Cell> newest_;
  std::vector<std::uint32_t> unit_after_;  // by word: number in the panel + 1, 0: not looked up yet
};

}  // namespace luytre::observations
