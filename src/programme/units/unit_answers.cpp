#include "programme/units/unit_answers.h"

#include <set>

namespace luytre::units {

namespace {

json::object link_value(const Link& link) {
  json::object value{{"day", link.day.text()},        {"part", word(link.part)},        {"decision", link.decision},
                     {"confidence", link.confidence}, {"indirect", link.is_indirect()}, {"source", link.source}};
  const auto add_share = [&](const char* name, const std::optional<Share>& share) {
    if (share) {
      value[name] = json::object{{"part", share->numerator.text()}, {"whole", share->denominator.text()}};
    } else {
      value[name] = nullptr;
    }
  };
  add_share("area", link.area);
  add_share("people", link.people);
  return value;
}

json::array relatives_value(const std::vector<Relative>& relatives, bool is_back) {
  json::array values;
  for (const Relative& relative : relatives) {
    const Link& link = *relative.link;
    json::object value = brief_value(*relative.unit, is_back ? link.from_until.plus_days(-1) : link.day);
    value["depth"] = relative.depth;
    value[is_back ? "into" : "from"] = relative.via->id.text();
    value["link"] = link_value(link);
    values.push_back(std::move(value));
  }
  return values;
}

json::array attributes_value(const Register& known, const Unit& unit, Date day) {
  json::array values;
  std::set<std::string> seen;
  std::vector<const Unit*> bearers = known.ancestors(unit, day);
  bearers.insert(bearers.begin(), &unit);
  for (const Unit* bearer : bearers) {
    for (const Attribute& attribute : known.attributes()) {
      if (attribute.unit != bearer->ordinal || !attribute.valid.contains(day)) continue;
      if (!seen.insert(attribute.name).second) continue;
      values.push_back(json::object{{"name", attribute.name},
                                    {"value", attribute.value},
                                    {"of", bearer->id.text()},
                                    {"valid_from", attribute.valid.from.text()},
                                    {"valid_to", day_value(attribute.valid.to)},
                                    {"confidence", attribute.confidence},
                                    {"source", attribute.source}});
    }
  }
  return values;
}

}  // namespace

json::value day_value(Date day) { return day.is_open_end() ? json::value(nullptr) : json::value(day.text()); }

Result<const Unit*> require_any_unit(const Register& known, std::string_view code_or_id, Date day) {
  if (code_or_id.find('@') != std::string_view::npos) {
    auto id = UnitId::parse(code_or_id);
    if (!id) return pass_on(id);
    const Unit* unit = known.unit(*id);
    if (unit == nullptr) return refuse("units.unknown", {{"code", std::string(code_or_id)}});
    return unit;
  }
  const Unit* unit = known.find(code_or_id, day);
  if (unit != nullptr) return unit;
  const auto units = known.with_code(code_or_id);
  if (units.empty()) return refuse("units.unknown", {{"code", std::string(code_or_id)}});
  return units.back();
}

Result<const Unit*> require_unit(const Register& known, std::string_view code_or_id, Date day) {
  auto unit = require_any_unit(known, code_or_id, day);
  if (!unit) return pass_on(unit);
  if (code_or_id.find('@') != std::string_view::npos || (*unit)->is_alive(day)) return *unit;
  std::string lives;
  for (const Unit* other : known.with_code(code_or_id)) {
    if (!lives.empty()) lives += ", ";
    lives += "[" + other->life().from.text() + ", " +
             (other->life().to.is_open_end() ? std::string("…") : other->life().to.text()) + ")";
  }
  return refuse("units.not_alive", {{"code", std::string(code_or_id)}, {"day", day.text()}, {"lives", lives}});
}

json::object brief_value(const Unit& unit, Date day) {
  const Version& version = unit.nearest(day);
  return {{"unit", unit.id.text()},
          {"code", unit.id.code},
          {"name", version.name},
          {"short_name", short_name(version.name)},
          {"level", word(unit.level)},
          {"kind", word(version.kind)},
          {"parent", version.parent_code.empty() ? json::value(nullptr) : json::value(version.parent_code)},
          {"valid_from", unit.life().from.text()},
          {"valid_to", day_value(unit.life().to)}};
}

json::object unit_value(const Register& known, const Unit& unit, Date day) {
  json::object value = brief_value(unit, day);
  value["as_of"] = day.text();
  value["alive"] = unit.is_alive(day);
  const Version& version = unit.nearest(day);
  value["decision"] = version.decision;
  json::array ancestors;
  const Date within = unit.is_alive(day) ? day : version.valid.from;
  for (const Unit* above : known.ancestors(unit, within)) ancestors.push_back(brief_value(*above, within));
  value["ancestors"] = std::move(ancestors);
  json::array versions;
  for (const Version& each : unit.versions) {
    versions.push_back(json::object{{"valid_from", each.valid.from.text()},
                                    {"valid_to", day_value(each.valid.to)},
                                    {"name", each.name},
                                    {"kind", word(each.kind)},
                                    {"parent", each.parent_code},
                                    {"dating", word(each.dating)},
                                    {"decision", each.decision},
                                    {"source", each.source}});
  }
  value["versions"] = std::move(versions);
  value["attributes"] = attributes_value(known, unit, within);
  value["children_count"] = known.children(&unit, day).size();
  return value;
}

json::object lineage_value(const Register& known, const Unit& unit) {
  const Lineage lineage = known.lineage(unit);
  json::array unresolved;
  for (const Link* link : lineage.unresolved) {
    json::object value = link_value(*link);
    value["from_code"] = link->from_code;
    value["from_name"] = link->from_name;
    value["to_code"] = link->to_code;
    value["to_name"] = link->to_name;
    unresolved.push_back(std::move(value));
  }
  json::object value = brief_value(unit, unit.last().valid.from);
  value["predecessors"] = relatives_value(lineage.predecessors, true);
  value["successors"] = relatives_value(lineage.successors, false);
  value["unresolved"] = std::move(unresolved);
  return value;
}

json::array search_value(const Register& known, const std::vector<Found>& found) {
  json::array values;
  for (const Found& hit : found) {
    json::array within;
    for (const Unit* above : known.ancestors(*hit.unit, hit.version->valid.from)) {
      within.push_back(json::value(above->nearest(hit.version->valid.from).name));
    }
    values.push_back(json::object{{"code", hit.unit->id.code},
                                  {"name", hit.version->name},
                                  {"level", word(hit.unit->level)},
                                  {"valid_from", hit.named.from.text()},
                                  {"valid_to", day_value(hit.named.to)},
                                  {"kind", word(hit.version->kind)},
                                  {"unit", hit.unit->id.text()},
                                  {"within", std::move(within)}});
  }
  return values;
}

json::object counts_value(const Counts& counts) {
  return {{"province", counts.province}, {"district", counts.district}, {"commune", counts.commune}};
}

json::object flag_value(const Flag& flag) {
  return {{"kind", flag.kind},
          {"code", flag.code},
          {"day", day_value(flag.day)},
          {"detail", flag.detail},
          {"source", flag.source}};
}

json::object tree_value(const Register& known, const Unit& unit, Date day, int levels) {
  json::object value = brief_value(unit, day);
  if (levels <= 0) return value;
  json::array below;
  for (const Unit* child : known.children(&unit, day)) below.push_back(tree_value(known, *child, day, levels - 1));
  value["children"] = std::move(below);
  return value;
}

}  // namespace luytre::units
