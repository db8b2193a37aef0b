// A person goes, the log stays: who somebody was, everything that opened the account, from where they acted, and the
// personal payloads about them.
#pragma once

#include "platform/accounts/account.h"
#include "platform/commands/writer.h"

namespace luytre::accounts {

struct ErasedPerson {
  std::int64_t payloads = 0;       // of events about the account
  std::int64_t circumstances = 0;  // of events by the account
  audit::EventNumber event = 0;    // 0 on a trial
};

// Act accounts.erase on `unit`. For ever; the chain stays whole. The account must be closed first, so that two people
// see to it. Problems accounts.unknown, accounts.close_first, accounts.erased, accounts.not_oneself.
Result<ErasedPerson> erase_person(commands::Writer& writer, commands::Order order, const AccountId& account,
                                  const std::string& unit);

}  // namespace luytre::accounts
