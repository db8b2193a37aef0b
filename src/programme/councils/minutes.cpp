#include "programme/councils/minutes.h"

#include <algorithm>

namespace luytre::councils {
namespace {

json::object item_value(const Known& known, const Meeting& meeting, const std::string& dossier) {
  json::object item = judgement_value(known, meeting, dossier);
  const auto* file = known.dossiers.dossiers->find(dossier);
  if (file != nullptr) {
    item["unit_name"] = dossiers::unit_name(file->dossier, *known.dossiers.units);
    item["tier"] = file->dossier.tier;
    item["title"] = json::object{{"vi", say("recognition.title." + file->dossier.tier, Language::vi)},
                                 {"en", say("recognition.title." + file->dossier.tier, Language::en)}};
    item["year"] = file->dossier.year;
    item["purpose"] = criteria::name_of(file->dossier.purpose);
  }
  const Step* put_off = meeting.newest(dossier, Command::postpone);
  item["postponed_because"] = put_off == nullptr ? "" : put_off->words;
  return item;
}

json::value instant_of(const Step* step) { return step == nullptr ? json::value(nullptr) : json::value(step->at); }

}  // namespace

json::object minutes_of(const Known& known, const Meeting& meeting,
                        const std::function<std::string(const std::string& actor)>& name_of_actor) {
  const Plan& plan = meeting.plan();
  const Step* opened = meeting.newest("", Command::open);
  const Step* signing = meeting.newest("", Command::close);
  const Step* adjourned = meeting.newest("", Command::adjourn);
  json::array members, items;
  int present = 0;
  for (const Member& each : plan.members) {
    const bool is_there = meeting.is_present(each.account);
    if (is_there) ++present;
    members.push_back(json::object{{"name", each.name},
                                   {"organisation", each.organisation},
                                   {"duty", name_of(each.duty)},
                                   {"is_present", is_there}});
  }
  for (const std::string& dossier : plan.agenda) items.push_back(item_value(known, meeting, dossier));
  return {{"session", meeting.session.id},
          {"state", name_of(meeting.state())},
          {"is_final", signing != nullptr},
          {"province", meeting.session.province},
          {"title", plan.title},
          {"decision", plan.decision},
          {"held_on", opened == nullptr ? plan.held_on.text() : opened->day.text()},
          {"place", plan.place},
          {"opened_at", instant_of(opened)},
          {"ended_at", instant_of(signing == nullptr ? adjourned : signing)},
          {"adjourned_because", adjourned == nullptr ? "" : adjourned->words},
          {"members", std::move(members)},
          {"members_count", plan.members.size()},
          {"present_count", present},
          {"items", std::move(items)},
          {"signed_by", signing == nullptr ? json::value(nullptr) : json::value(name_of_actor(signing->actor))}};
}

}  // namespace luytre::councils
