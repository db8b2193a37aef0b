// Rules that will end: whoever may act by them, and those who watch over the program, learn of it six, three and one
// month before, so that the new rule is there in time (ROLES §2).
#pragma once

#include "platform/notices/notice.h"
#include "programme/authority/gate.h"

namespace luytre::authority {

inline constexpr int months_before_end[] = {1, 3, 6};

// A rule in force that ends within `months` (the least of months_before_end that holds).
struct Ending {
  access::AuthorityRule rule;
  int months = 0;
};
std::vector<Ending> endings(const access::Authority& authority, Date today);

// Tells each reader of each stage once; answers how many notices were written. For a daily run.
Result<std::int64_t> remind_of_endings(Gate& gate, storage::Database& database);

}  // namespace luytre::authority
