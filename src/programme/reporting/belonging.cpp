#include "programme/reporting/belonging.h"

#include <algorithm>

#include "programme/reporting/desk.h"
#include "programme/reporting/form.h"

namespace luytre::reporting {

Belonging::Belonging(const units::Register& units, const criteria::Library& law, const ReportRegister& reports)
    : units_(units), law_(law) {
  for (const Period& period : reports.periods()) askings_.push_back({&period, {}, {}, false});
  std::reverse(askings_.begin(), askings_.end());
}

std::vector<const Period*> Belonging::periods_of(const Touched& touched) {
  std::vector<const Period*> found;
  for (Asking& asking : askings_) {
    const Period& period = *asking.period;
    if (period.as_of < touched.as_of) continue;
    if (!found.empty() && found.front()->as_of < period.as_of) break;
    if (is_too_old(touched, period.as_of)) break;
    if (asks(asking, touched)) found.push_back(&period);
  }
  return found;
}

bool Belonging::is_too_old(const Touched& touched, Date day) const {
  const auto* measure = law_.measure(touched.measure);
  if (measure == nullptr || !measure->maximum_age_months) return false;
  return touched.as_of.plus_months(*measure->maximum_age_months) < day;
}

bool Belonging::asks(Asking& asking, const Touched& touched) const {
  if (!asking.is_read) read(asking);
  const bool has_dimension = touched.dimension && !touched.dimension->empty();
  const std::string field = touched.measure + (has_dimension ? "|" + *touched.dimension : "");
  return asking.units.contains(touched.unit) && asking.fields.contains(field);
}

void Belonging::read(Asking& asking) const {
  asking.is_read = true;
  const auto form = form_of(law_, asking.period->set);
  if (!form) return;
  for (const Field& field : form->fields) {
    asking.fields.insert(field.key());
    asking.fields.insert(field.measure->id);
  }
  for (const auto* unit : units_of(units_, law_, *asking.period)) asking.units.insert(unit->id.text());
}

}  // namespace luytre::reporting
