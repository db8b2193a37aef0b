// What the verbs of the room stand on: the record as their caller read it, the writer, and who is told.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "platform/access/decide.h"
#include "platform/commands/writer.h"
#include "platform/notices/notice.h"
#include "programme/criteria/library.h"
#include "programme/judgement/evaluation.h"
#include "programme/observations/panel.h"
#include "programme/reporting/report_register.h"
#include "programme/units/register.h"

namespace luytre::reporting {

// One snapshot's parts.
struct Known {
  audit::EventNumber number = 0;
  std::shared_ptr<const units::Register> units;
  std::shared_ptr<const criteria::Library> law;
  std::shared_ptr<const observations::Panel> drafts;  // values, drafts included
  std::shared_ptr<const ReportRegister> reports;
  std::shared_ptr<const recognition::TitleRegister> titles;
  bool is_demonstration = false;  // of the database
};

// What judgements with drafts are made from.
judgement::Materials materials_of(const Known& known);

// What is told to everybody who may do what is asked.
using Telling = std::pair<access::Ask, notices::Notice>;
// Tells them all, but for one actor; inside a body.
using TellThoseWhoMay = std::function<Done(storage::Database&, const std::vector<Telling>&, const std::string& but_for,
                                           const std::string& now)>;

struct Desk {
  commands::Writer& writer;
  std::function<Date()> today;
  std::function<long long()> unix_milliseconds;
  TellThoseWhoMay tell = {};
};

// The period and its unit as the request names them. Problems reporting.no_period, reporting.no_unit (not a unit of the
// period's province and level on its day).
struct Place {
  Period period;
  const units::Unit* unit = nullptr;  // in the register
  std::string name;
  std::string identity() const { return unit->id.text(); }
};
Result<Place> find_place(const Known& known, const std::string& period, const std::string& unit);
Result<Period> find_period(const Known& known, const std::string& period);

// The units that a period asks, in order of code.
std::vector<const units::Unit*> units_of(const units::Register& units, const criteria::Library& law,
                                         const Period& period);

// A period inside a transaction, as of the event before `number`: of one unit (identity) or, when it is empty, of all.
struct Inside {
  std::shared_ptr<const ReportRegister> reports;
  std::shared_ptr<const observations::Panel> drafts;
};
Result<Inside> look_inside(storage::Database& database, audit::EventNumber number, const Known& known,
                           const Period& period, const std::string& unit);
// Problem reporting.locked.
Done check_open(const Inside& inside, const Place& place);

bool is_blank(std::string_view words);

// Where people find a unit's sheet: "/lam-viec/bieu/PERIOD/CODE".
std::string path_of(const Place& place);

}  // namespace luytre::reporting
