// Jobs that write: one value that is durable, judged and in the totals before the answer; reads while others write.
#pragma once

#include "app/measuring/jobs.h"

namespace luytre::measuring {

// Problems of the temporary database.
Result<std::vector<Measured>> run_write_jobs(const World& world, const EngineWorld& filled);

}  // namespace luytre::measuring
