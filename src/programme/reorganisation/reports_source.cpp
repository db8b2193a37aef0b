#include "platform/access/person.h"
#include "programme/reorganisation/sources.h"
#include "programme/reporting/reporting_store.h"

namespace luytre::reorganisation {

namespace {

bool is_signed(const reporting::Report& report) {
  return !report.steps.empty() && report.steps.back().kind == reporting::StepKind::signed_off;
}

Item item_of(const reporting::Period& period, const units::Unit& unit, const reporting::Report& report) {
  const std::string state = report.steps.empty()
                                ? "reorganisation.report.not_handed_over"
                                : "reorganisation.report." + std::string(reporting::name_of(report.steps.back().kind));
  const Arguments due{{"due", period.due_on.vietnamese_text()}};
  return {"report",
          period.id + "/" + unit.id.text(),
          unit.id.text(),
          say("reorganisation.report.title", {{"period", period.title(Language::vi)}}, Language::vi),
          say("reorganisation.report.title", {{"period", period.title(Language::en)}}, Language::en),
          say(state, due, Language::vi),
          say(state, due, Language::en),
          reporting::path_of({period, &unit, ""})};
}

Result<std::vector<Item>> open_reports(const Asking& asking, const ReorganisationDay& day) {
  const auto head = audit::head(asking.database);
  if (!head) return pass_on(head);
  const auto reports = reporting::load_reports(asking.database, head->number);
  if (!reports) return pass_on(reports);
  std::vector<Item> items;
  for (const reporting::Period& period : (*reports)->periods()) {
    if (period.as_of >= day.day) continue;
    for (const auto* unit : reporting::units_of(asking.units, asking.law, period)) {
      const std::string identity = unit->id.text();
      if (day.ended_unit(identity) == nullptr || (*reports)->is_locked(period.id, identity)) continue;
      const auto& report = (*reports)->report(period.id, identity);
      if (!is_signed(report)) items.push_back(item_of(period, *unit, report));
    }
  }
  return items;
}

// The report itself stays where it is; whoever finishes it is told.
Result<json::object> apply(const reporting::TellThoseWhoMay& tell, const Applying& applying, const Item& item) {
  if (applying.to == nullptr || !tell) return json::object{};
  const access::Ask ask{"reporting.submit", applying.to->id.text(), applying.day, {}};
  const notices::Notice notice{{},
                               notices::Urgency::task,
                               "reorganisation.notice.report",
                               {{"report", item.title_vi}, {"unit", item.unit}},
                               item.path};
  auto told = tell(applying.database, {{ask, notice}}, access::person_of(applying.actor), applying.now);
  if (!told) return pass_on(told);
  return json::object{};
}

}  // namespace

Source reports_source(reporting::TellThoseWhoMay tell) {
  Source source;
  source.kind = "report";
  source.open_items = open_reports;
  source.apply = [tell = std::move(tell)](const Applying& applying, const Item& item) {
    return apply(tell, applying, item);
  };
  return source;
}

}  // namespace luytre::reorganisation
