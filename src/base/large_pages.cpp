#include "base/large_pages.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>

namespace luytre {

namespace {
constexpr std::size_t worthwhile_bytes = std::size_t{4} << 20U;
}

void prefer_large_pages(void* begin, std::size_t bytes) {
#ifdef MADV_HUGEPAGE
  if (bytes < worthwhile_bytes) return;
  const auto page = static_cast<std::uintptr_t>(sysconf(_SC_PAGESIZE));
  const auto address = reinterpret_cast<std::uintptr_t>(begin);
  const auto first = (address + page - 1) / page * page;
  const auto last = (address + bytes) / page * page;
  // A system that knows no large pages, or has none left, goes on with small ones.
  (void)madvise(static_cast<char*>(begin) + (first - address), last - first, MADV_HUGEPAGE);
#else
  (void)begin, (void)bytes;
#endif
}

}  // namespace luytre
