#include "programme/villages/village_register.h"

#include <algorithm>

namespace luytre::villages {
namespace {

// Of rows told of the same day, in order of events, the last stands.
void put(std::vector<VillageVersion>& versions, VillageVersion version) {
  const auto same = std::find_if(versions.begin(), versions.end(),
                                 [&](const VillageVersion& each) { return each.from == version.from; });
  if (same != versions.end()) {
    *same = std::move(version);
    return;
  }
  const auto later = std::find_if(versions.begin(), versions.end(),
                                  [&](const VillageVersion& each) { return version.from < each.from; });
  versions.insert(later, std::move(version));
}

template <class Item>
void sort_by_day(std::vector<Item>& items, Date Item::*day) {
  std::stable_sort(items.begin(), items.end(), [&](const Item& a, const Item& b) { return a.*day < b.*day; });
}

}  // namespace

VillageRegister::VillageRegister(RegisterParts parts, audit::EventNumber known_at)
    : known_at_(known_at), links_(std::move(parts.links)) {
  for (auto& village : parts.villages) {
    std::string id = village.id;
    villages_.emplace(std::move(id), std::move(village));
  }
  for (auto& [id, version] : parts.versions) put(villages_[id].versions, std::move(version));
  for (auto& [id, end] : parts.ends) villages_[id].end = std::move(end);
  for (auto& [id, count] : parts.counts) villages_[id].counts.push_back(std::move(count));
  for (auto& [id, head] : parts.heads) villages_[id].heads.push_back(std::move(head));
  for (auto& [id, village] : villages_) {
    sort_by_day(village.counts, &Count::as_of);
    sort_by_day(village.heads, &HeadFrom::from);
  }
  for (auto& registration : parts.registrations) {
    titled_[registration.village].push_back(registration.id);
    std::string id = registration.id;
    titles_.emplace(std::move(id), Title{std::move(registration), {}});
  }
  for (auto& step : parts.steps) titles_[step.title].steps.push_back(std::move(step));
  for (auto& [id, tick] : parts.ticks) {
    ticks_[id][tick.month] = tick;
    told_[id].push_back(std::move(tick));
  }
}

const Village* VillageRegister::village(std::string_view id) const {
  const auto found = villages_.find(id);
  return found == villages_.end() ? nullptr : &found->second;
}

const Village* VillageRegister::with_code(std::string_view province, std::string_view code) const {
  if (code.empty()) return nullptr;
  for (const auto& [id, village] : villages_) {
    if (village.province == province && village.code == code) return &village;
  }
  return nullptr;
}

std::vector<const VillageLink*> VillageRegister::links_into(std::string_view village) const {
  std::vector<const VillageLink*> found;
  for (const VillageLink& link : links_) {
    if (link.to == village && link.from != village) found.push_back(&link);
  }
  return found;
}

std::vector<const VillageLink*> VillageRegister::links_out_of(std::string_view village) const {
  std::vector<const VillageLink*> found;
  for (const VillageLink& link : links_) {
    if (link.from == village && link.to != village) found.push_back(&link);
  }
  return found;
}

const Title* VillageRegister::title(std::string_view id) const {
  const auto found = titles_.find(id);
  return found == titles_.end() ? nullptr : &found->second;
}

std::vector<const Title*> VillageRegister::titles_of(std::string_view village) const {
  std::vector<const Title*> titles;
  const auto ids = titled_.find(village);
  if (ids == titled_.end()) return titles;
  for (const std::string& id : ids->second) titles.push_back(title(id));
  return titles;
}

const Ticks& VillageRegister::ticks_of(std::string_view village) const {
  static const Ticks none;
  const auto found = ticks_.find(village);
  return found == ticks_.end() ? none : found->second;
}

std::vector<const Tick*> VillageRegister::all_ticks_of(std::string_view village) const {
  std::vector<const Tick*> ticks;
  const auto found = told_.find(village);
  if (found == told_.end()) return ticks;
  for (const Tick& tick : found->second) ticks.push_back(&tick);
  return ticks;
}

}  // namespace luytre::villages
