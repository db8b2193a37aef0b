#include "platform/notices/deliver.h"

#include <algorithm>
#include <map>

#include "base/hash.h"
#include "platform/notices/notice_store.h"
#include "platform/storage/instant.h"

namespace luytre::notices {
namespace {

using storage::Database;

constexpr std::size_t claim_bytes = 16;

class Round {
 public:
  Round(Database& database, const MailSettings& settings, const AddressOf& address_of, const std::string& now,
        const SendMail& send)
      : database_(database),
        settings_(settings),
        address_of_(address_of),
        send_(send),
        began_(now),
        began_ms_(storage::monotonic_ms()) {}

  Result<Delivered> run();

 private:
  using Group = std::vector<WaitingNotice>;

  // The instant of the round's start, moved on by the time since.
  std::string now() const {
    return storage::later(began_, std::chrono::milliseconds(storage::monotonic_ms() - began_ms_));
  }
  bool is_over() const { return delivered_.stopped_by || (settings_.is_stopping && settings_.is_stopping()); }
  Done serve_account(const std::string& account);
  Result<Group> due_of(const std::string& account, const Preference& preference);
  Done deliver(const Group& due, const Address& address, bool is_security);
  Result<Group> claim(const Group& due, const std::string& claim);
  Done after_failure(const Group& claimed, const std::string& claim, const Problem& problem);

  Database& database_;
  const MailSettings& settings_;
  const AddressOf& address_of_;
  const SendMail& send_;
  std::string began_;
  std::int64_t began_ms_;
  int slow_mails_ = 0;
  Delivered delivered_;
};

Result<Delivered> Round::run() {
  const auto accounts = accounts_waiting(database_, began_, accounts_per_round_max);
  if (!accounts) return pass_on(accounts);
  for (const auto& account : *accounts) {
    if (is_over()) break;
    if (auto served = serve_account(account); !served) return pass_on(served);
  }
  return std::move(delivered_);
}

Done Round::serve_account(const std::string& account) {
  const auto preference = preference_of(database_, account);
  if (!preference) return pass_on(preference);
  const auto due = due_of(account, *preference);
  if (!due) return pass_on(due);
  if (due->empty()) return {};
  auto address = address_of_(database_, account);
  if (!address) return pass_on(address);
  if (!*address) {
    for (const auto& notice : *due) {
      if (auto settled = settle_unclaimed(database_, notice, MailState::no_address); !settled) return pass_on(settled);
    }
    return {};
  }
  if (preference->language) (*address)->language = *preference->language;
  for (const bool is_security : {true, false}) {
    Group group;
    for (const auto& each : *due) {
      if ((each.notice.urgency == Urgency::security) == is_security) group.push_back(each);
    }
    if (group.empty() || is_over()) continue;
    if (auto sent = deliver(group, **address, is_security); !sent) return sent;
  }
  return {};
}

// What may go out now; the rest is postponed to its time or marked as not wanted.
Result<Round::Group> Round::due_of(const std::string& account, const Preference& preference) {
  auto waiting = waiting_of(database_, account, began_, notices_per_mail_max);
  if (!waiting) return pass_on(waiting);
  const auto instant = storage::parse_instant(began_);
  if (!instant) return pass_on(instant);
  Group due;
  for (auto& each : *waiting) {
    const auto created = storage::parse_instant(each.created_at);
    if (!created) return pass_on(created);
    const auto when = mail_due(each.notice.urgency, preference, *created, *instant);
    if (when && *when <= *instant) {
      due.push_back(std::move(each));
      continue;
    }
    const auto changed = when ? postpone(database_, each, storage::instant_text(*when))
                              : settle_unclaimed(database_, each, MailState::unwanted);
    if (!changed) return pass_on(changed);
  }
  return due;
}

Result<Round::Group> Round::claim(const Group& due, const std::string& claim) {
  Group claimed;
  const std::string until = storage::later(now(), claim_length);
  for (const auto& each : due) {
    const auto is_ours = claim_notice(database_, each, claim, until);
    if (!is_ours) return pass_on(is_ours);
    if (*is_ours) claimed.push_back(each);
  }
  return claimed;
}

std::string sentence(const Notice& notice, Language language) {
  return say(notice.message_code, notice.arguments, language);
}

std::string link(const MailSettings& settings, const std::string& path) {
  return settings.public_url.empty() ? "" : settings.public_url + path;
}

Mail mail_of(const std::vector<WaitingNotice>& notices, const Address& address, const MailSettings& settings,
             bool is_security) {
  const Language language = address.language;
  Mail mail;
  mail.address = address.email;
  mail.name = address.name;
  if (notices.size() == 1) {
    mail.subject = sentence(notices.front().notice, language);
  } else {
    mail.subject = say(is_security ? "notices.mail.security_subject" : "notices.mail.digest_subject",
                       {{"count", std::to_string(notices.size())}}, language);
  }
  for (const auto& each : notices) {
    mail.body += (notices.size() == 1 ? "" : "• ") + sentence(each.notice, language) + "\n";
    if (const auto url = link(settings, each.notice.path); !url.empty() && !each.notice.path.empty()) {
      mail.body += "  " + url + "\n";
    }
    mail.body += "\n";
  }
  mail.change_url = link(settings, "/tai-khoan");
  mail.body += "--\n";
  mail.body += mail.change_url.empty() ? say("notices.mail.change", language)
                                       : say("notices.mail.change_at", {{"url", mail.change_url}}, language);
  mail.body += "\n";
  return mail;
}

Done Round::deliver(const Group& due, const Address& address, bool is_security) {
  const std::string claim_word = hex(random_bytes(claim_bytes));
  const auto claimed = claim(due, claim_word);
  if (!claimed) return pass_on(claimed);
  if (claimed->empty()) return {};
  const std::string sent_at = now();
  const Done sent = send_(settings_, mail_of(*claimed, address, settings_, is_security), sent_at);
  if (!sent) return after_failure(*claimed, claim_word, sent.error());
  ++delivered_.mails;
  delivered_.notices += static_cast<std::int64_t>(claimed->size());
  for (const auto& each : *claimed) {
    if (auto kept = settle(database_, each.id, claim_word, MailState::sent, sent_at); !kept) return kept;
  }
  return {};
}

// A server that takes no mail costs nobody an attempt.
Done Round::after_failure(const Group& claimed, const std::string& claim_word, const Problem& problem) {
  const bool is_server = problem.code == "notices.mail_server_unusable";
  if (problem.code == "notices.mail_slow") ++slow_mails_;
  if (is_server || slow_mails_ == slow_mails_max) delivered_.stopped_by = problem;
  const std::string reason = message(problem, Language::en);
  ++delivered_.failed;
  for (const auto& each : claimed) {
    const int attempts = is_server ? each.attempts : each.attempts + 1;
    const auto wait = is_server ? std::optional(server_retry.count() / 1000) : retry_seconds(attempts);
    if (!wait) {
      ++delivered_.given_up;
      if (auto kept = settle(database_, each.id, claim_word, MailState::given_up, now()); !kept) return kept;
      continue;
    }
    const std::string again = storage::later(now(), std::chrono::seconds(*wait));
    if (auto kept = put_back(database_, each.id, claim_word, attempts, again, reason); !kept) return kept;
  }
  return {};
}

}  // namespace

Result<Delivered> deliver_due(Database& database, const MailSettings& settings, const AddressOf& address_of,
                              const std::string& now, const SendMail& send) {
  return Round(database, settings, address_of, now, send).run();
}

}  // namespace luytre::notices
