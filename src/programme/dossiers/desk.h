// What the verbs of the room stand on: the record as their caller read it, the writer, and who is told.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "platform/access/authority.h"
#include "platform/access/decide.h"
#include "platform/commands/writer.h"
#include "platform/notices/notice.h"
#include "programme/dossiers/standing.h"
#include "programme/judgement/evaluation.h"
#include "programme/recognition/title_register.h"
#include "programme/units/register.h"

namespace luytre::dossiers {

// One snapshot's parts.
struct Known {
  EventNumber number = 0;
  std::shared_ptr<const units::Register> units;
  std::shared_ptr<const criteria::Library> law;
  std::shared_ptr<const observations::Panel> drafts;  // values, drafts included
  std::shared_ptr<const recognition::TitleRegister> titles;
  std::shared_ptr<const DossierRegister> dossiers;
  bool is_demonstration = false;
};

// Who owns which indicator: asked of the gate's authority on a day.
using OwnersOf = std::function<std::vector<access::Ownership>(const std::string& set, Date day)>;
// For which departments an actor may do the act on the day; none: the coordinating office, or the local operator.
using DepartmentsOf = std::function<std::vector<std::string>(const access::Actor&, const std::string& act, Date day)>;
// Tells everybody who may do what is asked, but for one actor; inside a body.
using Telling = std::pair<access::Ask, notices::Notice>;
using TellThoseWhoMay = std::function<Done(storage::Database&, const std::vector<Telling>&, const std::string& but_for,
                                           const std::string& now)>;

// Numbers of the criteria that a council saw as basically met in the dossier; inside a body.
using BasicallyMet = std::function<Result<std::vector<std::string>>(storage::Database&, const std::string& dossier)>;

struct Desk {
  commands::Writer& writer;
  std::function<Date()> today;
  std::function<long long()> unix_milliseconds;
  OwnersOf owners;
  DepartmentsOf departments;
  TellThoseWhoMay tell = {};
  BasicallyMet basically_met_by_council = {};
};

// Problem dossiers.no_dossier.
Result<const File*> find_file(const Known& known, const std::string& id);

// A dossier as it stands inside a transaction, before the event `number`.
struct Inside {
  std::shared_ptr<const DossierRegister> dossiers;  // this one alone
  const File* file = nullptr;
  Standing standing;
};
// `expected`: the newest event of the dossier that the caller had seen. Problems dossiers.no_dossier,
// dossiers.changed_meanwhile (its causes tell what was done since), dossiers.no_workflow_now, dossiers.unit_ended
// (where `is_alive_needed`).
Result<Inside> look_inside(storage::Database& database, EventNumber number, const Known& known, const std::string& id,
                           EventNumber expected, Date today, bool is_alive_needed = true);

// Who is asked for the dossier's unit: today, or on its last day when the unit has ended since.
access::Ask ask_about(const units::Register& units, std::string act, const Dossier& dossier, Date today,
                      std::vector<std::string> indicators = {});

// "UNIT, xã nông thôn mới 2026" for sentences; in both languages' messages as {dossier}.
std::string label_of(const Dossier& dossier, const units::Register& units);
std::string unit_name(const Dossier& dossier, const units::Register& units);

// The set's indicators that some department appraises, in the order of the law; nothing for a set that is unknown.
std::vector<Owned> owned_indicators(const criteria::CriteriaSet* set, const std::vector<access::Ownership>& owners);
// Those of the dossier's set today.
std::vector<Owned> owned_of(const Desk& desk, const Known& known, const Dossier& dossier);

// Where people find it: "/lam-viec/ho-so/ID".
std::string path_of(const Dossier& dossier);

bool is_blank(std::string_view words);

// The event of a step or a word about a dossier: subjects and province filled.
audit::EventDraft draft_about(const Dossier& dossier, std::string kind, json::object payload, json::object answer);

}  // namespace luytre::dossiers
