#include "programme/reporting/remark.h"

#include "platform/access/person.h"
#include "programme/reporting/form.h"
#include "programme/reporting/reporting_store.h"

namespace luytre::reporting {

Result<Remark> make_remark(const Desk& desk, const commands::Asked& asked, const Known& known,
                           const std::string& period, const std::string& unit, const std::string& indicator,
                           const std::string& words) {
  const auto place = find_place(known, period, unit);
  if (!place) return pass_on(place);
  const auto form = form_of(*known.law, place->period.set);
  if (!form) return pass_on(form);
  if (form->indicator(indicator) == nullptr) {
    return refuse("reporting.no_indicator", {{"indicator", indicator}, {"set", form->set->id}}, "indicator");
  }
  if (is_blank(words)) return refuse("reporting.words_needed", {}, "words");
  Remark remark{place->period.id, place->identity(), indicator, 0, words, person_of(asked.actor)};
  const auto outcome = desk.writer.run(
      commands::order_by(asked, "reporting.remark", {{"reporting.remark", place->identity(), place->period.as_of, {}}}),
      [&](storage::Database& inside, audit::EventNumber number, const std::string&) -> Result<audit::EventDraft> {
        const auto reports = load_reports(inside, number - 1, {remark.period, remark.unit});
        if (!reports) return pass_on(reports);
        if ((*reports)->report(remark.period, remark.unit).remarks.size() >= remarks_of_report_max) {
          return refuse("reporting.too_many_remarks", {{"max", std::to_string(remarks_of_report_max)}});
        }
        remark.event = number;
        if (auto done = append(inside, remark); !done) return pass_on(done);
        audit::EventDraft draft;
        draft.kind = "reporting.remarked";
        draft.province = place->period.province;
        draft.subjects = {{"report_period", remark.period}, {"unit", remark.unit}};
        draft.payload = {{"period", remark.period}, {"unit", remark.unit}, {"indicator", indicator}, {"words", words}};
        draft.answer = {{"indicator", indicator}};
        return draft;
      });
  if (!outcome) return pass_on(outcome);
  remark.event = outcome->event;
  return remark;
}

}  // namespace luytre::reporting
