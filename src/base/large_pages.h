// Room for tens of megabytes that are written at once: in large pages a system hands it out in few steps, not 256 for
// each megabyte, which can take longer than the work itself.
#pragma once

#include <cstddef>

namespace luytre {

// Advice about memory that has not been written yet; of less than a few megabytes it does nothing.
void prefer_large_pages(void* begin, std::size_t bytes);

// As container.reserve(count), in large pages.
template <class Container>
void reserve_large(Container& container, std::size_t count) {
  container.reserve(count);
  prefer_large_pages(container.data(), container.capacity() * sizeof(*container.data()));
}

}  // namespace luytre
