// A notice to everybody who may do something now: somebody waits for one of them.
#pragma once

#include "platform/notices/notice.h"
#include "programme/authority/gate.h"

namespace luytre::authority {

inline constexpr std::size_t told_max = 200;

// Each notice, without its account, to those who may do what stands before it; `but_for` (an actor's name) is not told.
// Whoever lacks only the second factor is: they can show it. What people hold is read once for all.
Done tell_those_who_may(Gate& gate, storage::Database& database,
                        const std::vector<std::pair<access::Ask, notices::Notice>>& tellings,
                        const std::string& but_for, const std::string& now);

// Accounts that may do what is asked today once they show their second factor, at most told_max.
Result<std::vector<std::string>> those_who_may(Gate& gate, storage::Database& database, const access::Ask& ask);

}  // namespace luytre::authority
