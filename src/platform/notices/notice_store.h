// All SQL of notices.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "platform/notices/inbox.h"

namespace luytre::notices {

enum class MailState { waiting, sent, unwanted, no_address, given_up };
std::string_view text_of(MailState state);

// A notice that may have to be mailed, as it was read.
struct WaitingNotice {
  std::string id;
  Notice notice;
  std::string created_at;
  std::string next_attempt_at;
  int attempts = 0;
};

Done insert_notice(storage::Database& database, const std::string& id, const Notice& notice, const std::string& now);
Result<bool> has_notice(storage::Database& database, const Notice& notice);  // same account, code and arguments
Result<std::vector<ListedNotice>> select_notices(storage::Database& database, const std::string& account,
                                                 std::size_t limit, const std::optional<NoticeKey>& before,
                                                 bool only_unread);
Result<std::int64_t> count_unread(storage::Database& database, const std::string& account);
Result<std::int64_t> update_read(storage::Database& database, const std::string& account, const std::string& id,
                                 const std::string& now);
Result<std::int64_t> update_all_read(storage::Database& database, const std::string& account, const std::string& until,
                                     const std::string& now);
Result<std::optional<Preference>> select_preference(storage::Database& database, const std::string& account);
Done upsert_preference(storage::Database& database, const std::string& account, const Preference& preference,
                       const std::string& now);
Done plan_again(storage::Database& database, const std::string& account, const std::string& now);
Done delete_all_of(storage::Database& database, const std::string& account);

// Those who have something to look at, who waited longest first.
Result<std::vector<std::string>> accounts_waiting(storage::Database& database, const std::string& now,
                                                  std::size_t limit);
Result<std::vector<WaitingNotice>> waiting_of(storage::Database& database, const std::string& account,
                                              const std::string& now, std::size_t limit);

// Each changes the row only if nobody else did since it was read; answers whether it did.
Result<bool> claim_notice(storage::Database& database, const WaitingNotice& read, const std::string& claim,
                          const std::string& until);
Result<bool> postpone(storage::Database& database, const WaitingNotice& read, const std::string& until);
Result<bool> settle_unclaimed(storage::Database& database, const WaitingNotice& read, MailState state);

// The end of a claim.
Done settle(storage::Database& database, const std::string& id, const std::string& claim, MailState state,
            const std::string& now);
Done put_back(storage::Database& database, const std::string& id, const std::string& claim, int attempts,
              const std::string& next_attempt_at, const std::string& failure);

}  // namespace luytre::notices
