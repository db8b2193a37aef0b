// From the register as it is to the register as it will stand: the rows to append.
#include <algorithm>
#include <map>
#include <tuple>

#include "programme/units/timeline.h"

namespace luytre::units {

namespace {

bool same_content(const Version& a, const Version& b) {
  return a.valid == b.valid && a.name == b.name && a.kind == b.kind && a.parent_code == b.parent_code;
}

void add_versions(const Register& known, const Timelines& timelines, Additions& additions) {
  std::map<std::pair<UnitId, Date>, const Version*> withdrawn;
  std::map<UnitId, Level> levels;
  for (const Unit& unit : known.units()) {
    levels[unit.id] = unit.level;
    for (const Version& version : unit.versions) withdrawn[{unit.id, version.valid.from}] = &version;
  }
  for (const auto& [code, line] : timelines) {
    for (const Piece& piece : line) {
      const auto place = withdrawn.find({piece.id, piece.version.valid.from});
      const bool is_known = place != withdrawn.end() && same_content(*place->second, piece.version);
      if (place != withdrawn.end()) withdrawn.erase(place);
      if (!is_known) additions.versions.push_back({piece.id, piece.level, piece.version});
    }
  }
  for (const auto& [key, version] : withdrawn) {
    Version empty = *version;
    empty.valid.to = empty.valid.from;
    additions.versions.push_back({key.first, levels[key.first], std::move(empty)});
  }
}

struct KnownLink {
  const Link* link;
  std::optional<UnitId> from, to;
};

bool adds_nothing(const Link& link, const Link& known) {
  return (link.part == Part::unknown || link.part == known.part) && (!link.area || link.area == known.area) &&
         (!link.people || link.people == known.people);
}

void add_links(const Register& known, const Timelines& timelines, const std::vector<EndedLink>& links,
               Additions& additions) {
  std::map<LinkKey, KnownLink> known_links;
  for (const Link& link : known.links()) {
    KnownLink entry{&link, {}, {}};
    if (link.from != no_unit) entry.from = known.unit(link.from).id;
    if (link.to != no_unit) entry.to = known.unit(link.to).id;
    known_links[key_of(link)] = entry;
  }
  // Links seen in this import, and those known before, whose ends may have got other identities.
  const auto ends_of = [&](const Link& link, bool has_from, bool has_to) {
    LinkRow row{{}, {}, link};
    const Piece* from = has_from ? piece_on(timelines, link.from_code, link.from_until.plus_days(-1)) : nullptr;
    const Piece* to = has_to ? piece_on(timelines, link.to_code, link.day) : nullptr;
    if (from != nullptr) row.from = from->id;
    if (to != nullptr) row.to = to->id;
    return row;
  };
  for (const EndedLink& ended : links) {
    LinkRow row = ends_of(ended.fact.link, ended.has_from, ended.has_to);
    const auto place = known_links.find(key_of(row.link));
    if (place != known_links.end()) {
      const KnownLink& before = place->second;
      const bool is_known = before.from == row.from && before.to == row.to && adds_nothing(row.link, *before.link);
      row.link.from_name = before.link->from_name;
      row.link.to_name = before.link->to_name;
      if (!row.link.area) row.link.area = before.link->area;
      if (!row.link.people) row.link.people = before.link->people;
      known_links.erase(place);
      if (is_known) continue;
    }
    additions.links.push_back(std::move(row));
  }
  for (const auto& [key, before] : known_links) {
    LinkRow row = ends_of(*before.link, before.from.has_value(), before.to.has_value());
    if (row.from != before.from || row.to != before.to) additions.links.push_back(std::move(row));
  }
}

void add_attributes(const Register& known, const Timelines& timelines, const Facts& facts, Additions& additions,
                    ProblemList& problems) {
  std::map<std::tuple<UnitId, std::string, Date>, const Attribute*> before;
  for (const Attribute& attribute : known.attributes()) {
    before[{known.unit(attribute.unit).id, attribute.name, attribute.valid.from}] = &attribute;
  }
  std::set<std::tuple<UnitId, std::string, Date>> added;
  for (const AttributeFact& fact : facts.attributes) {
    const Attribute& attribute = fact.attribute;
    const Piece* piece = piece_on(timelines, fact.code, attribute.valid.from);
    if (piece == nullptr) {
      problems.add("units.attribute_unit_unknown",
                   {{"code", fact.code}, {"day", attribute.valid.from.text()}, {"attribute", attribute.name}},
                   attribute.source);
      continue;
    }
    const auto place = before.find({piece->id, attribute.name, attribute.valid.from});
    const bool is_known =
        place != before.end() && place->second->value == attribute.value && place->second->valid == attribute.valid;
    if (is_known) continue;
    if (!added.insert({piece->id, attribute.name, attribute.valid.from}).second) {
      problems.add("units.attribute_repeated", {{"code", fact.code}, {"attribute", attribute.name}}, attribute.source);
      continue;
    }
    additions.attributes.push_back({piece->id, attribute});
  }
}

}  // namespace

Additions difference(const Register& known, const Timelines& timelines, const std::vector<EndedLink>& links,
                     const Facts& facts, ProblemList& problems) {
  Additions additions;
  add_versions(known, timelines, additions);
  add_links(known, timelines, links, additions);
  add_attributes(known, timelines, facts, additions, problems);
  const auto covers = [](const Coverage& wide, const Coverage& narrow) {
    return wide.province_code == narrow.province_code && wide.valid.from <= narrow.valid.from &&
           narrow.valid.to <= wide.valid.to;
  };
  for (const Coverage& coverage : facts.coverage) {
    const auto is_covered = [&](const Coverage& other) { return covers(other, coverage); };
    if (std::any_of(known.coverage().begin(), known.coverage().end(), is_covered)) continue;
    if (std::any_of(additions.coverage.begin(), additions.coverage.end(), is_covered)) continue;
    std::erase_if(additions.coverage, [&](const Coverage& other) {
      return other.province_code == coverage.province_code && other.valid.from == coverage.valid.from;
    });
    additions.coverage.push_back(coverage);
  }
  return additions;
}

}  // namespace luytre::units
