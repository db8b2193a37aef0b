// All SQL of the room.
#pragma once

#include <memory>

#include "platform/storage/database.h"
#include "programme/villages/village_register.h"

namespace luytre::villages {

// Everything recorded by events up to `known_at`; of one village alone when it is named.
Result<std::shared_ptr<const VillageRegister>> load_villages(storage::Database&, audit::EventNumber known_at,
                                                             const std::string& village = {});

// The same from what was known at an earlier event: only villages that events since then touched are read.
Result<std::shared_ptr<const VillageRegister>> load_villages(storage::Database&, audit::EventNumber known_at,
                                                             const std::shared_ptr<const VillageRegister>& earlier);

// What a command adds, told by event `number`; inside the caller's transaction.
struct Additions {
  std::vector<Village> villages;  // id, province and code alone
  std::vector<Of<VillageVersion>> versions;
  std::vector<Of<VillageEnd>> ends;
  std::vector<Of<Count>> counts;
  std::vector<Of<HeadFrom>> heads;
  std::vector<VillageLink> links;
};
Done append(storage::Database&, audit::EventNumber number, const Additions&);

Done append(storage::Database&, const Registration&);
Done append(storage::Database&, const Step&);
Done append(storage::Database&, const std::string& village, const Tick&);

}  // namespace luytre::villages
