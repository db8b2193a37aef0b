#include "programme/observations/check_rows.h"

#include <algorithm>
#include <utility>

#include "programme/observations/installation.h"

namespace luytre::observations {

namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

struct UnitFound {
  std::string identity;
  std::string province;
};

// "06001 Xã A; 06007 Xã B": what the ground of the unit became, or what it was before.
std::string successors_of(const units::Register& units, const units::Unit& unit) {
  std::string text;
  for (const auto* link : units.links_out_of(unit)) {
    if (link->is_continuation()) continue;
    text += (text.empty() ? "" : "; ") + link->to_code + " " + link->to_name + " (" + link->day.text() + ")";
  }
  return text;
}

Result<UnitFound> find_unit(const units::Register& units, std::string_view code, Date as_of) {
  if (const auto* unit = units.find(code, as_of)) {
    const auto* province = units.province(*unit, unit->id.first_day);
    if (province == nullptr) province = units.province(*unit, as_of);
    return UnitFound{unit->id.text(), province == nullptr ? std::string() : province->id.code};
  }
  const auto bearers = units.with_code(code);
  if (bearers.empty()) return refuse("observations.unit_unknown", {{"code", std::string(code)}});
  const units::Unit* before = nullptr;  // the last bearer that ended by then
  for (const auto* unit : bearers) {
    if (unit->life().to <= as_of) before = unit;
  }
  if (before == nullptr) {
    return refuse("observations.unit_not_yet", {{"code", std::string(code)},
                                                {"name", bearers.front()->versions.front().name},
                                                {"from", bearers.front()->life().from.text()},
                                                {"as_of", as_of.text()}});
  }
  const std::string became = successors_of(units, *before);
  return refuse(became.empty() ? "observations.unit_ended" : "observations.unit_replaced",
                {{"code", std::string(code)},
                 {"name", before->last().name},
                 {"until", before->life().to.plus_days(-1).text()},
                 {"as_of", as_of.text()},
                 {"became", became}});
}

Result<const criteria::Measure*> find_measure(const criteria::Library& library, std::string_view measure) {
  if (const auto* found = library.measure(measure)) return found;
  return refuse("observations.measure_unknown", {{"measure", std::string(measure)}});
}

}  // namespace

RowChecker::RowChecker(const CsvFile& file, const ImportColumns& columns, const ImportContext& context,
                       CheckedValues& values)
    : file_(file), columns_(columns), context_(context), values_(values), has_nul_(file.has_nul()) {}

std::string_view RowChecker::cell(std::size_t at, const std::optional<std::size_t>& column) const {
  return column ? trimmed(file_.cell(at, *column)) : std::string_view();
}

std::optional<ValueRow> RowChecker::check(std::size_t at, std::vector<Problem>& faults) {
  const ValueCells cells{cell(at, columns_.value), cell(at, columns_.numerator), cell(at, columns_.denominator)};
  if (cells.is_blank()) return std::nullopt;
  ValueRow row;
  row.row = static_cast<std::uint32_t>(at);
  check_words(at, row, faults);
  const auto opinion_cell = cell(at, columns_.opinion);
  const auto opinion = parse_opinion(opinion_cell);
  if (!opinion) faults.push_back({"observations.opinion_unknown", {{"text", std::string(opinion_cell)}}, "", {}});
  if (opinion == Opinion::survey) faults.push_back({"surveys.only_by_round", {}, "", {}});
  if (opinion == Opinion::self) row.stage = context_.self_stage;
  check_unit(at, row, faults);
  check_value(at, cells, opinion.value_or(Opinion::self), row, faults);
  return row;
}

void RowChecker::check_words(std::size_t at, ValueRow& row, std::vector<Problem>& faults) {
  if (has_nul_ || file_.cell_size_max(at) > cell_bytes_max) {
    for (std::size_t column = 0; column < file_.header.size(); ++column) {
      const std::string_view text = file_.cell(at, column);
      if (text.size() > cell_bytes_max) {
        faults.push_back({"observations.cell_too_long", {{"limit", std::to_string(cell_bytes_max)}}, "", {}});
      }
      if (text.find('\0') != std::string_view::npos) faults.push_back({"observations.cell_unreadable", {}, "", {}});
    }
  }
  row.source = values_.word(cell(at, columns_.source));
  row.note = values_.word(cell(at, columns_.note));
  if (columns_.base) row.base_after = values_.word(cell(at, columns_.base)) + 1;
  if (context_.is_demonstration || row.source == 0) return;
  if (row.source >= is_source_known_.size()) {
    is_source_known_.resize(2 * row.source + 1);
    is_source_demonstration_.resize(2 * row.source + 1);
  }
  if (!is_source_known_[row.source]) {
    is_source_known_[row.source] = true;
    is_source_demonstration_[row.source] = values_.text_of(row.source).find(demonstration_mark) != std::string::npos;
  }
  if (is_source_demonstration_[row.source]) faults.push_back({"observations.demonstration_row", {}, "", {}});
}

void RowChecker::check_unit(std::size_t at, ValueRow& row, std::vector<Problem>& faults) {
  const std::uint32_t number = day_words_.of(cell(at, columns_.as_of));
  if (number == days_.size()) {
    auto date = Date::parse(day_words_.at(number));
    const bool is_future = date && *date > context_.today;
    days_.push_back({std::move(date), is_future});
  }
  const Day& day = days_[number];
  if (!day.date) {
    faults.push_back(day.date.error());
    return;
  }
  row.as_of = day.date->days();
  if (day.is_future) {
    faults.push_back({"observations.future", {{"as_of", day.date->text()}, {"today", context_.today.text()}}, "", {}});
  }
  const UnitAnswer& unit = unit_of(cell(at, columns_.unit_code), number);
  if (unit.problem) faults.push_back(*unit.problem);
  row.unit = unit.unit;
  row.province = unit.province;
}

const RowChecker::UnitAnswer& RowChecker::unit_of(std::string_view code, std::uint32_t day) {
  const std::uint32_t number = unit_numbers_.of(key_of(day, codes_.of(code)));
  if (number < units_.size()) return units_[number];
  const auto found = find_unit(context_.units, code, *days_[day].date);
  units_.push_back(found ? UnitAnswer{std::nullopt, values_.word(found->identity), values_.word(found->province)}
                         : UnitAnswer{found.error(), 0, 0});
  return units_.back();
}

std::uint32_t RowChecker::measure_of(std::size_t at) {
  const bool by_measure = columns_.measure.has_value();
  const std::string_view first = cell(at, by_measure ? columns_.measure : columns_.set);
  const std::string_view second = by_measure ? std::string_view() : cell(at, columns_.indicator);
  const std::uint32_t number =
      measure_numbers_.of(key_of(measure_words_.of(first), by_measure ? 0 : indicator_words_.of(second)));
  if (number == measures_.size()) {
    measures_.push_back(by_measure ? find_measure(context_.library, first)
                                   : context_.library.measure_of(first, second));
  }
  return number;
}

void RowChecker::check_value(std::size_t at, const ValueCells& cells, Opinion opinion, ValueRow& row,
                             std::vector<Problem>& faults) {
  const std::uint32_t measure = measure_of(at);
  if (!measures_[measure]) {
    faults.push_back(measures_[measure].error());
    return;
  }
  const std::string_view cell_of_dimension = cell(at, columns_.dimension);
  const std::uint32_t dimension = dimension_numbers_.of(key_of(measure, dimension_words_.of(cell_of_dimension)));
  if (dimension == dimensions_.size()) dimensions_.push_back(read_dimension(**measures_[measure], cell_of_dimension));
  if (!dimensions_[dimension]) {
    faults.push_back(dimensions_[dimension].error());
  } else {
    const std::uint32_t column = column_numbers_.of(key_of(dimension, static_cast<std::uint32_t>(opinion)));
    if (column == columns_of_values_.size()) {
      columns_of_values_.push_back(values_.column({(*measures_[measure])->id, opinion, *dimensions_[dimension]}));
    }
    row.column = columns_of_values_[column];
  }
  put_value(measure, cells, row, faults);
}

void RowChecker::put_value(std::uint32_t number, const ValueCells& cells, ValueRow& row, std::vector<Problem>& faults) {
  const criteria::Measure& measure = **measures_[number];
  if (const auto plain = read_plain_value(measure, cells, context_.number_style)) {
    row.kind = plain->kind;
    row.amount = plain->number.coefficient();
    row.amount_scale = static_cast<std::uint8_t>(plain->number.scale());
    row.denominator = plain->denominator.coefficient();
    row.denominator_scale = static_cast<std::uint8_t>(plain->denominator.scale());
    return;
  }
  const auto value = said(number, cells);
  if (!value) {
    faults.push_back(value.error());
  } else {
    values_.put_value(row, *value);
  }
}

// Words are few and folding them takes long: they are remembered. Of numbers there may be as many as rows.
Result<ObservedValue> RowChecker::said(std::uint32_t measure, const ValueCells& cells) {
  const auto ask = [&] { return read_value(**measures_[measure], cells, context_.number_style); };
  const bool has_parts = !cells.numerator.empty() || !cells.denominator.empty();
  const auto kind = (*measures_[measure])->kind;
  const bool is_word = kind == criteria::MeasureKind::truth || kind == criteria::MeasureKind::grade;
  const char first = cells.value.empty() ? '0' : cells.value.front();
  if (has_parts || (!is_word && first >= '0' && first <= '9')) return ask();
  const std::uint32_t number = said_numbers_.of(key_of(measure, said_words_.of(cells.value)));
  if (number == said_.size()) said_.push_back(ask());
  return said_[number];
}

}  // namespace luytre::observations
