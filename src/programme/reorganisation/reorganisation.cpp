#include "programme/reorganisation/reorganisation.h"

#include <algorithm>
#include <map>
#include <set>

namespace luytre::reorganisation {

namespace {

constexpr std::string_view choice_names[] = {"successor", "other", "close"};

bool by_level_and_code(const units::Unit* a, const units::Unit* b) {
  return std::pair(a->level, a->id) < std::pair(b->level, b->id);
}

Ended ended_of(const units::Register& units, const units::Unit& unit) {
  Ended ended;
  ended.unit = &unit;
  bool is_whole = true;
  for (const units::Link* link : units.links_out_of(unit)) {
    if (link->is_continuation() || link->is_indirect()) continue;
    const units::Unit* to = &units.unit(link->to);
    is_whole = is_whole && link->part == units::Part::whole;
    if (std::find(ended.successors.begin(), ended.successors.end(), to) == ended.successors.end())
      ended.successors.push_back(to);
  }
  std::sort(ended.successors.begin(), ended.successors.end(), by_level_and_code);
  if (is_whole && ended.successors.size() == 1) ended.taken_over_by = ended.successors.front();
  return ended;
}

// The code of the province in which the unit lay on the day.
std::string province_of(const units::Register& units, const units::Unit& unit, Date day) {
  const units::Unit* province = units.province(unit, day);
  return province == nullptr ? std::string() : province->id.code;
}

void note_unit(const units::Register& units, const std::string& province, const units::Unit& unit,
               std::map<Date, ReorganisationDay>& days) {
  const Interval life = unit.life();
  if (life.to.is_open_end() || province_of(units, unit, life.to.plus_days(-1)) != province) return;
  days[life.to].ended.push_back(ended_of(units, unit));
}

void complete(const units::Register& units, const std::string& province, ReorganisationDay& day) {
  std::sort(day.ended.begin(), day.ended.end(),
            [](const Ended& a, const Ended& b) { return by_level_and_code(a.unit, b.unit); });
  std::set<std::string> decisions;
  for (const Ended& ended : day.ended) {
    for (const units::Link* link : units.links_out_of(*ended.unit))
      if (!link->decision.empty()) decisions.insert(link->decision);
  }
  day.decisions.assign(decisions.begin(), decisions.end());
  for (const units::Unit& unit : units.units()) {
    if (unit.life().from == day.day && province_of(units, unit, day.day) == province) day.begun.push_back(&unit);
  }
  std::sort(day.begun.begin(), day.begun.end(), by_level_and_code);
}

}  // namespace

const Ended* ReorganisationDay::ended_unit(std::string_view identity) const {
  const auto found =
      std::find_if(ended.begin(), ended.end(), [&](const Ended& each) { return each.unit->id.text() == identity; });
  return found == ended.end() ? nullptr : &*found;
}

std::vector<ReorganisationDay> days_of(const units::Register& units, const std::string& province_code) {
  std::map<Date, ReorganisationDay> days;
  for (const units::Unit& unit : units.units()) note_unit(units, province_code, unit, days);
  std::vector<ReorganisationDay> found;
  for (auto& [day, one] : days) {
    one.day = day;
    complete(units, province_code, one);
    found.push_back(std::move(one));
  }
  std::reverse(found.begin(), found.end());
  return found;
}

Result<ReorganisationDay> day_of(const units::Register& units, const std::string& province_code, Date day) {
  for (auto& one : days_of(units, province_code)) {
    if (one.day == day) return one;
  }
  return refuse("reorganisation.no_day", {{"day", day.vietnamese_text()}});
}

std::string_view name_of(Choice choice) { return choice_names[static_cast<std::size_t>(choice)]; }

std::optional<Choice> choice_named(std::string_view name) {
  for (const auto choice : {Choice::successor, Choice::other, Choice::close}) {
    if (name_of(choice) == name) return choice;
  }
  return std::nullopt;
}

Proposal propose(const Item& item, const Ended& ended) {
  if (item.only_close) return {nullptr, "only_close"};
  if (ended.taken_over_by != nullptr) return {ended.taken_over_by, "whole"};
  return {nullptr, ended.successors.empty() ? "no_successor" : "split"};
}

}  // namespace luytre::reorganisation
