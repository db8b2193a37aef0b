#include "programme/observations/import_file.h"

#include <algorithm>
#include <future>
#include <iterator>
#include <unordered_map>
#include <utility>

#include "base/large_pages.h"
#include "programme/observations/check_rows.h"
#include "programme/observations/import_columns.h"

namespace luytre::observations {

namespace {

constexpr std::size_t rows_between_progress = 10'000;
constexpr std::size_t rows_for_two_threads = 1'000;

Problem problem_of_row(const CsvFile& file, std::size_t row, std::vector<Problem> faults) {
  const std::string where = file.where(row);
  if (faults.size() == 1) {
    Problem only = std::move(faults.front());
    only.where = where;
    return only;
  }
  return {"observations.several_faults", {{"count", std::to_string(faults.size())}}, where, std::move(faults)};
}

constexpr std::uint32_t nobody = 0xFFFF'FFFF;
constexpr std::uint64_t places_of_a_row_max = 4;

// For each row the first one of the same unit, column and day.
std::vector<std::uint32_t> first_rows(const CheckedValues& values) {
  std::vector<std::uint32_t> unit_of(values.words_count(), nobody);
  std::uint32_t units = 0;
  KeyNumbers days;
  std::vector<std::uint64_t> keys;
  reserve_large(keys, values.size());
  for (const ValueRow& row : values.rows) {
    if (unit_of[row.unit] == nobody) unit_of[row.unit] = units++;
    keys.push_back(key_of(days.of(static_cast<std::uint32_t>(row.as_of)), unit_of[row.unit]));
  }
  const std::uint64_t columns = values.columns().size(), places = columns * days.size() * units;
  // Where most places are taken, each has one of its own; else they are found by a hash.
  const bool is_dense = places <= places_of_a_row_max * values.size();
  KeyNumbers numbers(is_dense ? 0 : values.size());
  std::vector<std::uint32_t> first_of(is_dense ? places : values.size(), nobody), first;
  reserve_large(first, values.size());
  for (std::uint32_t at = 0; at < keys.size(); ++at) {
    const std::uint64_t day = keys[at] >> 32U, unit = keys[at] & 0xFFFF'FFFFU;
    const std::uint64_t place = (day * columns + values.rows[at].column) * units + unit;
    std::uint32_t& known = first_of[is_dense ? place : numbers.of(place)];
    if (known == nobody) known = at;
    first.push_back(known);
  }
  return first;
}

// The first row of each key stands for its repeats; rows that contradict each other are all refused, because to take
// one of them would be to guess.
class Repeats {
 public:
  explicit Repeats(const CheckedValues& values) : first_(first_rows(values)) {
    for (std::uint32_t at = 0; at < first_.size(); ++at) {
      const std::uint32_t first = first_[at];
      if (first == at || says_the_same(values.rows[first], values.rows[at])) continue;
      contradicted_[first] = at;
      contradicted_[at] = first;
    }
  }
  bool has_contradictions() const { return !contradicted_.empty(); }
  bool is_repeat(std::uint32_t at) const { return first_[at] != at; }
  // A row that says something else about the same thing.
  std::optional<std::uint32_t> contradiction(std::uint32_t at) const {
    if (contradicted_.empty()) return std::nullopt;
    auto found = contradicted_.find(at);
    if (found == contradicted_.end()) found = contradicted_.find(first_[at]);
    return found == contradicted_.end() ? std::nullopt : std::optional(found->second);
  }

 private:
  std::vector<std::uint32_t> first_;
  std::unordered_map<std::uint32_t, std::uint32_t> contradicted_;
};

Problem contradiction_of(const CsvFile& table, const CheckedValues& values, const ValueRow& row,
                         const ValueRow& other) {
  return {"observations.contradiction",
          {{"value", text(values.value(row))},
           {"other_value", text(values.value(other))},
           {"other_line", std::to_string(table.line(other.row))}},
          table.where(row.row),
          {}};
}

void refuse_contradictions(const CsvFile& table, const Repeats& repeats, CheckedFile& file) {
  const auto& rows = file.accepted.rows;
  for (std::uint32_t at = 0; at < rows.size(); ++at) {
    const auto other = repeats.contradiction(at);
    if (other) file.refused.push_back({rows[at].row, contradiction_of(table, file.accepted, rows[at], rows[*other])});
  }
  std::sort(file.refused.begin(), file.refused.end(),
            [](const RefusedRow& a, const RefusedRow& b) { return a.row < b.row; });
}

// Leaves in `file.accepted` what is new.
void sort_out(const CsvFile& table, const ImportContext& context, CheckedFile& file) {
  const Repeats repeats(file.accepted);
  if (repeats.has_contradictions()) refuse_contradictions(table, repeats, file);
  Standing standing(context.panel, file.accepted, context.notes_count);
  auto& rows = file.accepted.rows;
  std::size_t kept = 0;
  for (std::uint32_t at = 0; at < rows.size(); ++at) {
    const ValueRow row = rows[at];
    if (repeats.contradiction(at)) continue;
    if (repeats.is_repeat(at)) {
      ++file.repeated;
      continue;
    }
    const Cell* newest = standing.newest(row);
    if (!standing.is_known(row, newest)) {
      rows[kept++] = row;
      continue;
    }
    ++file.unchanged;
    if (!context.names_known_rows) continue;
    file.known.push_back({row, newest == nullptr ? ObservationId{} : ObservationId{newest->batch, newest->position}});
  }
  rows.resize(kept);
}

struct RowSpan {
  std::size_t first = 0;
  std::size_t last = 0;  // without this one
};

// Each row by itself; what they say about each other comes later.
Done check_rows(const CsvFile& table, const ImportColumns& columns, const ImportContext& context, RowSpan span,
                const Progress& progress, CheckedFile& file) {
  reserve_large(file.accepted.rows, table.size() - span.first);
  RowChecker checker(table, columns, context, file.accepted);
  std::vector<Problem> faults;
  for (std::size_t at = span.first; at < span.last; ++at) {
    if (progress && at % rows_between_progress == 0) {
      if (auto told = progress(at); !told) return told;
    }
    const auto checked = checker.check(at, faults);
    if (!faults.empty()) {
      file.refused.push_back({at, problem_of_row(table, at, std::exchange(faults, {}))});
    } else if (!checked) {
      ++file.blank;
    } else {
      file.accepted.rows.push_back(*checked);
    }
  }
  return {};
}

// Puts the rows of `rest` behind those of `file`, in whose numbers they then speak.
void append(CheckedFile& rest, CheckedFile& file) {
  CheckedValues& values = file.accepted;
  std::vector<std::uint32_t> word_of, column_of;
  for (std::uint32_t word = 0; word < rest.accepted.words_count(); ++word) {
    word_of.push_back(values.word(rest.accepted.text_of(word)));
  }
  for (const ColumnKey& column : rest.accepted.columns()) column_of.push_back(values.column(column));
  for (ValueRow row : rest.accepted.rows) {
    for (std::uint32_t* word : {&row.unit, &row.province, &row.source, &row.note, &row.grade}) *word = word_of[*word];
    row.column = column_of[row.column];
    if (row.base_after != 0) row.base_after = word_of[row.base_after - 1] + 1;
    values.rows.push_back(row);
  }
  std::move(rest.refused.begin(), rest.refused.end(), std::back_inserter(file.refused));
  file.blank += rest.blank;
}

}  // namespace

bool is_known(const Panel& panel, const Observation& observation, bool notes_count) {
  const auto known = panel.newest(observation.key);
  if (!known) return observation.value.kind == ValueKind::withdrawn;
  if (notes_count && !observation.note.empty() && observation.note != known->note) return false;
  return known->value == observation.value && known->stage >= observation.stage;
}

Result<CheckedFile> check_file(const CsvFile& table, const ImportContext& context, const Progress& progress) {
  const auto columns = read_header(table);
  if (!columns) return pass_on(columns);
  if (table.size() > import_rows_max) {
    return refuse("observations.too_many_rows",
                  {{"rows", std::to_string(table.size())}, {"limit", std::to_string(import_rows_max)}}, table.name);
  }
  CheckedFile file;
  file.rows = table.size();
  // Rows know nothing of each other yet: the second half is checked on a thread of its own.
  const std::size_t middle = table.size() < rows_for_two_threads ? table.size() : (table.size() + 1) / 2;
  CheckedFile rest;
  auto beside = middle == table.size() ? std::future<Done>() : std::async(std::launch::async, [&] {
    return check_rows(table, *columns, context, {middle, table.size()}, {}, rest);
  });
  const auto tell = [&](std::size_t at) { return progress ? progress(at * table.size() / middle) : Done(); };
  if (auto checked = check_rows(table, *columns, context, {0, middle}, tell, file); !checked) return pass_on(checked);
  if (beside.valid()) {
    if (auto checked = beside.get(); !checked) return pass_on(checked);
    append(rest, file);
  }
  sort_out(table, context, file);
  if (progress) {
    if (auto told = progress(table.size()); !told) return pass_on(told);
  }
  return file;
}

std::string refused_csv(const CsvFile& table, const CheckedFile& file, Language language) {
  const auto old_reason = table.column("reason");
  std::string bytes;
  const auto put = [&](const auto& cell_of, std::string_view reason) {
    for (std::size_t at = 0; at < table.header.size(); ++at) {
      if (at != old_reason) bytes += csv_cell(cell_of(at)) + ",";
    }
    bytes += csv_cell(reason) + "\n";
  };
  put([&](std::size_t at) { return std::string_view(table.header[at]); }, "reason");
  for (const auto& refused : file.refused) {
    Problem problem = refused.problem;
    problem.where.clear();
    std::string reason = full_message(problem, language);
    std::replace(reason.begin(), reason.end(), '\n', ' ');
    put([&](std::size_t at) { return table.cell(refused.row, at); }, reason);
  }
  return bytes;
}

}  // namespace luytre::observations
