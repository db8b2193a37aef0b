#include "programme/reporting/may_change.h"

#include <limits>

#include "programme/reporting/reporting_store.h"

namespace luytre::reporting {
namespace {

tl::unexpected<Problem> refusal(const Known& known, const Period& period, const Touched& touched) {
  const auto id = units::UnitId::parse(touched.unit);
  const auto* unit = id ? known.units->unit(*id) : nullptr;
  const std::string name = unit == nullptr ? touched.unit : unit->nearest(period.as_of).name;
  if (touched.as_of == period.as_of) return refuse("reporting.locked", {{"period", period.title_vi}, {"unit", name}});
  return refuse("reporting.day_locked", {{"date", touched.as_of.vietnamese_text()},
                                         {"period", period.title_vi},
                                         {"as_of", period.as_of.vietnamese_text()},
                                         {"unit", name}});
}

// As the writer knows them: a period may have been locked since the snapshot.
Result<std::shared_ptr<const ReportRegister>> periods_now(storage::Database& database) {
  return load_periods(database, std::numeric_limits<audit::EventNumber>::max());
}

Done may_change(const Known& known, const ReportRegister& now, Belonging& belonging, const Touched& touched) {
  for (const Period* period : belonging.periods_of(touched)) {
    if (now.is_locked(period->id, touched.unit)) return refusal(known, *period, touched);
  }
  return {};
}

}  // namespace

Done may_change(storage::Database& database, const Known& known, const std::vector<Touched>& touched) {
  if (touched.empty()) return {};
  const auto now = periods_now(database);
  if (!now) return pass_on(now);
  Belonging belonging(*known.units, *known.law, **now);
  for (const Touched& each : touched) {
    if (auto may = may_change(known, **now, belonging, each); !may) return may;
  }
  return {};
}

Done may_change(storage::Database& database, const Known& known, const observations::CheckedValues& values) {
  const auto now = periods_now(database);
  if (!now) return pass_on(now);
  if ((*now)->periods().empty()) return {};  // a first import may be a million rows
  Belonging belonging(*known.units, *known.law, **now);
  for (const auto& row : values.rows) {
    const auto& column = values.column_of(row);
    const bool is_reported =
        column.opinion == observations::Opinion::self || column.opinion == observations::Opinion::sector;
    if (!is_reported) continue;
    const Touched touched{std::string(values.text_of(row.unit)), column.measure, column.dimension,
                          Date::from_days(row.as_of)};
    if (auto may = may_change(known, **now, belonging, touched); !may) return may;
  }
  return {};
}

}  // namespace luytre::reporting
