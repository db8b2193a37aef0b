#include "programme/surveys/survey_store.h"

#include "programme/surveys/stored_text.h"

namespace luytre::surveys {
namespace {

using storage::Row;
using storage::Value;
using Courses = std::map<std::string, Course, std::less<>>;

Result<Round> round_of(const Row& row) {
  const auto opens_on = Date::parse(row.text(11)), closes_on = Date::parse(row.text(12));
  if (!opens_on) return pass_on(opens_on);
  if (!closes_on) return pass_on(closes_on);
  Round round;
  round.id = row.text(0);
  round.event = row.integer(1);
  round.code = row.text(2);
  round.province = row.text(3);
  round.unit = row.text(4);
  round.tier = row.text(5);
  round.set = row.text(6);
  round.set_hash = row.text(7);
  round.form = row.text(8);
  round.form_hash = row.text(9);
  round.document = row.text(10);
  round.opens_on = *opens_on;
  round.closes_on = *closes_on;
  round.sample = sample_named(row.text(13)).value_or(Sample::every_household);
  round.sample_percent = row.text(14);
  round.parameters = parameters_of(row.text(15));
  round.notes = notes_of(row.text(16));
  round.replaces = row.text(17);
  round.actor = row.text(18);
  return round;
}

Done take_frame(const Row& row, Course& course) {
  const auto as_of = Date::parse(row.text(4));
  if (!as_of) return pass_on(as_of);
  course.frame.push_back({row.text(0), row.integer(1), row.text(2), row.integer(3), *as_of, row.text(5), row.text(6)});
  return {};
}

Done take_step(const Row& row, Course& course) {
  const auto day = Date::parse(row.text(6));
  if (!day) return pass_on(day);
  course.steps.push_back({row.text(0), row.integer(1), row.text(2), command_named(row.text(3)).value_or(Command::frame),
                          row.integer(4), row.text(5), *day, row.text(7)});
  return {};
}

Done take_sealed(const Row& row, Course& course) {
  SealedVillage sealed{row.text(0), row.text(2), row.integer(1), {}, row.text(10), row.text(11)};
  sealed.tally.households = row.integer(3);
  sealed.tally.printed = row.integer(4);
  sealed.tally.handed = row.integer(5);
  sealed.tally.returned = row.integer(6);
  sealed.tally.left_out = row.integer(7);
  take_channels(row.text(8), sealed.tally);
  sealed.tally.items = items_of(row.text(9));
  course.sealed.push_back(std::move(sealed));
  return {};
}

Done take_anomaly(const Row& row, Course& course) {
  course.anomalies.push_back(
      {row.text(0), row.integer(1), row.text(2), row.text(3), row.text(4), figures_of(row.text(5))});
  return {};
}

Done take_review(const Row& row, Course& course) {
  course.reviews.push_back({row.text(0), row.integer(1), row.text(2),
                            review_verdict_named(row.text(3)).value_or(ReviewVerdict::answered), row.text(4),
                            row.text(5)});
  return {};
}

Done take_recount(const Row& row, Course& course) {
  course.recounts.push_back(
      {row.text(0), row.text(2), row.integer(1), row.text(3), row.integer(4), row.text(5), row.text(6)});
  return {};
}

Done take_result(const Row& row, Course& course) {
  course.results.push_back({row.text(0), row.text(2), row.integer(1), row.integer(3), row.integer(4), row.integer(5),
                            row.integer(6), row.text(7), row.text(8)});
  return {};
}

Done take_task(const Row& row, Course& course) {
  const auto due_on = Date::parse(row.text(6));
  if (!due_on) return pass_on(due_on);
  course.tasks.push_back(
      {row.text(2), row.text(0), row.integer(1), row.text(3), row.text(4), row.text(5), *due_on, row.text(7)});
  return {};
}

Done take_answer(const Row& row, Course& course) {
  course.answers.push_back({row.text(2), row.integer(1), row.text(3), row.text(4)});
  return {};
}

Done take_sent(const Row& row, Course& course) {
  course.sent.push_back({row.text(0), row.integer(1), row.text(2), row.text(3)});
  return {};
}

// One table: round and event first, then what a row becomes.
struct Reading {
  const char* sql;
  Done (*take)(const Row&, Course&);
};

constexpr Reading readings[] = {
    {"SELECT round, event, village, households, as_of, source, actor FROM survey_frame", take_frame},
    {"SELECT round, event, village, command, count, words, day, actor FROM survey_step", take_step},
    {"SELECT round, event, village, households, printed, handed, returned, left_out, channels, items, words, actor "
     "FROM survey_tally",
     take_sealed},
    {"SELECT round, event, id, village, rule, figures FROM survey_anomaly", take_anomaly},
    {"SELECT round, event, anomaly, verdict, words, actor FROM survey_review", take_review},
    {"SELECT round, event, village, by_unit, slips, words, actor FROM survey_recount", take_recount},
    {"SELECT round, event, village, alike, different, missing, answers_different, words, actor FROM survey_recounted",
     take_result},
    {"SELECT round, event, id, question, words, given_to, due_on, actor FROM survey_task", take_task},
    {"SELECT * FROM (SELECT t.round AS round, a.event AS event, a.task AS task, a.words AS words, a.actor AS actor "
     "FROM survey_task_answer a JOIN survey_task t ON t.id = a.task) answer",
     take_answer},
    {"SELECT round, event, dossier, actor FROM survey_sent", take_sent},
};

struct Question {
  std::string where = " WHERE event <= ?";
  std::vector<Value> values;
  Question(EventNumber known_at, const std::string& round, const char* column) : values{known_at} {
    if (round.empty()) return;
    where += std::string(" AND ") + column + " = ?";
    values.emplace_back(round);
  }
};

Done read_rounds(storage::Database& database, EventNumber known_at, const std::string& id, Courses& courses) {
  const Question question(known_at, id, "id");
  return database.each_row(
      "SELECT id, event, code, province, unit, tier, set_id, set_hash, form, form_hash, document, opens_on, closes_on, "
      "sample, sample_percent, parameters, notes, replaces, actor FROM survey_round" +
          question.where,
      question.values, [&](const Row& row) -> Done {
        auto round = round_of(row);
        if (!round) return pass_on(round);
        courses[round->id].round = *std::move(round);
        return {};
      });
}

Done read_audio(storage::Database& database, EventNumber known_at, std::vector<Audio>& audio) {
  return database.each_row(
      "SELECT form, question, language, event, file, media_type, bytes, actor FROM survey_audio WHERE event <= ? "
      "ORDER BY event",
      {known_at}, [&](const Row& row) -> Done {
        audio.push_back({row.text(0), row.text(1), row.text(2), row.integer(3), row.text(4), row.text(5),
                         row.integer(6), row.text(7)});
        return {};
      });
}

Done put(storage::Database& database, std::string_view table, const std::vector<std::string>& columns,
         std::vector<Value> row) {
  return database.insert_rows(table, columns, {std::move(row)});
}

}  // namespace

Result<std::shared_ptr<const SurveyRegister>> load_surveys(storage::Database& database, EventNumber known_at,
                                                           const std::string& round) {
  Courses courses;
  if (auto done = read_rounds(database, known_at, round, courses); !done) return pass_on(done);
  for (const Reading& reading : readings) {
    const Question question(known_at, round, "round");
    const auto done = database.each_row(std::string(reading.sql) + question.where + " ORDER BY event", question.values,
                                        [&](const Row& row) -> Done {
                                          const auto found = courses.find(row.text(0));
                                          return found == courses.end() ? Done{} : reading.take(row, found->second);
                                        });
    if (!done) return pass_on(done);
  }
  std::vector<Audio> audio;
  if (auto done = read_audio(database, known_at, audio); !done) return pass_on(done);
  return std::make_shared<const SurveyRegister>(std::move(courses), std::move(audio), known_at);
}

Done append(storage::Database& database, const Round& round) {
  return put(database, "survey_round",
             {"id", "event", "code", "province", "unit", "tier", "set_id", "set_hash", "form", "form_hash", "document",
              "opens_on", "closes_on", "sample", "sample_percent", "parameters", "notes", "replaces", "actor"},
             {round.id, round.event, round.code, round.province, round.unit, round.tier, round.set, round.set_hash,
              round.form, round.form_hash, round.document, round.opens_on.text(), round.closes_on.text(),
              std::string(name_of(round.sample)), round.sample_percent, text_of(round.parameters), text_of(round.notes),
              round.replaces, round.actor});
}

Done append(storage::Database& database, const FrameLine& line) {
  return put(database, "survey_frame", {"round", "event", "village", "households", "as_of", "source", "actor"},
             {line.round, line.event, line.village, line.households, line.as_of.text(), line.source, line.actor});
}

Done append(storage::Database& database, const Step& step) {
  return put(database, "survey_step", {"round", "event", "village", "command", "count", "words", "day", "actor"},
             {step.round, step.event, step.village, std::string(name_of(step.command)), step.count, step.words,
              step.day.text(), step.actor});
}

Done append(storage::Database& database, const SealedVillage& sealed) {
  const Tally& tally = sealed.tally;
  return put(database, "survey_tally",
             {"round", "event", "village", "households", "printed", "handed", "returned", "left_out", "channels",
              "items", "words", "actor"},
             {sealed.round, sealed.event, sealed.village, tally.households, tally.printed, tally.handed, tally.returned,
              tally.left_out, channels_text(tally), items_text(tally.items), sealed.words, sealed.actor});
}

Done append(storage::Database& database, const Anomaly& anomaly) {
  return put(database, "survey_anomaly", {"round", "event", "id", "village", "rule", "figures"},
             {anomaly.round, anomaly.event, anomaly.id, anomaly.village, anomaly.rule, figures_text(anomaly.figures)});
}

Done append(storage::Database& database, const Review& review) {
  return put(
      database, "survey_review", {"round", "event", "anomaly", "verdict", "words", "actor"},
      {review.round, review.event, review.anomaly, std::string(name_of(review.verdict)), review.words, review.actor});
}

Done append(storage::Database& database, const Recount& recount) {
  return put(
      database, "survey_recount", {"round", "event", "village", "by_unit", "slips", "words", "actor"},
      {recount.round, recount.event, recount.village, recount.by_unit, recount.slips, recount.words, recount.actor});
}

Done append(storage::Database& database, const RecountResult& result) {
  return put(database, "survey_recounted",
             {"round", "event", "village", "alike", "different", "missing", "answers_different", "words", "actor"},
             {result.round, result.event, result.village, result.alike, result.different, result.missing,
              result.answers_different, result.words, result.actor});
}

Done append(storage::Database& database, const Task& task) {
  return put(
      database, "survey_task", {"id", "round", "event", "question", "words", "given_to", "due_on", "actor"},
      {task.id, task.round, task.event, task.question, task.words, task.given_to, task.due_on.text(), task.actor});
}

Done append(storage::Database& database, const TaskAnswer& answer) {
  return put(database, "survey_task_answer", {"task", "event", "words", "actor"},
             {answer.task, answer.event, answer.words, answer.actor});
}

Done append(storage::Database& database, const Sent& sent) {
  return put(database, "survey_sent", {"round", "event", "dossier", "actor"},
             {sent.round, sent.event, sent.dossier, sent.actor});
}

Done append(storage::Database& database, const Audio& audio) {
  return put(database, "survey_audio",
             {"form", "question", "language", "event", "file", "media_type", "bytes", "actor"},
             {audio.form, audio.question, audio.language, audio.event, audio.file, audio.media_type, audio.bytes,
              audio.actor});
}

}  // namespace luytre::surveys
