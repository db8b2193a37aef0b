// Notices to people with accounts: shown in the app, and sent by SMTP at once or in a daily digest, outside quiet
// hours.
#pragma once

#include <string>

#include "base/problem.h"
#include "platform/storage/database.h"

namespace luytre::notices {

enum class Urgency {
  security,  // about the account itself: sent at once, at any hour
  task,      // somebody waits for the reader: at once outside quiet hours, else when they end
  news,      // good to know: in the daily digest
};

struct Notice {
  std::string account;  // id of the reader
  Urgency urgency = Urgency::task;
  std::string message_code;  // of the catalogue: "notices.account_locked"
  Arguments arguments;
  std::string path;  // where the reader goes from it: "/tai-khoan"; may be empty
};

// Keeps it. Inside a command's body (then it is there only if the command is), or on a connection of its own.
Done notify(storage::Database& database, const Notice& notice, const std::string& now);

}  // namespace luytre::notices
