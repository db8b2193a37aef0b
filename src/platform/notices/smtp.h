// Hands mails to a mail server: SMTP by libcurl, with TLS where the server offers it.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "platform/notices/mail.h"

namespace luytre::notices {

inline constexpr long mail_connect_seconds_max = 10;
inline constexpr long mail_send_seconds_max = 30;

struct MailSettings {
  std::string smtp_url;  // "smtp://user@mail.example.vn:587", "smtps://…"; never with a password
  std::string user;      // of the URL
  std::string password;  // from its file; with one, TLS is required unless the server is this machine
  Sender sender;
  std::string public_url;                  // of this installation, for links; may be empty
  std::string ca_file;                     // certificates to trust instead of the system's; empty: the system's
  std::function<bool()> is_stopping = {};  // a mail on its way is dropped when it says true
};

// Checks and reads; what goes into a mail's links is `public_url`. Problems notices.bad_smtp_url, notices.bad_sender,
// notices.password_unreadable.
Result<MailSettings> mail_settings(const std::string& smtp_url, const std::string& mail_from,
                                   const std::string& password_file, const std::string& public_url,
                                   const std::string& ca_file = "");

// From LUYTRE_SMTP, LUYTRE_MAIL_FROM, LUYTRE_SMTP_PASSWORD_FILE, LUYTRE_URL and LUYTRE_CA_FILE. Nothing: no mail
// server is set, notices stay in the app.
Result<std::optional<MailSettings>> mail_settings_of_environment();

// Problems: notices.mail_server_unusable (no mail would get through), notices.mail_slow (it did not answer in time),
// notices.mail_refused (this one was), notices.bad_address. None of them names the address.
Done send_by_smtp(const MailSettings& settings, const Mail& mail, const std::string& now);

}  // namespace luytre::notices
