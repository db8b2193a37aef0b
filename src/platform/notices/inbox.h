// A person's notices in the app: what there is, what was read, how it is wanted by mail.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "platform/notices/schedule.h"

namespace luytre::notices {

inline constexpr std::size_t read_ids_max = 200;  // of one mark_read

struct ListedNotice {
  std::string id;
  Notice notice;
  std::string created_at;
  std::string read_at;  // empty: not read
};

// The key of the last notice somebody has seen: created_at, id.
using NoticeKey = std::pair<std::string, std::string>;

struct Inbox {
  std::vector<ListedNotice> notices;  // newest first
  std::int64_t unread = 0;            // of all, not of this page
};

Result<Inbox> list(storage::Database& database, const std::string& account, std::size_t limit,
                   const std::optional<NoticeKey>& before = std::nullopt, bool only_unread = false);
Result<std::int64_t> unread_count(storage::Database& database, const std::string& account);

// Of this account only; answers how many became read. Problem notices.too_many_ids.
Result<std::int64_t> mark_read(storage::Database& database, const std::string& account,
                               const std::vector<std::string>& ids, const std::string& now);
// All that was written up to `until` (an instant).
Result<std::int64_t> mark_all_read(storage::Database& database, const std::string& account, const std::string& until,
                                   const std::string& now);

// What holds while nothing was chosen is a default Preference.
Result<Preference> preference_of(storage::Database& database, const std::string& account);
// Mails that wait are planned again by the new choice.
Done set_preference(storage::Database& database, const std::string& account, const Preference& preference,
                    const std::string& now);

// Whether the account got the same words before: for what is told once.
Result<bool> was_told(storage::Database& database, const Notice& notice);

// Every notice and choice of an account is deleted: for the erasure of a person.
Done forget(storage::Database& database, const std::string& account);

}  // namespace luytre::notices
