#include "programme/authority/unit_tree.h"

#include <algorithm>

namespace luytre::authority {

using access::Place;
using access::Span;
using units::Unit;

namespace {

constexpr int succession_depth_max = 50;  // more links in a row is a circle, which the import refuses

bool is_whole_country(std::string_view unit) { return unit.empty() || unit == "VN"; }

int lay_out(const units::Register& units, const Unit& unit, Date day, int position, std::vector<Span>& spans) {
  const int first = position++;
  for (const Unit* child : units.children(&unit, day)) position = lay_out(units, *child, day, position, spans);
  spans[unit.ordinal] = {first, position};
  return position;
}

}  // namespace

RegisterTree::RegisterTree(std::shared_ptr<const units::Register> units) : units_(std::move(units)) {
  for (const Unit& unit : units_->units()) {
    for (const units::Version& version : unit.versions) {
      changes_.push_back(version.valid.from);
      changes_.push_back(version.valid.to);
    }
  }
  std::sort(changes_.begin(), changes_.end());
  changes_.erase(std::unique(changes_.begin(), changes_.end()), changes_.end());
}

std::shared_ptr<const RegisterTree::Layout> RegisterTree::layout(Date day) const {
  const auto after = std::upper_bound(changes_.begin(), changes_.end(), day);
  const Date first = after == changes_.begin() ? Date::from_days(0) : *(after - 1);
  const std::lock_guard lock(mutex_);
  auto& kept = layouts_[first];
  if (kept) return kept;
  auto spans = std::make_shared<Layout>(units_->units().size());
  int position = 0;
  for (const Unit* province : units_->children(nullptr, day))
    position = lay_out(*units_, *province, day, position, *spans);
  kept = std::move(spans);
  return kept;
}

const Unit* RegisterTree::find(std::string_view unit, Date day) const {
  if (unit.find('@') == std::string_view::npos) return units_->find(unit, day);
  const auto id = units::UnitId::parse(unit);
  return id ? units_->unit(*id) : nullptr;
}

Place RegisterTree::place_of(const Unit& unit, Date day, bool is_followed) const {
  return {(*layout(day))[unit.ordinal], unit.id.text(), is_followed};
}

std::optional<Place> RegisterTree::place(std::string_view unit, Date day) const {
  if (is_whole_country(unit)) return Place{{0, static_cast<int>(units_->units().size())}, "VN", false};
  const Unit* found = find(unit, day);
  if (found == nullptr || !found->is_alive(day)) return std::nullopt;
  return place_of(*found, day, false);
}

// The one unit to which all of the ground went; nullptr when there are several, or none.
const Unit* RegisterTree::taken_over_by(const Unit& unit, Date day) const {
  const Unit* at = &unit;
  for (int depth = 0; depth < succession_depth_max && !at->is_alive(day); ++depth) {
    const Unit* next = nullptr;
    for (const units::Link* link : units_->links_out_of(*at)) {
      if (link->is_continuation() || link->is_indirect()) continue;
      const Unit* to = &units_->unit(link->to);
      const bool is_only = next == nullptr || next == to;
      if (!is_only || link->part != units::Part::whole) return nullptr;
      next = to;
    }
    if (next == nullptr) return nullptr;
    at = next;
  }
  return at->is_alive(day) ? at : nullptr;
}

void RegisterTree::add_predecessors(const Unit& unit, Date day, int depth, std::vector<Place>& places) const {
  if (depth >= succession_depth_max) return;
  for (const units::Link* link : units_->links_into(unit)) {
    if (link->is_continuation() || link->is_indirect() || link->part != units::Part::whole) continue;
    const Unit& from = units_->unit(link->from);
    if (from.is_alive(day)) {
      places.push_back(place_of(from, day, true));
    } else if (day < from.life().from) {
      add_predecessors(from, day, depth + 1, places);
    }
  }
}

std::vector<Place> RegisterTree::places_of_grant(std::string_view unit, Date day) const {
  if (is_whole_country(unit)) return {*place(unit, day)};
  const Unit* granted = find(unit, day);
  if (granted == nullptr) return {};
  if (granted->is_alive(day)) return {place_of(*granted, day, false)};
  std::vector<Place> places;
  if (day < granted->life().from) {
    add_predecessors(*granted, day, 0, places);
  } else if (const Unit* now = taken_over_by(*granted, day)) {
    places.push_back(place_of(*now, day, true));
  }
  return places;
}

std::string RegisterTree::level(std::string_view unit) const {
  if (unit == "VN") return "country";
  const auto id = units::UnitId::parse(unit);
  const Unit* found = id ? units_->unit(*id) : nullptr;
  return found == nullptr ? std::string() : std::string(units::word(found->level));
}

}  // namespace luytre::authority
