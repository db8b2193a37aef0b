// Q6_writers: single values through the one door for writes, by 64 threads and by one, on a disk whose every flush
// takes 3 ms longer. What waits together shares a flush.
#pragma once

#include "app/measuring/jobs.h"

namespace luytre::measuring {

// Milliseconds a value with 64 writers; the limit is one writer's. Every value is counted in the database afterwards.
Result<Measured> many_writers(const World& world);

}  // namespace luytre::measuring
