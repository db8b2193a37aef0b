#include "programme/reorganisation/day_view.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/vietnamese.h"
#include "programme/reorganisation/reorganisation_store.h"
#include "programme/units/unit_answers.h"

namespace luytre::reorganisation {

namespace {

json::object bilingual(std::string_view code, const Arguments& arguments = {}) {
  return {{"vi", say(code, arguments, Language::vi)}, {"en", say(code, arguments, Language::en)}};
}

json::object unit_value(const units::Unit& unit, Date day) {
  return {{"unit", unit.id.text()}, {"code", unit.id.code}, {"name", unit.nearest(day).name}};
}

json::object levels_value(int district, int commune) { return {{"district", district}, {"commune", commune}}; }

json::object item_value(const Item& item, const Ended& ended, Date day) {
  const Proposal proposal = propose(item, ended);
  json::array successors;
  for (const units::Unit* unit : ended.successors) successors.push_back(unit_value(*unit, day));
  const Date last_day = ended.unit->life().to.plus_days(-1);
  json::object proposed{{"unit", nullptr},
                        {"reason", proposal.reason},
                        {"words", bilingual("reorganisation.proposal." + proposal.reason,
                                            {{"unit", ended.unit->nearest(last_day).name}})}};
  if (proposal.to != nullptr) proposed["unit"] = proposal.to->id.text();
  return {{"kind", item.kind},
          {"item", item.id},
          {"title", json::object{{"vi", item.title_vi}, {"en", item.title_en}}},
          {"detail", json::object{{"vi", item.detail_vi}, {"en", item.detail_en}}},
          {"path", item.path.empty() ? json::value(nullptr) : json::value(item.path)},
          {"only_close", item.only_close},
          {"unit", unit_value(*ended.unit, last_day)},
          {"successors", std::move(successors)},
          {"proposal", std::move(proposed)}};
}

struct Group {
  std::string name;  // "ask", "none", or the identity of a successor
  const units::Unit* unit = nullptr;
  json::array items;
};

std::vector<Group> groups_of(const ReorganisationDay& day, const std::vector<Item>& items) {
  std::map<std::string, Group> found;
  for (const Item& item : items) {
    const Ended& ended = *day.ended_unit(item.unit);
    const Proposal proposal = propose(item, ended);
    const std::string name = proposal.to != nullptr       ? proposal.to->id.text()
                             : proposal.reason == "split" ? "ask"
                                                          : "none";
    Group& group = found[name];
    group.name = name;
    group.unit = proposal.to;
    group.items.push_back(item_value(item, ended, day.day));
  }
  std::vector<Group> groups;
  for (auto& [name, group] : found) groups.push_back(std::move(group));
  const auto place = [&](const Group& group) {
    const int rank = group.name == "ask" ? 0 : group.name == "none" ? 1 : 2;
    return std::pair(
        rank, group.unit == nullptr ? std::string() : fold(units::short_name(group.unit->nearest(day.day).name)));
  };
  std::sort(groups.begin(), groups.end(), [&](const Group& a, const Group& b) { return place(a) < place(b); });
  return groups;
}

json::value name_or_null(const units::Register& units, const std::string& identity, Date day) {
  const auto id = units::UnitId::parse(identity);
  const units::Unit* unit = id ? units.unit(*id) : nullptr;
  return unit == nullptr ? json::value(nullptr) : json::value(unit_value(*unit, day));
}

json::array decided_value(const Known& known, const ReorganisationDay& day, const DayState& state,
                          const ReorganisationDoors& doors) {
  json::array decided;
  for (auto each = state.decided.rbegin(); each != state.decided.rend(); ++each) {
    decided.push_back(
        json::object{{"kind", each->kind},
                     {"item", each->item},
                     {"kind_words", bilingual("reorganisation.kind." + each->kind)},
                     {"unit", name_or_null(*known.units, each->unit, day.day)},
                     {"choice", name_of(each->choice)},
                     {"choice_words", bilingual("reorganisation.choice." + std::string(name_of(each->choice)))},
                     {"to", name_or_null(*known.units, each->to, day.day)},
                     {"reason", each->reason},
                     {"by", doors.name_of_actor ? doors.name_of_actor(each->actor) : each->actor},
                     {"recorded_at", each->recorded_at},
                     {"event", each->event}});
  }
  return decided;
}

}  // namespace

Result<DayState> state_of(storage::Database& database, const Desk& desk, const Known& known,
                          const ReorganisationDay& day) {
  const auto head = audit::head(database);
  if (!head) return pass_on(head);
  auto decided = load_decisions(database, head->number, day.day);
  if (!decided) return pass_on(decided);
  DayState state;
  state.decided = *std::move(decided);
  std::set<std::pair<std::string, std::string>> done;
  for (const Decision& each : state.decided) done.emplace(each.kind, each.item);
  for (const Source& source : desk.sources) {
    auto items = source.open_items({database, *known.units, *known.law, desk.today()}, day);
    if (!items) return pass_on(items);
    for (Item& item : *items) {
      if (day.ended_unit(item.unit) != nullptr && !done.contains({item.kind, item.id}))
        state.open.push_back(std::move(item));
    }
  }
  return state;
}

json::object summary_value(const ReorganisationDay& day) {
  json::array decisions;
  for (const std::string& decision : day.decisions) decisions.emplace_back(decision);
  int ended[3] = {}, begun[3] = {}, taken_over = 0, split = 0, for_good = 0;
  for (const Ended& each : day.ended) {
    ++ended[static_cast<int>(each.unit->level)];
    if (each.taken_over_by != nullptr) ++taken_over;
    if (each.taken_over_by == nullptr && !each.successors.empty()) ++split;
    if (each.successors.empty()) ++for_good;
  }
  for (const units::Unit* unit : day.begun) ++begun[static_cast<int>(unit->level)];
  return {{"day", day.day.text()},
          {"decisions", std::move(decisions)},
          {"ended", levels_value(ended[1], ended[2])},
          {"begun", levels_value(begun[1], begun[2])},
          {"taken_over", taken_over},
          {"split", split},
          {"without_successor", for_good}};
}

json::object day_value(const Known& known, const ReorganisationDay& day, const DayState& state,
                       const ReorganisationDoors& doors) {
  json::array kinds;
  for (const Source& source : doors.desk.sources) {
    kinds.push_back(json::object{{"kind", source.kind}, {"words", bilingual("reorganisation.kind." + source.kind)}});
  }
  json::array groups;
  for (Group& group : groups_of(day, state.open)) {
    json::object one{{"group", group.name}, {"unit", nullptr}, {"items", std::move(group.items)}};
    if (group.unit != nullptr) one["unit"] = unit_value(*group.unit, day.day);
    groups.push_back(std::move(one));
  }
  json::array units;
  const units::Unit* province = known.units->find(known.province, day.day);
  for (const units::Unit* unit : known.units->descendants(province, day.day, units::Level::commune))
    units.push_back(unit_value(*unit, day.day));
  json::object value = summary_value(day);
  value["kinds"] = std::move(kinds);
  value["counts"] = json::object{{"open", static_cast<std::int64_t>(state.open.size())},
                                 {"decided", static_cast<std::int64_t>(state.decided.size())}};
  value["groups"] = std::move(groups);
  value["decided"] = decided_value(known, day, state, doors);
  value["units"] = std::move(units);
  return value;
}

}  // namespace luytre::reorganisation
