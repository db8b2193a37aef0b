#include "programme/reorganisation/parts.h"

#include <algorithm>

namespace luytre::reorganisation {

namespace {

constexpr std::string_view weight_names[] = {"population", "area", "households"};

std::optional<Share> stated(const units::Link& link, Weights weights) {
  if (weights == Weights::households) return std::nullopt;
  return weights == Weights::population ? link.people : link.area;
}

std::optional<Share> fraction_of(const units::Link& link, Weights weights) {
  if (link.part == units::Part::whole) return Share{Decimal::of(1), Decimal::of(1)};
  if (link.part == units::Part::partial) return stated(link, weights);
  return std::nullopt;
}

Part part_of(const units::Register& units, const units::Link& link, Weights weights) {
  Part part{&units.unit(link.from), &link, link.from_until.plus_days(-1), fraction_of(link, weights), {}, {}};
  const auto* attribute = units.attribute(*part.unit, attribute_of(weights), part.last_day);
  // A figure of the unit above says nothing of this one.
  if (attribute != nullptr && attribute->unit == part.unit->ordinal) {
    if (const auto number = Decimal::parse(attribute->value); number && !number->is_negative()) {
      part.weight = *number;
      part.weight_source = attribute->source;
    }
  }
  if (!part.weight) {
    if (const auto share = stated(link, weights)) {
      part.weight = share->denominator;
      part.weight_source = link.source;
    }
  }
  return part;
}

}  // namespace

std::string_view name_of(Weights weights) { return weight_names[static_cast<std::size_t>(weights)]; }

std::optional<Weights> weights_named(std::string_view name) {
  for (const auto weights : {Weights::population, Weights::area, Weights::households}) {
    if (name_of(weights) == name) return weights;
  }
  return std::nullopt;
}

std::string_view attribute_of(Weights weights) {
  return weights == Weights::area ? std::string_view("area_km2") : name_of(weights);
}

Result<Parts> parts_of(const units::Register& units, const units::Unit& unit, Date as_of, Weights weights) {
  std::vector<const units::Link*> into;
  for (const units::Link* link : units.links_into(unit)) {
    if (!link->is_continuation() && link->day <= as_of) into.push_back(link);
  }
  if (into.empty()) {
    return refuse("reorganisation.not_made", {{"unit", unit.nearest(as_of).name}, {"date", as_of.vietnamese_text()}});
  }
  Parts found;
  for (const units::Link* link : into) found.made_on = std::max(found.made_on, link->day);
  for (const units::Link* link : into) {
    if (link->day == found.made_on) found.parts.push_back(part_of(units, *link, weights));
  }
  std::sort(found.parts.begin(), found.parts.end(),
            [](const Part& a, const Part& b) { return a.unit->id < b.unit->id; });
  for (const units::Link* link : units.lineage(unit).unresolved) {
    const bool is_into = link->to == unit.ordinal && link->from == units::no_unit;
    if (is_into && link->day == found.made_on) found.unresolved.push_back(link);
  }
  return found;
}

}  // namespace luytre::reorganisation
