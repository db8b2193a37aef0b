#include "programme/surveys/round.h"

#include <algorithm>
#include <array>

namespace luytre::surveys {
namespace {

constexpr std::array<std::string_view, 2> sample_names{"every_household", "share_of_households"};
constexpr std::array<std::string_view, 3> what_names{"overall", "each_item", "coverage"};
constexpr std::array<std::string_view, 3> verdict_names{"answered", "accepted", "refused"};

template <class Word, std::size_t count>
std::optional<Word> named(const std::array<std::string_view, count>& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Word>(found - names.begin());
}

}  // namespace

std::string_view name_of(Sample sample) { return sample_names[static_cast<std::size_t>(sample)]; }
std::optional<Sample> sample_named(std::string_view name) { return named<Sample>(sample_names, name); }
std::string_view name_of(What what) { return what_names[static_cast<std::size_t>(what)]; }
std::optional<What> what_named(std::string_view name) { return named<What>(what_names, name); }
std::string_view name_of(ReviewVerdict verdict) { return verdict_names[static_cast<std::size_t>(verdict)]; }
std::optional<ReviewVerdict> review_verdict_named(std::string_view name) {
  return named<ReviewVerdict>(verdict_names, name);
}

}  // namespace luytre::surveys
