#include "programme/citizens/outbox.h"

#include <chrono>

#include "base/hash.h"
#include "base/json.h"
#include "base/secret_box.h"
#include "platform/notices/schedule.h"
#include "platform/storage/instant.h"

namespace luytre::citizens {
namespace {

using notices::Mail;
using storage::Blob;
using storage::Row;

std::string mail_key(const std::string& server_key) { return key_for("citizens mail", server_key); }

std::string packed(const Mail& mail) {
  return compact(json::object{{"address", mail.address},
                              {"subject", mail.subject},
                              {"body", mail.body},
                              {"change_url", mail.change_url},
                              {"one_click", mail.is_one_click}});
}

std::optional<Mail> unpacked(const std::string& box, const std::string& key) {
  const auto text = unseal(box, key);
  const auto value = text ? parse_json(*text) : Result<json::value>(json::value());
  if (!value || !value->is_object()) return std::nullopt;
  const json::object& object = value->as_object();
  Mail mail;
  mail.address = object.at("address").as_string();
  mail.subject = object.at("subject").as_string();
  mail.body = object.at("body").as_string();
  mail.change_url = object.at("change_url").as_string();
  mail.is_one_click = object.at("one_click").as_bool();
  return mail;
}

struct WaitingMail {
  std::string id, box, next_attempt_at;
  int attempts = 0;
};

Result<std::vector<WaitingMail>> waiting(storage::Database& database, const std::string& now) {
  std::vector<WaitingMail> mails;
  const auto read = database.each_row(
      "SELECT id, box, next_attempt_at, attempts FROM citizen_mail WHERE next_attempt_at <= ?"
      " ORDER BY next_attempt_at, id LIMIT ?",
      {now, static_cast<std::int64_t>(mails_of_round_max)}, [&](const Row& row) -> Done {
        mails.push_back({row.text(0), row.bytes(1), row.text(2), static_cast<int>(row.integer(3))});
        return {};
      });
  if (!read) return pass_on(read);
  return mails;
}

Result<bool> claim(storage::Database& database, const WaitingMail& mail, const std::string& word,
                   const std::string& now) {
  const auto changed =
      database.execute("UPDATE citizen_mail SET claim = ?, next_attempt_at = ? WHERE id = ? AND next_attempt_at = ?",
                       {word, storage::later(now, notices::claim_length), mail.id, mail.next_attempt_at});
  if (!changed) return pass_on(changed);
  return *changed == 1;
}

Done drop(storage::Database& database, const WaitingMail& mail) {
  const auto gone = database.execute("DELETE FROM citizen_mail WHERE id = ?", {mail.id});
  if (!gone) return pass_on(gone);
  return {};
}

Done put_back(storage::Database& database, const WaitingMail& mail, const std::string& word, int attempts,
              const std::string& again) {
  const auto changed = database.execute(
      "UPDATE citizen_mail SET attempts = ?, next_attempt_at = ?, claim = '' WHERE id = ? AND claim = ?",
      {std::int64_t{attempts}, again, mail.id, word});
  if (!changed) return pass_on(changed);
  return {};
}

// A server that takes no mail costs nobody an attempt.
Done after_failure(storage::Database& database, const WaitingMail& mail, const std::string& word,
                   const Problem& problem, const std::string& now, Sent& sent) {
  const bool is_server = problem.code == "notices.mail_server_unusable" || problem.code == "notices.mail_slow";
  if (is_server) sent.stopped_by = problem;
  const int attempts = is_server ? mail.attempts : mail.attempts + 1;
  const auto wait =
      is_server ? std::optional<std::int64_t>(notices::server_retry.count() / 1000) : notices::retry_seconds(attempts);
  if (!wait) {
    ++sent.given_up;
    return drop(database, mail);
  }
  ++sent.failed;
  return put_back(database, mail, word, attempts, storage::later(now, std::chrono::seconds(*wait)));
}

}  // namespace

Done put_mail(storage::Database& database, const std::string& about, const Mail& mail, const std::string& server_key,
              const std::string& now) {
  const auto count = database.query("SELECT count(*) FROM citizen_mail");
  if (!count) return pass_on(count);
  if (count->front().integer(0) >= waiting_mails_max) return refuse("citizens.too_many_mails");
  const auto put = database.execute(
      "INSERT INTO citizen_mail (id, about, box, next_attempt_at, attempts, claim) VALUES (?, ?, ?, ?, 0, '')",
      {hex(random_bytes(16)), about, Blob{seal(packed(mail), mail_key(server_key))}, now});
  if (!put) return pass_on(put);
  return {};
}

Done forget_mails(storage::Database& database, const std::string& about) {
  const auto gone = database.execute("DELETE FROM citizen_mail WHERE about = ?", {about});
  if (!gone) return pass_on(gone);
  return {};
}

Result<Sent> send_waiting(storage::Database& database, const notices::MailSettings& settings,
                          const std::string& server_key, const std::string& now, const notices::SendMail& send) {
  const auto mails = waiting(database, now);
  if (!mails) return pass_on(mails);
  Sent sent;
  const std::string key = mail_key(server_key);
  for (const WaitingMail& each : *mails) {
    if (sent.stopped_by || (settings.is_stopping && settings.is_stopping())) break;
    const std::string word = hex(random_bytes(16));
    const auto is_ours = claim(database, each, word, now);
    if (!is_ours) return pass_on(is_ours);
    if (!*is_ours) continue;
    const auto mail = unpacked(each.box, key);
    if (!mail) {  // sealed by another server's key: nobody will ever read it
      if (auto gone = drop(database, each); !gone) return pass_on(gone);
      continue;
    }
    const Done done = send(settings, *mail, now);
    const Done kept = done ? drop(database, each) : after_failure(database, each, word, done.error(), now, sent);
    if (!kept) return pass_on(kept);
    if (done) ++sent.mails;
  }
  return sent;
}

}  // namespace luytre::citizens
