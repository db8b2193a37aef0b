#include "programme/reporting/raise_stage.h"

#include <map>

#include "base/hash.h"
#include "programme/observations/batch_codec.h"
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
  std::map<std::string, std::vector<Observation>> by_province;  // of birth: the partition of batches
  for (const Observation& value : values) {
    const auto id = units::UnitId::parse(value.key.unit);
    const auto* unit = id ? known.units->unit(*id) : nullptr;
    const auto* province = unit == nullptr ? nullptr : known.units->province(*unit, unit->id.first_day);
    by_province[province == nullptr ? std::string() : province->id.code].push_back(value);
  }
  std::int64_t ordinal = 0;
  for (const auto& [province, all] : by_province) {
    for (std::size_t first = 0; first < all.size(); first += observations::batch_values_max) {
      const std::size_t last = std::min(all.size(), first + observations::batch_values_max);
      const std::vector<Observation> part(all.begin() + static_cast<std::ptrdiff_t>(first),
                                          all.begin() + static_cast<std::ptrdiff_t>(last));
      const auto written = observations::append_batch(database, event, ordinal++, province, part, *is_demo);
      if (!written) return pass_on(written);
      told.push_back(
          json::object{{"batch", written->batch}, {"values", written->values}, {"sha256", hex(written->checksum)}});
    }
  }
  return told;
}

}  // namespace luytre::reporting
