#include "programme/reporting/may_change.h"

#include <algorithm>
#include <limits>
#include <set>

#include "programme/reporting/form.h"
#include "programme/reporting/reporting_store.h"

namespace luytre::reporting {
namespace {

// A period with whom and what it asks, found out when somebody asks for it.
struct Asking {
  const Period* period = nullptr;
  std::set<std::string> units;   // identities
  std::set<std::string> fields;  // Field::key, and the measures alone
  bool is_read = false;
};

class Periods {
 public:
  Periods(const Known& known, const ReportRegister& now) : known_(known), now_(now) {
    for (const Period& period : now.periods()) askings_.push_back({&period, {}, {}, false});
    std::reverse(askings_.begin(), askings_.end());  // oldest day first
  }

  Done check(const Touched& touched) {
    std::optional<Date> day;  // of the periods it belongs to
    for (Asking& asking : askings_) {
      const Period& period = *asking.period;
      if (period.as_of < touched.as_of) continue;
      if (day && *day < period.as_of) break;
      if (is_too_old(touched, period.as_of)) break;
      if (!asks(asking, touched)) continue;
      day = period.as_of;
      if (now_.is_locked(period.id, touched.unit)) return refusal(period, touched);
    }
    return {};
  }

 private:
  bool is_too_old(const Touched& touched, Date day) const {
    const auto* measure = known_.law->measure(touched.measure);
    if (measure == nullptr || !measure->maximum_age_months) return false;
    return touched.as_of.plus_months(*measure->maximum_age_months) < day;
  }

  bool asks(Asking& asking, const Touched& touched) const {
    if (!asking.is_read) read(asking);
    const bool has_dimension = touched.dimension && !touched.dimension->empty();
    const std::string field = touched.measure + (has_dimension ? "|" + *touched.dimension : "");
    return asking.units.contains(touched.unit) && asking.fields.contains(field);
  }

  void read(Asking& asking) const {
    asking.is_read = true;
    const auto form = form_of(*known_.law, asking.period->set);
    if (!form) return;
    for (const Field& field : form->fields) {
      asking.fields.insert(field.key());
      asking.fields.insert(field.measure->id);
    }
    for (const auto* unit : units_of(*known_.units, *known_.law, *asking.period)) asking.units.insert(unit->id.text());
  }

  tl::unexpected<Problem> refusal(const Period& period, const Touched& touched) const {
    const auto id = units::UnitId::parse(touched.unit);
    const auto* unit = id ? known_.units->unit(*id) : nullptr;
    const std::string name = unit == nullptr ? touched.unit : unit->nearest(period.as_of).name;
    if (touched.as_of == period.as_of) return refuse("reporting.locked", {{"period", period.title_vi}, {"unit", name}});
    return refuse("reporting.day_locked", {{"date", touched.as_of.vietnamese_text()},
                                           {"period", period.title_vi},
                                           {"as_of", period.as_of.vietnamese_text()},
                                           {"unit", name}});
  }

  const Known& known_;
  const ReportRegister& now_;
  std::vector<Asking> askings_;
};

}  // namespace

Done may_change(storage::Database& database, const Known& known, const std::vector<Touched>& touched) {
  if (touched.empty()) return {};
  // As the writer knows it: a period may have been locked since the snapshot.
  const auto now = load_periods(database, std::numeric_limits<audit::EventNumber>::max());
  if (!now) return pass_on(now);
  Periods periods(known, **now);
  for (const Touched& each : touched) {
    if (auto may = periods.check(each); !may) return may;
  }
  return {};
}

Done may_change(storage::Database& database, const Known& known, const observations::CheckedValues& values) {
  const auto now = load_periods(database, std::numeric_limits<audit::EventNumber>::max());
  if (!now) return pass_on(now);
  if ((*now)->periods().empty()) return {};  // a first import may be a million rows
  Periods periods(known, **now);
  for (const auto& row : values.rows) {
    const auto& column = values.column_of(row);
    const bool is_reported =
        column.opinion == observations::Opinion::self || column.opinion == observations::Opinion::sector;
    if (!is_reported) continue;
    const Touched touched{std::string(values.text_of(row.unit)), column.measure, column.dimension,
                          Date::from_days(row.as_of)};
    if (auto may = periods.check(touched); !may) return may;
  }
  return {};
}

}  // namespace luytre::reporting
