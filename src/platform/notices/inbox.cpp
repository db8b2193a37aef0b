#include "platform/notices/inbox.h"

#include "base/identifier.h"
#include "platform/notices/notice_store.h"
#include "platform/storage/instant.h"

namespace luytre::notices {

using storage::Database;

Done notify(Database& database, const Notice& notice, const std::string& now) {
  const auto instant = storage::parse_instant(now);
  if (!instant) return pass_on(instant);
  return insert_notice(database, new_uuid7(*instant / 1000), notice, now);
}

Result<bool> was_told(Database& database, const Notice& notice) { return has_notice(database, notice); }

Result<Inbox> list(Database& database, const std::string& account, std::size_t limit,
                   const std::optional<NoticeKey>& before, bool only_unread) {
  auto notices = select_notices(database, account, limit, before, only_unread);
  if (!notices) return pass_on(notices);
  const auto unread = count_unread(database, account);
  if (!unread) return pass_on(unread);
  return Inbox{std::move(*notices), *unread};
}

Result<std::int64_t> unread_count(Database& database, const std::string& account) {
  return count_unread(database, account);
}

Result<std::int64_t> mark_read(Database& database, const std::string& account, const std::vector<std::string>& ids,
                               const std::string& now) {
  if (ids.size() > read_ids_max) return refuse("notices.too_many_ids", {{"limit", std::to_string(read_ids_max)}});
  std::int64_t became_read = 0;
  for (const auto& id : ids) {
    const auto changed = update_read(database, account, id, now);
    if (!changed) return pass_on(changed);
    became_read += *changed;
  }
  return became_read;
}

Result<std::int64_t> mark_all_read(Database& database, const std::string& account, const std::string& until,
                                   const std::string& now) {
  if (const auto instant = storage::parse_instant(until); !instant) return pass_on(instant);
  return update_all_read(database, account, until, now);
}

Result<Preference> preference_of(Database& database, const std::string& account) {
  auto chosen = select_preference(database, account);
  if (!chosen) return pass_on(chosen);
  return chosen->value_or(Preference{});
}

Done set_preference(Database& database, const std::string& account, const Preference& preference,
                    const std::string& now) {
  if (auto kept = upsert_preference(database, account, preference, now); !kept) return kept;
  return plan_again(database, account, now);
}

Done forget(Database& database, const std::string& account) { return delete_all_of(database, account); }

}  // namespace luytre::notices
