#include "programme/recognition/recognition.h"

#include <array>
#include <utility>

namespace luytre::recognition {

namespace {

constexpr std::array<std::pair<Title, std::string_view>, 5> title_names{{
    {Title::ntm, "ntm"},
    {Title::advanced, "advanced"},
    {Title::model, "model"},
    {Title::modern, "modern"},
    {Title::completion, "completion"},
}};

constexpr std::array<std::pair<Standing, std::string_view>, 5> standing_names{{
    {Standing::recognised, "recognised"},
    {Standing::considered_by_council, "considered_by_council"},
    {Standing::revoked, "revoked"},
    {Standing::kept_up, "kept_up"},
    {Standing::self_review, "self_review"},
}};

template <class Names, class Value>
std::string_view find_name(const Names& names, Value value) {
  for (const auto& [known, name] : names) {
    if (known == value) return name;
  }
  return "";
}

template <class Value, class Names>
std::optional<Value> find_value(const Names& names, std::string_view wanted) {
  for (const auto& [value, name] : names) {
    if (name == wanted) return value;
  }
  return std::nullopt;
}

}  // namespace

std::string_view name_of(Title title) { return find_name(title_names, title); }
std::string_view name_of(Standing standing) { return find_name(standing_names, standing); }
std::optional<Title> title_named(std::string_view name) { return find_value<Title>(title_names, name); }
std::optional<Standing> standing_named(std::string_view name) { return find_value<Standing>(standing_names, name); }

}  // namespace luytre::recognition
