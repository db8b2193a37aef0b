#include "programme/observations/checked_values.h"

#include <algorithm>
#include <tuple>

namespace luytre::observations {

namespace {

constexpr std::uint32_t unknown_unit = 0xFFFF'FFFF;

bool is_same_amount(std::int64_t a, std::uint8_t a_scale, std::int64_t b, std::uint8_t b_scale) {
  if (a_scale == b_scale) return a == b;
  return Decimal::from(a, a_scale) == Decimal::from(b, b_scale);
}

// The same for a cell of a panel and a row; their grades are numbers of different words.
template <class A, class B>
bool is_same_but_for_grades(const A& a, const B& b) {
  return a.kind == b.kind && is_same_amount(a.amount, a.amount_scale, b.amount, b.amount_scale) &&
         (a.kind != ValueKind::share ||
          is_same_amount(a.denominator, a.denominator_scale, b.denominator, b.denominator_scale));
}

}  // namespace

bool says_the_same(const ValueRow& a, const ValueRow& b) { return is_same_but_for_grades(a, b) && a.grade == b.grade; }

CheckedValues::CheckedValues(const std::vector<CheckedRow>& given) : CheckedValues() {
  rows.reserve(given.size());
  for (const CheckedRow& row : given) add(row);
}

void CheckedValues::add(const CheckedRow& given) {
  const Observation& said = given.observation;
  ValueRow row;
  row.row = static_cast<std::uint32_t>(given.row);
  row.unit = word(said.key.unit);
  row.province = word(given.province);
  row.column = column({said.key.measure, said.key.opinion, said.key.dimension});
  row.source = word(said.source);
  row.note = word(said.note);
  if (given.base) row.base_after = word(*given.base) + 1;
  row.as_of = said.key.as_of.days();
  row.stage = said.stage;
  put_value(row, said.value);
  rows.push_back(row);
}

std::uint32_t CheckedValues::column(const ColumnKey& key) {
  const auto [place, is_new] = column_numbers_.try_emplace(key, static_cast<std::uint32_t>(columns_.size()));
  if (is_new) columns_.push_back(key);
  return place->second;
}

void CheckedValues::put_value(ValueRow& row, const ObservedValue& value) {
  row.kind = value.kind;
  row.amount = value.number.coefficient();
  row.amount_scale = static_cast<std::uint8_t>(value.number.scale());
  row.denominator = value.denominator.coefficient();
  row.denominator_scale = static_cast<std::uint8_t>(value.denominator.scale());
  row.grade = value.kind == ValueKind::grade ? word(value.grade) : 0;
}

std::optional<std::string> CheckedValues::base(const ValueRow& row) const {
  return row.base_after == 0 ? std::nullopt : std::optional(std::string(text_of(row.base_after - 1)));
}

ObservationKey CheckedValues::key(const ValueRow& row) const {
  const ColumnKey& column = columns_[row.column];
  return {std::string(text_of(row.unit)), column.measure, column.dimension, column.opinion, Date::from_days(row.as_of)};
}

ObservedValue CheckedValues::value(const ValueRow& row) const {
  ObservedValue value;
  value.kind = row.kind;
  value.number = Decimal::from(row.amount, row.amount_scale);
  value.denominator = Decimal::from(row.denominator, row.denominator_scale);
  value.grade = std::string(text_of(row.grade));
  return value;
}

Observation CheckedValues::observation(const ValueRow& row) const {
  Observation observation;
  observation.key = key(row);
  observation.stage = row.stage;
  observation.value = value(row);
  observation.source = std::string(text_of(row.source));
  observation.note = std::string(text_of(row.note));
  return observation;
}

Standing::Standing(const Panel& panel, const CheckedValues& values, bool notes_count)
    : panel_(panel), values_(values), notes_count_(notes_count), unit_after_(values.words_count()) {
  for (const ColumnKey& key : values.columns()) columns_.push_back(panel.column(key));
}

std::uint32_t Standing::unit_of(std::uint32_t word) {
  if (unit_after_[word] == 0) {
    const auto found = panel_.words().find(values_.text_of(word));
    unit_after_[word] = found ? *found + 1 : unknown_unit;
  }
  return unit_after_[word];
}

const Cell* Standing::newest(const ValueRow& row) {
  const Column* column = columns_[row.column];
  if (column == nullptr) return nullptr;
  const std::uint32_t unit_after = unit_of(row.unit);
  if (unit_after == unknown_unit) return nullptr;
  newest_ = column->last(unit_after - 1, row.as_of);
  return newest_ && newest_->as_of == row.as_of ? &*newest_ : nullptr;
}

bool Standing::is_known(const ValueRow& row, const Cell* newest) const {
  if (newest == nullptr) return row.kind == ValueKind::withdrawn;
  if (notes_count_ && row.note != 0 && panel_.words().at(newest->note) != values_.text_of(row.note)) return false;
  return is_same_but_for_grades(*newest, row) && newest->stage >= row.stage &&
         (row.kind != ValueKind::grade || panel_.words().at(newest->grade) == values_.text_of(row.grade));
}

}  // namespace luytre::observations
