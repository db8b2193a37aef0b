#include "base/memory.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>

namespace luytre {

namespace {

namespace fs = std::filesystem;

// Of a file of lines "NAME: COUNT kB", in bytes.
double kilobytes_named(const fs::path& path, const std::string& name) {
  std::ifstream file(path);
  std::string word;
  while (file >> word) {
    double kilobytes = 0;
    if (word == name && file >> kilobytes) return kilobytes * 1024;
  }
  return 0;
}

// The number that a file holds; none: there is no file, or it says "max".
std::optional<double> number_in(const fs::path& path) {
  std::ifstream file(path);
  double number = 0;
  if (file >> number) return number;
  return std::nullopt;
}

// How the two versions of control groups name things. `line`: what the group's line begins with.
struct GroupNames {
  std::string_view line, folder, most, used, given_back;
};
constexpr std::array<GroupNames, 2> versions{
    {{"0::", "", "memory.max", "memory.current", "inactive_file"},
     {":memory:", "memory", "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"}}};

// Cached files, which the kernel gives back as soon as somebody needs the memory, count as used in a group.
double given_back_in(const fs::path& group, std::string_view name) {
  std::ifstream file(group / "memory.stat");
  std::string word;
  double bytes = 0;
  while (file >> word >> bytes) {
    if (word == name) return bytes;
  }
  return 0;
}

// The group's path as the program's own list of groups names it; none: it is in no group of this version.
std::optional<fs::path> group_in(const fs::path& list, std::string_view line_of_memory) {
  std::ifstream file(list);
  std::string line;
  while (std::getline(file, line)) {
    const auto at = line.find(line_of_memory);
    const auto path = at == std::string::npos ? std::string::npos : line.find('/', at);
    if (path != std::string::npos) return line.substr(path + 1);
  }
  return std::nullopt;
}

}  // namespace

std::optional<double> memory_left_in_groups(const fs::path& list, const fs::path& root) {
  std::optional<double> least;
  for (const auto& names : versions) {
    auto below = group_in(list, names.line);
    while (below) {
      const auto group = root / names.folder / *below;
      const auto most = number_in(group / names.most);
      const auto used = number_in(group / names.used);
      if (most && used) {
        const double left = std::max(1.0, *most - *used + given_back_in(group, names.given_back));
        least = std::min(least.value_or(left), left);
      }
      if (below->empty()) break;
      below = below->parent_path();
    }
  }
  return least;
}

double available_memory_bytes() {
  if (const char* said = std::getenv("LUYTRE_MEMORY_BYTES"); said != nullptr) return std::strtod(said, nullptr);
  const double of_system = kilobytes_named("/proc/meminfo", "MemAvailable:");
  const auto of_groups = memory_left_in_groups("/proc/self/cgroup", "/sys/fs/cgroup");
  if (!of_groups) return of_system;
  return of_system == 0 ? *of_groups : std::min(of_system, *of_groups);
}

double resident_memory_bytes() { return kilobytes_named("/proc/self/status", "VmRSS:"); }

}  // namespace luytre
