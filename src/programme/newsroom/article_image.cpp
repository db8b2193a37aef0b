#include "programme/newsroom/article_image.h"

#include <algorithm>
#include <array>

namespace luytre::newsroom {
namespace {

constexpr std::array<std::string_view, 4> people_names = {"none", "crowd", "consent", "guardian"};
constexpr std::array<std::string_view, 4> permission_names = {"own", "permission", "licence", "public_domain"};

template <class Enum, std::size_t count>
std::optional<Enum> named(const std::array<std::string_view, count>& names, std::string_view name) {
  const auto at = std::find(names.begin(), names.end(), name);
  if (at == names.end()) return std::nullopt;
  return static_cast<Enum>(at - names.begin());
}

}  // namespace

std::string_view name_of(ShownPeople people) { return people_names[static_cast<std::size_t>(people)]; }
std::string_view name_of(Permission permission) { return permission_names[static_cast<std::size_t>(permission)]; }

std::optional<ShownPeople> shown_people_named(std::string_view name) { return named<ShownPeople>(people_names, name); }
std::optional<Permission> permission_named(std::string_view name) { return named<Permission>(permission_names, name); }

}  // namespace luytre::newsroom
