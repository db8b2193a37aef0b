#include "programme/villages/villages_of.h"

#include <algorithm>
#include <tuple>

namespace luytre::villages {
namespace {

TitleStanding title_on(const Title& title, Date day) {
  TitleStanding standing{&title, title.state(), nullptr, false, false};
  const Step* decision = title.decision();
  if (decision == nullptr || day < decision->in_force_on.value_or(decision->day)) return standing;
  standing.decision = decision;
  const Step* lapse = title.last(StepKind::lapse);
  standing.is_held = lapse == nullptr || day < lapse->in_force_on.value_or(lapse->day);
  standing.is_provisional = decision->competence != "sourced";
  return standing;
}

std::optional<Date> last_check(const Title& title, Date day) {
  std::optional<Date> checked;
  for (const Step& step : title.steps) {
    if (step.kind == StepKind::upkeep_check && step.day <= day) checked = step.day;
  }
  return checked;
}

// Ticks of months up to the day's.
Ticks ticks_until(const Ticks& ticks, Date day) {
  Ticks until;
  for (const auto& [month, tick] : ticks) {
    if (month <= Month::of(day)) until.emplace(month, tick);
  }
  return until;
}

void add_alerts(const Ticks& ticks, Date day, VillageStanding& standing) {
  std::optional<Date> since, checked;
  for (const TitleStanding& title : standing.titles) {
    if (!title.is_held) continue;
    const Date from = title.decision->in_force_on.value_or(title.decision->day);
    since = since ? std::min(*since, from) : from;
    const auto check = last_check(*title.title, day);
    if (check) checked = checked ? std::max(*checked, *check) : *check;
  }
  if (since) standing.alerts = alerts_of(ticks, *since, checked, day, embedded_rules());
}

}  // namespace

bool VillageStanding::holds(Ladder ladder) const {
  return std::any_of(titles.begin(), titles.end(), [&](const TitleStanding& each) {
    return each.is_held && each.title->registration.ladder == ladder;
  });
}

VillageStanding standing_of(const VillageRegister& villages, const units::Register& units, const Village& village,
                            Date day) {
  VillageStanding standing;
  standing.village = &village;
  standing.version = &village.nearest(day);
  standing.standing = standing_of(units, *standing.version, day);
  for (const Title* title : villages.titles_of(village.id)) standing.titles.push_back(title_on(*title, day));
  const Ticks ticks = ticks_until(villages.ticks_of(village.id), day);
  if (!ticks.empty()) standing.last_tick = ticks.rbegin()->first;
  if (village.is_alive(day)) add_alerts(ticks, day, standing);
  return standing;
}

std::vector<VillageStanding> villages_of(const VillageRegister& villages, const units::Register& units,
                                         const units::Unit& unit, Date day) {
  std::vector<VillageStanding> found;
  for (const Village* village : villages.villages()) {
    const VillageVersion* version = village->at(day);
    if (version == nullptr) continue;
    const Standing standing = standing_of(units, *version, day);
    const bool is_of_unknown_ground =
        standing.communes.empty() && unit.level == units::Level::province && unit.id.code == village->province;
    if (!is_under(units, standing, unit, day) && !is_of_unknown_ground) continue;
    found.push_back(standing_of(villages, units, *village, day));
  }
  const auto key = [](const VillageStanding& each) {
    const units::Unit* commune = each.standing.nearest();
    return std::tuple(commune == nullptr ? std::string() : commune->id.code, each.version->name, each.village->id);
  };
  std::sort(found.begin(), found.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
  return found;
}

}  // namespace luytre::villages
