#include "programme/villages/import_villages.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "base/identifier.h"
#include "base/vietnamese.h"
#include "platform/access/person.h"
#include "programme/villages/keep_village.h"

namespace luytre::villages {
namespace {

constexpr std::array<std::string_view, 3> change_names{"added", "counted", "unchanged"};
constexpr std::size_t causes_max = 100;

// A row read, its commune found.
struct ListRow {
  const CsvRow* row = nullptr;
  VillageWish wish;
  const units::Unit* commune = nullptr;
};

// A day as people write it: 2025-07-01 or 01/07/2025.
std::optional<Date> day_written(const std::string& text) {
  if (const auto day = Date::parse(text.substr(0, 10))) return *day;
  if (text.size() != 10 || text[2] != '/' || text[5] != '/') return std::nullopt;
  const auto day = Date::parse(text.substr(6, 4) + "-" + text.substr(3, 2) + "-" + text.substr(0, 2));
  return day ? std::optional(*day) : std::nullopt;
}

std::optional<std::int64_t> number_written(const std::string& text) {
  std::int64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

class RowReader {
 public:
  RowReader(const CsvTable& table, const CsvRow& row) : table_(table), row_(row) {}

  std::string text(std::string_view column) const {
    const auto at = table_.column(column);
    if (!at) return {};
    const std::string& cell = row_.cells[*at];
    const auto first = cell.find_first_not_of(" \t\r\n");
    if (first == std::string::npos) return {};
    return cell.substr(first, cell.find_last_not_of(" \t\r\n") - first + 1);
  }
  std::optional<Date> day(std::string_view column) {
    const std::string cell = text(column);
    const auto day = cell.empty() ? std::nullopt : day_written(cell);
    if (!cell.empty() && !day) bad(column, cell);
    return day;
  }
  std::optional<std::int64_t> number(std::string_view column) {
    const std::string cell = text(column);
    const auto number = cell.empty() ? std::nullopt : number_written(cell);
    if (!cell.empty() && !number) bad(column, cell);
    return number;
  }
  void bad(std::string_view column, const std::string& cell) {
    if (!problem) {
      problem = Problem{"villages.bad_cell", {{"column", std::string(column)}, {"text", cell}}, where(), {}};
    }
  }
  std::string where() const { return table_.where(row_); }

  std::optional<Problem> problem;

 private:
  const CsvTable& table_;
  const CsvRow& row_;
};

Result<ListRow> read_row(const CsvTable& table, const CsvRow& row, const Known& known, Date today) {
  RowReader reader(table, row);
  ListRow read{&row, {}, nullptr};
  VillageWish& wish = read.wish;
  wish.name = reader.text("name");
  wish.commune = reader.text("commune");
  wish.code = reader.text("code");
  wish.decision = reader.text("decision");
  wish.source = reader.text("source");
  wish.from = reader.day("from");
  wish.as_of = reader.day("as_of");
  wish.households = reader.number("households");
  wish.people = reader.number("people");
  const auto kind = kind_written(reader.text("kind"));
  if (!kind) reader.bad("kind", reader.text("kind"));
  if (wish.name.empty() || wish.name.size() > name_bytes_max) reader.bad("name", wish.name);
  if (!wish.from) reader.bad("from", reader.text("from"));
  for (const auto* text : {&wish.code, &wish.decision, &wish.source}) {
    if (text->size() > short_bytes_max) reader.bad("source", text->substr(0, 40));
  }
  if (reader.problem) return tl::unexpected(*std::move(reader.problem));
  wish.kind = *kind;
  if (today < *wish.from || (wish.as_of && today < *wish.as_of)) {
    return refuse("villages.future_day",
                  {{"date", std::max(*wish.from, wish.as_of.value_or(*wish.from)).vietnamese_text()}}, reader.where());
  }
  if (auto counted = check_count(wish.households, wish.people); !counted) {
    Problem problem = std::move(counted).error();
    problem.where = reader.where();
    return tl::unexpected(std::move(problem));
  }
  const auto commune = find_commune(*known.units, wish.commune, *wish.from, reader.where());
  if (!commune) return pass_on(commune);
  read.commune = *commune;
  return read;
}

// All rows, or every fault of the file.
Result<std::vector<ListRow>> read_rows(const CsvTable& table, const Known& known, Date today) {
  std::vector<ListRow> rows;
  std::vector<Problem> problems;
  std::set<std::string> seen;
  for (const CsvRow& row : table.rows) {
    auto read = read_row(table, row, known, today);
    if (!read) {
      problems.push_back(std::move(read).error());
      continue;
    }
    const std::string key = read->commune->id.text() + "\n" + fold(read->wish.name);
    const bool is_new = seen.insert(key).second;
    const bool has_new_code = read->wish.code.empty() || seen.insert("code\n" + read->wish.code).second;
    if (!is_new || !has_new_code) {
      problems.push_back({"villages.twice_in_file", {{"village", read->wish.name}}, table.where(row), {}});
    }
    rows.push_back(*std::move(read));
  }
  if (problems.empty()) return rows;
  const std::string count = std::to_string(problems.size());
  if (problems.size() > causes_max) problems.resize(causes_max);
  return refuse("villages.refused", {{"count", count}}, table.name, std::move(problems));
}

// What the rows add to one register.
class Laying {
 public:
  Laying(const Desk& desk, const CsvTable& table, const VillageRegister& villages, const units::Register& units,
         std::string actor)
      : desk_(desk), table_(table), villages_(villages), units_(units), actor_(std::move(actor)) {
    for (const Village* village : villages_.villages()) {
      if (!village->code.empty()) coded_.emplace(village->province + "\n" + village->code, village);
      for (const VillageVersion& version : village->versions) {
        named_[version.commune + "\n" + fold(version.name)].push_back(village);
      }
    }
  }

  void lay(const ListRow& row) {
    const std::string identity = row.commune->id.text();
    const std::string province = province_of(units_, *row.commune, *row.wish.from);
    const auto coded = coded_.find(province + "\n" + row.wish.code);
    const Village* known = coded == coded_.end() ? nullptr : coded->second;
    if (known == nullptr) known = village_of_name(identity, row.wish);
    if (known == nullptr) {
      add(row, identity, province);
      return;
    }
    const VillageVersion* version = known->at(*row.wish.from);
    const bool differs = version == nullptr || version->commune != identity || version->name != row.wish.name ||
                         (!row.wish.code.empty() && known->code != row.wish.code);
    if (differs) {
      problems.push_back({"villages.import_differs",
                          {{"village", row.wish.name}, {"known", known->nearest(*row.wish.from).name}},
                          table_.where(*row.row),
                          {}});
      return;
    }
    const bool has_news = count(known->id, row, known);
    rows.push_back({static_cast<std::size_t>(row.row->line), has_news ? ImportChange::counted : ImportChange::unchanged,
                    known->id, row.wish.name, row.commune->id.code});
  }

  Additions added;
  std::vector<ImportedRow> rows;
  std::vector<Problem> problems;

 private:
  const Village* village_of_name(const std::string& identity, const VillageWish& wish) const {
    const auto found = named_.find(identity + "\n" + fold(wish.name));
    if (found == named_.end()) return nullptr;
    for (const Village* village : found->second) {
      const VillageVersion* version = village->at(*wish.from);
      if (version != nullptr && version->commune == identity) return village;
    }
    return nullptr;
  }

  void add(const ListRow& row, const std::string& identity, const std::string& province) {
    Village village;
    village.id = new_uuid7(desk_.unix_milliseconds());
    village.province = province;
    village.code = row.wish.code;
    rows.push_back({static_cast<std::size_t>(row.row->line), ImportChange::added, village.id, row.wish.name,
                    row.commune->id.code});
    added.versions.emplace_back(village.id, VillageVersion{0, *row.wish.from, row.wish.name, row.wish.kind, identity,
                                                           row.wish.decision, row.wish.source, actor_});
    count(village.id, row, nullptr);
    added.villages.push_back(std::move(village));
  }

  // Whether the row's counts say something new.
  bool count(const std::string& id, const ListRow& row, const Village* known) {
    if (!row.wish.households && !row.wish.people) return false;
    const Date as_of = row.wish.as_of.value_or(*row.wish.from);
    const Count* stands = known == nullptr ? nullptr : known->count_on(as_of);
    const bool is_known = stands != nullptr && stands->as_of == as_of && stands->households == row.wish.households &&
                          stands->people == row.wish.people;
    if (is_known) return false;
    added.counts.emplace_back(id, Count{0, as_of, row.wish.households, row.wish.people, row.wish.source, actor_});
    return true;
  }

  const Desk& desk_;
  const CsvTable& table_;
  const VillageRegister& villages_;
  const units::Register& units_;
  const std::string actor_;
  std::map<std::string, std::vector<const Village*>> named_;  // by commune and folded name
  std::map<std::string, const Village*> coded_;               // by province and code
};

Done lay_all(Laying& laying, const std::vector<ListRow>& rows, const CsvTable& table) {
  for (const ListRow& row : rows) laying.lay(row);
  if (laying.problems.empty()) return {};
  const std::string count = std::to_string(laying.problems.size());
  if (laying.problems.size() > causes_max) laying.problems.resize(causes_max);
  return refuse("villages.refused", {{"count", count}}, table.name, std::move(laying.problems));
}

std::vector<access::Ask> asks_of(const std::vector<ListRow>& rows) {
  std::map<std::string, Date> communes;
  for (const ListRow& row : rows) communes.emplace(row.commune->id.text(), *row.wish.from);
  std::vector<access::Ask> asks;
  for (const auto& [commune, day] : communes) asks.push_back({"villages.keep", commune, day, {}});
  if (asks.empty()) asks.push_back({"villages.keep", "", {}, {}});
  return asks;
}

audit::EventDraft draft_of(const Laying& laying, const CsvTable& table, const std::string& province) {
  audit::EventDraft draft;
  draft.kind = "villages.imported";
  draft.province = province;
  for (const ImportedRow& row : laying.rows) {
    if (row.change != ImportChange::unchanged) draft.subjects.push_back({"village", row.village});
  }
  draft.subjects = audit::subjects_or(std::move(draft.subjects), {"import", table.name});
  draft.payload = {{"file", table.name},
                   {"added", static_cast<std::int64_t>(laying.added.villages.size())},
                   {"counted", static_cast<std::int64_t>(laying.added.counts.size())}};
  draft.answer = draft.payload;
  return draft;
}

}  // namespace

std::string_view name_of(ImportChange change) { return change_names[static_cast<std::size_t>(change)]; }

std::size_t Imported::count(ImportChange change) const {
  return static_cast<std::size_t>(
      std::count_if(rows.begin(), rows.end(), [&](const ImportedRow& row) { return row.change == change; }));
}

Result<Imported> import_villages(const Desk& desk, const commands::Asked& asked, const Known& known,
                                 const CsvTable& table) {
  const auto rows = read_rows(table, known, desk.today());
  if (!rows) return pass_on(rows);
  const std::string actor = access::person_of(asked.actor);
  Imported imported;
  const auto outcome = desk.writer.run(
      commands::order_by(asked, "villages.keep", asks_of(*rows)),
      [&](storage::Database& inside, audit::EventNumber number, const std::string&) -> Result<audit::EventDraft> {
        const auto villages = load_villages(inside, number - 1);
        if (!villages) return pass_on(villages);
        Laying laying(desk, table, **villages, *known.units, actor);
        if (auto laid = lay_all(laying, *rows, table); !laid) return pass_on(laid);
        imported.rows = laying.rows;
        if (laying.added.villages.empty() && laying.added.counts.empty()) return refuse("villages.nothing_left");
        if (auto done = append(inside, number, laying.added); !done) return pass_on(done);
        return draft_of(laying, table, known.province);
      });
  if (!outcome && outcome.error().code == "villages.nothing_left") return imported;
  if (!outcome) return pass_on(outcome);
  imported.event = outcome->event;
  return imported;
}

}  // namespace luytre::villages
