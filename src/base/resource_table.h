// The table behind base/resources; its rows are written at build time by cmake/resources.cmake.
#pragma once

#include <vector>

namespace luytre {

struct ResourceEntry {
  const char* path;
  const char* begin;
  const char* end;
};

std::vector<ResourceEntry> resource_entries();

}  // namespace luytre
