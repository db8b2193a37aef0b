#include "programme/dossiers/dossier_store.h"

#include "base/json.h"
#include "base/json_texts.h"

namespace luytre::dossiers {
namespace {

using storage::Row;
using Files = std::map<std::string, File, std::less<>>;

engine::Outcome outcome_named(std::string_view name) {
  for (const auto outcome : {engine::Outcome::met, engine::Outcome::basically_met, engine::Outcome::not_met,
                             engine::Outcome::not_applicable}) {
    if (engine::name_of(outcome) == name) return outcome;
  }
  return engine::Outcome::not_assessed;
}

std::string text_of(const std::vector<Line>& lines) {
  json::array list;
  for (const Line& line : lines) {
    list.push_back(json::array{line.number, line.criterion, engine::name_of(line.outcome), line.is_provisional,
                               line.value, line.threshold});
  }
  return compact(list);
}

// As text_of wrote it; a row that nobody of this program wrote is left out.
std::vector<Line> lines_of(const std::string& text) {
  std::vector<Line> lines;
  const auto parsed = parse_json(text);
  if (!parsed || !parsed->is_array()) return lines;
  for (const json::value& each : parsed->as_array()) {
    const json::array* row = each.if_array();
    if (row == nullptr || row->size() != 6) continue;
    const auto at = [&](std::size_t column) { return std::string((*row)[column].as_string()); };
    lines.push_back({at(0), at(1), outcome_named(at(2)), (*row)[3].as_bool(), at(4), at(5)});
  }
  return lines;
}

// One table: its columns after dossier and event, and what a row becomes.
struct Reading {
  const char* sql;
  Done (*take)(const Row&, File&);
};

Result<Date> date_of(const Row& row, std::size_t column) { return Date::parse(row.text(column)); }

Done take_step(const Row& row, File& file) {
  const auto day = date_of(row, 7);
  if (!day) return pass_on(day);
  file.steps.push_back({row.text(0), row.integer(1), criteria::move_named(row.text(2)), row.text(3), row.text(4),
                        row.text(5), static_cast<int>(row.integer(6)), *day, row.text(8), row.text(9), row.text(10)});
  return {};
}

Done take_assessment(const Row& row, File& file) {
  const auto as_of = date_of(row, 3);
  if (!as_of) return pass_on(as_of);
  file.assessments.push_back({row.text(0), row.integer(1), static_cast<int>(row.integer(2)), *as_of, row.integer(4),
                              row.text(5), outcome_named(row.text(6)), static_cast<int>(row.integer(7)),
                              static_cast<int>(row.integer(8)), row.text(9), lines_of(row.text(10)), row.text(11)});
  return {};
}

Done take_file(const Row& row, File& file) {
  file.files.push_back(
      {row.text(0), row.integer(1), row.text(2), row.text(3), row.text(4), row.text(5), row.truth(6), row.text(7)});
  return {};
}

Done take_opinion(const Row& row, File& file) {
  const auto day = date_of(row, 5);
  if (!day) return pass_on(day);
  file.opinions.push_back({row.text(0), row.integer(1), row.text(2), voice_named(row.text(3)).value_or(Voice::other),
                           row.text(4), *day, row.text(6)});
  return {};
}

Done take_answer(const Row& row, File& file) {
  file.answers.push_back({row.text(0), row.integer(1), row.text(2), row.text(3), row.text(4)});
  return {};
}

Done take_finding(const Row& row, File& file) {
  file.findings.push_back({row.text(0), row.integer(1), row.text(2), static_cast<int>(row.integer(3)),
                           outcome_named(row.text(4)), row.text(5), row.text(6), row.text(7),
                           texts_from_json(row.text(8)), row.truth(9)});
  return {};
}

Done take_due(const Row& row, File& file) {
  const auto due_on = date_of(row, 3);
  if (!due_on) return pass_on(due_on);
  file.due_changes.push_back({row.text(0), row.integer(1), row.text(2), *due_on, row.text(4), row.text(5)});
  return {};
}

Done take_decision(const Row& row, File& file) {
  const auto signed_on = date_of(row, 3), in_force = date_of(row, 4);
  if (!signed_on) return pass_on(signed_on);
  if (!in_force) return pass_on(in_force);
  file.decision = Decision{row.text(0), row.integer(1), row.text(2), *signed_on, *in_force, row.text(5)};
  return {};
}

constexpr Reading readings[] = {
    {"SELECT dossier, event, move, from_stage, to_stage, workflow, version, day, reason_code, words, actor FROM "
     "dossier_step",
     take_step},
    {"SELECT dossier, event, version, as_of, known_at, set_hash, outcome, criteria_met, criteria_total, stage, lines, "
     "actor FROM dossier_assessment",
     take_assessment},
    {"SELECT dossier, event, part, evidence, file_name, words, is_withdrawn, actor FROM dossier_file", take_file},
    {"SELECT dossier, event, id, voice, words, day, actor FROM dossier_opinion", take_opinion},
    {"SELECT dossier, event, opinion, words, actor FROM dossier_answer", take_answer},
    {"SELECT dossier, event, indicator, version, outcome, reason_code, words, actor, departments, is_in_place FROM "
     "dossier_finding",
     take_finding},
    {"SELECT dossier, event, stage, due_on, reason, actor FROM dossier_due", take_due},
    {"SELECT dossier, event, number, signed_on, in_force, evidence FROM dossier_decision", take_decision},
};

struct Question {
  std::string where;
  std::vector<storage::Value> values;
  Question(EventNumber known_at, const std::string& dossier, const char* column)
      : where(" WHERE event <= ?"), values{known_at} {
    if (dossier.empty()) return;
    where += std::string(" AND ") + column + " = ?";
    values.emplace_back(dossier);
  }
};

Done read_dossiers(storage::Database& database, EventNumber known_at, const std::string& dossier, Files& files) {
  const Question question(known_at, dossier, "id");
  return database.each_row(
      std::string("SELECT id, event, purpose, workflow, workflow_hash, unit, tier, achievement_year, set_id, set_hash, "
                  "province, opened_on, actor FROM dossier") +
          question.where + " ORDER BY event",
      question.values, [&](const Row& row) -> Done {
        const auto opened_on = date_of(row, 11);
        if (!opened_on) return pass_on(opened_on);
        File file;
        file.dossier = {row.text(0),
                        row.integer(1),
                        criteria::purpose_named(row.text(2)).value_or(criteria::Purpose::recognition),
                        row.text(3),
                        row.text(4),
                        row.text(5),
                        row.text(6),
                        static_cast<int>(row.integer(7)),
                        row.text(8),
                        row.text(9),
                        row.text(10),
                        *opened_on,
                        row.text(12)};
        files.emplace(row.text(0), std::move(file));
        return {};
      });
}

Done done_of(const auto& executed) {
  if (!executed) return pass_on(executed);
  return {};
}

}  // namespace

Result<std::shared_ptr<const DossierRegister>> load_dossiers(storage::Database& database, EventNumber known_at,
                                                             const std::string& dossier) {
  Files files;
  if (auto done = read_dossiers(database, known_at, dossier, files); !done) return pass_on(done);
  for (const Reading& reading : readings) {
    const Question question(known_at, dossier, "dossier");
    const auto done = database.each_row(std::string(reading.sql) + question.where + " ORDER BY event", question.values,
                                        [&](const Row& row) -> Done {
                                          const auto found = files.find(row.text(0));
                                          return found == files.end() ? Done{} : reading.take(row, found->second);
                                        });
    if (!done) return pass_on(done);
  }
  return std::make_shared<const DossierRegister>(std::move(files), known_at);
}

Done append(storage::Database& database, const Dossier& dossier) {
  return done_of(
      database.execute("INSERT INTO dossier (id, event, purpose, workflow, workflow_hash, unit, tier, "
                       "achievement_year, set_id, set_hash, "
                       "province, opened_on, actor) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                       {dossier.id, dossier.event, std::string(criteria::name_of(dossier.purpose)), dossier.workflow,
                        dossier.workflow_hash, dossier.unit, dossier.tier, std::int64_t{dossier.year}, dossier.set,
                        dossier.set_hash, dossier.province, dossier.opened_on.text(), dossier.actor}));
}

Done append(storage::Database& database, const Step& step) {
  return done_of(database.execute(
      "INSERT INTO dossier_step (dossier, event, move, from_stage, to_stage, workflow, version, day, reason_code, "
      "words, "
      "actor) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {step.dossier, step.event, std::string(step.move ? criteria::name_of(*step.move) : ""), step.from, step.to,
       step.workflow, std::int64_t{step.version}, step.day.text(), step.reason_code, step.words, step.actor}));
}

Done append(storage::Database& database, const Assessment& each) {
  return done_of(database.execute(
      "INSERT INTO dossier_assessment (dossier, event, version, as_of, known_at, set_hash, outcome, criteria_met, "
      "criteria_total, stage, lines, actor) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {each.dossier, each.event, std::int64_t{each.version}, each.as_of.text(), each.known_at, each.set_hash,
       std::string(engine::name_of(each.outcome)), std::int64_t{each.criteria_met}, std::int64_t{each.criteria_total},
       each.stage, text_of(each.lines), each.actor}));
}

Done append(storage::Database& database, const PartFile& file) {
  return done_of(database.execute(
      "INSERT INTO dossier_file (dossier, event, part, evidence, file_name, words, is_withdrawn, actor) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      {file.dossier, file.event, file.part, file.evidence, file.file_name, file.words,
       std::int64_t{file.is_withdrawn ? 1 : 0}, file.actor}));
}

Done append(storage::Database& database, const Opinion& opinion) {
  return done_of(database.execute(
      "INSERT INTO dossier_opinion (dossier, event, id, voice, words, day, actor) VALUES (?, ?, ?, ?, ?, ?, ?)",
      {opinion.dossier, opinion.event, opinion.id, std::string(name_of(opinion.voice)), opinion.words,
       opinion.day.text(), opinion.actor}));
}

Done append(storage::Database& database, const Answer& answer) {
  return done_of(
      database.execute("INSERT INTO dossier_answer (dossier, event, opinion, words, actor) VALUES (?, ?, ?, ?, ?)",
                       {answer.dossier, answer.event, answer.opinion, answer.words, answer.actor}));
}

Done append(storage::Database& database, const Finding& finding) {
  return done_of(database.execute(
      "INSERT INTO dossier_finding (dossier, event, indicator, version, outcome, reason_code, words, actor, "
      "departments, is_in_place) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {finding.dossier, finding.event, finding.indicator, std::int64_t{finding.version},
       std::string(engine::name_of(finding.outcome)), finding.reason_code, finding.words, finding.actor,
       texts_as_json(finding.departments), std::int64_t{finding.is_in_place ? 1 : 0}}));
}

Done append(storage::Database& database, const DueChange& change) {
  return done_of(database.execute(
      "INSERT INTO dossier_due (dossier, event, stage, due_on, reason, actor) VALUES (?, ?, ?, ?, ?, ?)",
      {change.dossier, change.event, change.stage, change.due_on.text(), change.reason, change.actor}));
}

Done append(storage::Database& database, const Decision& decision) {
  return done_of(database.execute(
      "INSERT INTO dossier_decision (dossier, event, number, signed_on, in_force, evidence) VALUES (?, ?, ?, ?, ?, ?)",
      {decision.dossier, decision.event, decision.number, decision.signed_on.text(), decision.in_force.text(),
       decision.evidence}));
}

}  // namespace luytre::dossiers
