#include "programme/recognition/import_facts.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <string>
#include <vector>

#include "base/vietnamese.h"

namespace luytre::recognition {

namespace {

constexpr std::array<std::string_view, 6> columns_needed{"date",        "kind",     "commune",
                                                         "title_level", "decision", "source_url"};

// Cells of one row by column name.
class Cells {
 public:
  Cells(const CsvTable& table, const CsvRow& row) : table_(table), row_(row) {}
  std::string operator[](std::string_view column) const {
    const auto index = table_.column(column);
    return index ? row_.cells[*index] : std::string();
  }
  std::string where() const { return table_.where(row_); }

 private:
  const CsvTable& table_;
  const CsvRow& row_;
};

// "TP Lạng Sơn" and "thành phố Lạng Sơn" are the same name.
std::string without_kind(const std::string& name) {
  for (const std::string_view prefix : {"TP. ", "TP ", "Tp. ", "Tp "}) {
    if (name.starts_with(prefix)) return name.substr(prefix.size());
  }
  return std::string(units::short_name(name));
}

std::vector<const units::Unit*> with_name(const std::vector<const units::Unit*>& candidates, const std::string& name,
                                          Date day) {
  const auto wanted = without_kind(name);
  std::vector<const units::Unit*> exact;
  std::vector<const units::Unit*> folded;
  for (const auto* unit : candidates) {
    const auto known = units::short_name(unit->nearest(day).name);
    if (lower(nfc(known)) == lower(nfc(wanted))) exact.push_back(unit);
    if (fold(known) == fold(wanted)) folded.push_back(unit);
  }
  return exact.empty() ? folded : exact;
}

// Titles are for communes: where a commune and a town share the name, the commune is meant.
void prefer_commune(std::vector<const units::Unit*>& found, Date day) {
  if (found.size() < 2) return;
  std::vector<const units::Unit*> communes;
  for (const auto* unit : found) {
    if (unit->nearest(day).kind == units::Kind::commune) communes.push_back(unit);
  }
  if (communes.size() == 1) found = communes;
}

Result<const units::Unit*> only(const std::vector<const units::Unit*>& found, const std::string& name,
                                const std::string& above, Date day, const std::string& where) {
  if (found.size() == 1) return found.front();
  const Arguments arguments{{"name", name}, {"above", above}, {"date", day.text()}};
  if (found.empty()) return refuse("recognition.unknown_name", arguments, where);
  std::string names;
  for (const auto* unit : found) {
    names += (names.empty() ? "" : ", ") + unit->nearest(day).name + " (" + unit->id.code + ")";
  }
  auto with_names = arguments;
  with_names.emplace_back("candidates", names);
  return refuse("recognition.ambiguous_name", with_names, where);
}

std::string last_day(const units::Unit& unit) {
  const Date to = unit.life().to;
  return to.is_open_end() ? "…" : to.plus_days(-1).vietnamese_text();
}

// A unit by its code or identity; it must have been alive on the day.
Result<const units::Unit*> unit_coded(const std::string& code, const units::Register& units, Date day,
                                      const std::string& where) {
  const units::Unit* found = nullptr;
  if (code.find('@') == std::string::npos) {
    found = units.find(code, day);
    if (found == nullptr && !units.with_code(code).empty()) found = units.with_code(code).back();
  } else {
    const auto id = units::UnitId::parse(code);
    if (!id) return pass_on(id);
    found = units.unit(*id);
  }
  if (found == nullptr) {
    return refuse("recognition.unknown_unit", {{"code", code}, {"date", day.vietnamese_text()}}, where);
  }
  if (found->is_alive(day)) return found;
  return refuse("recognition.unit_not_alive",
                {{"name", found->nearest(day).name},
                 {"code", found->id.code},
                 {"from", found->life().from.vietnamese_text()},
                 {"to", last_day(*found)},
                 {"date", day.vietnamese_text()}},
                where);
}

// The commune, district or province that a row names, as it was on the day.
Result<const units::Unit*> find_unit(const Cells& cells, const units::Register& units, const units::Unit& province,
                                     Date day) {
  if (const auto code = cells["unit"]; !code.empty()) return unit_coded(code, units, day, cells.where());
  const auto province_name = province.nearest(day).name;
  const units::Unit* above = &province;
  std::string above_name = province_name;
  if (const auto district = cells["district"]; !district.empty()) {
    auto found = with_name(units.descendants(&province, day, units::Level::district), district, day);
    auto chosen = only(found, district, province_name, day, cells.where());
    if (!chosen) return chosen;
    above = *chosen;
    above_name = above->nearest(day).name;
  }
  const auto commune = cells["commune"];
  if (commune.empty()) return above;
  auto found = with_name(units.descendants(above, day, units::Level::commune), commune, day);
  prefer_commune(found, day);
  return only(found, commune, above_name, day, cells.where());
}

std::optional<Title> title_written(const std::string& text) {
  if (const auto title = title_named(text)) return title;
  std::string folded = fold(text);
  for (const std::string_view prefix : {"xa ", "huyen ", "tinh ", "dat chuan ", "nong thon moi ", "ntm "}) {
    if (folded.starts_with(prefix)) folded.erase(0, prefix.size());
  }
  if (folded == "ntm" || folded == "nong thon moi") return Title::ntm;
  if (folded == "nang cao") return Title::advanced;
  if (folded == "kieu mau") return Title::model;
  if (folded == "hien dai") return Title::modern;
  if (folded == "hoan thanh" || folded == "hoan thanh nhiem vu" || folded == "hoan thanh xay dung nong thon moi") {
    return Title::completion;
  }
  return std::nullopt;
}

// What a row says about a title; nothing when it is some other figure.
std::optional<Standing> standing_of(const Cells& cells) {
  const auto kind = cells["kind"];
  const auto status = cells["status"];
  if (const auto named = standing_named(kind)) return named;
  if (kind == "recognition") return Standing::recognised;
  if (kind == "revocation") return Standing::revoked;
  if (kind == "appraisal") return Standing::considered_by_council;
  if (status.find("self-review") != std::string::npos) return Standing::self_review;
  if (kind == "commune" && status.starts_with("recognised")) return Standing::recognised;
  return std::nullopt;
}

// The first year 2010 to 2039 that follows one of the words "year", "for", "recognised" in the text.
std::optional<int> year_in(const std::string& text) {
  for (const std::string_view word : {"year ", "for ", "recognised "}) {
    const auto at = text.find(word);
    if (at == std::string::npos) continue;
    const auto digits = text.substr(at + word.size(), 4);
    const bool is_number = std::all_of(digits.begin(), digits.end(), [](unsigned char c) { return std::isdigit(c); });
    if (digits.size() != 4 || !is_number) continue;
    const int year = std::stoi(digits);
    if (year >= 2010 && year < 2040) return year;
  }
  return std::nullopt;
}

std::string joined_words(const std::string& status, const std::string& note) {
  if (status.empty() || note.empty()) return status + note;
  return status + "; " + note;
}

Result<TitleFact> title_fact(const Cells& cells, const units::Unit& unit, Standing standing, Date day) {
  const auto title = title_written(cells["title_level"]);
  if (!title) return refuse("recognition.unknown_title", {{"title", cells["title_level"]}}, cells.where());
  TitleFact fact;
  fact.unit = unit.id.text();
  fact.title = *title;
  fact.standing = standing;
  fact.set = cells["set"];
  fact.decision = cells["decision"];
  fact.stated_on = day;
  if (!fact.decision.empty()) fact.decision_date = day;
  fact.value = cells["value"];
  fact.words = joined_words(cells["status"], cells["note"]);
  fact.source_url = cells["source_url"];
  fact.document = cells["document"];
  fact.trust = cells["trust"];
  if (const auto written_day = cells["in_force"]; !written_day.empty()) {
    const auto in_force = Date::parse(written_day);
    if (!in_force) return refuse(in_force.error().code, in_force.error().arguments, cells.where());
    fact.in_force = *in_force;
  }
  if (const auto written = cells["achievement_year"]; !written.empty()) {
    fact.achievement_year = year_in("year " + written);
  } else if (standing != Standing::self_review) {
    fact.achievement_year = year_in(cells["note"]);
    if (!fact.achievement_year) fact.achievement_year = year_in(cells["status"]);
  }
  return completed(std::move(fact));
}

QuotedFact quoted_fact(const Cells& cells, const units::Unit& unit, Date day) {
  QuotedFact fact;
  fact.unit = unit.id.text();
  fact.date = day;
  fact.kind = cells["kind"];
  fact.about = cells["title_level"];
  fact.status = cells["status"];
  fact.decision = cells["decision"];
  fact.value = cells["value"];
  fact.note = cells["note"];
  fact.source_url = cells["source_url"];
  fact.trust = cells["trust"].empty() ? "B" : cells["trust"];
  return fact;
}

// A row from before the register knew the province, about a name that is gone since: it is nobody's title; the words
// are kept under the unit above, and the name with them.
QuotedFact unplaced_fact(const Cells& cells, const units::Unit& province, Date day) {
  auto fact = quoted_fact(cells, province, day);
  const auto district = cells["district"];
  fact.about += " · " + cells["commune"] + (district.empty() ? "" : " (" + district + ")");
  return fact;
}

// Fills in the row; the problem is the caller's to keep.
Done read_row(const Cells& cells, const units::Register& units, std::string_view province_code, ReadRow& row) {
  const auto day = Date::parse(cells["date"]);
  if (!day) {
    auto problem = day.error();
    problem.where = cells.where();
    return tl::unexpected(problem);
  }
  row.day = *day;
  if (cells["source_url"].empty() && cells["document"].empty()) {
    return refuse("recognition.no_source", {}, cells.where());
  }
  // Before the register begins, a name is looked up on its first day: a unit's first day is when it was first listed.
  const auto begins = units.with_code(province_code).front()->life().from;
  const auto looked_up = std::max(*day, begins);
  const auto* province = units.find(province_code, looked_up);
  if (!province) {
    return refuse("recognition.no_province", {{"province", std::string(province_code)}}, cells.where());
  }
  const auto unit = find_unit(cells, units, *province, looked_up);
  if (!unit && *day < begins && unit.error().code == "recognition.unknown_name") {
    row.unit = province;
    row.is_unplaced = true;
    row.quoted = unplaced_fact(cells, *province, *day);
    return {};
  }
  if (!unit) return pass_on(unit);
  row.unit = *unit;
  const auto standing = standing_of(cells);
  if (!standing) {
    row.quoted = quoted_fact(cells, **unit, *day);
    return {};
  }
  auto fact = title_fact(cells, **unit, *standing, *day);
  if (!fact) return pass_on(fact);
  row.title = std::move(*fact);
  return {};
}

std::string name_in(const Cells& cells) {
  for (const std::string_view column : {"commune", "district", "unit"}) {
    if (auto name = cells[column]; !name.empty()) return name;
  }
  return "";
}

}  // namespace

Result<std::vector<ReadRow>> read_rows(const CsvTable& table, const units::Register& units,
                                       std::string_view province_code) {
  for (const auto column : columns_needed) {
    if (!table.column(column)) {
      return refuse("recognition.no_column", {{"column", std::string(column)}}, table.name + ":1");
    }
  }
  if (units.with_code(province_code).empty()) {
    return refuse("recognition.no_province", {{"province", std::string(province_code)}}, table.name);
  }
  std::vector<ReadRow> rows;
  rows.reserve(table.rows.size());
  for (const auto& row : table.rows) {
    const Cells cells(table, row);
    ReadRow read{cells.where(), name_in(cells), nullptr, Date::from_days(0)};
    if (auto done = read_row(cells, units, province_code, read); !done) read.problem = done.error();
    rows.push_back(std::move(read));
  }
  return rows;
}

void check_rows(std::vector<ReadRow>& rows, const DecisionWorld& world) {
  for (auto& row : rows) {
    if (row.problem || !row.title) continue;
    auto right = check_quoted(*row.title, world);
    if (right) continue;
    row.problem = right.error();
    row.problem->where = row.where;
    row.title.reset();
  }
}

FactBatch batch_of(const std::vector<ReadRow>& rows) {
  FactBatch batch;
  for (const auto& row : rows) {
    if (row.title) batch.titles.push_back(*row.title);
    if (row.quoted) batch.quoted.push_back(*row.quoted);
    if (row.is_unplaced) batch.unplaced.push_back(row.where + ": " + row.named);
  }
  return batch;
}

Result<FactBatch> all_of(const std::vector<ReadRow>& rows, const std::string& file_name) {
  std::vector<Problem> causes;
  for (const auto& row : rows) {
    if (row.problem) causes.push_back(*row.problem);
  }
  if (causes.empty()) return batch_of(rows);
  const Arguments counts{
      {"file", file_name}, {"refused", std::to_string(causes.size())}, {"rows", std::to_string(rows.size())}};
  return refuse("recognition.refused", counts, {}, std::move(causes));
}

Result<FactBatch> read_facts(const CsvTable& table, const units::Register& units, std::string_view province_code) {
  const auto rows = read_rows(table, units, province_code);
  if (!rows) return pass_on(rows);
  return all_of(*rows, table.name);
}

}  // namespace luytre::recognition
