#include "programme/reporting/remind.h"

#include "platform/access/person.h"
#include "programme/reporting/reporting_store.h"
#include "programme/reporting/state.h"

namespace luytre::reporting {
namespace {

struct Waiting {
  const units::Unit* unit = nullptr;
  bool is_for_chairman = false;
};

Result<std::vector<Waiting>> waiting_units(storage::Database& database, audit::EventNumber number, const Known& known,
                                           const Period& period, const Form& form, Date today) {
  const auto reports = load_reports(database, number - 1, {period.id, ""});
  if (!reports) return pass_on(reports);
  std::vector<Waiting> waiting;
  for (const auto* unit : units_of(*known.units, *known.law, period)) {
    const Report& report = (*reports)->report(period.id, unit->id.text());
    const State state = standing_of(*known.drafts, form, period, report, unit->id.text(), today).state;
    if (state == State::signed_off || state == State::verified) continue;
    if ((*reports)->is_locked(period.id, unit->id.text())) continue;
    waiting.push_back({unit, state == State::submitted});
  }
  return waiting;
}

Telling telling_of(const Period& period, const Waiting& waiting) {
  const Place place{period, waiting.unit, waiting.unit->nearest(period.as_of).name};
  const access::Ask ask{
      waiting.is_for_chairman ? "reporting.sign" : "reporting.submit", place.identity(), period.as_of, {}};
  notices::Notice notice{{},
                         notices::Urgency::task,
                         "reporting.notice.reminder",
                         {{"unit", place.name}, {"period", period.title_vi}, {"due", period.due_on.vietnamese_text()}},
                         path_of(place)};
  return {ask, std::move(notice)};
}

audit::EventDraft draft_of(const Period& period, std::size_t units) {
  audit::EventDraft draft;
  draft.kind = "reporting.reminded";
  draft.province = period.province;
  draft.subjects = {{"report_period", period.id}};
  draft.payload = {{"period", period.id}, {"units", static_cast<std::int64_t>(units)}};
  draft.answer = {{"units", static_cast<std::int64_t>(units)}};
  return draft;
}

}  // namespace

Result<Reminded> remind(const Desk& desk, const commands::Asked& asked, const Known& known,
                        const std::string& period_id) {
  const auto period = find_period(known, period_id);
  if (!period) return pass_on(period);
  const auto form = form_of(*known.law, period->set);
  if (!form) return pass_on(form);
  Reminded reminded;
  const auto body = [&](storage::Database& database, audit::EventNumber number,
                        const std::string& now) -> Result<audit::EventDraft> {
    const auto waiting = waiting_units(database, number, known, *period, *form, desk.today());
    if (!waiting) return pass_on(waiting);
    if (waiting->empty()) return refuse("reporting.nobody_to_remind", {{"period", period->title_vi}});
    std::vector<Telling> tellings;
    for (const Waiting& each : *waiting) tellings.push_back(telling_of(*period, each));
    if (desk.tell) {
      if (auto told = desk.tell(database, tellings, person_of(asked.actor), now); !told) return pass_on(told);
    }
    reminded.units = waiting->size();
    return draft_of(*period, reminded.units);
  };
  const auto outcome =
      desk.writer.run(commands::order_by(asked, "reporting.change_period",
                                         {{"reporting.change_period", period->province, period->as_of, {}}}),
                      body);
  if (!outcome) return pass_on(outcome);
  reminded.event = outcome->event;
  if (outcome->replayed) reminded.units = static_cast<std::size_t>(outcome->answer.at("units").as_int64());
  return reminded;
}

}  // namespace luytre::reporting
