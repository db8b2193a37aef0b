#include "programme/villages/standing.h"

#include <algorithm>
#include <array>
#include <set>

namespace luytre::villages {
namespace {

constexpr std::array<std::string_view, 3> names{"settled", "proposed", "undecided"};

// What became of a unit: the units alive on the day to which its ground went.
class Following {
 public:
  Following(const units::Register& units, Date day) : units_(units), day_(day) {}

  void follow(const units::Unit& unit) {
    if (unit.is_alive(day_)) {
      add(unit);
      return;
    }
    if (!seen_.insert(unit.ordinal).second) return;
    int links = 0;
    for (const units::Link* link : units_.links_out_of(unit)) {
      if (link->is_continuation() || link->is_indirect()) continue;
      is_whole = is_whole && link->part == units::Part::whole;
      ++links;
      follow(units_.unit(link->to));
    }
    if (links == 0) is_whole = false;
  }

  std::vector<const units::Unit*> reached;
  bool is_whole = true;

 private:
  void add(const units::Unit& unit) {
    if (std::find(reached.begin(), reached.end(), &unit) == reached.end()) reached.push_back(&unit);
  }
  const units::Register& units_;
  Date day_;
  std::set<units::Ordinal> seen_;
};

std::string decision_of(const units::Register& units, const units::Unit& unit) {
  for (const units::Link* link : units.links_out_of(unit)) {
    if (!link->is_continuation() && !link->decision.empty()) return link->decision;
  }
  return {};
}

}  // namespace

std::string_view name_of(Settlement settlement) { return names[static_cast<std::size_t>(settlement)]; }

Standing standing_of(const units::Register& units, const VillageVersion& version, Date day) {
  Standing standing;
  const auto id = units::UnitId::parse(version.commune);
  standing.recorded = id ? units.unit(*id) : nullptr;
  if (standing.recorded == nullptr) {
    standing.settlement = Settlement::undecided;
    return standing;
  }
  const units::Unit& recorded = *standing.recorded;
  const bool has_ended = recorded.life().to <= day;
  if (!has_ended) {
    standing.communes = {&recorded};
    return standing;
  }
  Following following(units, day);
  following.follow(recorded);
  standing.communes = std::move(following.reached);
  const bool is_one = following.is_whole && standing.communes.size() == 1;
  standing.settlement = is_one ? Settlement::proposed : Settlement::undecided;
  standing.since = recorded.life().to;
  standing.decision = decision_of(units, recorded);
  return standing;
}

bool is_under(const units::Register& units, const Standing& standing, const units::Unit& root, Date day) {
  return std::any_of(standing.communes.begin(), standing.communes.end(),
                     [&](const units::Unit* commune) { return units.is_under(*commune, root, day); });
}

}  // namespace luytre::villages
