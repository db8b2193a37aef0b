#include "outputs/app/pack.h"

#include <charconv>

namespace luytre::staff_app {
namespace {

tl::unexpected<Problem> broken(std::string_view what) {
  return refuse("staff_app.pack_broken", {{"what", std::string(what)}});
}

// Takes the next line off `rest`; nothing when no line ends.
bool take_line(std::string_view& rest, std::string_view& line) {
  const std::size_t end = rest.find('\n');
  if (end == std::string_view::npos) return false;
  line = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  return true;
}

}  // namespace

Result<Files> read_pack(std::string_view pack) {
  std::string_view rest = pack;
  std::string_view line;
  if (!take_line(rest, line) || line != "luytre-pack 1") return broken("luytre-pack 1");
  std::vector<std::pair<std::string, std::size_t>> list;
  while (true) {
    if (!take_line(rest, line)) return broken("list");
    if (line.empty()) break;
    std::size_t size = 0;
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), size);
    const auto digits = static_cast<std::size_t>(end - line.data());
    if (error != std::errc{} || digits + 1 >= line.size() || line[digits] != ' ') return broken(line);
    list.emplace_back(line.substr(digits + 1), size);
  }
  Files files;
  for (auto& [path, size] : list) {
    if (size > rest.size()) return broken(path);
    const bool is_new = files.emplace(std::move(path), rest.substr(0, size)).second;
    if (!is_new) return broken("list");
    rest.remove_prefix(size);
  }
  if (!rest.empty()) return broken("end");
  return files;
}

}  // namespace luytre::staff_app
