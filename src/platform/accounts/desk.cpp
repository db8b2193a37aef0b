#include "platform/accounts/desk.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "base/files.h"
#include "base/hash.h"

namespace luytre::accounts {
namespace {

constexpr std::size_t key_bytes = 32;

// Made once, readable by its owner alone. Another process that is quicker wins: O_EXCL, then both read.
Done make_key_file(const std::string& path) {
  const auto folder = std::filesystem::path(path).parent_path();
  std::error_code ignored;
  if (!folder.empty()) std::filesystem::create_directories(folder, ignored);
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (file < 0) {
    if (errno == EEXIST) return {};
    return refuse("accounts.no_secret_file", {{"file", path}});
  }
  const std::string key = random_bytes(key_bytes);
  const bool is_written = ::write(file, key.data(), key.size()) == static_cast<ssize_t>(key.size()) && fsync(file) == 0;
  ::close(file);
  if (is_written) return {};
  ::unlink(path.c_str());
  return refuse("accounts.no_secret_file", {{"file", path}});
}

Result<std::string> read_key(const std::string& path) {
  if (auto made = make_key_file(path); !made) return pass_on(made);
  auto key = read_file(path);
  if (!key) return pass_on(key);
  struct stat about {};
  const bool is_private = ::stat(path.c_str(), &about) == 0 && (about.st_mode & (S_IRWXG | S_IRWXO)) == 0;
  if (key->size() != key_bytes || !is_private) return refuse("accounts.bad_secret_file", {{"file", path}});
  return key;
}

}  // namespace

Result<std::unique_ptr<Desk>> Desk::open(std::unique_ptr<storage::Database> database, Settings settings) {
  auto key = read_key(settings.secret_file);
  if (!key) return pass_on(key);
  return std::unique_ptr<Desk>(new Desk(std::move(database), std::move(settings), *std::move(key)));
}

Done Desk::with(const std::function<Done(storage::Database&)>& work) {
  const std::lock_guard lock(mutex_);
  return work(*database_);
}

}  // namespace luytre::accounts
