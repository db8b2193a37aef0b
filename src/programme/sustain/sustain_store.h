// All SQL of the room.
#pragma once

#include <memory>

#include "platform/storage/database.h"
#include "programme/sustain/check_register.h"

namespace luytre::sustain {

// What of it is read; empty: all.
struct Slice {
  std::string check;
  std::string unit;  // identity
};

Result<std::shared_ptr<const CheckRegister>> load_checks(storage::Database& database, audit::EventNumber known_at,
                                                         const Slice& slice = {});
// Lines of one version, in the order of the law.
Result<std::vector<Line>> load_lines(storage::Database& database, const std::string& check, int version);
// Whether an event of one of the rooms ("recognition") lies between the two, ends excluded.
Result<bool> is_touched_between(storage::Database& database, const std::vector<std::string>& rooms,
                                audit::EventNumber after, audit::EventNumber before);

Done append(storage::Database& database, const Check& check);
Done append(storage::Database& database, const Scoring& scoring, const std::vector<Line>& lines);
Done append(storage::Database& database, const Signature& signature);
Done append(storage::Database& database, const Word& word);
Done append(storage::Database& database, const Closing& closing);

}  // namespace luytre::sustain
