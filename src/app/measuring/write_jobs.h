// Jobs that write: one value that is durable, judged and in the totals before the answer; reads while others write.
#pragma once

#include "app/measuring/jobs.h"

namespace luytre::measuring {

// `with_postgresql`: what is durable is measured on the server that LUYTRE_TEST_POSTGRES names too. Problems of the
// temporary databases and of the import.
Result<std::vector<Measured>> run_write_jobs(const World& world, const EngineWorld& filled, bool with_postgresql);

}  // namespace luytre::measuring
