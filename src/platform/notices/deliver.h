// Sends the notices that are due as mails: those about the account's safety at once, the rest together.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>

#include "base/messages.h"
#include "platform/notices/smtp.h"
#include "platform/storage/database.h"

namespace luytre::notices {

inline constexpr std::size_t accounts_per_round_max = 500;
inline constexpr std::size_t notices_per_mail_max = 50;  // more wait for the next mail of the same round
inline constexpr int slow_mails_max = 3;                 // of one round; then it ends
// A mail takes at most mail_send_seconds_max: a claim this old belongs to a process that died.
inline constexpr std::chrono::milliseconds claim_length{600'000};
inline constexpr std::chrono::milliseconds server_retry{60'000};

struct Address {
  std::string email;
  std::string name;
  Language language = Language::vi;
};

// Nothing: the account has no address, or may not be written to.
using AddressOf = std::function<Result<std::optional<Address>>(storage::Database&, const std::string& account)>;
using SendMail = std::function<Done(const MailSettings&, const Mail&, const std::string& now)>;

struct Delivered {
  std::int64_t mails = 0;
  std::int64_t notices = 0;           // in those mails
  std::int64_t failed = 0;            // mails that will be tried again
  std::int64_t given_up = 0;          // notices whose last attempt failed
  std::optional<Problem> stopped_by;  // why the round ended early: the server, not one reader
};

// One round. Several processes may run it on one database: each notice is claimed by one of them. A mail that fails
// is tried again later (retry_seconds) and given up after attempts_max; it keeps nobody else's from going.
Result<Delivered> deliver_due(storage::Database& database, const MailSettings& settings, const AddressOf& address_of,
                              const std::string& now, const SendMail& send = send_by_smtp);

}  // namespace luytre::notices
