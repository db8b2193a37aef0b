#include "programme/citizens/question_store.h"

#include "programme/citizens/redact.h"

namespace luytre::citizens {
namespace {

using storage::Blob;
using storage::Row;
using storage::Value;

Result<Question> question_of(const Row& row) {
  const auto received_on = Date::parse(row.text(11));
  if (!received_on) return pass_on(received_on);
  Question question;
  question.id = row.text(0);
  question.event = row.integer(1);
  question.receipt = row.text(2);
  question.kind = kind_named(row.text(3)).value_or(Kind::other);
  question.page = row.text(4);
  question.page_title = row.text(5);
  question.subject_kind = row.text(6);
  question.subject_id = row.text(7);
  question.unit = row.text(8);
  question.province = row.text(9);
  question.given_to = row.text(10);
  question.received_on = *received_on;
  if (const auto due = Date::parse(row.text(12))) question.due_on = *due;
  question.status_hash = row.text(13);
  question.duplicate_of = row.text(14);
  return question;
}

Result<Step> step_of(const Row& row) {
  const auto day = Date::parse(row.text(12));
  if (!day) return pass_on(day);
  return Step{row.text(0),
              row.integer(1),
              command_named(row.text(2)).value_or(Command::give),
              row.text(3),
              reason_named(row.text(4)).value_or(Reason::none),
              row.text(5),
              row.text(6),
              row.text(7),
              {row.text(8), row.text(9)},
              row.text(10),
              marks_of(row.text(11)),
              *day,
              row.text(13),
              row.text(14)};
}

// Rows up to an event, of one question or of all.
template <class Read>
Done each(storage::Database& database, std::string sql, std::string_view id_column, EventNumber known_at,
          const std::string& only, const Read& read) {
  std::vector<Value> values{known_at};
  sql += " WHERE event <= ?";
  if (!only.empty()) {
    sql.append(" AND ").append(id_column).append(" = ?");
    values.emplace_back(only);
  }
  return database.each_row(sql + " ORDER BY event", values, read);
}

Done done_of(const Result<std::int64_t>& executed) {
  if (!executed) return pass_on(executed);
  return {};
}

Result<std::vector<std::string>> texts(storage::Database& database, std::string_view sql,
                                       const std::vector<Value>& values = {}) {
  std::vector<std::string> found;
  const auto read = database.each_row(sql, values, [&](const Row& row) -> Done {
    found.push_back(row.text(0));
    return {};
  });
  if (!read) return pass_on(read);
  return found;
}

Result<std::optional<std::string>> box_of(storage::Database& database, std::string_view sql,
                                          const std::string& question) {
  const auto rows = database.query(sql, {question});
  if (!rows) return pass_on(rows);
  if (rows->empty() || rows->front().bytes(0).empty()) return std::nullopt;
  return rows->front().bytes(0);
}

}  // namespace

Result<std::shared_ptr<const QuestionRegister>> load_questions(storage::Database& database, EventNumber known_at,
                                                               const std::string& only) {
  std::vector<Question> questions;
  auto read = each(database,
                   "SELECT id, event, receipt, kind, page, page_title, subject_kind, subject_id, unit, province,"
                   " given_to, received_on, due_on, status_hash, duplicate_of FROM citizen_question",
                   "id", known_at, only, [&](const Row& row) -> Done {
                     auto question = question_of(row);
                     if (!question) return pass_on(question);
                     questions.push_back(*std::move(question));
                     return {};
                   });
  if (!read) return pass_on(read);
  std::vector<Step> steps;
  read = each(database,
              "SELECT question, event, command, given_to, reason, words, title, slug, correction_kind, correction_id,"
              " picture, marks, day, recorded_at, actor FROM citizen_step",
              "question", known_at, only, [&](const Row& row) -> Done {
                auto step = step_of(row);
                if (!step) return pass_on(step);
                steps.push_back(*std::move(step));
                return {};
              });
  if (!read) return pass_on(read);
  std::map<std::string, std::string> shown;
  const auto take_shown = [&](const Row& row) -> Done {
    shown[row.text(0)] = row.text(1);
    return {};
  };
  const std::string all_shown = "SELECT question, shown FROM citizen_words WHERE shown <> ''";
  read = only.empty() ? database.each_row(all_shown, {}, take_shown)
                      : database.each_row(all_shown + " AND question = ?", {only}, take_shown);
  if (!read) return pass_on(read);
  return std::make_shared<const QuestionRegister>(std::move(questions), std::move(steps), shown, known_at);
}

Done append(storage::Database& database, const Question& question) {
  return done_of(database.execute(
      "INSERT INTO citizen_question (id, event, receipt, kind, page, page_title, subject_kind, subject_id, unit,"
      " province, given_to, received_on, due_on, status_hash, duplicate_of)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {question.id, question.event, question.receipt, std::string(name_of(question.kind)), question.page,
       question.page_title, question.subject_kind, question.subject_id, question.unit, question.province,
       question.given_to, question.received_on.text(), question.due_on ? question.due_on->text() : std::string(),
       question.status_hash, question.duplicate_of}));
}

Done append(storage::Database& database, const Step& step) {
  return done_of(database.execute(
      "INSERT INTO citizen_step (question, event, command, given_to, reason, words, title, slug, correction_kind,"
      " correction_id, picture, marks, day, recorded_at, actor) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {step.question, step.event, std::string(name_of(step.command)), step.given_to, std::string(name_of(step.reason)),
       step.words, step.title, step.slug, step.correction.kind, step.correction.id, step.picture, text_of(step.marks),
       step.day.text(), step.recorded_at, step.actor}));
}

Result<bool> is_slug_taken(storage::Database& database, const std::string& slug) {
  const auto found = texts(database, "SELECT question FROM citizen_step WHERE slug = ?", {slug});
  if (!found) return pass_on(found);
  return !found->empty();
}

Result<std::int64_t> count_received(storage::Database& database, int year) {
  const auto rows = database.query("SELECT count(*) FROM citizen_question WHERE received_on >= ? AND received_on < ?",
                                   {std::to_string(year) + "-01-01", std::to_string(year + 1) + "-01-01"});
  if (!rows) return pass_on(rows);
  return rows->front().integer(0);
}

Result<std::int64_t> count_waiting(storage::Database& database) {
  const auto rows = database.query(
      "SELECT count(*) FROM citizen_question AS q WHERE NOT EXISTS"
      " (SELECT 1 FROM citizen_step AS s WHERE s.question = q.id)");
  if (!rows) return pass_on(rows);
  return rows->front().integer(0);
}

Done put_words(storage::Database& database, const std::string& question, const std::string& box,
               const std::string& mark) {
  return done_of(database.execute("INSERT INTO citizen_words (question, box, mark, shown) VALUES (?, ?, ?, '')",
                                  {question, Blob{box}, mark}));
}

Done show_words(storage::Database& database, const std::string& question, const std::string& shown) {
  return done_of(database.execute("UPDATE citizen_words SET shown = ? WHERE question = ?", {shown, question}));
}

Result<std::optional<std::string>> find_words(storage::Database& database, const std::string& question) {
  return box_of(database, "SELECT box FROM citizen_words WHERE question = ?", question);
}

Result<std::string> find_same_words(storage::Database& database, const std::string& mark) {
  const auto found =
      texts(database, "SELECT question FROM citizen_words WHERE mark = ? ORDER BY question LIMIT 1", {mark});
  if (!found) return pass_on(found);
  return found->empty() ? std::string() : found->front();
}

Done put_contact(storage::Database& database, const std::string& question, const std::string& box) {
  return done_of(database.execute("INSERT INTO citizen_contact (question, box) VALUES (?, ?)", {question, Blob{box}}));
}

Result<std::optional<std::string>> find_contact(storage::Database& database, const std::string& question) {
  return box_of(database, "SELECT box FROM citizen_contact WHERE question = ?", question);
}

Done erase_contact(storage::Database& database, const std::string& question) {
  return done_of(database.execute("DELETE FROM citizen_contact WHERE question = ?", {question}));
}

// Its mark goes too: whoever guesses the words must not find them confirmed.
Done erase_words(storage::Database& database, const std::string& question) {
  return done_of(
      database.execute("UPDATE citizen_words SET box = ?, mark = '' WHERE question = ?", {Blob{""}, question}));
}

Result<std::vector<std::string>> questions_with_contact(storage::Database& database) {
  return texts(database, "SELECT question FROM citizen_contact ORDER BY question");
}

Result<std::vector<std::string>> questions_with_words(storage::Database& database) {
  return texts(database, "SELECT question FROM citizen_words WHERE mark <> '' ORDER BY question");
}

}  // namespace luytre::citizens
