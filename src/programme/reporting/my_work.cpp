#include "programme/reporting/my_work.h"

#include <algorithm>

#include "programme/reporting/report_view.h"
#include "programme/reporting/review.h"

namespace luytre::reporting {
namespace {

struct Expiring {
  std::int64_t values = 0;
  std::optional<Date> first;
};

class Collecting {
 public:
  Collecting(const Known& known, const access::Viewer& viewer, const ReportingDoors& doors)
      : known_(known), viewer_(viewer), doors_(doors), today_(doors.desk.today()) {}

  void look(const Period& period) {
    const auto form = form_of(*known_.law, period.set);
    if (!form || today_ < period.opens_on) return;
    std::int64_t unsigned_reports = 0, reports = 0;
    for (const auto* unit : units_of(*known_.units, *known_.law, period)) {
      if (!may("observations.view_drafts", *unit, period)) continue;
      const Report& report = known_.reports->report(period.id, unit->id.text());
      const auto standing = standing_of(*known_.drafts, *form, period, report, unit->id.text(), today_);
      if (known_.reports->is_locked(period.id, unit->id.text())) continue;
      ++reports;
      const bool is_in = standing.state == State::signed_off || standing.state == State::verified;
      if (!is_in) ++unsigned_reports;
      look(period, *form, *unit, report, standing);
    }
    if (unsigned_reports > 0 && may_change(period)) {
      json::object told = task("board", period, nullptr);
      told["count"] = unsigned_reports;
      told["total"] = reports;
      tasks.push_back(std::move(told));
    }
    look_at_review(period, *form);
  }

  json::array tasks;

 private:
  bool may(const std::string& act, const units::Unit& unit, const Period& period) const {
    return bool(doors_.guard(viewer_, {act, unit.id.text(), period.as_of, {}}));
  }
  bool may_change(const Period& period) const {
    return bool(doors_.guard(viewer_, {"reporting.change_period", period.province, period.as_of, {}}));
  }

  json::object task(std::string_view kind, const Period& period, const units::Unit* unit) const {
    json::object told{{"kind", kind},
                      {"period", period.id},
                      {"title", json::object{{"vi", period.title_vi}, {"en", period.title_en}}},
                      {"due_on", period.due_on.text()},
                      {"days_left", period.due_on.days() - today_.days()},
                      {"unit", unit == nullptr ? json::value(nullptr) : json::value(unit->id.code)},
                      {"name", unit == nullptr ? "" : unit->nearest(period.as_of).name}};
    return told;
  }

  void look(const Period& period, const Form& form, const units::Unit& unit, const Report& report,
            const UnitStanding& standing) {
    const bool may_record = may("observations.record_self", unit, period);
    const bool waits_for_officer =
        standing.state == State::empty || standing.state == State::drafting || standing.state == State::returned;
    if (may_record && waits_for_officer && may("reporting.submit", unit, period)) {
      json::object told = task(standing.state == State::returned ? "returned" : "enter", period, &unit);
      told["filled"] = standing.indicators_filled;
      told["total"] = askable(form);
      told["count"] = standing.indicators_returned;
      if (standing.state == State::returned && !report.steps.empty()) told["words"] = report.steps.back().words;
      tasks.push_back(std::move(told));
    }
    if (standing.state == State::submitted && may("reporting.sign", unit, period)) {
      tasks.push_back(task("sign", period, &unit));
    }
    if (may_record) look_at_values(period, form, unit);
  }

  // Indicators that have something to enter.
  static std::int64_t askable(const Form& form) {
    return std::count_if(form.indicators.begin(), form.indicators.end(),
                         [](const FormIndicator& each) { return !each.fields.empty(); });
  }

  void look_at_values(const Period& period, const Form& form, const units::Unit& unit) {
    Expiring expiring;
    std::int64_t without_file = 0;
    for (const Field& field : form.fields) {
      const auto value = known_.drafts->latest(unit.id.text(), field.measure->id, field.dimension,
                                               observations::Opinion::self, today_);
      if (!value) continue;
      if (field.measure->maximum_age_months) note_age(*value, *field.measure->maximum_age_months, expiring);
      const bool is_of_period = value->key.as_of == period.as_of && doors_.evidence_count;
      if (is_of_period && doors_.evidence_count(unit.id.text(), field.measure->id, period.as_of) == 0) ++without_file;
    }
    if (expiring.values > 0) {
      json::object told = task("expiring", period, &unit);
      told["count"] = expiring.values;
      told["until"] = expiring.first->text();
      tasks.push_back(std::move(told));
    }
    if (without_file > 0) {
      json::object told = task("evidence", period, &unit);
      told["count"] = without_file;
      tasks.push_back(std::move(told));
    }
  }

  void note_age(const observations::Observation& value, int months, Expiring& expiring) const {
    const Date until = value.key.as_of.plus_months(months);
    if (until.days() - today_.days() > expiring_days) return;
    ++expiring.values;
    if (!expiring.first || until < *expiring.first) expiring.first = until;
  }

  void look_at_review(const Period& period, const Form& form) {
    const ReviewCounts counts = count_review(known_, period, form, viewer_, doors_);
    if (counts.waiting == 0) return;
    json::object told = task("verify", period, nullptr);
    told["count"] = counts.waiting;
    told["total"] = counts.total;
    tasks.push_back(std::move(told));
  }

  const Known& known_;
  const access::Viewer& viewer_;
  const ReportingDoors& doors_;
  Date today_;
};

}  // namespace

json::object my_work(const Known& known, const access::Viewer& viewer, const ReportingDoors& doors) {
  Collecting collecting(known, viewer, doors);
  for (const Period& period : known.reports->periods()) collecting.look(period);
  auto& tasks = collecting.tasks;
  const auto rank = [](const json::value& task) {
    constexpr std::string_view order[] = {"returned", "sign", "enter", "verify", "board", "evidence", "expiring"};
    const std::string_view kind = task.at("kind").as_string();
    return std::pair(std::find(std::begin(order), std::end(order), kind) - std::begin(order),
                     task.at("days_left").as_int64());
  };
  std::vector<json::value> sorted(tasks.begin(), tasks.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [&](const json::value& a, const json::value& b) { return rank(a) < rank(b); });
  return {{"today", doors.desk.today().text()}, {"tasks", json::array(sorted.begin(), sorted.end())}};
}

}  // namespace luytre::reporting
