#include "platform/storage/temporary_database.h"

#include <cstdlib>

#include "base/hash.h"
#include "platform/storage/postgresql_database.h"

namespace luytre::storage {
namespace {

std::string test_server() {
  const char* url = std::getenv("LUYTRE_TEST_POSTGRES");
  return url == nullptr ? "" : url;
}

// The server's URL with another database name; what follows '?' stays.
std::string with_name(const std::string& url, const std::string& name) {
  const auto query = std::min(url.find('?'), url.size());
  const auto host = url.find("://") + 3;
  const auto slash = std::min(url.find('/', host), query);
  return url.substr(0, slash) + "/" + name + url.substr(query);
}

}  // namespace

bool has_test_store(StoreKind kind) { return kind == StoreKind::sqlite || !test_server().empty(); }

Result<std::unique_ptr<TemporaryDatabase>> TemporaryDatabase::make(StoreKind kind) {
  std::unique_ptr<TemporaryDatabase> made(new TemporaryDatabase());
  const std::string name = "luytre_test_" + hex(random_bytes(8));
  if (kind == StoreKind::sqlite) {
    made->folder_ = std::filesystem::temp_directory_path() / name;
    made->location_ = (made->folder_ / "record.db").string();
  } else {
    made->server_ = test_server();
    made->name_ = name;
    made->location_ = with_name(made->server_, name);
  }
  auto opened = open_database(made->location_, OpenMode::create);
  if (!opened) return pass_on(opened);
  made->database_ = std::move(*opened);
  return made;
}

TemporaryDatabase::~TemporaryDatabase() {
  database_.reset();
  std::error_code error;
  if (!folder_.empty()) std::filesystem::remove_all(folder_, error);
  if (!name_.empty()) (void)drop_postgresql_database(server_, name_);
}

}  // namespace luytre::storage
