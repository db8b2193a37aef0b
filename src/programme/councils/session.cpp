#include "programme/councils/session.h"

#include <algorithm>
#include <array>

namespace luytre::councils {
namespace {

constexpr std::array<std::string_view, 4> duty_names{"chair", "deputy", "secretary", "member"};
constexpr std::array<std::string_view, 4> reason_names{"own_unit", "own_file", "relation", "other"};
constexpr std::array<std::string_view, 3> choice_names{"yes", "no", "abstain"};

template <class Word, std::size_t count>
std::optional<Word> named(const std::array<std::string_view, count>& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Word>(found - names.begin());
}

}  // namespace

std::string_view name_of(Duty duty) { return duty_names[static_cast<std::size_t>(duty)]; }
std::optional<Duty> duty_named(std::string_view name) { return named<Duty>(duty_names, name); }

std::string_view name_of(ConflictReason reason) { return reason_names[static_cast<std::size_t>(reason)]; }
std::optional<ConflictReason> conflict_reason_named(std::string_view name) {
  return named<ConflictReason>(reason_names, name);
}

std::string_view name_of(Choice choice) { return choice_names[static_cast<std::size_t>(choice)]; }
std::optional<Choice> choice_named(std::string_view name) { return named<Choice>(choice_names, name); }

const Member* Plan::member(std::string_view account) const {
  const auto found =
      std::find_if(members.begin(), members.end(), [&](const Member& each) { return each.account == account; });
  return found == members.end() ? nullptr : &*found;
}

const Member* Plan::chair() const {
  const auto found =
      std::find_if(members.begin(), members.end(), [](const Member& each) { return each.duty == Duty::chair; });
  return found == members.end() ? nullptr : &*found;
}

bool differs(Conclusion conclusion, engine::Outcome computed) {
  const bool is_met = computed == engine::Outcome::met;
  return (conclusion == Conclusion::approved && !is_met) || (conclusion == Conclusion::rejected && is_met);
}

}  // namespace luytre::councils
