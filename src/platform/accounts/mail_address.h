// Where an account's notices go as mails.
#pragma once

#include "platform/notices/deliver.h"

namespace luytre::accounts {

// The e-mail of accounts that are active or invited; nothing for others, erased ones, and those without one.
notices::AddressOf mail_addresses();

}  // namespace luytre::accounts
