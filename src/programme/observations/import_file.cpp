#include "programme/observations/import_file.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

#include "base/vietnamese.h"
#include "programme/observations/import_value.h"
#include "programme/observations/installation.h"

namespace luytre::observations {

namespace {

constexpr std::array<std::string_view, 14> known_columns{
    "unit_code", "set",       "indicator",   "measure", "dimension", "as_of",  "opinion",
    "value",     "numerator", "denominator", "source",  "note",      "reason", "base"};
constexpr std::size_t rows_between_progress = 10'000;

struct Columns {
  std::optional<std::size_t> unit_code, set, indicator, measure, dimension, as_of, opinion, value, numerator,
      denominator, source, note, base;
};

std::string joined(const auto& words) {
  std::string text;
  for (const auto& word : words) text.append(text.empty() ? "" : ", ").append(word);
  return text;
}

Result<Columns> read_header(const CsvTable& table) {
  std::vector<Problem> faults;
  const std::string where = table.name + ":1";
  for (const auto& title : table.header) {
    if (std::find(known_columns.begin(), known_columns.end(), title) != known_columns.end()) continue;
    faults.push_back(
        {"observations.column_unknown", {{"column", title}, {"columns", joined(known_columns)}}, where, {}});
  }
  const auto at = [&](std::string_view title) { return table.column(title); };
  const auto need = [&](std::string_view title) {
    if (!at(title)) faults.push_back({"observations.column_missing", {{"column", std::string(title)}}, where, {}});
  };
  for (const std::string_view title : {"unit_code", "as_of", "opinion"}) need(title);
  if (at("measure") && (at("set") || at("indicator"))) faults.push_back({"observations.columns_clash", {}, where, {}});
  if (!at("measure")) {
    need("set");
    need("indicator");
  }
  if (!at("value") && !at("numerator")) need("value");
  if (at("numerator").has_value() != at("denominator").has_value()) {
    need(at("numerator") ? "denominator" : "numerator");
  }
  if (!faults.empty()) {
    return refuse("observations.header_refused", {{"file", table.name}}, where, std::move(faults));
  }
  return Columns{at("unit_code"), at("set"),     at("indicator"), at("measure"),   at("dimension"),
                 at("as_of"),     at("opinion"), at("value"),     at("numerator"), at("denominator"),
                 at("source"),    at("note"),    at("base")};
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

std::string_view cell_of(const CsvRow& row, const std::optional<std::size_t>& column) {
  return column ? trimmed(row.cells[*column]) : std::string_view();
}

struct UnitFound {
  std::string identity;
  std::string province;
};

// "06001 Xã A; 06007 Xã B": what the ground of the unit became, or what it was before.
std::string successors_of(const units::Register& units, const units::Unit& unit) {
  std::string text;
  for (const auto* link : units.links_out_of(unit)) {
    if (link->is_continuation()) continue;
    text += (text.empty() ? "" : "; ") + link->to_code + " " + link->to_name + " (" + link->day.text() + ")";
  }
  return text;
}

Result<UnitFound> find_unit(const units::Register& units, std::string_view code, Date as_of) {
  if (const auto* unit = units.find(code, as_of)) {
    const auto* province = units.province(*unit, unit->id.first_day);
    if (province == nullptr) province = units.province(*unit, as_of);
    return UnitFound{unit->id.text(), province == nullptr ? std::string() : province->id.code};
  }
  const auto bearers = units.with_code(code);
  if (bearers.empty()) return refuse("observations.unit_unknown", {{"code", std::string(code)}});
  const units::Unit* before = nullptr;  // the last bearer that ended by then
  for (const auto* unit : bearers) {
    if (unit->life().to <= as_of) before = unit;
  }
  if (before == nullptr) {
    return refuse("observations.unit_not_yet", {{"code", std::string(code)},
                                                {"name", bearers.front()->versions.front().name},
                                                {"from", bearers.front()->life().from.text()},
                                                {"as_of", as_of.text()}});
  }
  const std::string became = successors_of(units, *before);
  return refuse(became.empty() ? "observations.unit_ended" : "observations.unit_replaced",
                {{"code", std::string(code)},
                 {"name", before->last().name},
                 {"until", before->life().to.plus_days(-1).text()},
                 {"as_of", as_of.text()},
                 {"became", became}});
}

Result<const criteria::Measure*> find_measure(const criteria::Library& library, std::string_view set,
                                              std::string_view indicator, std::string_view measure, bool by_measure) {
  if (!by_measure) return library.measure_of(set, indicator);
  if (const auto* found = library.measure(measure)) return found;
  return refuse("observations.measure_unknown", {{"measure", std::string(measure)}});
}

// Answers of the same question are kept: a file names few units and measures, many times.
template <class Answer>
class Remembered {
 public:
  template <class Ask>
  const Result<Answer>& find(const std::string& question, const Ask& ask) {
    const auto known = answers_.find(question);
    if (known != answers_.end()) return known->second;
    return answers_.emplace(question, ask()).first->second;
  }

 private:
  std::unordered_map<std::string, Result<Answer>> answers_;
};

// One row's own checks; what rows say about each other comes after.
class RowChecker {
 public:
  RowChecker(const Columns& columns, const ImportContext& context) : columns_(columns), context_(context) {}

  // None: the row says nothing. Faults are added to `faults`.
  std::optional<CheckedRow> check(const CsvRow& row, std::vector<Problem>& faults) {
    const ValueCells cells{cell_of(row, columns_.value), cell_of(row, columns_.numerator),
                           cell_of(row, columns_.denominator)};
    if (cells.is_blank()) return std::nullopt;
    CheckedRow checked;
    check_words(row, checked.observation, faults);
    check_opinion(row, checked.observation, faults);
    if (checked.observation.key.opinion == Opinion::self) checked.observation.stage = context_.self_stage;
    if (columns_.base) checked.base = cell_of(row, columns_.base);
    check_unit(row, checked, faults);
    check_value(row, cells, checked.observation, faults);
    return checked;
  }

 private:
  void check_words(const CsvRow& row, Observation& observation, std::vector<Problem>& faults) const {
    for (const auto& cell : row.cells) {
      if (cell.size() > cell_bytes_max) {
        faults.push_back({"observations.cell_too_long", {{"limit", std::to_string(cell_bytes_max)}}, "", {}});
      }
      if (cell.find('\0') != std::string::npos) faults.push_back({"observations.cell_unreadable", {}, "", {}});
    }
    observation.source = cell_of(row, columns_.source);
    observation.note = cell_of(row, columns_.note);
    if (!context_.is_demonstration && observation.source.find(demonstration_mark) != std::string::npos) {
      faults.push_back({"observations.demonstration_row", {}, "", {}});
    }
  }

  void check_opinion(const CsvRow& row, Observation& observation, std::vector<Problem>& faults) const {
    const auto cell = cell_of(row, columns_.opinion);
    if (const auto opinion = parse_opinion(cell)) {
      observation.key.opinion = *opinion;
    } else {
      faults.push_back({"observations.opinion_unknown", {{"text", std::string(cell)}}, "", {}});
    }
  }

  void check_unit(const CsvRow& row, CheckedRow& checked, std::vector<Problem>& faults) {
    const auto as_of = Date::parse(cell_of(row, columns_.as_of));
    if (!as_of) {
      faults.push_back(as_of.error());
      return;
    }
    checked.observation.key.as_of = *as_of;
    if (*as_of > context_.today) {
      faults.push_back({"observations.future", {{"as_of", as_of->text()}, {"today", context_.today.text()}}, "", {}});
    }
    const std::string code(cell_of(row, columns_.unit_code));
    const auto& unit = units_.find(code + "@" + as_of->text(), [&] { return find_unit(context_.units, code, *as_of); });
    if (!unit) {
      faults.push_back(unit.error());
      return;
    }
    checked.observation.key.unit = unit->identity;
    checked.province = unit->province;
  }

  void check_value(const CsvRow& row, const ValueCells& cells, Observation& observation, std::vector<Problem>& faults) {
    const std::string set(cell_of(row, columns_.set));
    const std::string indicator(cell_of(row, columns_.indicator));
    const std::string name(cell_of(row, columns_.measure));
    const auto& measure = measures_.find(set + "\n" + indicator + "\n" + name, [&] {
      return find_measure(context_.library, set, indicator, name, columns_.measure.has_value());
    });
    if (!measure) {
      faults.push_back(measure.error());
      return;
    }
    observation.key.measure = (*measure)->id;
    auto dimension = read_dimension(**measure, cell_of(row, columns_.dimension));
    if (!dimension) {
      faults.push_back(dimension.error());
    } else {
      observation.key.dimension = *std::move(dimension);
    }
    auto value = read_value(**measure, cells, context_.number_style);
    if (!value) {
      faults.push_back(value.error());
    } else {
      observation.value = *std::move(value);
    }
  }

  const Columns& columns_;
  const ImportContext& context_;
  Remembered<UnitFound> units_;
  Remembered<const criteria::Measure*> measures_;
};

Problem problem_of_row(const CsvTable& table, std::size_t row, std::vector<Problem> faults) {
  const std::string where = table.where(table.rows[row]);
  if (faults.size() == 1) {
    Problem only = std::move(faults.front());
    only.where = where;
    return only;
  }
  return {"observations.several_faults", {{"count", std::to_string(faults.size())}}, where, std::move(faults)};
}

std::size_t hash_of(const ObservationKey& key) {
  const std::hash<std::string_view> hash;
  std::size_t sum = hash(key.unit);
  for (const std::size_t part : {hash(key.measure), hash(key.dimension), static_cast<std::size_t>(key.opinion),
                                 static_cast<std::size_t>(key.as_of.days())}) {
    sum ^= part + 0x9e3779b97f4a7c15U + (sum << 6) + (sum >> 2);
  }
  return sum;
}

// The first row of each key stands for its repeats; rows that contradict each other are all refused, because to take
// one of them would be to guess.
class Repeats {
 public:
  explicit Repeats(const std::vector<CheckedRow>& rows) : first_(rows.size()), contradicted_(rows.size()) {
    std::unordered_multimap<std::size_t, std::size_t> by_hash;
    by_hash.reserve(rows.size());
    for (std::size_t at = 0; at < rows.size(); ++at) {
      first_[at] = at;
      const std::size_t hash = hash_of(rows[at].observation.key);
      const auto [begin, end] = by_hash.equal_range(hash);
      for (auto same = begin; same != end; ++same) {
        if (rows[same->second].observation.key == rows[at].observation.key) first_[at] = same->second;
      }
      if (first_[at] == at) by_hash.emplace(hash, at);
      if (!(rows[first_[at]].observation.value == rows[at].observation.value)) {
        contradicted_[first_[at]] = at;
        contradicted_[at] = first_[at];
      }
    }
  }
  bool is_repeat(std::size_t at) const { return first_[at] != at; }
  // A row that says something else about the same thing.
  std::optional<std::size_t> contradiction(std::size_t at) const {
    if (contradicted_[at]) return contradicted_[at];
    return contradicted_[first_[at]];
  }

 private:
  std::vector<std::size_t> first_;
  std::vector<std::optional<std::size_t>> contradicted_;
};

void sort_out(const CsvTable& table, const ImportContext& context, std::vector<CheckedRow>& rows, CheckedFile& file) {
  const Repeats repeats(rows);
  std::vector<std::size_t> kept;
  for (std::size_t at = 0; at < rows.size(); ++at) {
    if (const auto other = repeats.contradiction(at)) {
      Problem problem{"observations.contradiction",
                      {{"value", text(rows[at].observation.value)},
                       {"other_value", text(rows[*other].observation.value)},
                       {"other_line", std::to_string(table.rows[rows[*other].row].line)}},
                      table.where(table.rows[rows[at].row]),
                      {}};
      file.refused.push_back({rows[at].row, std::move(problem)});
    } else if (repeats.is_repeat(at)) {
      ++file.repeated;
    } else if (is_known(context.panel, rows[at].observation)) {
      ++file.unchanged;
      if (!context.names_known_rows) continue;
      const auto standing = context.panel.newest(rows[at].observation.key);
      file.known.push_back({rows[at].row, rows[at].observation.key, standing ? standing->id : ObservationId{}});
    } else {
      kept.push_back(at);
    }
  }
  file.accepted.reserve(kept.size());
  for (const std::size_t at : kept) file.accepted.push_back(std::move(rows[at]));
  std::sort(file.refused.begin(), file.refused.end(),
            [](const RefusedRow& a, const RefusedRow& b) { return a.row < b.row; });
}

}  // namespace

bool is_known(const Panel& panel, const Observation& observation) {
  const auto known = panel.newest(observation.key);
  if (!known) return observation.value.kind == ValueKind::withdrawn;
  return known->value == observation.value && known->stage >= observation.stage;
}

Result<CheckedFile> check_file(const CsvTable& table, const ImportContext& context, const Progress& progress) {
  const auto columns = read_header(table);
  if (!columns) return pass_on(columns);
  if (table.rows.size() > import_rows_max) {
    return refuse("observations.too_many_rows",
                  {{"rows", std::to_string(table.rows.size())}, {"limit", std::to_string(import_rows_max)}},
                  table.name);
  }
  CheckedFile file;
  file.rows = table.rows.size();
  RowChecker checker(*columns, context);
  std::vector<CheckedRow> rows;
  rows.reserve(table.rows.size());
  for (std::size_t at = 0; at < table.rows.size(); ++at) {
    if (progress && at % rows_between_progress == 0) {
      if (auto told = progress(at); !told) return pass_on(told);
    }
    std::vector<Problem> faults;
    auto checked = checker.check(table.rows[at], faults);
    if (!faults.empty()) {
      file.refused.push_back({at, problem_of_row(table, at, std::move(faults))});
    } else if (!checked) {
      ++file.blank;
    } else {
      checked->row = at;
      rows.push_back(*std::move(checked));
    }
  }
  sort_out(table, context, rows, file);
  if (progress) {
    if (auto told = progress(table.rows.size()); !told) return pass_on(told);
  }
  return file;
}

std::string refused_csv(const CsvTable& table, const CheckedFile& file, Language language) {
  const auto old_reason = table.column("reason");
  std::string bytes;
  const auto put = [&](const std::vector<std::string>& cells, std::string_view reason) {
    for (std::size_t at = 0; at < cells.size(); ++at) {
      if (at != old_reason) bytes += csv_cell(cells[at]) + ",";
    }
    bytes += csv_cell(reason) + "\n";
  };
  put(table.header, "reason");
  for (const auto& refused : file.refused) {
    Problem problem = refused.problem;
    problem.where.clear();
    std::string reason = full_message(problem, language);
    std::replace(reason.begin(), reason.end(), '\n', ' ');
    put(table.rows[refused.row].cells, reason);
  }
  return bytes;
}

}  // namespace luytre::observations
