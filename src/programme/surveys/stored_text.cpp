#include "programme/surveys/stored_text.h"

#include "base/json.h"

namespace luytre::surveys {
namespace {

// Rows as the functions beside wrote them; what nobody of this program wrote is left out.
template <class Take>
void each_row(const std::string& text, std::size_t columns, const Take& take) {
  const auto parsed = parse_json(text);
  if (!parsed || !parsed->is_array()) return;
  for (const json::value& each : parsed->as_array()) {
    const json::array* row = each.if_array();
    if (row != nullptr && row->size() == columns) take(*row);
  }
}

std::string word(const json::array& row, std::size_t column) {
  const auto* text = row[column].if_string();
  return text == nullptr ? std::string() : std::string(*text);
}

std::int64_t number(const json::value& value) { return value.is_int64() ? value.as_int64() : 0; }

json::array row_of(const Parameter& parameter) {
  return {parameter.percent ? parameter.percent->text() : std::string(), parameter.is_more_than ? "more" : "least",
          parameter.document, parameter.locator, criteria::name_of(parameter.confidence)};
}

Parameter parameter_of(const json::array& row) {
  Parameter parameter;
  if (const auto percent = Decimal::parse(word(row, 0))) parameter.percent = *percent;
  parameter.is_more_than = word(row, 1) == "more";
  parameter.document = word(row, 2);
  parameter.locator = word(row, 3);
  for (const auto each : {criteria::Confidence::sourced, criteria::Confidence::from_memory}) {
    if (criteria::name_of(each) == word(row, 4)) parameter.confidence = each;
  }
  return parameter;
}

}  // namespace

std::string text_of(const Parameters& parameters) {
  return compact(json::array{row_of(parameters.overall), row_of(parameters.each_item), row_of(parameters.coverage)});
}

Parameters parameters_of(const std::string& text) {
  std::vector<Parameter> read;
  each_row(text, 5, [&](const json::array& row) { read.push_back(parameter_of(row)); });
  read.resize(3);
  return {read[0], read[1], read[2]};
}

std::string text_of(const std::vector<Note>& notes) {
  json::array rows;
  for (const Note& each : notes) {
    rows.push_back(json::array{name_of(each.what), each.percent, each.document, each.words, each.problem});
  }
  return compact(rows);
}

std::vector<Note> notes_of(const std::string& text) {
  std::vector<Note> notes;
  each_row(text, 5, [&](const json::array& row) {
    notes.push_back(
        {what_named(word(row, 0)).value_or(What::overall), word(row, 1), word(row, 2), word(row, 3), word(row, 4)});
  });
  return notes;
}

std::string items_text(const std::vector<ItemCount>& items) {
  json::array rows;
  for (const ItemCount& each : items) rows.push_back(json::array{each.satisfied, each.not_satisfied, each.none});
  return compact(rows);
}

std::vector<ItemCount> items_of(const std::string& text) {
  std::vector<ItemCount> items;
  each_row(text, 3, [&](const json::array& row) { items.push_back({number(row[0]), number(row[1]), number(row[2])}); });
  return items;
}

std::string channels_text(const Tally& tally) {
  json::array row;
  for (const std::int64_t each : tally.by_channel) row.push_back(each);
  return compact(json::array{std::move(row)});
}

void take_channels(const std::string& text, Tally& tally) {
  each_row(text, channels_count, [&](const json::array& row) {
    for (std::size_t i = 0; i < channels_count; ++i) tally.by_channel[i] = number(row[i]);
  });
}

std::string figures_text(const std::map<std::string, std::string>& figures) {
  json::array rows;
  for (const auto& [name, figure] : figures) rows.push_back(json::array{name, figure});
  return compact(rows);
}

std::map<std::string, std::string> figures_of(const std::string& text) {
  std::map<std::string, std::string> figures;
  each_row(text, 2, [&](const json::array& row) { figures[word(row, 0)] = word(row, 1); });
  return figures;
}

}  // namespace luytre::surveys
