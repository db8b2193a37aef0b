// The accounts' own door to the database: sessions, sign-in attempts and other state that is not part of the record.
// Holds a connection of its own and the server's secrets; safe from any number of threads.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "platform/commands/writer.h"
#include "platform/http/router.h"
#include "platform/storage/database.h"

namespace luytre::accounts {

struct Settings {
  std::string public_url;   // "https://ntm.example.vn": for links, Origin and the Secure mark; empty: from Host, plain
  std::string secret_file;  // 32 random bytes that seal second-factor secrets; made when missing, mode 0600
};

class Desk {
 public:
  static Result<std::unique_ptr<Desk>> open(std::unique_ptr<storage::Database> database, Settings settings);

  Done with(const std::function<Done(storage::Database&)>& work);
  const Settings& settings() const { return settings_; }
  const std::string& seal_key() const { return seal_key_; }  // 32 bytes

 private:
  Desk(std::unique_ptr<storage::Database> database, Settings settings, std::string seal_key)
      : database_(std::move(database)), settings_(std::move(settings)), seal_key_(std::move(seal_key)) {}
  std::mutex mutex_;
  std::unique_ptr<storage::Database> database_;
  Settings settings_;
  std::string seal_key_;
};

// Recognises the session cookie or the bearer token, fills `actor` and `form_token`; for anything but GET and HEAD
// also checks Origin and, with a cookie, the form token.
http::Doorkeeper doorkeeper(Desk& desk);

}  // namespace luytre::accounts
