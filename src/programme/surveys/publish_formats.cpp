// A PublicResult as JSON and as CSV; nothing here decides what is told.
#include <array>

#include "base/csv.h"
#include "programme/surveys/publish.h"

namespace luytre::surveys {
namespace {

constexpr int percent_digits = 1;

json::value text_or_null(const std::string& text) { return text.empty() ? json::value() : json::value(text); }

json::value count_or_null(const std::optional<std::int64_t>& count) {
  return count ? json::value(*count) : json::value();
}

json::object value_of(const Share& share, std::string percent) {
  return {{"numerator", share.numerator.text()},
          {"denominator", share.denominator.text()},
          {"percent", std::move(percent)}};
}

json::value value_of(const std::optional<ShareRange>& range) {
  if (!range) return {};
  PercentTexts texts = percent_texts(*range, percent_digits);
  return json::object{{"low", value_of(range->low, std::move(texts.low))},
                      {"high", value_of(range->high, std::move(texts.high))}};
}

json::object value_of(const CountRange& range) { return {{"low", range.low}, {"high", range.high}}; }

json::object value_of(const PublicItem& item) {
  json::object value{{"question", item.question}};
  value["satisfied"] = item.counts ? json::value(value_of(item.counts->satisfied)) : json::value();
  value["not_satisfied"] = item.counts ? json::value(value_of(item.counts->not_satisfied)) : json::value();
  value["no_answer"] = item.counts ? json::value(value_of(item.counts->no_answer)) : json::value();
  value["rate"] = value_of(item.rate);
  value["bounds"] = value_of(item.bounds);
  value["withheld"] = text_or_null(item.withheld);
  return value;
}

json::value name_or_null(const std::optional<engine::Outcome>& outcome) {
  return outcome ? json::value(engine::name_of(*outcome)) : json::value();
}

json::object value_of(const PublicDemand& demand) {
  return {{"outcome", name_or_null(demand.outcome)}, {"withheld", text_or_null(demand.withheld)}};
}

json::object value_of(const PublicFigures& figures) {
  const PublicVerdict& verdict = figures.verdict;
  json::array items;
  for (const PublicItem& item : figures.items) items.push_back(value_of(item));
  json::object value{{"households", figures.households},
                     {"returned", count_or_null(figures.returned)},
                     {"valid", count_or_null(figures.valid)}};
  value["participation"] =
      figures.participation
          ? json::value(value_of(*figures.participation, percent_text(*figures.participation, percent_digits)))
          : json::value();
  value["items"] = std::move(items);
  value["verdict"] =
      json::object{{"outcome", name_or_null(verdict.outcome)},
                   {"is_provisional", verdict.is_provisional},
                   {"overall", value_of(verdict.overall)},
                   {"each_item", value_of(verdict.each_item)},
                   {"coverage", value_of(verdict.coverage)},
                   {"lowest", verdict.lowest ? json::value(figures.items[*verdict.lowest].question) : json::value()}};
  return value;
}

using Cells = std::vector<std::string>;

void add_count(Cells& cells, const CountRange* range) {
  cells.push_back(range == nullptr ? "" : std::to_string(range->low));
  cells.push_back(range == nullptr ? "" : std::to_string(range->high));
}

void add_percent(Cells& cells, const std::optional<ShareRange>& range) {
  PercentTexts texts;
  if (range) texts = percent_texts(*range, percent_digits);
  cells.push_back(texts.low);
  cells.push_back(texts.high);
}

std::string line_of(const Cells& cells) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) line += (i == 0 ? "" : ",") + csv_cell(cells[i]);
  return line + "\n";
}

std::string lines_of(const std::string& village, const std::string& name, const PublicFigures& figures) {
  const auto count = [](const auto& told) { return told ? std::to_string(*told) : std::string(); };
  std::string lines;
  for (const PublicItem& item : figures.items) {
    const RowRange* row = item.counts ? &*item.counts : nullptr;
    Cells cells{village,
                name,
                std::to_string(figures.households),
                count(figures.returned),
                count(figures.valid),
                figures.participation ? percent_text(*figures.participation, percent_digits) : "",
                item.question};
    add_count(cells, row == nullptr ? nullptr : &row->satisfied);
    add_count(cells, row == nullptr ? nullptr : &row->not_satisfied);
    add_count(cells, row == nullptr ? nullptr : &row->no_answer);
    add_percent(cells, item.rate);
    add_percent(cells, item.bounds);
    cells.push_back(item.withheld);
    lines += line_of(cells);
  }
  return lines;
}

// Rounded down, or up; nothing is negative here.
std::string percent_towards(const Share& share, int digits, bool is_up) {
  const Decimal near = percent_rounded(share, digits);
  const auto side = compare_percent(share, near);
  if (is_up ? side <= 0 : side >= 0) return near.text();
  return Decimal::from(near.coefficient() + (is_up ? 1 : -1), digits).text();
}

}  // namespace

PercentTexts percent_texts(const ShareRange& range, int digits) {
  if (range.is_exact()) return {percent_text(range.low, digits), percent_text(range.high, digits)};
  return {percent_towards(range.low, digits, false), percent_towards(range.high, digits, true)};
}

json::object value_of(const PublicResult& result) {
  json::array villages;
  for (const PublicVillage& each : result.villages) {
    json::object village{{"village", each.village}, {"name", each.name}};
    for (const auto& member : value_of(each.figures)) village[member.key()] = member.value();
    villages.push_back(std::move(village));
  }
  return {{"whole", value_of(result.whole)},
          {"villages", std::move(villages)},
          {"villages_withheld", text_or_null(result.villages_withheld)}};
}

std::string csv_of(const PublicResult& result) {
  std::string text =
      "village,village_name,households,returned,valid,participation_percent,question,satisfied_low,satisfied_high,"
      "not_satisfied_low,not_satisfied_high,no_answer_low,no_answer_high,rate_percent_low,rate_percent_high,"
      "bounds_percent_low,bounds_percent_high,withheld\n";
  text += lines_of("", "", result.whole);
  for (const PublicVillage& each : result.villages) text += lines_of(each.village, each.name, each.figures);
  return text;
}

}  // namespace luytre::surveys
