#include "programme/plans/plan.h"

#include <algorithm>
#include <array>

namespace luytre::plans {
namespace {

constexpr std::array<std::string_view, purpose_count> purpose_names{"pilot",  "ntm",       "advanced",   "model",
                                                                    "border", "difficult", "outstanding"};
constexpr std::array<std::string_view, 3> change_names{"added", "changed", "dropped"};
constexpr std::array<std::string_view, 2> item_change_names{"due_moved", "withdrawn"};

template <class Word>
std::optional<Word> named(const auto& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Word>(found - names.begin());
}

}  // namespace

std::string_view name_of(Purpose purpose) { return purpose_names[static_cast<std::size_t>(purpose)]; }
std::string_view name_of(Change change) { return change_names[static_cast<std::size_t>(change)]; }
std::string_view name_of(ItemChangeKind kind) { return item_change_names[static_cast<std::size_t>(kind)]; }
std::optional<Purpose> purpose_named(std::string_view name) { return named<Purpose>(purpose_names, name); }
std::optional<Change> change_named(std::string_view name) { return named<Change>(change_names, name); }
std::optional<ItemChangeKind> item_change_named(std::string_view name) {
  return named<ItemChangeKind>(item_change_names, name);
}

bool is_blank(std::string_view words) { return words.find_first_not_of(" \t\r\n") == std::string_view::npos; }

}  // namespace luytre::plans
