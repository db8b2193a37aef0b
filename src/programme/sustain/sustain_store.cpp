#include "programme/sustain/sustain_store.h"

namespace luytre::sustain {
namespace {

using storage::Row;

// The condition on a room's table `t` beside its check `c`, and the parameters of that.
struct Question {
  std::string where = " WHERE t.event <= ?";
  std::vector<storage::Value> values;

  Question(audit::EventNumber known_at, const Slice& slice) : values{known_at} {
    if (!slice.check.empty()) add(" AND c.id = ?", slice.check);
    if (!slice.unit.empty()) add(" AND c.unit = ?", slice.unit);
  }
  void add(const std::string& condition, const std::string& value) {
    where += condition;
    values.emplace_back(value);
  }
};

int int_of(const Row& row, std::size_t column) { return static_cast<int>(row.integer(column)); }

Done read_checks(storage::Database& database, audit::EventNumber known_at, const Slice& slice, RegisterParts& parts) {
  Question question(known_at, slice);
  question.where.replace(0, std::string(" WHERE t.").size(), " WHERE c.");
  return database.each_row(
      "SELECT c.id, c.event, c.unit, c.title, c.year, c.province FROM sustain_check c" + question.where +
          " ORDER BY c.event",
      question.values, [&](const Row& row) -> Done {
        parts.checks.push_back({row.text(0), row.integer(1), row.text(2),
                                recognition::title_named(row.text(3)).value_or(recognition::Title::ntm), int_of(row, 4),
                                row.text(5)});
        return {};
      });
}

Result<Scoring> scoring_of(const Row& row) {
  Scoring scoring;
  scoring.check = row.text(0);
  scoring.version = int_of(row, 1);
  scoring.event = row.integer(2);
  const auto as_of = Date::parse(row.text(3));
  if (!as_of) return pass_on(as_of);
  scoring.as_of = *as_of;
  scoring.known_at = row.integer(4);
  scoring.set = row.text(5);
  scoring.set_hash = row.text(6);
  scoring.is_set_of_the_day = row.truth(7);
  scoring.outcome = engine::outcome_named(row.text(8)).value_or(engine::Outcome::not_assessed);
  scoring.is_provisional = row.truth(9);
  for (std::size_t at = 0; at < engine::outcome_count; ++at) scoring.criteria[at] = int_of(row, 10 + at);
  scoring.best = exposure_named(row.text(15)).value_or(Exposure::no_rule);
  scoring.worst = exposure_named(row.text(16)).value_or(Exposure::no_rule);
  scoring.is_what_if = row.truth(17);
  scoring.rule_set = row.text(18);
  scoring.rule_document = row.text(19);
  scoring.stage = row.text(20);
  scoring.oldest_value = row.text(21);
  scoring.to_verify = int_of(row, 22);
  scoring.words = row.text(23);
  scoring.actor = row.text(24);
  return scoring;
}

Done read_scorings(storage::Database& database, audit::EventNumber known_at, const Slice& slice, RegisterParts& parts) {
  const Question question(known_at, slice);
  return database.each_row(
      "SELECT t.check_id, t.version, t.event, t.as_of, t.known_at, t.set_id, t.set_hash, t.is_set_of_the_day, "
      "t.outcome,"
      " t.is_provisional, t.met, t.basically_met, t.not_met, t.not_applicable, t.not_assessed, t.best, t.worst,"
      " t.is_what_if, t.rule_set, t.rule_document, t.stage, t.oldest_value, t.to_verify, t.words, t.actor"
      " FROM sustain_scoring t JOIN sustain_check c ON c.id = t.check_id" +
          question.where + " ORDER BY t.event",
      question.values, [&](const Row& row) -> Done {
        auto scoring = scoring_of(row);
        if (!scoring) return pass_on(scoring);
        parts.scorings.push_back(*std::move(scoring));
        return {};
      });
}

Done read_signatures(storage::Database& database, audit::EventNumber known_at, const Slice& slice,
                     RegisterParts& parts) {
  const Question question(known_at, slice);
  return database.each_row(
      "SELECT t.check_id, t.version, t.event, t.day, t.words, t.actor"
      " FROM sustain_signature t JOIN sustain_check c ON c.id = t.check_id" +
          question.where + " ORDER BY t.event",
      question.values, [&](const Row& row) -> Done {
        const auto day = Date::parse(row.text(3));
        if (!day) return pass_on(day);
        parts.signatures.push_back({row.text(0), int_of(row, 1), row.integer(2), *day, row.text(4), row.text(5)});
        return {};
      });
}

Done read_words(storage::Database& database, audit::EventNumber known_at, const Slice& slice, RegisterParts& parts) {
  const Question question(known_at, slice);
  return database.each_row(
      "SELECT t.check_id, t.version, t.indicator, t.event, t.decision, t.words, t.actor"
      " FROM sustain_word t JOIN sustain_check c ON c.id = t.check_id" +
          question.where + " ORDER BY t.event, t.indicator",
      question.values, [&](const Row& row) -> Done {
        parts.words.push_back({row.text(0), int_of(row, 1), row.text(2), row.integer(3),
                               decision_named(row.text(4)).value_or(Decision::objected), row.text(5), row.text(6)});
        return {};
      });
}

Done read_closings(storage::Database& database, audit::EventNumber known_at, const Slice& slice, RegisterParts& parts) {
  const Question question(known_at, slice);
  return database.each_row(
      "SELECT t.check_id, t.version, t.event, t.day, t.result, t.words, t.unverified, t.dossier, t.actor"
      " FROM sustain_closing t JOIN sustain_check c ON c.id = t.check_id" +
          question.where + " ORDER BY t.event",
      question.values, [&](const Row& row) -> Done {
        const auto day = Date::parse(row.text(3));
        if (!day) return pass_on(day);
        parts.closings.push_back({row.text(0), int_of(row, 1), row.integer(2), *day,
                                  state_named(row.text(4)).value_or(State::warned), row.text(5), int_of(row, 6),
                                  row.text(7), row.text(8)});
        return {};
      });
}

std::int64_t truth(bool is_so) { return is_so ? 1 : 0; }

Done done_of(const auto& executed) {
  if (!executed) return pass_on(executed);
  return {};
}

}  // namespace

Result<std::shared_ptr<const CheckRegister>> load_checks(storage::Database& database, audit::EventNumber known_at,
                                                         const Slice& slice) {
  RegisterParts parts;
  for (const auto read : {read_checks, read_scorings, read_signatures, read_words, read_closings}) {
    if (auto done = read(database, known_at, slice, parts); !done) return pass_on(done);
  }
  return std::make_shared<const CheckRegister>(std::move(parts), known_at);
}

Result<std::vector<Line>> load_lines(storage::Database& database, const std::string& check, int version) {
  std::vector<Line> lines;
  const auto read = database.each_row(
      "SELECT place, depth, number, title_vi, title_en, outcome, reason, is_provisional, is_key, is_counted, has_value,"
      " value, threshold, unit, as_of, stage FROM sustain_line WHERE check_id = ? AND version = ? ORDER BY place",
      {check, std::int64_t{version}}, [&](const Row& row) -> Done {
        lines.push_back({int_of(row, 0), int_of(row, 1), row.text(2), row.text(3), row.text(4), row.text(5),
                         row.text(6), row.truth(7), row.truth(8), row.truth(9), row.truth(10), row.text(11),
                         row.text(12), row.text(13), row.text(14), row.text(15)});
        return {};
      });
  if (!read) return pass_on(read);
  return lines;
}

Result<bool> is_touched_between(storage::Database& database, const std::vector<std::string>& rooms,
                                audit::EventNumber after, audit::EventNumber before) {
  bool is_touched = false;
  const auto read = database.each_row("SELECT DISTINCT kind FROM event WHERE number > ? AND number < ?",
                                      {after, before}, [&](const Row& row) -> Done {
                                        for (const auto& room : rooms) {
                                          is_touched = is_touched || row.text(0).starts_with(room + ".");
                                        }
                                        return {};
                                      });
  if (!read) return pass_on(read);
  return is_touched;
}

Done append(storage::Database& database, const Check& check) {
  return done_of(
      database.execute("INSERT INTO sustain_check (id, event, unit, title, year, province) VALUES (?, ?, ?, ?, ?, ?)",
                       {check.id, check.event, check.unit, std::string(recognition::name_of(check.title)),
                        std::int64_t{check.year}, check.province}));
}

Done append(storage::Database& database, const Scoring& scoring, const std::vector<Line>& lines) {
  std::vector<storage::Value> values{scoring.check,
                                     std::int64_t{scoring.version},
                                     scoring.event,
                                     scoring.as_of.text(),
                                     scoring.known_at,
                                     scoring.set,
                                     scoring.set_hash,
                                     truth(scoring.is_set_of_the_day),
                                     std::string(engine::name_of(scoring.outcome)),
                                     truth(scoring.is_provisional)};
  for (const int count : scoring.criteria) values.emplace_back(std::int64_t{count});
  for (storage::Value more : std::initializer_list<storage::Value>{
           std::string(name_of(scoring.best)), std::string(name_of(scoring.worst)), truth(scoring.is_what_if),
           scoring.rule_set, scoring.rule_document, scoring.stage, scoring.oldest_value,
           std::int64_t{scoring.to_verify}, scoring.words, scoring.actor}) {
    values.push_back(std::move(more));
  }
  const auto written = database.execute(
      "INSERT INTO sustain_scoring (check_id, version, event, as_of, known_at, set_id, set_hash, is_set_of_the_day,"
      " outcome, is_provisional, met, basically_met, not_met, not_applicable, not_assessed, best, worst, is_what_if,"
      " rule_set, rule_document, stage, oldest_value, to_verify, words, actor)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      values);
  if (!written) return pass_on(written);
  std::vector<std::vector<storage::Value>> rows;
  rows.reserve(lines.size());
  for (const Line& line : lines) {
    rows.push_back({scoring.check, std::int64_t{scoring.version}, std::int64_t{line.place}, std::int64_t{line.depth},
                    line.number, line.title_vi, line.title_en, line.outcome, line.reason, truth(line.is_provisional),
                    truth(line.is_key), truth(line.is_counted), truth(line.has_value), line.value, line.threshold,
                    line.unit, line.as_of, line.stage});
  }
  return database.insert_rows(
      "sustain_line",
      {"check_id", "version", "place", "depth", "number", "title_vi", "title_en", "outcome", "reason", "is_provisional",
       "is_key", "is_counted", "has_value", "value", "threshold", "unit", "as_of", "stage"},
      rows);
}

Done append(storage::Database& database, const Signature& signature) {
  return done_of(database.execute(
      "INSERT INTO sustain_signature (check_id, version, event, day, words, actor) VALUES (?, ?, ?, ?, ?, ?)",
      {signature.check, std::int64_t{signature.version}, signature.event, signature.day.text(), signature.words,
       signature.actor}));
}

Done append(storage::Database& database, const Word& word) {
  return done_of(
      database.execute("INSERT INTO sustain_word (check_id, version, indicator, event, decision, words, actor)"
                       " VALUES (?, ?, ?, ?, ?, ?, ?)",
                       {word.check, std::int64_t{word.version}, word.indicator, word.event,
                        std::string(name_of(word.decision)), word.words, word.actor}));
}

Done append(storage::Database& database, const Closing& closing) {
  return done_of(database.execute(
      "INSERT INTO sustain_closing (check_id, version, event, day, result, words, unverified, dossier, actor)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {closing.check, std::int64_t{closing.version}, closing.event, closing.day.text(),
       std::string(name_of(closing.result)), closing.words, std::int64_t{closing.unverified}, closing.dossier,
       closing.actor}));
}

}  // namespace luytre::sustain
