#include "programme/reporting/raise_stage.h"

#include <numeric>

#include "base/hash.h"
#include "programme/observations/installation.h"

namespace luytre::reporting {

using observations::Observation;

Raised raised(const observations::Panel& drafts, const Form& form, const std::vector<std::size_t>& fields,
              const Place& place, observations::Stage stage) {
  Raised result;
  for (const std::size_t at : fields) {
    const Field& field = form.fields[at];
    auto value = drafts.newest(
        {place.identity(), field.measure->id, field.dimension, observations::Opinion::self, place.period.as_of});
    if (!value) continue;
    result.newest = std::max(result.newest, value->event);
    if (value->stage >= stage) continue;
    value->stage = stage;
    result.values.push_back(*std::move(value));
  }
  return result;
}

Result<json::array> write_raised(storage::Database& database, audit::EventNumber event, const Known& known,
                                 const std::vector<Observation>& values) {
  json::array told;
  if (values.empty()) return told;
  const auto is_demo = observations::is_demonstration(database);
  if (!is_demo) return pass_on(is_demo);
  observations::CheckedValues rows;
  for (const Observation& value : values) {
    const auto id = units::UnitId::parse(value.key.unit);
    const auto* unit = id ? known.units->unit(*id) : nullptr;
    const auto* province = unit == nullptr ? nullptr : known.units->province(*unit, unit->id.first_day);
    // The province of birth: the partition of batches.
    rows.add({rows.size(), std::nullopt, province == nullptr ? std::string() : province->id.code, value});
  }
  std::vector<std::uint32_t> all(rows.size());
  std::iota(all.begin(), all.end(), 0U);
  const auto plans = observations::plan_batches(rows, all);
  const auto written = observations::append_batches(database, event, rows, plans, *is_demo);
  if (!written) return pass_on(written);
  for (const auto& batch : *written) {
    told.push_back(json::object{{"batch", batch.batch}, {"values", batch.values}, {"sha256", hex(batch.checksum)}});
  }
  return told;
}

}  // namespace luytre::reporting
