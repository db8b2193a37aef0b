#include "programme/evidence/desk.h"

#include <charconv>

namespace luytre::evidence {

Result<std::int64_t> bytes_setting(const std::string& text) {
  if (text.empty()) return file_bytes_default;
  std::int64_t bytes = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), bytes);
  const bool is_number = error == std::errc() && end == text.data() + text.size();
  if (is_number && bytes >= 1 && bytes <= file_bytes_ceiling) return bytes;
  return refuse("evidence.bad_setting", {{"text", text}, {"max", std::to_string(file_bytes_ceiling)}},
                "LUYTRE_EVIDENCE_BYTES_MAX");
}

Result<std::unique_ptr<Desk>> Desk::open(std::unique_ptr<storage::Database> database, Settings settings) {
  auto files = FileStore::open(settings.folder);
  if (!files) return pass_on(files);
  return std::unique_ptr<Desk>(new Desk(std::move(database), std::move(settings), *std::move(files)));
}

Done Desk::with(const std::function<Done(storage::Database&)>& work) {
  const std::lock_guard lock(mutex_);
  return work(*database_);
}

}  // namespace luytre::evidence
