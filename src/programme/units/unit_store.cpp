#include "programme/units/unit_store.h"

#include <algorithm>
#include <charconv>
#include <map>

#include "base/csv.h"
#include "base/resources.h"

namespace luytre::units {

namespace {

using storage::Row;
using storage::Value;

const std::vector<std::string> version_columns{"event", "code", "first_day",   "valid_from", "valid_to", "level",
                                               "kind",  "name", "parent_code", "dating",     "decision", "source"};
const std::vector<std::string> link_columns{
    "event", "from_code", "from_first_day", "from_until", "from_name",    "to_code",  "to_first_day", "to_name", "day",
    "part",  "area",      "area_whole",     "people",     "people_whole", "decision", "confidence",   "source"};
const std::vector<std::string> attribute_columns{"event",      "code",     "first_day",  "name",  "value",
                                                 "valid_from", "valid_to", "confidence", "source"};

tl::unexpected<Problem> damaged(const std::string& what) { return refuse("units.damaged", {{"what", what}}); }

// Texts of days repeat by the thousand, so that parsing each once is worth a map.
class Days {
 public:
  Result<Date> of(const std::string& text) {
    if (text.empty()) return Date::open_end();
    const auto known = days_.find(text);
    if (known != days_.end()) return known->second;
    auto day = Date::parse(text);
    if (!day) return damaged(text);
    days_.emplace(text, *day);
    return *day;
  }

 private:
  std::map<std::string, Date> days_;
};

std::string text_of(const std::optional<UnitId>& id) { return id ? id->first_day.text() : std::string{}; }

void share_values(const std::optional<Share>& share, std::vector<Value>& row) {
  row.emplace_back(share ? share->numerator.text() : std::string{});
  row.emplace_back(share ? share->denominator.text() : std::string{});
}

Result<std::optional<Share>> share_of(const std::string& part, const std::string& whole) {
  if (part.empty()) return std::optional<Share>{};
  auto numerator = Decimal::parse(part);
  auto denominator = Decimal::parse(whole);
  if (!numerator || !denominator) return damaged(part + "/" + whole);
  return std::optional<Share>{Share{*numerator, *denominator}};
}

// Rows come sorted by key and event: the last of each key counts.
class Assembly {
 public:
  Done add_version(const Row& row);
  Done add_link(const Row& row);
  Done add_attribute(const Row& row);
  Done close_units();
  RegisterParts parts;

 private:
  Ordinal place_of(const std::string& code, const std::string& first_day);
  Days days_;
  std::map<std::pair<std::string, std::string>, Ordinal> places_;
};

Done Assembly::add_version(const Row& row) {
  auto first_day = days_.of(row.text(1));
  auto from = days_.of(row.text(2));
  auto to = days_.of(row.text(3));
  const auto level = level_named(row.text(4));
  const auto kind = kind_named(row.text(5));
  if (!first_day || !from || !to || !level || !kind) return damaged("unit_version " + row.text(0));
  const UnitId id{row.text(0), *first_day};
  if (parts.units.empty() || parts.units.back().id != id) {
    parts.units.push_back({id, no_unit, *level, {}});
  }
  Unit& unit = parts.units.back();
  Version version{{*from, *to}, row.text(6), *kind, row.text(7), row.text(8) == "act" ? Dating::act : Dating::list,
                  row.text(9),  row.text(10)};
  if (!unit.versions.empty() && unit.versions.back().valid.from == *from) unit.versions.pop_back();
  unit.versions.push_back(std::move(version));
  unit.level = *level;
  return {};
}

Done Assembly::close_units() {
  for (Unit& unit : parts.units) {
    std::erase_if(unit.versions, [](const Version& version) { return version.valid.from == version.valid.to; });
    for (std::size_t at = 1; at < unit.versions.size(); ++at) {
      if (unit.versions[at - 1].valid.to != unit.versions[at].valid.from) return damaged(unit.id.text());
    }
  }
  std::erase_if(parts.units, [](const Unit& unit) { return unit.versions.empty(); });
  for (Ordinal at = 0; at < parts.units.size(); ++at) {
    places_[{parts.units[at].id.code, parts.units[at].id.first_day.text()}] = at;
  }
  return {};
}

Ordinal Assembly::place_of(const std::string& code, const std::string& first_day) {
  const auto place = places_.find({code, first_day});
  return place == places_.end() ? no_unit : place->second;
}

Done Assembly::add_link(const Row& row) {
  auto until = days_.of(row.text(2));
  auto day = days_.of(row.text(7));
  auto area = share_of(row.text(9), row.text(10));
  auto people = share_of(row.text(11), row.text(12));
  const auto part = part_named(row.text(8));
  if (!until || !day || !area || !people || !part) return damaged("unit_link " + row.text(0));
  Link link;
  link.from_code = row.text(0);
  link.from_until = *until;
  link.from_name = row.text(3);
  link.to_code = row.text(4);
  link.to_name = row.text(6);
  link.day = *day;
  const auto same = [&](const Link& other) {
    return other.from_code == link.from_code && other.from_until == link.from_until &&
           other.from_name == link.from_name && other.to_code == link.to_code && other.to_name == link.to_name &&
           other.day == link.day;
  };
  if (!parts.links.empty() && same(parts.links.back())) parts.links.pop_back();
  link.from = row.text(1).empty() ? no_unit : place_of(row.text(0), row.text(1));
  link.to = row.text(5).empty() ? no_unit : place_of(row.text(4), row.text(5));
  link.part = *part;
  link.area = *area;
  link.people = *people;
  link.decision = row.text(13);
  link.confidence = row.text(14);
  link.source = row.text(15);
  parts.links.push_back(std::move(link));
  return {};
}

Done Assembly::add_attribute(const Row& row) {
  auto from = days_.of(row.text(4));
  auto to = days_.of(row.text(5));
  if (!from || !to) return damaged("unit_attribute " + row.text(0));
  const Ordinal unit = place_of(row.text(0), row.text(1));
  if (unit == no_unit) return damaged("unit_attribute " + row.text(0));
  auto& all = parts.attributes;
  if (!all.empty() && all.back().unit == unit && all.back().name == row.text(2) && all.back().valid.from == *from) {
    all.pop_back();
  }
  all.push_back({unit, row.text(2), row.text(3), {*from, *to}, row.text(6), row.text(7)});
  return {};
}

Done load_coverage(storage::Database& database, audit::EventNumber known_at, RegisterParts& parts) {
  return database.each_row(
      "SELECT province_code, valid_from, valid_to, source FROM unit_coverage WHERE event <= ? "
      "ORDER BY province_code, valid_from, event",
      {known_at}, [&](const Row& row) -> Done {
        Days days;
        auto from = days.of(row.text(1));
        auto to = days.of(row.text(2));
        if (!from || !to) return damaged("unit_coverage " + row.text(0));
        auto& all = parts.coverage;
        if (!all.empty() && all.back().province_code == row.text(0) && all.back().valid.from == *from) all.pop_back();
        all.push_back({row.text(0), {*from, *to}, row.text(3)});
        return {};
      });
}

Done load_flags(storage::Database& database, audit::EventNumber known_at, RegisterParts& parts) {
  return database.each_row(
      "SELECT kind, code, day, detail, source FROM unit_flag WHERE event <= ? ORDER BY event, position", {known_at},
      [&](const Row& row) -> Done {
        auto day = Days().of(row.text(2));
        if (!day) return damaged("unit_flag " + row.text(1));
        parts.flags.push_back({row.text(0), row.text(1), *day, row.text(3), row.text(4)});
        return {};
      });
}

std::vector<std::vector<Value>> link_values(audit::EventNumber event, const std::vector<LinkRow>& links) {
  std::vector<std::vector<Value>> rows;
  for (const LinkRow& row : links) {
    const Link& link = row.link;
    std::vector<Value> values{
        event,        link.from_code,  text_of(row.from), link.from_until.text(), link.from_name,
        link.to_code, text_of(row.to), link.to_name,      link.day.text(),        std::string(word(link.part))};
    share_values(link.area, values);
    share_values(link.people, values);
    values.insert(values.end(), {link.decision, link.confidence, link.source});
    rows.push_back(std::move(values));
  }
  return rows;
}

}  // namespace

Done append(storage::Database& database, audit::EventNumber event, const Additions& additions) {
  std::vector<std::vector<Value>> rows;
  for (const auto& [id, level, version] : additions.versions) {
    rows.push_back({event, id.code, id.first_day.text(), version.valid.from.text(), version.valid.to.text(),
                    std::string(word(level)), std::string(word(version.kind)), version.name, version.parent_code,
                    std::string(word(version.dating)), version.decision, version.source});
  }
  if (auto done = database.insert_rows("unit_version", version_columns, rows); !done) return done;
  if (auto done = database.insert_rows("unit_link", link_columns, link_values(event, additions.links)); !done) {
    return done;
  }
  rows.clear();
  for (const auto& [id, attribute] : additions.attributes) {
    rows.push_back({event, id.code, id.first_day.text(), attribute.name, attribute.value, attribute.valid.from.text(),
                    attribute.valid.to.text(), attribute.confidence, attribute.source});
  }
  if (auto done = database.insert_rows("unit_attribute", attribute_columns, rows); !done) return done;
  rows.clear();
  for (const Coverage& coverage : additions.coverage) {
    rows.push_back(
        {event, coverage.province_code, coverage.valid.from.text(), coverage.valid.to.text(), coverage.source});
  }
  if (auto done =
          database.insert_rows("unit_coverage", {"event", "province_code", "valid_from", "valid_to", "source"}, rows);
      !done) {
    return done;
  }
  rows.clear();
  std::int64_t position = 0;
  for (const Flag& flag : additions.flags) {
    rows.push_back({event, position++, flag.kind, flag.code, flag.day.text(), flag.detail, flag.source});
  }
  return database.insert_rows("unit_flag", {"event", "position", "kind", "code", "day", "detail", "source"}, rows);
}

Result<std::shared_ptr<const Register>> load_register(storage::Database& database, audit::EventNumber known_at) {
  Assembly assembly;
  auto read = database.each_row(
      "SELECT code, first_day, valid_from, valid_to, level, kind, name, parent_code, dating, decision, source "
      "FROM unit_version WHERE event <= ? ORDER BY code, first_day, valid_from, event",
      {known_at}, [&](const Row& row) { return assembly.add_version(row); });
  if (read) read = assembly.close_units();
  if (read) {
    read = database.each_row(
        "SELECT from_code, from_first_day, from_until, from_name, to_code, to_first_day, to_name, day, part, area, "
        "area_whole, people, people_whole, decision, confidence, source FROM unit_link WHERE event <= ? "
        "ORDER BY from_code, from_until, from_name, to_code, to_name, day, event",
        {known_at}, [&](const Row& row) { return assembly.add_link(row); });
  }
  if (read) {
    read = database.each_row(
        "SELECT code, first_day, name, value, valid_from, valid_to, confidence, source FROM unit_attribute "
        "WHERE event <= ? ORDER BY code, first_day, name, valid_from, event",
        {known_at}, [&](const Row& row) { return assembly.add_attribute(row); });
  }
  if (read) read = load_coverage(database, known_at, assembly.parts);
  if (read) read = load_flags(database, known_at, assembly.parts);
  if (!read) return pass_on(read);
  auto boundaries = load_boundaries(database, known_at);
  if (!boundaries) return pass_on(boundaries);
  assembly.parts.boundaries = std::move(*boundaries);
  auto counts = legal_province_counts();
  if (!counts) return pass_on(counts);
  assembly.parts.province_counts = std::move(*counts);
  return std::make_shared<const Register>(std::move(assembly.parts), known_at);
}

Result<std::vector<ProvinceCount>> legal_province_counts() {
  constexpr std::string_view path = "reference/country/province_counts.csv";
  auto table = parse_csv(resource(path), std::string(path));
  if (!table) return pass_on(table);
  std::vector<ProvinceCount> counts;
  for (const CsvRow& row : table->rows) {
    ProvinceCount count;
    const std::string& number = row.cells[0];
    const auto read = std::from_chars(number.data(), number.data() + number.size(), count.count);
    auto from = Days().of(row.cells[1]);
    auto to = Days().of(row.cells[2]);
    if (read.ec != std::errc{} || !from || !to) return damaged(table->where(row));
    count.valid = {*from, *to};
    count.decision = row.cells[3];
    counts.push_back(std::move(count));
  }
  return counts;
}

}  // namespace luytre::units
