#include "base/resources.h"

#include <map>

#include "base/resource_table.h"

namespace luytre {
namespace {

const std::map<std::string, std::string_view, std::less<>>& table() {
  static const auto read_once = [] {
    std::map<std::string, std::string_view, std::less<>> rows;
    for (const auto& entry : resource_entries()) {
      rows.emplace(entry.path, std::string_view(entry.begin, static_cast<std::size_t>(entry.end - entry.begin)));
    }
    return rows;
  }();
  return read_once;
}

}  // namespace

std::string_view resource(std::string_view path) {
  const auto found = table().find(path);
  return found == table().end() ? std::string_view{} : found->second;
}

std::vector<std::string> resources_under(std::string_view prefix) {
  std::vector<std::string> paths;
  for (auto row = table().lower_bound(prefix); row != table().end() && row->first.starts_with(prefix); ++row) {
    paths.push_back(row->first);
  }
  return paths;
}

}  // namespace luytre
