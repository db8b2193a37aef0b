#include "platform/storage/postgresql_address.h"

#include <libpq-fe.h>

#include <algorithm>

#include "platform/storage/database.h"

namespace luytre::storage {
namespace {

std::string setting(const std::map<std::string, std::string>& settings, const std::string& keyword) {
  const auto found = settings.find(keyword);
  return found == settings.end() ? std::string() : found->second;
}

}  // namespace

Result<PostgresqlAddress> PostgresqlAddress::parse(const std::string& url) {
  char* reason = nullptr;
  PQconninfoOption* options = PQconninfoParse(url.c_str(), &reason);
  if (reason != nullptr) PQfreemem(reason);  // may quote the URL, so nobody gets to see it
  if (options == nullptr) return refuse("storage.bad_url");
  PostgresqlAddress address;
  for (const PQconninfoOption* option = options; option->keyword != nullptr; ++option) {
    if (option->val != nullptr) address.settings_[option->keyword] = option->val;
  }
  PQconninfoFree(options);
  if (address.database_name().empty()) return refuse("storage.bad_url");
  address.settings_.emplace("connect_timeout", std::to_string(connect_wait_max.count()));
  address.settings_.emplace("application_name", "luytre");
  address.settings_["client_encoding"] = "UTF8";
  return address;
}

PostgresqlAddress PostgresqlAddress::with_database(const std::string& name) const {
  PostgresqlAddress other = *this;
  other.settings_["dbname"] = name;
  return other;
}

std::string PostgresqlAddress::database_name() const { return setting(settings_, "dbname"); }

std::string PostgresqlAddress::printable() const {
  const std::string user = setting(settings_, "user");
  const std::string port = setting(settings_, "port");
  return "postgresql://" + (user.empty() ? "" : user + "@") + setting(settings_, "host") +
         (port.empty() ? "" : ":" + port) + "/" + database_name();
}

std::string PostgresqlAddress::blot(std::string text) const {
  const std::string password = setting(settings_, "password");
  if (!password.empty()) {
    for (auto at = text.find(password); at != std::string::npos; at = text.find(password, at)) {
      text.replace(at, password.size(), "***");
      at += 3;
    }
  }
  while (!text.empty() && text.back() == '\n') text.pop_back();
  std::replace_if(
      text.begin(), text.end(), [](char letter) { return letter == '\n' || letter == '\t'; }, ' ');
  return text;
}

}  // namespace luytre::storage
