// What the verbs of the room stand on: the record as their caller read it, the writer, and who owns what.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "platform/access/authority.h"
#include "platform/access/decide.h"
#include "platform/commands/writer.h"
#include "programme/criteria/library.h"
#include "programme/judgement/evaluation.h"
#include "programme/observations/panel.h"
#include "programme/plans/plan_register.h"
#include "programme/recognition/title_register.h"
#include "programme/units/register.h"

namespace luytre::plans {

// One snapshot's parts.
struct Known {
  audit::EventNumber number = 0;
  std::shared_ptr<const units::Register> units;
  std::shared_ptr<const criteria::Library> law;
  std::shared_ptr<const observations::Panel> values;  // without drafts
  std::shared_ptr<const observations::Panel> drafts;  // drafts included
  std::shared_ptr<const recognition::TitleRegister> titles;
  std::shared_ptr<const PlanRegister> plans;
  bool is_demonstration = false;  // of the database
};

// What judgements are made from.
judgement::Materials materials_of(const Known& known, bool with_drafts);

struct Desk {
  commands::Writer& writer;
  std::function<Date()> today;
  std::function<long long()> unix_milliseconds;
  access::Guard guard;
  // The rules now, with departments and who owns which indicator.
  std::function<Result<access::Authority>()> authority;
  // The departments for which the actor holds a role on the day; asked inside a transaction.
  std::function<Result<std::vector<std::string>>(storage::Database&, const access::Actor&, Date)> departments_of;
};

// Problem plans.no_plan.
Result<const KnownPlan*> find_plan(const PlanRegister& plans, const std::string& id);

// A day of the plan's year on which the unit is alive: the last in the year up to `day`, else the first after it.
// Nothing: not alive in the year.
std::optional<Date> living_day(const units::Unit& unit, const Plan& plan, Date day);

// The unit of the plan by code or identity: one with a target that stands or stood, or with work that came to it from
// a unit that ended. Problem plans.no_unit.
struct Place {
  const units::Unit* unit = nullptr;
  std::string name;  // in the year
  Date alive_on;     // living_day of the plan's decision
  std::string identity() const { return unit->id.text(); }
};
Result<Place> find_place(const Known& known, const KnownPlan& plan, const std::string& unit);

// The departments that own an indicator (or one of a criterion's) on the day, by authority/ownership.
std::vector<std::string> owners_of(const access::Authority& authority, const criteria::CriteriaSet& set,
                                   std::string_view number, Date day);

}  // namespace luytre::plans
