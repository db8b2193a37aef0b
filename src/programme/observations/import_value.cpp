#include "programme/observations/import_value.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/vietnamese.h"

namespace luytre::observations {

namespace {

using criteria::Measure;
using criteria::MeasureKind;
using Word = std::pair<std::string_view, bool>;

constexpr std::array<Word, 16> truth_words{{{"true", true},
                                            {"1", true},
                                            {"đạt", true},
                                            {"có", true},
                                            {"yes", true},
                                            {"x", true},
                                            {"đúng", true},
                                            {"met", true},
                                            {"false", false},
                                            {"0", false},
                                            {"chưa đạt", false},
                                            {"không đạt", false},
                                            {"không", false},
                                            {"no", false},
                                            {"sai", false},
                                            {"not met", false}}};
constexpr std::array<std::string_view, 4> not_applicable_words{"không áp dụng", "n/a", "not_applicable",
                                                               "not applicable"};
constexpr std::array<std::string_view, 3> withdrawn_words{"rút", "rút số liệu", "withdrawn"};

template <std::size_t count>
bool is_one_of(const std::array<std::string_view, count>& words, std::string_view text) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

std::string plain(std::string_view text) { return lower(nfc(text)); }

Result<ObservedValue> read_truth(const Measure& measure, std::string_view cell) {
  const std::string word = plain(cell);
  for (const auto& [text, truth] : truth_words) {
    if (text == word) return ObservedValue::of_truth(truth);
  }
  return refuse("observations.not_truth", {{"text", std::string(cell)}, {"measure", measure.id}});
}

Result<ObservedValue> read_grade(const Measure& measure, std::string_view cell) {
  const std::string word = plain(cell);
  std::string known;
  for (const auto& grade : measure.grades) {
    if (plain(grade) == word) return ObservedValue::of_grade(grade);
    known += (known.empty() ? "" : ", ") + grade;
  }
  return refuse("observations.grade_unknown",
                {{"text", std::string(cell)}, {"measure", measure.id}, {"grades", known}});
}

Result<Decimal> read_amount(const Measure& measure, std::string_view cell, NumberStyle style) {
  if (cell.ends_with('%')) {
    return refuse("observations.percent_unwanted",
                  {{"text", std::string(cell)}, {"measure", measure.id}, {"unit", measure.unit}});
  }
  const auto number = read_number(cell, style);
  if (!number) return pass_on(number);
  if (number->is_negative()) {
    return refuse("observations.negative", {{"text", std::string(cell)}, {"measure", measure.id}});
  }
  if (measure.kind == MeasureKind::count && number->reduced().scale() > 0) {
    return refuse("observations.not_whole", {{"text", std::string(cell)}, {"measure", measure.id}});
  }
  return *number;
}

Result<Decimal> read_percent(const Measure& measure, std::string_view cell, NumberStyle style) {
  if (cell.ends_with('%')) cell.remove_suffix(1);
  while (cell.ends_with(' ')) cell.remove_suffix(1);
  const auto percent = read_amount(measure, cell, style);
  if (!percent) return pass_on(percent);
  if (*percent > Decimal::of(100)) {
    return refuse("observations.percent_over_100", {{"text", std::string(cell)}, {"measure", measure.id}});
  }
  return *percent;
}

tl::unexpected<Problem> all_of(std::vector<Problem> faults) {
  if (faults.size() == 1) return tl::unexpected(std::move(faults.front()));
  const std::string count = std::to_string(faults.size());
  return refuse("observations.several_faults", {{"count", count}}, {}, std::move(faults));
}

// A percent written beside its parts must be the percent of these parts, at the precision it was written with.
Done check_percent(const Measure& measure, const Share& share, std::string_view cell, NumberStyle style) {
  const auto percent = read_percent(measure, cell, style);
  if (!percent) return pass_on(percent);
  if (percent_rounded(share, percent->scale()) == *percent) return {};
  return refuse("observations.percent_differs", {{"text", std::string(cell)},
                                                 {"numerator", share.numerator.text()},
                                                 {"denominator", share.denominator.text()},
                                                 {"computed", percent_text(share, percent->scale())}});
}

Result<ObservedValue> read_share(const Measure& measure, const ValueCells& cells, NumberStyle style) {
  if (cells.numerator.empty() && cells.denominator.empty()) {
    const auto percent = read_percent(measure, cells.value, style);
    if (!percent) return pass_on(percent);
    return ObservedValue::of_number(*percent);
  }
  if (cells.numerator.empty() || cells.denominator.empty()) return refuse("observations.half_a_share");
  std::vector<Problem> faults;
  const auto numerator = read_amount(measure, cells.numerator, style);
  const auto denominator = read_amount(measure, cells.denominator, style);
  if (!numerator) faults.push_back(numerator.error());
  if (!denominator) faults.push_back(denominator.error());
  if (!faults.empty()) return all_of(std::move(faults));
  if (denominator->is_zero()) return refuse("observations.denominator_zero", {{"measure", measure.id}});
  if (*numerator > *denominator) {
    return refuse("observations.numerator_over",
                  {{"numerator", std::string(cells.numerator)}, {"denominator", std::string(cells.denominator)}});
  }
  if (!cells.value.empty()) {
    const auto agrees = check_percent(measure, {*numerator, *denominator}, cells.value, style);
    if (!agrees) return pass_on(agrees);
  }
  return ObservedValue::of_share(*numerator, *denominator);
}

constexpr std::size_t plain_digits_max = 15;  // what surely fits a Decimal

// Digits, and between them at most one comma or point that can only be a decimal mark.
std::optional<Decimal> read_plain_number(std::string_view text, NumberStyle style) {
  if (text.empty() || text.size() > plain_digits_max + 1) return std::nullopt;
  std::int64_t coefficient = 0;
  std::size_t mark = std::string_view::npos;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char letter = text[at];
    if (letter >= '0' && letter <= '9') {
      coefficient = coefficient * 10 + (letter - '0');
    } else if ((letter == ',' || letter == '.') && mark == std::string_view::npos) {
      mark = at;
    } else {
      return std::nullopt;
    }
  }
  if (mark == std::string_view::npos) {
    return text.size() > plain_digits_max ? std::nullopt : std::optional(Decimal::from(coefficient, 0));
  }
  const std::size_t fraction = text.size() - mark - 1;
  if (mark == 0 || fraction == 0 || fraction > static_cast<std::size_t>(Decimal::scale_max)) return std::nullopt;
  const bool is_vietnamese = text[mark] == ',';
  const bool may_group = mark <= 3 && fraction == 3;
  if (style == NumberStyle::unknown ? may_group : (style == NumberStyle::vietnamese) != is_vietnamese) {
    return std::nullopt;
  }
  return Decimal::from(coefficient, static_cast<int>(fraction));
}

std::optional<PlainValue> read_plain_share(const ValueCells& cells, NumberStyle style) {
  if (!cells.value.empty()) return std::nullopt;
  const auto numerator = read_plain_number(cells.numerator, style);
  const auto denominator = read_plain_number(cells.denominator, style);
  if (!numerator || !denominator || denominator->is_zero() || *numerator > *denominator) return std::nullopt;
  return PlainValue{ValueKind::share, *numerator, *denominator};
}

}  // namespace

std::optional<PlainValue> read_plain_value(const Measure& measure, const ValueCells& cells, NumberStyle style) {
  if (measure.kind == MeasureKind::truth || measure.kind == MeasureKind::grade) return std::nullopt;
  const bool is_share = measure.kind == MeasureKind::share;
  if (!cells.numerator.empty() || !cells.denominator.empty()) {
    return is_share ? read_plain_share(cells, style) : std::nullopt;
  }
  const auto number = read_plain_number(cells.value, style);
  if (!number || (measure.kind == MeasureKind::count && number->scale() > 0)) return std::nullopt;
  if ((is_share || measure.unit == "percent") && *number > Decimal::of(100)) return std::nullopt;
  return PlainValue{ValueKind::number, *number, Decimal::of(1)};
}

Result<Decimal> read_number(std::string_view text, NumberStyle style) {
  if (style == NumberStyle::unknown && text.starts_with("0.")) style = NumberStyle::english;
  if (style == NumberStyle::unknown && text.starts_with("0,")) style = NumberStyle::vietnamese;
  auto number = parse_written_number(text, style);
  if (!number && number.error().code == "number.ambiguous") {
    const auto vietnamese = parse_written_number(text, NumberStyle::vietnamese);
    const auto english = parse_written_number(text, NumberStyle::english);
    return refuse("observations.ambiguous_number", {{"text", std::string(text)},
                                                    {"vietnamese", vietnamese ? vietnamese->text() : ""},
                                                    {"english", english ? english->text() : ""}});
  }
  return number;
}

Result<ObservedValue> read_value(const Measure& measure, const ValueCells& cells, NumberStyle style) {
  const bool has_parts = !cells.numerator.empty() || !cells.denominator.empty();
  if (!has_parts) {
    const std::string word = plain(cells.value);
    if (is_one_of(not_applicable_words, word)) return ObservedValue::not_applicable();
    if (is_one_of(withdrawn_words, word)) return ObservedValue::withdrawn();
  }
  if (measure.kind == MeasureKind::share) return read_share(measure, cells, style);
  if (has_parts) {
    return refuse("observations.not_a_share",
                  {{"measure", measure.id}, {"kind", std::string(criteria::name_of(measure.kind))}});
  }
  if (measure.kind == MeasureKind::truth) return read_truth(measure, cells.value);
  if (measure.kind == MeasureKind::grade) return read_grade(measure, cells.value);
  const bool is_percent = measure.unit == "percent";
  const auto number = is_percent ? read_percent(measure, cells.value, style) : read_amount(measure, cells.value, style);
  if (!number) return pass_on(number);
  return ObservedValue::of_number(*number);
}

Result<std::string> read_dimension(const Measure& measure, std::string_view cell) {
  if (cell.empty()) return std::string();
  const std::string word = plain(cell);
  const bool by_sex =
      std::find(measure.dimensions.begin(), measure.dimensions.end(), "sex") != measure.dimensions.end();
  if (by_sex && (word == "male" || word == "nam")) return std::string("male");
  if (by_sex && (word == "female" || word == "nữ")) return std::string("female");
  return refuse(by_sex ? "observations.dimension_unknown" : "observations.dimension_unwanted",
                {{"text", std::string(cell)}, {"measure", measure.id}});
}

}  // namespace luytre::observations
