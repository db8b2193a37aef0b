// What the import says of any file, against a reader that goes through it row by row and word by word.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <map>
#include <random>

#include "programme/observations/drawn_province.h"
#include "programme/observations/import_file.h"
#include "programme/observations/import_value.h"
#include "programme/observations/installation.h"

namespace luytre::observations {
namespace {

const Date today = Date::of(2026, 1, 15);
const std::vector<std::string> header{"unit_code", "measure",     "dimension", "as_of", "opinion", "value",
                                      "numerator", "denominator", "source",    "note",  "base"};

struct Answer {
  std::vector<std::string> accepted, refused, known;  // a line each
  std::size_t repeated = 0, blank = 0;
  friend bool operator==(const Answer&, const Answer&) = default;
};

std::string line_of(const Problem& problem) {
  std::string line = problem.code + " " + problem.where;
  const bool is_told_whole = problem.code == "observations.contradiction";
  for (const auto& [name, value] : problem.arguments) line += is_told_whole ? " " + name + "=" + value : "";
  std::string causes;
  for (const auto& cause : problem.causes) causes += "(" + line_of(cause) + ")";
  return line + causes;
}

std::string line_of(std::size_t row, const std::optional<std::string>& base, const Observation& said) {
  const auto& [unit, measure, dimension, opinion, as_of] = said.key;
  const std::string where = std::to_string(row) + "|" + base.value_or("-");
  const std::string key =
      unit + "|" + measure + "|" + dimension + "|" + std::string(text(opinion)) + "|" + as_of.text();
  const std::string value = std::string(text(said.value.kind)) + " " + text(said.value);
  return where + "|" + key + "|" + std::string(text(said.stage)) + "|" + value + "|" + said.source + "|" + said.note;
}

std::string trimmed(std::string text) {
  const auto first = text.find_first_not_of(" \t");
  return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(" \t") + 1 - first);
}

class NaiveReader {
 public:
  NaiveReader(const ImportContext& context, const CsvTable& table) : context_(context), table_(table) {}

  Answer read() {
    for (std::size_t at = 0; at < table_.rows.size(); ++at) take(at);
    for (std::size_t at = 0; at < said_.size(); ++at) sort_out(at);
    Answer answer = std::move(answer_);
    for (const auto& [row, line] : refused_) answer.refused.push_back(line);
    return answer;
  }

 private:
  std::string cell(std::size_t at, std::string_view title) const {
    return trimmed(table_.rows[at].cells[*table_.column(title)]);
  }

  void take(std::size_t at) {
    const std::string value = cell(at, "value"), above = cell(at, "numerator"), below = cell(at, "denominator");
    if (value.empty() && above.empty() && below.empty()) {
      ++answer_.blank;
      return;
    }
    CheckedRow row{at, cell(at, "base"), "", {}};
    std::vector<Problem> faults;
    check_words(at, row.observation, faults);
    check_place(at, row.observation, faults);
    if (const auto* measure = context_.library.measure(cell(at, "measure")); measure == nullptr) {
      faults.push_back({"observations.measure_unknown", {}, "", {}});
    } else {
      row.observation.key.measure = measure->id;
      const auto dimension = read_dimension(*measure, cell(at, "dimension"));
      const auto read = read_value(*measure, {value, above, below}, context_.number_style);
      if (!dimension) faults.push_back(dimension.error());
      if (!read) faults.push_back(read.error());
      row.observation.key.dimension = dimension.value_or("");
      row.observation.value = read.value_or(ObservedValue());
    }
    const std::string where = table_.where(table_.rows[at]);
    if (faults.empty()) {
      said_.push_back(row);
    } else if (faults.size() == 1) {
      faults.front().where = where;
      refused_.emplace(at, line_of(faults.front()));
    } else {
      refused_.emplace(at, line_of(Problem{"observations.several_faults", {}, where, faults}));
    }
  }

  void check_words(std::size_t at, Observation& said, std::vector<Problem>& faults) const {
    for (const auto& each : table_.rows[at].cells) {
      if (each.size() > cell_bytes_max) faults.push_back({"observations.cell_too_long", {}, "", {}});
      if (each.find('\0') != std::string::npos) faults.push_back({"observations.cell_unreadable", {}, "", {}});
    }
    said.source = cell(at, "source");
    said.note = cell(at, "note");
    if (!context_.is_demonstration && said.source.find(demonstration_mark) != std::string::npos) {
      faults.push_back({"observations.demonstration_row", {}, "", {}});
    }
  }

  void check_place(std::size_t at, Observation& said, std::vector<Problem>& faults) const {
    const auto opinion = parse_opinion(cell(at, "opinion"));
    if (!opinion) faults.push_back({"observations.opinion_unknown", {}, "", {}});
    said.key.opinion = opinion.value_or(Opinion::self);
    if (opinion == Opinion::self) said.stage = context_.self_stage;
    const auto as_of = Date::parse(cell(at, "as_of"));
    if (!as_of) return faults.push_back(as_of.error());
    said.key.as_of = *as_of;
    if (*as_of > context_.today) faults.push_back({"observations.future", {}, "", {}});
    const std::string code = cell(at, "unit_code");
    if (const auto* unit = context_.units.find(code, *as_of)) {
      said.key.unit = unit->id.text();
      return;
    }
    const auto bearers = context_.units.with_code(code);
    const bool has_ended =
        std::any_of(bearers.begin(), bearers.end(), [&](const auto* bearer) { return bearer->life().to <= *as_of; });
    const std::string after = code == "00002" ? "observations.unit_replaced" : "observations.unit_ended";
    faults.push_back({bearers.empty() ? "observations.unit_unknown"
                      : has_ended     ? after
                                      : "observations.unit_not_yet",
                      {},
                      "",
                      {}});
  }

  // The first row of a key stands for its repeats; if any says something else, all of them are refused.
  void sort_out(std::size_t at) {
    const CheckedRow& row = said_[at];
    std::vector<std::size_t> same;
    for (std::size_t each = 0; each < said_.size(); ++each) {
      if (said_[each].observation.key == row.observation.key) same.push_back(each);
    }
    const std::size_t first = same.front();
    std::optional<std::size_t> against;  // of the first: the last that differs; of one that differs: the first
    for (const std::size_t each : same) {
      if (!(said_[each].observation.value == said_[first].observation.value)) against = each;
    }
    if (against) {
      const bool agrees = said_[first].observation.value == row.observation.value;
      const CheckedRow& other = said_[agrees ? *against : first];
      refused_.emplace(row.row, line_of({"observations.contradiction",
                                         {{"value", text(row.observation.value)},
                                          {"other_value", text(other.observation.value)},
                                          {"other_line", std::to_string(table_.rows[other.row].line)}},
                                         table_.where(table_.rows[row.row]),
                                         {}}));
    } else if (first != at) {
      ++answer_.repeated;
    } else if (is_known(context_.panel, row.observation)) {
      const auto standing = context_.panel.newest(row.observation.key);
      answer_.known.push_back(line_of(row.row, row.base, row.observation) + " " +
                              text(standing ? standing->id : ObservationId{}));
    } else {
      answer_.accepted.push_back(line_of(row.row, row.base, row.observation));
    }
  }

  const ImportContext& context_;
  const CsvTable& table_;
  Answer answer_;
  std::vector<CheckedRow> said_;
  std::map<std::size_t, std::string> refused_;
};

Answer answer_of(const CheckedFile& file) {
  Answer answer;
  const CheckedValues& values = file.accepted;
  for (const auto& row : values.rows) {
    answer.accepted.push_back(line_of(row.row, values.base(row), values.observation(row)));
  }
  for (const auto& [value, id] : file.known) {
    answer.known.push_back(line_of(value.row, values.base(value), values.observation(value)) + " " + text(id));
  }
  for (const auto& refused : file.refused) answer.refused.push_back(line_of(refused.problem));
  answer.repeated = file.repeated;
  answer.blank = file.blank;
  return answer;
}

// Everything follows from one seed.
class Luck {
 public:
  explicit Luck(std::uint64_t seed) : engine_(seed) {}
  std::size_t below(std::size_t limit) { return engine_() % limit; }
  template <class Thing>
  Thing of(const std::vector<Thing>& things) {
    return things[below(things.size())];
  }
  std::string mostly(const std::vector<std::string>& good, const std::vector<std::string>& other) {
    return of(below(14) == 0 ? other : good);
  }

 private:
  std::mt19937_64 engine_;
};

const std::vector<std::string> odd_values{"",
                                          "n/a",
                                          "CHƯA đạt",
                                          "khá",
                                          "tốt",
                                          "0",
                                          "0,50",
                                          "45,20",
                                          "1.234",
                                          "1234.567",
                                          "45,2%",
                                          "1.234,5",
                                          "12345678",
                                          "12,345",
                                          "50%",
                                          "101",
                                          "-1",
                                          "chữ",
                                          "1,2,3",
                                          "0.000",
                                          "1.",
                                          ",5",
                                          "007",
                                          " 1 ",
                                          "١",
                                          "1,0",
                                          "0,123",
                                          "999999999999999",
                                          "9999999999999999",
                                          "0.1234567"};

std::vector<std::string> any_row(Luck& luck, bool is_of_many) {
  const auto measure =
      luck.of<std::string>({"income", "poverty_rate", "trained_labour", "wired", "schools", "road_grade"});
  std::vector<std::string> values{"1", "1", "45,2", "rút"};
  if (measure == "wired") values = {"đạt", "đạt", "rút", "chưa đạt"};
  if (measure == "road_grade") values = {"Khá", "khá", "Tốt", "rút"};
  if (measure == "schools") values = {"1", "2", "1", "rút"};
  const bool is_share = measure == "poverty_rate" || measure == "trained_labour";
  const bool has_parts = luck.below(is_share ? 2 : 20) == 0;
  std::vector<std::string> days{"2025-12-31", "2025-12-31", "2025-06-30"};
  if (is_of_many) days = {Date::of(2011, 1, 1).plus_days(static_cast<int>(luck.below(1'000))).text()};
  return {luck.mostly({"00001", "20"}, {"00002", "00009", " 00001\t", ""}),
          luck.mostly({measure}, {"wealth", ""}),
          luck.mostly({""}, {"male", "nữ", "Nam", "x"}),
          luck.mostly(days, {"2009-01-01", "2026-02-01", "31/12/2025"}),
          luck.mostly({"self", "self", "sector", "council"}, {"mine", ""}),
          has_parts && luck.below(4) != 0 ? "" : luck.mostly(values, odd_values),
          has_parts ? luck.mostly({"1", "1,0", "2"}, {"", "2,5", "1.500", "x"}) : "",
          has_parts ? luck.mostly({"2", "4", "2,0"}, {"", "0", "1", "1.500,5"}) : "",
          luck.mostly({"", "báo cáo"}, {std::string(demonstration_mark) + " x"}),
          luck.mostly({"", "b"}, {"một, \"hai\"\nba", std::string(1, '\0'), std::string(cell_bytes_max + 1, 'a')}),
          luck.of<std::string>({"", "1-2"})};
}

// Written in one of the ways in which people's programs write CSV.
std::string any_file(Luck& luck) {
  const auto end = luck.of<std::string>({"\n", "\r\n", "\r"});
  auto bytes = luck.of<std::string>({"", "\xEF\xBB\xBF"});
  const auto line = [&](const std::vector<std::string>& cells) {
    for (std::size_t at = 0; at < cells.size(); ++at) {
      const bool is_quoted = cells[at].find_first_of(",\"\n") != std::string::npos || luck.below(5) == 0;
      std::string doubled;
      for (const char c : cells[at]) doubled += c == '"' ? "\"\"" : std::string(1, c);
      bytes += (at == 0 ? "" : ",") + (is_quoted ? "\"" + doubled + "\"" : cells[at]);
    }
    bytes += end;
  };
  line(header);
  const bool is_of_many = luck.below(10) == 0;  // so many that two threads share them
  for (std::size_t rows = is_of_many ? 1'500 : luck.below(40); rows > 0; --rows) line(any_row(luck, is_of_many));
  return bytes;
}

std::shared_ptr<const Panel> any_panel(Luck& luck) {
  PanelBuilder builder;
  for (std::size_t count = luck.below(30); count > 0; --count) {
    Observation known;
    known.key = {luck.of<std::string>({"00001@2025-07-01", "20@2010-01-01"}),
                 luck.of<std::string>({"income", "poverty_rate", "wired", "road_grade"}), "",
                 luck.of<Opinion>({Opinion::self, Opinion::council}),
                 luck.of<Date>({Date::of(2025, 12, 31), Date::of(2025, 6, 30)})};
    known.value = luck.of<ObservedValue>(
        {ObservedValue::of_number(Decimal::from(452, 1)), ObservedValue::of_truth(true),
         ObservedValue::of_share(Decimal::of(1), Decimal::of(2)), ObservedValue::of_number(Decimal::from(100, 2)),
         ObservedValue::withdrawn(), ObservedValue::of_grade("Khá")});
    known.stage = luck.of<Stage>({Stage::draft, Stage::signed_off, Stage::verified});
    known.event = 1;
    known.id = {4096, static_cast<std::uint32_t>(count)};
    builder.add(known);
  }
  return std::move(builder).build(1);
}

TEST(ImportReference, says_of_any_file_what_a_naive_reader_says) {
  const units::Register units(drawn_province(), 1);
  criteria::Library library;
  library.measures = drawn_measures();
  rc::check("any file", [&] {
    Luck luck(*rc::gen::noShrink(rc::gen::resize(100, rc::gen::arbitrary<std::uint64_t>())));
    const std::string bytes = any_file(luck);
    const auto panel = any_panel(luck);
    const auto style = luck.of<NumberStyle>(
        {NumberStyle::unknown, NumberStyle::unknown, NumberStyle::vietnamese, NumberStyle::english});
    const ImportContext context{
        units, library, *panel, today, luck.below(2) == 0, style, luck.of<Stage>({Stage::draft, Stage::signed_off}),
        true};
    const auto table = parse_csv(bytes, "f.csv");
    const auto file = CsvFile::parse(std::make_shared<const std::string>(bytes), "f.csv");
    RC_ASSERT(table.has_value() && file.has_value());
    const auto checked = check_file(*file, context);
    RC_ASSERT(checked.has_value());
    const Answer answer = answer_of(*checked), expected = NaiveReader(context, *table).read();
    RC_ASSERT(answer.accepted == expected.accepted);
    RC_ASSERT(answer.refused == expected.refused);
    RC_ASSERT(answer.known == expected.known);
    RC_ASSERT(answer.repeated == expected.repeated && answer.blank == expected.blank);
    RC_ASSERT(checked->unchanged == expected.known.size());
    RC_CLASSIFY(!answer.accepted.empty(), "accepted");
    RC_CLASSIFY(!answer.known.empty(), "known");
    RC_CLASSIFY(answer.repeated > 0, "repeated");
    RC_CLASSIFY(answer.refused.size() > 3, "refused");
  });
}

}  // namespace
}  // namespace luytre::observations
