#include "programme/observations/import_columns.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

namespace luytre::observations {

namespace {

constexpr std::array<std::string_view, 14> known_columns{
    "unit_code", "set",       "indicator",   "measure", "dimension", "as_of",  "opinion",
    "value",     "numerator", "denominator", "source",  "note",      "reason", "base"};

std::string joined(const auto& words) {
  std::string text;
  for (const auto& word : words) text.append(text.empty() ? "" : ", ").append(word);
  return text;
}

}  // namespace

Result<ImportColumns> read_header(const CsvFile& file) {
  std::vector<Problem> faults;
  const std::string where = file.name + ":1";
  for (const auto& title : file.header) {
    if (std::find(known_columns.begin(), known_columns.end(), title) != known_columns.end()) continue;
    faults.push_back(
        {"observations.column_unknown", {{"column", title}, {"columns", joined(known_columns)}}, where, {}});
  }
  const auto at = [&](std::string_view title) { return file.column(title); };
  const auto need = [&](std::string_view title) {
    if (!at(title)) faults.push_back({"observations.column_missing", {{"column", std::string(title)}}, where, {}});
  };
  for (const std::string_view title : {"unit_code", "as_of", "opinion"}) need(title);
  if (at("measure") && (at("set") || at("indicator"))) faults.push_back({"observations.columns_clash", {}, where, {}});
  if (!at("measure")) {
    need("set");
    need("indicator");
  }
  if (!at("value") && !at("numerator")) need("value");
  if (at("numerator").has_value() != at("denominator").has_value()) {
    need(at("numerator") ? "denominator" : "numerator");
  }
  if (!faults.empty()) {
    return refuse("observations.header_refused", {{"file", file.name}}, where, std::move(faults));
  }
  return ImportColumns{at("unit_code"), at("set"),     at("indicator"), at("measure"),   at("dimension"),
                       at("as_of"),     at("opinion"), at("value"),     at("numerator"), at("denominator"),
                       at("source"),    at("note"),    at("base")};
}

}  // namespace luytre::observations
