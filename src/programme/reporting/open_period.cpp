#include "programme/reporting/open_period.h"

#include <algorithm>

#include "base/identifier.h"
#include "platform/access/person.h"
#include "programme/reporting/reporting_store.h"

namespace luytre::reporting {
namespace {

audit::EventDraft draft_of(const Period& period) {
  audit::EventDraft draft;
  draft.kind = "reporting.period_opened";
  draft.province = period.province;
  draft.subjects = {{"report_period", period.id}};
  draft.payload = {{"period", period.id},
                   {"set", period.set},
                   {"title", period.title_vi},
                   {"as_of", period.as_of.text()},
                   {"opens_on", period.opens_on.text()},
                   {"due_on", period.due_on.text()}};
  draft.answer = {{"period", period.id}};
  return draft;
}

audit::EventDraft draft_of(const PeriodChange& change, const Period& period) {
  audit::EventDraft draft;
  draft.kind = "reporting.period_changed";
  draft.province = period.province;
  draft.subjects = {{"report_period", change.period}};
  if (!change.unit.empty()) draft.subjects.push_back({"unit", change.unit});
  draft.payload = {{"period", change.period},
                   {"change", name_of(change.kind)},
                   {"unit", change.unit},
                   {"due_on", change.due_on ? change.due_on->text() : ""},
                   {"reason", change.reason}};
  draft.answer = {{"period", change.period}};
  return draft;
}

Done check_wish(const Known& known, const PeriodWish& wish) {
  if (known.law->set(wish.set) == nullptr) return refuse("criteria.unknown_set", {{"set", wish.set}}, "set");
  const auto* province = known.units->find(wish.province, *wish.as_of);
  if (province == nullptr || province->level != units::Level::province) {
    return refuse("reporting.unknown_province", {{"province", wish.province}, {"date", wish.as_of->vietnamese_text()}},
                  "province");
  }
  const Date from = std::max(wish.opens_on.value_or(*wish.as_of), *wish.as_of);
  if (units_of(*known.units, *known.law, {"", 0, wish.set, wish.province, "", "", *wish.as_of, {}, {}}).empty()) {
    return refuse("reporting.asks_nobody", {{"set", wish.set}, {"date", wish.as_of->vietnamese_text()}}, "set");
  }
  if (*wish.due_on < from) {
    return refuse("reporting.days_backwards",
                  {{"due", wish.due_on->vietnamese_text()}, {"from", from.vietnamese_text()}}, "due_on");
  }
  return {};
}

Done check_is_new(const ReportRegister& reports, const Period& period) {
  for (const Period& other : reports.periods()) {
    if (other.set == period.set && other.province == period.province && other.as_of == period.as_of) {
      return refuse("reporting.period_exists", {{"title", other.title_vi}, {"date", other.as_of.vietnamese_text()}});
    }
  }
  return {};
}

Done check_change(const ReportRegister& reports, const Period& period, const PeriodChange& change) {
  const bool is_locked = reports.is_locked(period.id, change.unit);
  switch (change.kind) {
    case ChangeKind::locked:
      if (is_locked) return refuse("reporting.already_locked", {{"period", period.title_vi}});
      return {};
    case ChangeKind::reopened:
      if (is_blank(change.reason)) return refuse("reporting.reason_needed", {}, "reason");
      if (!is_locked) return refuse("reporting.not_locked", {{"period", period.title_vi}});
      return {};
    case ChangeKind::due_moved:
      if (is_blank(change.reason)) return refuse("reporting.reason_needed", {}, "reason");
      if (!change.due_on || *change.due_on < period.as_of) {
        return refuse(
            "reporting.days_backwards",
            {{"due", change.due_on ? change.due_on->vietnamese_text() : ""}, {"from", period.as_of.vietnamese_text()}},
            "due_on");
      }
      return {};
  }
  return {};
}

}  // namespace

Result<Period> open_period(const Desk& desk, const commands::Asked& asked, const Known& known, const PeriodWish& wish) {
  if (auto checked = check_wish(known, wish); !checked) return pass_on(checked);
  Period period{new_uuid7(desk.unix_milliseconds()),
                0,
                wish.set,
                wish.province,
                wish.title_vi,
                wish.title_en.empty() ? wish.title_vi : wish.title_en,
                *wish.as_of,
                wish.opens_on.value_or(std::min(desk.today(), *wish.due_on)),
                *wish.due_on};
  const auto outcome = desk.writer.run(
      commands::order_by(asked, "reporting.open_period", {{"reporting.open_period", wish.province, wish.as_of, {}}}),
      [&](storage::Database& inside, audit::EventNumber number, const std::string&) -> Result<audit::EventDraft> {
        const auto reports = load_reports(inside, number - 1);
        if (!reports) return pass_on(reports);
        period.event = number;
        if (auto is_new = check_is_new(**reports, period); !is_new) return pass_on(is_new);
        if (auto done = append(inside, period); !done) return pass_on(done);
        return draft_of(period);
      });
  if (!outcome) return pass_on(outcome);
  period.event = outcome->event;
  if (outcome->replayed) period.id = outcome->answer.at("period").as_string();
  return period;
}

Result<PeriodChange> change_period(const Desk& desk, const commands::Asked& asked, const Known& known,
                                   const std::string& period_id, const ChangeWish& wish) {
  const auto period = find_period(known, period_id);
  if (!period) return pass_on(period);
  PeriodChange change{period_id, 0, wish.kind, "", wish.due_on, wish.reason, person_of(asked.actor)};
  if (!wish.unit.empty()) {
    const auto place = find_place(known, period_id, wish.unit);
    if (!place) return pass_on(place);
    change.unit = place->identity();
  }
  const auto outcome = desk.writer.run(
      commands::order_by(asked, "reporting.change_period",
                         {{"reporting.change_period", period->province, period->as_of, {}}}),
      [&](storage::Database& inside, audit::EventNumber number, const std::string&) -> Result<audit::EventDraft> {
        const auto reports = load_reports(inside, number - 1, {period_id, ""});
        if (!reports) return pass_on(reports);
        if (auto may = check_change(**reports, *period, change); !may) return pass_on(may);
        change.event = number;
        if (auto done = append(inside, change); !done) return pass_on(done);
        return draft_of(change, *period);
      });
  if (!outcome) return pass_on(outcome);
  change.event = outcome->event;
  return change;
}

}  // namespace luytre::reporting
