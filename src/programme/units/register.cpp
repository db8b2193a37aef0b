#include "programme/units/register.h"

#include <algorithm>
#include <cassert>
#include <numeric>
#include <set>
#include <tuple>

namespace luytre::units {

Register::Register(RegisterParts parts, audit::EventNumber known_at) : parts_(std::move(parts)), known_at_(known_at) {
  order_units();
  index();
}

void Register::order_units() {
  auto& units = parts_.units;
  std::vector<Ordinal> order(units.size());
  std::iota(order.begin(), order.end(), Ordinal{0});
  std::sort(order.begin(), order.end(), [&](Ordinal a, Ordinal b) { return units[a].id < units[b].id; });
  std::vector<Ordinal> place(units.size());
  std::vector<Unit> sorted;
  sorted.reserve(units.size());
  for (Ordinal position = 0; position < order.size(); ++position) {
    place[order[position]] = position;
    sorted.push_back(std::move(units[order[position]]));
    sorted.back().ordinal = position;
    assert(!sorted.back().versions.empty());
  }
  units = std::move(sorted);
  const auto moved = [&](Ordinal old) { return old == no_unit ? no_unit : place[old]; };
  for (Link& link : parts_.links) {
    link.from = moved(link.from);
    link.to = moved(link.to);
  }
  for (Attribute& attribute : parts_.attributes) attribute.unit = moved(attribute.unit);
}

void Register::index() {
  const auto size = parts_.units.size();
  links_into_.resize(size);
  links_out_of_.resize(size);
  attributes_.resize(size);
  for (const Unit& unit : parts_.units) {
    by_code_[unit.id.code].push_back(unit.ordinal);
    for (const Version& version : unit.versions) {
      auto& siblings = children_[version.parent_code];
      if (!siblings.empty() && siblings.back().unit == unit.ordinal && siblings.back().valid.to == version.valid.from) {
        siblings.back().valid.to = version.valid.to;
      } else {
        siblings.push_back({unit.ordinal, version.valid});
      }
    }
  }
  // One code is one unit at a time, but the order of first days need not be that of lives.
  for (auto& [code, ordinals] : by_code_) {
    std::sort(ordinals.begin(), ordinals.end(),
              [&](Ordinal a, Ordinal b) { return parts_.units[a].life().from < parts_.units[b].life().from; });
  }
  for (std::size_t at = 0; at < parts_.links.size(); ++at) {
    const Link& link = parts_.links[at];
    if (link.is_continuation()) continue;
    if (link.to != no_unit) links_into_[link.to].push_back(at);
    if (link.from != no_unit) links_out_of_[link.from].push_back(at);
  }
  for (std::size_t at = 0; at < parts_.attributes.size(); ++at) {
    attributes_[parts_.attributes[at].unit].push_back(at);
  }
}

const Unit* Register::unit(const UnitId& id) const {
  for (const Unit* unit : with_code(id.code)) {
    if (unit->id == id) return unit;
  }
  return nullptr;
}

std::vector<const Unit*> Register::with_code(std::string_view code) const {
  std::vector<const Unit*> found;
  const auto place = by_code_.find(code);
  if (place == by_code_.end()) return found;
  for (Ordinal ordinal : place->second) found.push_back(&parts_.units[ordinal]);
  return found;
}

const Unit* Register::find(std::string_view code, Date day) const {
  const auto place = by_code_.find(code);
  if (place == by_code_.end()) return nullptr;
  for (Ordinal ordinal : place->second) {
    if (parts_.units[ordinal].is_alive(day)) return &parts_.units[ordinal];
  }
  return nullptr;
}

std::vector<const Unit*> Register::children(const Unit* parent, Date day) const {
  std::vector<const Unit*> found;
  const auto place = children_.find(parent == nullptr ? std::string_view{} : std::string_view{parent->id.code});
  if (place == children_.end()) return found;
  for (const Child& child : place->second) {
    if (child.valid.contains(day)) found.push_back(&parts_.units[child.unit]);
  }
  return found;  // in order of code, because the units were indexed in that order
}

std::vector<const Unit*> Register::descendants(const Unit* root, Date day, Level level) const {
  std::vector<const Unit*> found;
  if (root != nullptr && root->level == level) {
    if (root->is_alive(day)) found.push_back(root);
    return found;
  }
  for (const Unit* child : children(root, day)) {
    if (child->level == level) {
      found.push_back(child);
    } else if (child->level < level) {
      const auto below = descendants(child, day, level);
      found.insert(found.end(), below.begin(), below.end());
    }
  }
  return found;
}

const Unit* Register::parent(const Unit& unit, Date day) const {
  const Version* version = unit.at(day);
  if (version == nullptr || version->parent_code.empty()) return nullptr;
  return find(version->parent_code, day);
}

std::vector<const Unit*> Register::ancestors(const Unit& unit, Date day) const {
  std::vector<const Unit*> found;
  for (const Unit* above = parent(unit, day); above != nullptr; above = parent(*above, day)) found.push_back(above);
  return found;
}

const Unit* Register::province(const Unit& unit, Date day) const {
  const Unit* at = &unit;
  while (at != nullptr && at->level != Level::province) at = parent(*at, day);
  return at;
}

bool Register::is_under(const Unit& unit, const Unit& root, Date day) const {
  for (const Unit* at = &unit; at != nullptr; at = parent(*at, day)) {
    if (at->ordinal == root.ordinal) return true;
  }
  return false;
}

const Attribute* Register::attribute(const Unit& unit, std::string_view name, Date day) const {
  for (const Unit* at = &unit; at != nullptr; at = parent(*at, day)) {
    for (std::size_t position : attributes_[at->ordinal]) {
      const Attribute& attribute = parts_.attributes[position];
      if (attribute.name == name && attribute.valid.contains(day)) return &attribute;
    }
  }
  return nullptr;
}

const Boundary* Register::boundary(const Unit& unit, Date day) const {
  const auto& all = parts_.boundaries;
  auto at = std::partition_point(all.begin(), all.end(), [&](const Boundary& boundary) {
    return boundary.id < unit.id || (boundary.id == unit.id && boundary.valid_from <= day);
  });
  if (at == all.begin() || (--at)->id != unit.id) return nullptr;
  return &*at;
}

std::vector<const Link*> Register::links_into(const Unit& unit) const {
  std::vector<const Link*> found;
  for (std::size_t at : links_into_[unit.ordinal]) {
    if (parts_.links[at].from != no_unit) found.push_back(&parts_.links[at]);
  }
  return found;
}

std::vector<const Link*> Register::links_out_of(const Unit& unit) const {
  std::vector<const Link*> found;
  for (std::size_t at : links_out_of_[unit.ordinal]) {
    if (parts_.links[at].to != no_unit) found.push_back(&parts_.links[at]);
  }
  return found;
}

Lineage Register::lineage(const Unit& unit) const {
  Lineage lineage;
  const auto walk = [&](bool is_back) {
    std::vector<Relative> found;
    std::set<Ordinal> seen{unit.ordinal};
    std::vector<const Unit*> frontier{&unit};
    for (int depth = 1; !frontier.empty(); ++depth) {
      std::vector<const Unit*> next;
      const auto begin = found.size();
      for (const Unit* via : frontier) {
        for (const Link* link : is_back ? links_into(*via) : links_out_of(*via)) {
          const Unit& other = parts_.units[is_back ? link->from : link->to];
          if (!seen.insert(other.ordinal).second) continue;
          found.push_back({&other, via, link, depth});
          next.push_back(&other);
        }
      }
      std::sort(found.begin() + static_cast<std::ptrdiff_t>(begin), found.end(),
                [](const Relative& a, const Relative& b) { return a.unit->ordinal < b.unit->ordinal; });
      frontier = std::move(next);
    }
    return found;
  };
  lineage.predecessors = walk(true);
  lineage.successors = walk(false);
  for (std::size_t at : links_into_[unit.ordinal]) {
    if (!parts_.links[at].is_resolved()) lineage.unresolved.push_back(&parts_.links[at]);
  }
  for (std::size_t at : links_out_of_[unit.ordinal]) {
    if (!parts_.links[at].is_resolved()) lineage.unresolved.push_back(&parts_.links[at]);
  }
  return lineage;
}

bool Register::is_covered(std::string_view province_code, Date day) const {
  return std::any_of(parts_.coverage.begin(), parts_.coverage.end(), [&](const Coverage& coverage) {
    return coverage.province_code == province_code && coverage.valid.contains(day);
  });
}

bool Register::is_complete(Date day, const Unit* root) const {
  if (root != nullptr) {
    const Unit* province_of_root = root->is_alive(day) ? province(*root, day) : nullptr;
    return province_of_root != nullptr && is_covered(province_of_root->id.code, day);
  }
  const auto provinces = children(nullptr, day);
  const auto law = std::find_if(parts_.province_counts.begin(), parts_.province_counts.end(),
                                [&](const ProvinceCount& count) { return count.valid.contains(day); });
  if (law == parts_.province_counts.end() || static_cast<int>(provinces.size()) != law->count) return false;
  return std::all_of(provinces.begin(), provinces.end(),
                     [&](const Unit* unit) { return is_covered(unit->id.code, day); });
}

Result<Counts> Register::count(Date day, const Unit* root) const {
  if (!is_complete(day, root)) {
    const std::string place = root == nullptr ? "VN" : root->nearest(day).name;
    return refuse(root == nullptr ? "units.country_not_complete" : "units.not_complete",
                  {{"place", place}, {"day", day.text()}});
  }
  Counts counts;
  counts.province = static_cast<int>(descendants(root, day, Level::province).size());
  counts.district = static_cast<int>(descendants(root, day, Level::district).size());
  counts.commune = static_cast<int>(descendants(root, day, Level::commune).size());
  return counts;
}

std::vector<const Unit*> Register::named(std::string_view name, Date day, const Unit* root) const {
  std::vector<const Unit*> found;
  for (const Unit& unit : parts_.units) {
    const Version* version = unit.at(day);
    if (version == nullptr || (version->name != name && short_name(version->name) != name)) continue;
    if (root == nullptr || is_under(unit, *root, day)) found.push_back(&unit);
  }
  return found;
}

}  // namespace luytre::units
