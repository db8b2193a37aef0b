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

bool is_same(const VillageLink& a, const VillageLink& b) {
  return a.event == b.event && a.from == b.from && a.to == b.to;
}

}  // namespace

VillageRegister::VillageRegister(const VillageRegister& earlier, RegisterParts parts, audit::EventNumber known_at)
    : entries_(earlier.entries_), links_(earlier.links_), titled_(earlier.titled_) {
  take(std::move(parts), known_at);
}

void VillageRegister::take(RegisterParts parts, audit::EventNumber known_at) {
  known_at_ = known_at;
  std::map<std::string, Entry, std::less<>> made;
  for (auto& village : parts.villages) {
    std::string id = village.id;
    made[id].village = std::move(village);
  }
  for (auto& [id, version] : parts.versions) put(made[id].village.versions, std::move(version));
  for (auto& [id, end] : parts.ends) made[id].village.end = std::move(end);
  for (auto& [id, count] : parts.counts) made[id].village.counts.push_back(std::move(count));
  for (auto& [id, head] : parts.heads) made[id].village.heads.push_back(std::move(head));
  for (auto& registration : parts.registrations) {
    titled_[registration.id] = registration.village;
    auto& titles = made[registration.village].titles;
    titles.push_back(Title{std::move(registration), {}});
  }
  for (auto& step : parts.steps) {
    auto& titles = made[titled_[step.title]].titles;
    const auto title = std::find_if(titles.begin(), titles.end(),
                                    [&](const Title& each) { return each.registration.id == step.title; });
    if (title != titles.end()) title->steps.push_back(std::move(step));
  }
  for (auto& [id, tick] : parts.ticks) {
    made[id].ticks[tick.month] = tick;
    made[id].told.push_back(std::move(tick));
  }
  for (auto& [id, entry] : made) {
    sort_by_day(entry.village.counts, &Count::as_of);
    sort_by_day(entry.village.heads, &HeadFrom::from);
    entries_[id] = std::make_shared<const Entry>(std::move(entry));
  }
  for (auto& link : parts.links) {
    const bool is_new =
        std::none_of(links_.begin(), links_.end(), [&](const VillageLink& each) { return is_same(each, link); });
    if (is_new) links_.push_back(std::move(link));
  }
}

const VillageRegister::Entry* VillageRegister::entry(std::string_view village) const {
  const auto found = entries_.find(village);
  return found == entries_.end() ? nullptr : found->second.get();
}

std::vector<const Village*> VillageRegister::villages() const {
  std::vector<const Village*> all;
  all.reserve(entries_.size());
  for (const auto& [id, each] : entries_) all.push_back(&each->village);
  return all;
}

const Village* VillageRegister::village(std::string_view id) const {
  const Entry* found = entry(id);
  return found == nullptr ? nullptr : &found->village;
}

const Village* VillageRegister::with_code(std::string_view province, std::string_view code) const {
  if (code.empty()) return nullptr;
  for (const auto& [id, each] : entries_) {
    if (each->village.province == province && each->village.code == code) return &each->village;
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
  const auto owner = titled_.find(id);
  const Entry* found = owner == titled_.end() ? nullptr : entry(owner->second);
  if (found == nullptr) return nullptr;
  for (const Title& title : found->titles) {
    if (title.registration.id == id) return &title;
  }
  return nullptr;
}

std::vector<const Title*> VillageRegister::titles_of(std::string_view village) const {
  std::vector<const Title*> titles;
  const Entry* found = entry(village);
  if (found == nullptr) return titles;
  for (const Title& title : found->titles) titles.push_back(&title);
  return titles;
}

const Ticks& VillageRegister::ticks_of(std::string_view village) const {
  static const Ticks none;
  const Entry* found = entry(village);
  return found == nullptr ? none : found->ticks;
}

std::vector<const Tick*> VillageRegister::all_ticks_of(std::string_view village) const {
  std::vector<const Tick*> ticks;
  const Entry* found = entry(village);
  if (found == nullptr) return ticks;
  for (const Tick& tick : found->told) ticks.push_back(&tick);
  return ticks;
}

}  // namespace luytre::villages
