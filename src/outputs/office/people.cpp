#include "outputs/office/people.h"

#include <algorithm>

#include "outputs/portal/words.h"
#include "platform/accounts/account_store.h"

namespace luytre::office {
namespace {

const units::Unit* home_of(const authority::Materials& known, Date day) { return known.tree->find(known.home, day); }

// Every unit alive on the day that a role may be given on, the province first, then by the alphabet.
std::vector<const units::Unit*> units_of(const authority::Materials& known, Date day) {
  std::vector<const units::Unit*> list;
  const units::Unit* home = home_of(known, day);
  if (home == nullptr) return list;
  list.push_back(home);
  for (const auto level : {units::Level::district, units::Level::commune}) {
    const auto below = known.tree->units().descendants(home, day, level);
    list.insert(list.end(), below.begin(), below.end());
  }
  return list;
}

std::string as_chosen(const units::Unit& unit, Date day) { return unit.id.code + " – " + unit.nearest(day).name; }

}  // namespace

std::string actor_in_words(Database& database, Language language, const std::string& actor) {
  constexpr std::string_view at_the_machine = "local operator";
  if (actor.starts_with(at_the_machine))
    return say("office.local_operator", language) + actor.substr(at_the_machine.size());
  return accounts::name_of_actor(database, actor).value_or(actor);
}

std::string role_title(Language language, const std::string& role) { return say("access.role." + role, language); }

std::string department_title(const access::Authority& authority, Language language, const std::string& department) {
  const access::Department* known = authority.department(department);
  if (known == nullptr) return department;
  return language == Language::vi ? known->title_vi : known->title_en;
}

std::string unit_in_words(const authority::Materials& known, Language language, const std::string& unit, Date day) {
  if (unit == "VN") return say("office.country", language);
  const units::Unit* found = known.tree->find(unit.empty() ? known.home : unit, day);
  return found == nullptr ? unit : portal::name_in_sentence(found->nearest(day).name, language);
}

std::string unit_now(const authority::Materials& known, Language language, const std::string& unit, Date day) {
  for (const access::Place& place : known.tree->places_of_grant(unit, day))
    if (place.is_followed) return unit_in_words(known, language, place.unit, day);
  return {};
}

std::string delegation_words(const Visit& visit, const accounts::Delegation& delegation) {
  std::string words = visit.say(
      "office.delegation.words",
      {{"form", visit.say("accounts.signing_form." + delegation.signing_form)}, {"document", delegation.document}});
  std::string acts;
  for (const std::string& act : delegation.acts) acts += (acts.empty() ? "" : ", ") + visit.say("access.act." + act);
  if (!acts.empty()) words += "; " + visit.say("office.delegation.only", {{"acts", acts}});
  return words;
}

View grant_view(const Office& office, Database& database, const authority::Materials& known, const Visit& visit,
                const accounts::GrantRecord& record) {
  const Date today = office.doors.today();
  const auto name = [&](const std::string& actor) { return actor_in_words(database, visit.language, actor); };
  View view;
  view.set("id", record.grant.id);
  view.set("title", role_title(visit.language, record.grant.role));
  const std::string unit = unit_in_words(known, visit.language, record.grant.unit, today);
  view.set("unit", unit);
  const std::string now = unit_now(known, visit.language, record.grant.unit, today);
  portal::set_text(view, "moved", now.empty() ? "" : visit.say("office.role_moved", {{"unit", unit}, {"now", now}}));
  portal::set_text(view, "department",
                   record.grant.department.empty()
                       ? ""
                       : department_title(known.authority, visit.language, record.grant.department));
  view.set("days", day_words(visit, record.grant.valid));
  portal::set_text(view, "delegation", record.delegation ? delegation_words(visit, *record.delegation) : "");
  view.set("state", std::string(text_of(record.state)));
  const bool is_over = record.state == accounts::GrantState::approved && record.grant.valid.to <= today;
  view.set("state_words",
           visit.say(is_over ? "office.grant_over" : "accounts.grant." + std::string(text_of(record.state))));
  portal::set_text(view, "proposed_by", name(record.proposed_by));
  portal::set_text(view, "decided_by", name(record.decided_by));
  portal::set_flag(view, "is_waiting", record.state == accounts::GrantState::proposed);
  portal::set_flag(view, "is_current", record.state == accounts::GrantState::approved && !is_over);
  return view;
}

std::string day_words(const Visit& visit, const Interval& days) {
  const std::string from = visit.day_words(days.from);
  if (days.to == Date::open_end()) return visit.say("office.days_from", {{"from", from}});
  const Date last = Date::from_days(days.to.days() - 1);
  return visit.say("office.days", {{"from", from}, {"until", visit.day_words(last)}});
}

std::string unit_typed(const authority::Materials& known, const std::string& typed, Date day) {
  const std::size_t dash = typed.find(" – ");
  if (dash != std::string::npos) return typed.substr(0, dash);
  const bool has_digit = std::any_of(typed.begin(), typed.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (typed.empty() || has_digit) return typed;
  const auto named = known.tree->units().named(typed, day, home_of(known, day));
  return named.size() == 1 ? named.front()->id.code : typed;
}

View unit_choices(const authority::Materials& known, Date day) {
  View list = portal::empty_list();
  for (const units::Unit* unit : units_of(known, day)) {
    View choice;
    choice.set("value", as_chosen(*unit, day));
    list.push_back(choice);
  }
  return list;
}

std::vector<std::pair<std::string, std::string>> units_in_words(const authority::Materials& known, Date day) {
  std::vector<std::pair<std::string, std::string>> list;
  for (const units::Unit* unit : units_of(known, day)) list.emplace_back(unit->id.code, unit->nearest(day).name);
  return list;
}

View role_choices(const access::Authority& authority, Language language, const std::string& chosen) {
  View list = portal::empty_list();
  View none;
  none.set("id", "");
  none.set("title", say("office.no_role_yet", language));
  portal::set_flag(none, "is_chosen", chosen.empty());
  list.push_back(none);
  for (const access::Role& role : authority.roles) {
    if (role.levels.empty()) continue;
    View choice;
    choice.set("id", role.id);
    choice.set("title", role_title(language, role.id));
    portal::set_flag(choice, "is_chosen", role.id == chosen);
    list.push_back(choice);
  }
  return list;
}

View department_choices(const access::Authority& authority, Language language, const std::string& chosen) {
  View list = portal::empty_list();
  View none;
  none.set("id", "");
  none.set("title", "–");
  portal::set_flag(none, "is_chosen", chosen.empty());
  list.push_back(none);
  for (const access::Department& department : authority.departments) {
    View choice;
    choice.set("id", department.id);
    choice.set("title", language == Language::vi ? department.title_vi : department.title_en);
    portal::set_flag(choice, "is_chosen", department.id == chosen);
    list.push_back(choice);
  }
  return list;
}

}  // namespace luytre::office
