// Convening a session, and changing its day, members or agenda until it is opened.
#pragma once

#include "programme/councils/desk.h"

namespace luytre::councils {

struct PlanWish {
  std::string title;
  std::optional<Date> held_on;
  std::string place;
  std::string decision;  // by which the council was set up
  std::vector<Member> members;
  std::vector<std::string> agenda;  // dossiers
};

// Act councils.convene on the province. Problems councils.day_past, criteria.day_off (naming the holiday and the
// next working day), councils.members_refused (with a cause for each fault: one_chair, secretary_needed, member_twice,
// member_may_not_vote), councils.agenda_empty, councils.agenda_refused (causes: dossiers.no_dossier,
// councils.not_before_council, councils.on_agenda_already, councils.other_province, councils.item_twice).
Result<Plan> convene(const Desk& desk, const commands::Asked& asked, const Known& known, const std::string& province,
                     const PlanWish& wish);

// The whole plan anew. Besides: problems of look_inside, councils.not_changeable.
Result<Plan> change_plan(const Desk& desk, const commands::Asked& asked, const Known& known, const std::string& id,
                         const PlanWish& wish, EventNumber expected);

}  // namespace luytre::councils
