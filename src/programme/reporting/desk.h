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

// Tells everybody who may do what is asked, but for one actor; inside a body.
using TellThoseWhoMay = std::function<Done(storage::Database&, const access::Ask&, const notices::Notice&,
                                           const std::string& but_for, const std::string& now)>;

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

// The one unit's report inside a transaction, as of the event before `number`; refuses what is locked.
struct Inside {
  std::shared_ptr<const ReportRegister> reports;
  std::shared_ptr<const observations::Panel> drafts;
};
Result<Inside> look_inside(storage::Database& database, audit::EventNumber number, const Known& known,
                           const Place& place);

bool is_blank(std::string_view words);

// One person whichever way they came in: by their account when they have one, else as the log names them.
std::string person_of(const access::Actor& actor);

// Where people find a unit's sheet: "/lam-viec/bieu/PERIOD/CODE".
std::string path_of(const Place& place);

}  // namespace luytre::reporting
