#include "programme/evidence/begin_upload.h"

#include <algorithm>

#include "base/identifier.h"
#include "platform/storage/instant.h"
#include "platform/storage/transaction.h"
#include "programme/evidence/evidence_store.h"

namespace luytre::evidence {
namespace {

using storage::Database;

constexpr std::size_t expired_rows_max = 100;  // forgotten at one time

Result<Upload> checked(const Announced& announced, std::int64_t bytes_max) {
  Upload upload;
  upload.sha256 = announced.sha256;
  for (char& c : upload.sha256) c = c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
  const bool is_hash =
      upload.sha256.size() == 64 && upload.sha256.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (!is_hash) return refuse("evidence.bad_sha256", {}, "sha256");
  if (announced.bytes <= 0) return refuse("evidence.bad_length", {}, "bytes");
  if (announced.bytes > bytes_max) {
    return refuse("evidence.too_large",
                  {{"bytes", std::to_string(announced.bytes)}, {"max", std::to_string(bytes_max)}}, "bytes");
  }
  if (announced.file_name.empty() || announced.file_name.size() > file_name_bytes_max) {
    return refuse("evidence.bad_file_name", {{"max", std::to_string(file_name_bytes_max)}}, "file_name");
  }
  upload.file_name = announced.file_name;
  upload.title = announced.title;
  upload.bytes = announced.bytes;
  return upload;
}

// Kept already, and the viewer may view it for some unit: whoever only knows a hash learns nothing.
Result<bool> has_content(Desk& desk, const access::Guard& guard, const access::Viewer& viewer, const Known& known,
                         const Upload& upload) {
  std::vector<std::string> units;
  auto read = desk.with([&](Database& database) -> Done {
    auto found = units_with_content(database, upload.sha256);
    if (!found) return pass_on(found);
    units = std::move(*found);
    return {};
  });
  if (!read) return pass_on(read);
  const bool may_view = std::any_of(units.begin(), units.end(), [&](const std::string& unit) {
    return guard(viewer, ask_about(known, "evidence.view", unit)).has_value();
  });
  if (!may_view) return false;
  const auto kept = desk.files().open_kept(upload.sha256);
  return kept && static_cast<std::int64_t>(kept->bytes().size()) == upload.bytes;
}

Done forget_expired(Database& database, const FileStore& files, const std::string& now) {
  const auto expired = delete_expired_uploads(database, now, expired_rows_max);
  if (!expired) return pass_on(expired);
  for (const std::string& id : *expired) files.forget_upload(id);
  return {};
}

// The row of this upload: the one that is there, or a new one.
Result<Upload> open_row(Database& database, const FileStore& files, Upload upload, const std::string& now) {
  const auto before = find_upload_of(database, upload);
  if (!before) return pass_on(before);
  if (*before) {
    // What was kept may have been lost since: then it is sent again.
    upload.is_stored = upload.is_stored || ((*before)->is_stored && files.has(upload.sha256));
    upload.id = (*before)->id;
    upload.expires_at = (*before)->expires_at;
    if (auto told = update_upload(database, upload); !told) return pass_on(told);
    if (files.received(upload.id) > upload.bytes) files.forget_upload(upload.id);
    return upload;
  }
  const auto count = count_open_uploads(database, upload.account, now);
  if (!count) return pass_on(count);
  if (!upload.is_stored && *count >= open_uploads_max) {
    return refuse("evidence.too_many_uploads", {{"max", std::to_string(open_uploads_max)}});
  }
  const auto made = insert_upload(database, upload, now);
  if (!made) return pass_on(made);
  if (*made) return upload;
  const auto other = find_upload_of(database, upload);  // by the same account, at the same time, on another node
  if (!other) return pass_on(other);
  if (!*other) return refuse("evidence.no_upload", {{"upload", upload.id}});
  return **other;
}

}  // namespace

Result<UploadState> begin_upload(Desk& desk, const access::Guard& guard, const access::Viewer& viewer,
                                 const Known& known, const Announced& announced, long long unix_milliseconds,
                                 bool is_dry_run) {
  const auto unit = unit_named(known, announced.unit, announced.as_of, "unit");
  if (!unit) return pass_on(unit);
  if (auto may = guard(viewer, ask_about(known, "evidence.add", **unit, announced.as_of)); !may) return pass_on(may);
  auto upload = checked(announced, desk.settings().bytes_max);
  if (!upload) return pass_on(upload);
  upload->account = viewer.account;
  upload->unit = (*unit)->id.text();
  const auto is_stored = has_content(desk, guard, viewer, known, *upload);
  if (!is_stored) return pass_on(is_stored);
  upload->is_stored = *is_stored;
  upload->id = new_uuid7(unix_milliseconds);
  if (is_dry_run) return UploadState{*upload, *is_stored ? upload->bytes : 0};
  auto opened = desk.with([&](Database& database) -> Done {
    const auto now = database.now();
    if (!now) return pass_on(now);
    upload->expires_at = storage::later(*now, std::chrono::hours(24) * upload_days);
    auto transaction = storage::Transaction::begin(database, storage::TransactionKind::write);
    if (!transaction) return pass_on(transaction);
    if (auto forgotten = forget_expired(database, desk.files(), *now); !forgotten) return forgotten;
    auto row = open_row(database, desk.files(), *upload, *now);
    if (!row) return pass_on(row);
    *upload = std::move(*row);
    return transaction->commit();
  });
  if (!opened) return pass_on(opened);
  return UploadState{*upload, upload->is_stored ? upload->bytes : desk.files().received(upload->id)};
}

Result<UploadState> find_own_upload(Desk& desk, const access::Viewer& viewer, const std::string& id) {
  std::optional<Upload> upload;
  auto read = desk.with([&](Database& database) -> Done {
    auto found = find_upload(database, id);
    if (!found) return pass_on(found);
    upload = std::move(*found);
    return {};
  });
  if (!read) return pass_on(read);
  if (!upload || viewer.account.empty() || upload->account != viewer.account) {
    return refuse("evidence.no_upload", {{"upload", id}});
  }
  const std::int64_t offset = upload->is_stored ? upload->bytes : desk.files().received(id);
  return UploadState{std::move(*upload), offset};
}

}  // namespace luytre::evidence
