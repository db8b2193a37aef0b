// The doors of the room of citizens, and its errands: what goes out and what is erased when its time has come.
#pragma once

#include "app/context.h"
#include "app/doors.h"
#include "platform/notices/smtp.h"
#include "programme/citizens/citizens_routes.h"
#include "programme/citizens/forget.h"
#include "programme/citizens/outbox.h"
#include "programme/citizens/subscription.h"

namespace luytre::app {

// The context and the doors must outlive what is made of them.
citizens::CitizensDoors citizens_doors(const Context& context, Doors& doors);

struct Errands {
  std::int64_t digests = 0;
  citizens::Sent sent;
  citizens::Forgotten forgotten;
};

// One round: digests that are due (`is_early`: all) are composed, waiting mails sent (not without `settings`), and,
// with a day to judge it by, what is no longer kept is erased. `snapshot`: as known now.
Result<Errands> run_errands(storage::Database& database, const record::Snapshot& snapshot, const citizens::Desk& desk,
                            const std::optional<notices::MailSettings>& settings, std::optional<Date> today,
                            bool is_early = false);

// Whether mails can leave: a server for them is set, and this installation's address for the links in them.
bool is_mail_set(const accounts::Settings& settings);

}  // namespace luytre::app
