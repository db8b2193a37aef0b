// When a notice goes out as a mail. Pure: the clock, the preference and the notice are handed in.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/messages.h"
#include "platform/notices/notice.h"

namespace luytre::notices {

enum class EmailChoice { immediate, digest, none };
std::string_view text_of(EmailChoice choice);
std::string_view text_of(Urgency urgency);
std::optional<EmailChoice> email_choice_named(std::string_view text);
std::optional<Urgency> urgency_named(std::string_view text);

// From the first minute to, and without, the last; over midnight when `from` is the later. Minutes after midnight in
// Asia/Ho_Chi_Minh. Equal: no quiet hours.
struct QuietHours {
  int from = 21 * 60;
  int until = 6 * 60;
  bool contains(int minute) const;
  friend bool operator==(const QuietHours&, const QuietHours&) = default;
};

struct Preference {
  EmailChoice email = EmailChoice::immediate;
  std::optional<QuietHours> quiet = QuietHours{};
  int digest_hour = 7;               // local hour of the daily digest
  std::optional<Language> language;  // none: the account's own
  friend bool operator==(const Preference&, const Preference&) = default;
};

// "21:30" -> 1290; nothing for anything else.
std::optional<int> minute_of_day(std::string_view text);
std::string clock_text(int minute_of_day);  // "21:30"

// When it may go out: at once when that is not after `now`. Nothing: it is not wanted as a mail. Instants are
// microseconds since 1970.
std::optional<std::int64_t> mail_due(Urgency urgency, const Preference& preference, std::int64_t created,
                                     std::int64_t now);

// How long to wait after the n-th failure (1 is the first), in seconds; nothing: give up.
std::optional<std::int64_t> retry_seconds(int failures);
inline constexpr int attempts_max = 8;

}  // namespace luytre::notices
