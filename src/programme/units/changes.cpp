#include "programme/units/changes.h"

#include <map>
#include <set>

namespace luytre::units {
namespace {

struct Noted {
  ChangeDay change;
  std::set<std::string> decisions;
};

void note(std::map<Date, Noted>& days, Date day, int ChangeDay::*what, const std::string& decision) {
  Noted& noted = days[day];
  ++(noted.change.*what);
  if (!decision.empty()) noted.decisions.insert(decision);
}

}  // namespace

std::vector<ChangeDay> change_days(const Register& known, std::string_view province_code) {
  const auto is_inside = [&](const Unit& unit, Date day) {
    if (province_code.empty()) return true;
    const Unit* province = known.province(unit, day);
    return province != nullptr && province->id.code == province_code;
  };
  std::map<Date, Noted> days;
  for (const Unit& unit : known.units()) {
    if (unit.level == Level::province) continue;
    for (std::size_t i = 0; i < unit.versions.size(); ++i) {
      const Version& version = unit.versions[i];
      if (!is_inside(unit, version.valid.from)) continue;
      note(days, version.valid.from, i == 0 ? &ChangeDay::begun : &ChangeDay::changed, version.decision);
    }
    const Date end = unit.life().to;
    if (!end.is_open_end() && is_inside(unit, end.plus_days(-1))) note(days, end, &ChangeDay::ended, "");
  }
  std::vector<ChangeDay> found;
  for (auto& [day, noted] : days) {
    noted.change.day = day;
    if (!noted.decisions.empty())
      noted.change.decision = *noted.decisions.begin() + (noted.decisions.size() > 1 ? " …" : "");
    found.push_back(std::move(noted.change));
  }
  return found;
}

}  // namespace luytre::units
