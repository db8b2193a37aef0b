// Reporting over HTTP, for people with accounts. Below /api/v1/reporting:
//
// GET, POST periods                        all periods, newest day first; opening one
// GET  mine                                what waits for the viewer
// and below /api/v1/reporting/periods/{id}:
//
// POST change                              {change: locked | reopened | due_moved, unit, due_on, reason}
// POST reminders                           to those whose reports are not signed
// GET  units                               the board: where each unit's report stands
// GET  units/{unit}                        the sheet of one unit
// GET  units/{unit}/history?measure=       every version of a field
// POST units/{unit}/step                   {step: submitted | signed | returned, seen, reason_code, words}
// POST units/{unit}/remarks                {indicator, words}
// GET  review                              what waits for the viewer's department
// POST verifications                       {seen, items: [{unit, indicator, decision, reason_code, words}]}
// GET  grid?opinion=                       units × fields of one opinion
// GET  overview?as_known=                  the dashboard
// GET  overview/{figure}?as_known=         one of its figures, with the units behind it
// GET  template?unit=&opinion=             the form as a workbook, filled with what stands
// POST workbook                            the workbook back: tried with ?dry_run=true, or recorded
#pragma once

#include "platform/http/router.h"
#include "programme/judgement/evaluation.h"
#include "programme/observations/observation_routes.h"
#include "programme/reporting/desk.h"

namespace luytre::reporting {

struct ReportingDoors {
  std::function<Result<Known>(std::optional<audit::EventNumber> known_at)> known;
  Desk desk;
  access::Guard guard;
  std::function<observations::SaidBy(audit::EventNumber)> said_by;
  std::function<std::string(const std::string& actor)> name_of_actor;
  observations::RecordDoors values;  // through which a workbook's values are recorded
  // Files behind the unit's values of the measure for the day; absent: not counted.
  std::function<int(const std::string& unit, const std::string& measure, Date as_of)> evidence_count = {};
};

// The same doors for one request: who said an event is looked up once for all cells that came with it.
ReportingDoors with_memory(const ReportingDoors& doors);

void add_reporting_routes(http::Router& router, const ReportingDoors& doors);
void add_reporting_write_routes(http::Router& router, const ReportingDoors& doors);
void add_workbook_routes(http::Router& router, const ReportingDoors& doors);

}  // namespace luytre::reporting
