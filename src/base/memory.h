// What the machine can still give.
#pragma once

namespace luytre {

// Bytes of memory that the system can give without swapping; 0: it does not say.
double available_memory_bytes();

}  // namespace luytre
