#include "programme/reporting/report.h"

#include <algorithm>
#include <array>

namespace luytre::reporting {
namespace {

constexpr std::array<std::string_view, 3> change_names{"locked", "reopened", "due_moved"};
constexpr std::array<std::string_view, 3> step_names{"submitted", "signed", "returned"};
constexpr std::array<std::string_view, 2> decision_names{"verified", "returned"};
constexpr std::array<std::string_view, 6> state_names{"empty",  "drafting", "submitted",
                                                      "signed", "returned", "verified"};

template <class Word>
std::optional<Word> named(const auto& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Word>(found - names.begin());
}

}  // namespace

std::string_view name_of(ChangeKind kind) { return change_names[static_cast<std::size_t>(kind)]; }
std::string_view name_of(StepKind kind) { return step_names[static_cast<std::size_t>(kind)]; }
std::string_view name_of(Decision decision) { return decision_names[static_cast<std::size_t>(decision)]; }
std::string_view name_of(State state) { return state_names[static_cast<std::size_t>(state)]; }
std::optional<ChangeKind> change_named(std::string_view name) { return named<ChangeKind>(change_names, name); }
std::optional<StepKind> step_named(std::string_view name) { return named<StepKind>(step_names, name); }
std::optional<Decision> decision_named(std::string_view name) { return named<Decision>(decision_names, name); }

const std::vector<std::string_view>& reason_codes() {
  static const std::vector<std::string_view> codes{
      "missing_evidence", "wrong_evidence", "wrong_number",       "wrong_denominator", "wrong_date",
      "wrong_ground",     "unclear_source", "contradicts_sector", "incomplete",        "other"};
  return codes;
}

bool is_reason_code(std::string_view code) {
  const auto& codes = reason_codes();
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

const Step* Report::last(StepKind kind) const {
  const auto found = std::find_if(steps.rbegin(), steps.rend(), [&](const Step& step) { return step.kind == kind; });
  return found == steps.rend() ? nullptr : &*found;
}

const Verification* Report::verification(std::string_view indicator) const {
  const auto found = std::find_if(verifications.rbegin(), verifications.rend(),
                                  [&](const Verification& each) { return each.indicator == indicator; });
  return found == verifications.rend() ? nullptr : &*found;
}

}  // namespace luytre::reporting
