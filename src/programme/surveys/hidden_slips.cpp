#include "programme/surveys/hidden_slips.h"

#include <sodium.h>

#include <utility>

#include "base/hash.h"
#include "base/identifier.h"
#include "base/json.h"
#include "base/secret_box.h"

namespace luytre::surveys {
namespace {

using storage::Blob;
using storage::Row;
using storage::Value;

// Nothing of it tells when it was made.
std::string drawn_id() { return hex(random_bytes(16)); }

std::string key_of(const KeyName& name, const std::string& half, const std::string& server_key) {
  return key_for("surveys " + name.round + " " + name.name + " " + half, server_key);
}

Done done_of(const Result<std::int64_t>& executed) {
  if (!executed) return pass_on(executed);
  return {};
}

Result<std::vector<std::string>> boxes(storage::Database& database, std::string_view sql,
                                       const std::vector<Value>& values) {
  std::vector<std::string> found;
  const auto read = database.each_row(sql, values, [&](const Row& row) -> Done {
    found.push_back(row.bytes(0));
    return {};
  });
  if (!read) return pass_on(read);
  return found;
}

json::object words_of(const std::map<std::string, std::string>& words) {
  json::object made;
  for (const auto& [question, text] : words) made[question] = text;
  return made;
}

}  // namespace

std::string box_of(const Entry& entry, const std::string& key) {
  std::string text = compact(json::object{{"serial", entry.serial},
                                          {"author", entry.author},
                                          {"channel", name_of(entry.channel)},
                                          {"answers", text_of(entry.answers)},
                                          {"words", words_of(entry.words)},
                                          {"at", entry.entered_at},
                                          {"seconds", entry.seconds}});
  if (text.size() < box_bytes) text.resize(box_bytes, ' ');
  return seal(text, key);
}

std::optional<Entry> entry_of(const std::string& box, const std::string& key) {
  const auto text = unseal(box, key);
  if (!text) return std::nullopt;
  const auto parsed = parse_json(*text);
  if (!parsed || !parsed->is_object()) return std::nullopt;
  const json::object& object = parsed->as_object();
  Entry entry;
  entry.serial = object.at("serial").as_string();
  entry.author = object.at("author").as_string();
  entry.channel = channel_named(std::string(object.at("channel").as_string())).value_or(Channel::paper);
  entry.answers = answers_of(std::string(object.at("answers").as_string()));
  for (const auto& [question, words] : object.at("words").as_object()) {
    entry.words[std::string(question)] = std::string(words.as_string());
  }
  entry.entered_at = object.at("at").as_int64();
  entry.seconds = static_cast<int>(object.at("seconds").as_int64());
  return entry;
}

Result<std::string> make_key(storage::Database& database, const KeyName& name, const std::string& server_key) {
  const std::string half = random_bytes(secret_key_bytes);
  if (auto done =
          database.insert_rows("survey_key", {"round", "village", "half"}, {{name.round, name.name, Blob{half}}});
      !done) {
    return pass_on(done);
  }
  return key_of(name, half, server_key);
}

Result<std::optional<std::string>> find_key(storage::Database& database, const KeyName& name,
                                            const std::string& server_key) {
  const auto rows =
      database.query("SELECT half FROM survey_key WHERE round = ? AND village = ?", {name.round, name.name});
  if (!rows) return pass_on(rows);
  if (rows->empty()) return std::nullopt;
  return key_of(name, rows->front().bytes(0), server_key);
}

Done drop_key(storage::Database& database, const KeyName& name) {
  return done_of(database.execute("DELETE FROM survey_key WHERE round = ? AND village = ?", {name.round, name.name}));
}

Done put_serials(storage::Database& database, const std::string& round, const std::string& village,
                 std::vector<std::string> marks) {
  shuffle(marks);
  std::vector<std::vector<Value>> rows;
  for (std::string& mark : marks) rows.push_back({std::move(mark), round, village});
  return database.insert_rows("survey_serial", {"mark", "round", "village"}, rows);
}

Result<std::optional<std::string>> village_of(storage::Database& database, const std::string& round,
                                              const std::string& mark) {
  const auto rows = database.query("SELECT village FROM survey_serial WHERE mark = ? AND round = ?", {mark, round});
  if (!rows) return pass_on(rows);
  if (rows->empty()) return std::nullopt;
  return rows->front().text(0);
}

Done put_pending(storage::Database& database, const std::string& round, const std::string& village,
                 const std::string& mark, const std::string& box) {
  return database.insert_rows("survey_pending", {"id", "round", "village", "mark", "box"},
                              {{drawn_id(), round, village, mark, Blob{box}}});
}

Result<std::vector<std::string>> boxes_of_serial(storage::Database& database, const std::string& mark) {
  return boxes(database, "SELECT box FROM survey_pending WHERE mark = ?", {mark});
}

Result<std::vector<std::string>> boxes_of_village(storage::Database& database, const std::string& round,
                                                  const std::string& village) {
  return boxes(database, "SELECT box FROM survey_pending WHERE round = ? AND village = ? ORDER BY id",
               {round, village});
}

Done drop_pending(storage::Database& database, const std::string& round, const std::string& village) {
  return done_of(database.execute("DELETE FROM survey_pending WHERE round = ? AND village = ?", {round, village}));
}

Done put_slips(storage::Database& database, const std::string& round, const std::string& village,
               std::vector<std::string> answers) {
  shuffle(answers);
  std::vector<std::vector<Value>> rows;
  for (std::string& each : answers) rows.push_back({drawn_id(), round, village, std::move(each)});
  return database.insert_rows("survey_slip", {"id", "round", "village", "answers"}, rows);
}

Done put_comments(storage::Database& database, const std::string& round, std::vector<Comment> comments) {
  shuffle(comments);
  std::vector<std::vector<Value>> rows;
  for (Comment& each : comments) {
    rows.push_back({drawn_id(), round, std::move(each.village), std::move(each.question), std::move(each.words)});
  }
  return database.insert_rows("survey_comment", {"id", "round", "village", "question", "words"}, rows);
}

Result<std::vector<Comment>> comments_of(storage::Database& database, const std::string& round) {
  std::vector<Comment> comments;
  const auto read =
      database.each_row("SELECT village, question, words FROM survey_comment WHERE round = ? ORDER BY question, id",
                        {round}, [&](const Row& row) -> Done {
                          comments.push_back({row.text(0), row.text(1), row.text(2)});
                          return {};
                        });
  if (!read) return pass_on(read);
  return comments;
}

Done put_sample(storage::Database& database, const std::string& round, const std::string& village,
                const std::vector<std::string>& boxes) {
  std::vector<std::vector<Value>> rows;
  for (const std::string& each : boxes) rows.push_back({drawn_id(), round, village, Blob{each}});
  return database.insert_rows("survey_sample", {"id", "round", "village", "box"}, rows);
}

Result<std::vector<std::string>> sample_of(storage::Database& database, const std::string& round,
                                           const std::string& village) {
  return boxes(database, "SELECT box FROM survey_sample WHERE round = ? AND village = ? ORDER BY id", {round, village});
}

Done drop_sample(storage::Database& database, const std::string& round, const std::string& village) {
  return done_of(database.execute("DELETE FROM survey_sample WHERE round = ? AND village = ?", {round, village}));
}

void shuffle(std::vector<std::size_t>& order) {
  for (std::size_t left = order.size(); left > 1; --left) {
    std::swap(order[left - 1], order[randombytes_uniform(static_cast<std::uint32_t>(left))]);
  }
}

}  // namespace luytre::surveys
