#include "programme/units/unit_files.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <map>
#include <set>

#include "base/vietnamese.h"

namespace luytre::units {

namespace {

constexpr std::size_t code_characters_max = 10;
constexpr std::size_t commune_code_digits = 5;

// One row with its columns by name; what is wrong with a cell becomes a problem at the row's line.
class RowReader {
 public:
  RowReader(const CsvTable& table, ProblemList& problems) : table_(table), problems_(problems) {
    for (std::size_t at = 0; at < table.header.size(); ++at) columns_[table.header[at]] = at;
  }
  void move_to(const CsvRow& row) { row_ = &row; }
  std::string where() const { return table_.where(*row_); }
  const std::string& text(std::string_view column) const {
    static const std::string none;
    const auto at = columns_.find(column);
    return at == columns_.end() ? none : row_->cells[at->second];
  }
  void refuse_row(std::string code, Arguments arguments) {
    problems_.add(std::move(code), std::move(arguments), where());
  }

  std::optional<Date> day(std::string_view column, bool is_last_day) {
    const std::string& written = text(column);
    if (written.empty()) return Date::open_end();
    auto day = Date::parse(written);
    if (!day) {
      refuse_row("units.day_malformed", {{"column", std::string(column)}, {"text", written}});
      return std::nullopt;
    }
    return is_last_day ? day->plus_days(1) : *day;
  }
  std::optional<Interval> interval(std::string_view from, std::string_view to, bool is_last_day) {
    auto first = day(from, false);
    auto end = day(to, is_last_day);
    if (!first || !end) return std::nullopt;
    if (first->is_open_end()) {
      refuse_row("units.day_missing", {{"column", std::string(from)}});
      return std::nullopt;
    }
    if (*end <= *first) {
      refuse_row("units.empty_interval", {{"from", text(from)}, {"to", text(to)}});
      return std::nullopt;
    }
    return Interval{*first, *end};
  }
  std::optional<std::string> code(std::string_view column) {
    const std::string& written = text(column);
    const bool is_good = !written.empty() && written.size() <= code_characters_max &&
                         std::all_of(written.begin(), written.end(), [](char c) {
                           return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
                         });
    if (is_good) return written;
    refuse_row("units.code_malformed", {{"column", std::string(column)}, {"text", written}});
    return std::nullopt;
  }
  // `whole` empty: the part is a fraction of one. More than one whole is refused.
  std::optional<Share> share(std::string_view part, std::string_view whole) {
    const std::string& written = text(part);
    if (written.empty()) return std::nullopt;
    auto numerator = Decimal::parse(written);
    auto denominator = whole.empty() ? Result<Decimal>(Decimal::of(1)) : Decimal::parse(text(whole));
    if (!numerator || !denominator || numerator->is_negative() || *denominator <= Decimal::of(0)) {
      refuse_row("units.share_malformed", {{"column", std::string(part)}, {"text", written}});
      return std::nullopt;
    }
    if (*numerator > *denominator) {
      refuse_row("units.share_over_one", {{"column", std::string(part)}, {"text", written}});
      return std::nullopt;
    }
    return Share{*numerator, *denominator};
  }

 private:
  const CsvTable& table_;
  ProblemList& problems_;
  const CsvRow* row_ = nullptr;
  std::map<std::string, std::size_t, std::less<>> columns_;
};

// "1", "2", "3" of the official lists, where 2 is a district before July 2025 and a commune after; or our words.
std::optional<std::pair<Level, Kind>> level_and_kind(const std::string& level, const std::string& type) {
  std::initializer_list<Level> levels = {};
  static constexpr auto provinces = {Level::province};
  static constexpr auto seconds = {Level::commune, Level::district};
  static constexpr auto communes = {Level::commune};
  if (level == "1") levels = provinces;
  if (level == "2") levels = seconds;
  if (level == "3") levels = communes;
  for (const Level candidate : levels) {
    if (const auto kind = kind_written(nfc(type), candidate)) return std::pair{candidate, *kind};
  }
  return std::nullopt;
}

std::optional<UnitFact> listed_unit(RowReader& row) {
  UnitFact fact;
  auto code = row.code("code");
  const auto kind = level_and_kind(row.text("level"), row.text("type"));
  if (!kind) row.refuse_row("units.kind_unknown", {{"level", row.text("level")}, {"type", row.text("type")}});
  if (row.text("name").empty()) row.refuse_row("units.name_missing", {{"code", row.text("code")}});
  if (!code || !kind || row.text("name").empty()) return std::nullopt;
  fact.code = *code;
  fact.level = kind->first;
  fact.version.kind = kind->second;
  fact.version.name = nfc(row.text("name"));
  fact.version.parent_code = row.text("parent_code");
  fact.version.source = row.where();
  return fact;
}

// A list holds every unit of each province that it names together with anything below it.
void claim_provinces(const std::vector<UnitFact>& units, const std::string& name, std::vector<Coverage>& coverage) {
  std::set<std::string> parents;
  for (const UnitFact& unit : units) parents.insert(unit.version.parent_code);
  for (const UnitFact& unit : units) {
    if (unit.level != Level::province || parents.count(unit.code) == 0) continue;
    coverage.push_back({unit.code, unit.version.valid, name});
  }
}

void read_history(const CsvTable& table, RowReader& row, Facts& facts) {
  std::vector<UnitFact> units;
  for (const CsvRow& cells : table.rows) {
    row.move_to(cells);
    auto fact = listed_unit(row);
    auto valid = row.interval("valid_from", "valid_to", true);
    if (!fact || !valid) continue;
    fact->version.valid = *valid;
    fact->version.decision = row.text("legal_act");
    const bool is_act = !fact->version.decision.empty() || row.text("date_precision").starts_with("act");
    fact->version.dating = is_act ? Dating::act : Dating::list;
    units.push_back(std::move(*fact));
  }
  claim_provinces(units, table.name, facts.coverage);
  facts.units.insert(facts.units.end(), units.begin(), units.end());
}

void read_list(const CsvTable& table, RowReader& row, Facts& facts) {
  std::vector<UnitFact> units;
  for (const CsvRow& cells : table.rows) {
    row.move_to(cells);
    auto fact = listed_unit(row);
    auto day = row.day("as_of", false);
    if (!fact || !day) continue;
    if (day->is_open_end()) {
      row.refuse_row("units.day_missing", {{"column", "as_of"}});
      continue;
    }
    fact->version.valid = {*day, day->plus_days(1)};
    units.push_back(std::move(*fact));
  }
  facts.lists.push_back(std::move(units));
}

std::optional<Part> written_part(RowReader& row) {
  const std::string& written = row.text("part");
  if (written.empty()) return Part::unknown;
  if (written == "full") return Part::whole;
  if (const auto part = part_named(written)) return part;
  row.refuse_row("units.part_unknown", {{"text", written}});
  return std::nullopt;
}

void finish_link(RowReader& row, LinkFact fact, Facts& facts) {
  const auto part = written_part(row);
  fact.link.area = row.share("area_share", "");
  fact.link.people = row.share("population_share", "");
  if (!part) return;
  fact.link.part = *part;
  fact.link.source = row.where();
  if (!fact.has_from_until) fact.link.from_until = fact.link.day;
  facts.links.push_back(std::move(fact));
}

// From the old units to those of 1 July 2025; a column `day` overrides the day.
void read_merge_map(const CsvTable& table, RowReader& row, Facts& facts) {
  for (const CsvRow& cells : table.rows) {
    row.move_to(cells);
    LinkFact fact;
    auto from = row.code("old_code");
    auto to = row.code("new_code");
    auto day = row.day("day", false);
    if (!from || !to || !day) continue;
    fact.link.from_code = *from;
    fact.link.to_code = *to;
    fact.link.from_name = nfc(row.text("old_name"));
    fact.link.to_name = nfc(row.text("new_name"));
    fact.link.day = day->is_open_end() ? two_level_day : *day;
    fact.link.decision = row.text("resolution");
    fact.link.confidence = row.text("confidence");
    finish_link(row, std::move(fact), facts);
  }
}

void read_long_map(const CsvTable& table, RowReader& row, Facts& facts) {
  for (const CsvRow& cells : table.rows) {
    row.move_to(cells);
    LinkFact fact;
    auto from = row.code("old_code");
    auto to = row.code("new_code");
    if (!from || !to) continue;
    const std::string& basis = row.text("basis");
    const bool is_act = basis.find('/') != std::string::npos && basis.find(' ') == std::string::npos;
    fact.link.from_code = *from;
    fact.link.to_code = *to;
    fact.link.from_name = nfc(row.text("old_name"));
    fact.link.to_name = nfc(row.text("new_name"));
    fact.link.day = two_level_day;
    fact.link.decision = is_act ? basis : "";
    fact.link.confidence = is_act ? "high" : basis.starts_with("UNVERIFIED") ? "inferred" : "secondary";
    fact.must_match_names = true;
    finish_link(row, std::move(fact), facts);
  }
}

// Units that had ended before: some rows have no code, and some codes have lost their zeros.
void read_abolished_map(const CsvTable& table, RowReader& row, Facts& facts) {
  for (const CsvRow& cells : table.rows) {
    row.move_to(cells);
    LinkFact fact;
    auto to = row.code("new_code");
    auto until = row.day("old_valid_to", true);
    if (!to || !until) continue;
    fact.link.from_code = row.text("old_code");
    const std::size_t lost_zeros = commune_code_digits - std::min(commune_code_digits, to->size());
    fact.link.to_code = std::string(lost_zeros, '0') + *to;
    fact.link.from_name = nfc(row.text("old_name"));
    fact.link.to_name = nfc(row.text("new_name"));
    fact.link.day = two_level_day;
    fact.link.confidence = "secondary";
    fact.must_match_names = true;
    fact.has_from_until = !until->is_open_end();
    if (fact.has_from_until) fact.link.from_until = *until;
    finish_link(row, std::move(fact), facts);
  }
}

void read_own_units(const CsvTable& table, RowReader& row, Facts& facts) {
  for (const CsvRow& cells : table.rows) {
    row.move_to(cells);
    auto code = row.code("code");
    auto valid = row.interval("from", "to", false);
    const auto level = level_named(row.text("level"));
    const auto kind = kind_named(row.text("kind"));
    if (!level || !kind || level_of(*kind) != *level) {
      row.refuse_row("units.kind_unknown", {{"level", row.text("level")}, {"type", row.text("kind")}});
      continue;
    }
    if (!code || !valid) continue;
    const Dating dating = row.text("dating") == "act" ? Dating::act : Dating::list;
    facts.units.push_back(
        {*level,
         *code,
         {*valid, nfc(row.text("name")), *kind, row.text("parent_code"), dating, row.text("decision"), row.where()}});
  }
}

void read_successions(const CsvTable& table, RowReader& row, Facts& facts) {
  for (const CsvRow& cells : table.rows) {
    row.move_to(cells);
    LinkFact fact;
    auto from = row.code("from_code");
    auto to = row.code("to_code");
    auto day = row.day("day", false);
    const auto part = written_part(row);
    fact.link.area = row.share("area_km2", "area_whole_km2");
    fact.link.people = row.share("people", "people_whole");
    if (!from || !to || !day || !part) continue;
    if (day->is_open_end()) {
      row.refuse_row("units.day_missing", {{"column", "day"}});
      continue;
    }
    fact.link.from_code = *from;
    fact.link.to_code = *to;
    fact.link.from_name = nfc(row.text("from_name"));
    fact.link.to_name = nfc(row.text("to_name"));
    fact.link.day = fact.link.from_until = *day;
    fact.link.part = *part;
    fact.link.decision = row.text("decision");
    fact.link.confidence = row.text("confidence");
    fact.link.source = row.where();
    facts.links.push_back(std::move(fact));
  }
}

void read_attributes(const CsvTable& table, RowReader& row, Facts& facts) {
  for (const CsvRow& cells : table.rows) {
    row.move_to(cells);
    auto code = row.code("code");
    auto valid = row.interval("from", "to", false);
    if (row.text("attribute").empty() || row.text("value").empty()) {
      row.refuse_row("units.attribute_missing", {{"code", row.text("code")}});
      continue;
    }
    if (!code || !valid) continue;
    facts.attributes.push_back(
        {*code, {no_unit, row.text("attribute"), nfc(row.text("value")), *valid, row.text("confidence"), row.where()}});
  }
}

void read_coverage(const CsvTable& table, RowReader& row, Facts& facts) {
  for (const CsvRow& cells : table.rows) {
    row.move_to(cells);
    auto code = row.code("province_code");
    auto valid = row.interval("from", "to", false);
    if (code && valid) facts.coverage.push_back({*code, *valid, row.where()});
  }
}

void pass_over(const CsvTable& table, RowReader&, Facts& facts) { facts.passed_over.push_back(table.name); }

struct Format {
  std::vector<std::string_view> columns;  // all must be there
  void (*read)(const CsvTable&, RowReader&, Facts&);
};

// The first whose columns are all in the header.
const std::array<Format, 12>& formats() {
  static const std::array<Format, 12> all{{
      {{"level", "code", "name", "type", "parent_code", "as_of"}, read_list},
      {{"level", "code", "name", "type", "parent_code", "valid_from", "valid_to"}, read_history},
      {{"level", "code", "name", "kind", "parent_code", "from", "to"}, read_own_units},
      {{"old_code", "new_code", "part", "basis"}, read_long_map},
      {{"old_code", "new_code", "part"}, read_merge_map},
      {{"old_code", "old_name", "old_valid_to", "new_code", "new_name"}, read_abolished_map},
      {{"from_code", "to_code", "day", "part"}, read_successions},
      {{"code", "attribute", "value", "from", "to"}, read_attributes},
      {{"province_code", "from", "to", "source"}, read_coverage},
      {{"gso_code", "osm_relation_id"}, pass_over},
      {{"date", "units_added", "units_removed"}, pass_over},
      {{"date", "provinces", "districts", "communes_all"}, pass_over},
  }};
  return all;
}

}  // namespace

Facts read_unit_files(const std::vector<NamedFile>& files, ProblemList& problems) {
  Facts facts;
  for (const NamedFile& file : files) {
    auto table = parse_csv(file.bytes, file.name);
    if (!table) {
      problems.add(std::move(table).error());
      continue;
    }
    const auto format = std::find_if(formats().begin(), formats().end(), [&](const Format& candidate) {
      return std::all_of(candidate.columns.begin(), candidate.columns.end(),
                         [&](std::string_view column) { return table->column(column).has_value(); });
    });
    if (format == formats().end()) {
      problems.add("units.format_unknown", {{"file", file.name}}, file.name + ":1");
      continue;
    }
    RowReader row(*table, problems);
    format->read(*table, row, facts);
  }
  return facts;
}

}  // namespace luytre::units
