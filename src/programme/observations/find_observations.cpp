#include "programme/observations/find_observations.h"

#include <algorithm>

#include "programme/observations/installation.h"

namespace luytre::observations {

namespace {

constexpr int percent_digits = 2;

ColumnOrder::Parts column_of(const ObservationKey& key) { return {key.measure, key.opinion, key.dimension}; }

std::vector<Observation> standing_of(const Panel& panel, const ColumnKey& column,
                                     const std::vector<std::string>& units) {
  if (units.empty()) return panel.standing(column);
  std::vector<Observation> values;
  for (const auto& unit : units) {
    auto part = panel.standing(column, unit);
    std::move(part.begin(), part.end(), std::back_inserter(values));
  }
  return values;
}

}  // namespace

std::vector<Observation> find_observations(const Panel& panel, const ObservationFilter& filter,
                                           const std::optional<ObservationKey>& after, std::size_t limit) {
  ObservationFilter wanted = filter;
  std::sort(wanted.units.begin(), wanted.units.end());
  std::vector<Observation> page;
  for (const auto& column : panel.columns()) {
    if (!wanted.measure.empty() && column.measure != wanted.measure) continue;
    if (wanted.opinion && column.opinion != *wanted.opinion) continue;
    const auto parts = ColumnOrder::parts(column);
    if (after && parts < column_of(*after)) continue;
    for (auto& value : standing_of(panel, column, wanted.units)) {
      if (page.size() == limit) return page;
      if (after && parts == column_of(*after) && value.key <= *after) continue;
      page.push_back(std::move(value));
    }
  }
  return page;
}

json::object observation_value(const Observation& observation, bool with_note) {
  const auto& value = observation.value;
  json::object object{{"id", text(observation.id)},
                      {"unit", observation.key.unit},
                      {"measure", observation.key.measure},
                      {"dimension", observation.key.dimension},
                      {"opinion", text(observation.key.opinion)},
                      {"stage", text(observation.stage)},
                      {"as_of", observation.key.as_of.text()},
                      {"kind", text(value.kind)}};
  if (value.kind == ValueKind::share) {
    object["value"] = percent_text({value.number, value.denominator}, percent_digits);
    object["numerator"] = value.number.text();
    object["denominator"] = value.denominator.text();
  } else if (value.kind == ValueKind::not_applicable || value.kind == ValueKind::withdrawn) {
    object["value"] = nullptr;
  } else {
    object["value"] = text(value);
  }
  std::string source = observation.source;
  if (observation.is_demonstration && source.find(demonstration_mark) == std::string::npos) {
    source = std::string(demonstration_mark) + (source.empty() ? "" : " ") + source;
  }
  object["source"] = source;
  if (with_note) object["note"] = observation.note;
  object["event"] = observation.event;
  object["is_demonstration"] = observation.is_demonstration;
  return object;
}

}  // namespace luytre::observations
