// `luytre units import`: files of units, successions and attributes become rows, in one event, or nothing does.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "platform/access/actor.h"
#include "platform/commands/writer.h"
#include "programme/units/register.h"
#include "programme/units/unit_files.h"
#include "programme/units/unit_store.h"

namespace luytre::units {

struct ImportOutcome {
  bool is_changed = false;       // false: everything was known already, no event was recorded
  audit::EventNumber event = 0;  // of the import; 0 when nothing changed
  std::size_t units_read = 0;    // rows of units in the files
  std::size_t links_read = 0;
  std::size_t versions_added = 0;
  std::size_t links_added = 0;
  std::size_t attributes_added = 0;
  std::vector<Flag> list_differences;    // where a list of one day does not agree with the register
  std::vector<std::string> passed_over;  // files that hold nothing the register keeps
};

// What to append so that the register tells what the facts say. Problem units.import_refused, whose causes are
// everything that is wrong, each with file and line.
Result<Additions> plan_import(const Register& known, Facts facts);

// Problem units.import_refused. Importing the same files again changes nothing.
Result<ImportOutcome> import_units(commands::Writer& writer, const commands::Asked& asked,
                                   const std::vector<NamedFile>& files);

// The country of 1 July 2025, and the history of the province where the program brings one (20 Lạng Sơn).
// Problem units.province_unknown.
Result<ImportOutcome> seed_reference(commands::Writer& writer, const commands::Asked& asked,
                                     const std::string& province_code);

json::object outcome_value(const ImportOutcome& outcome);

}  // namespace luytre::units
