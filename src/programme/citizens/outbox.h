// Mails to people without accounts: kept whole under the server's key until they are sent, then gone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "platform/notices/deliver.h"
#include "platform/notices/mail.h"

namespace luytre::citizens {

inline constexpr std::int64_t waiting_mails_max = 20'000;  // then problem citizens.too_many_mails
inline constexpr std::size_t mails_of_round_max = 200;

// `about`: the subscription or question it belongs to; with forget_mails they go together.
Done put_mail(storage::Database& database, const std::string& about, const notices::Mail& mail,
              const std::string& server_key, const std::string& now);
Done forget_mails(storage::Database& database, const std::string& about);

struct Sent {
  std::int64_t mails = 0;
  std::int64_t failed = 0;            // will be tried again
  std::int64_t given_up = 0;          // dropped after the last attempt
  std::optional<Problem> stopped_by;  // the server, not one reader
};

// One round; several processes may run it on one database.
Result<Sent> send_waiting(storage::Database& database, const notices::MailSettings& settings,
                          const std::string& server_key, const std::string& now,
                          const notices::SendMail& send = notices::send_by_smtp);

}  // namespace luytre::citizens
