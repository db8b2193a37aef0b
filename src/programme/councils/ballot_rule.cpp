#include "programme/councils/ballot_rule.h"

#include <algorithm>
#include <array>

namespace luytre::councils {
namespace {

constexpr std::array<std::string_view, 3> conclusion_names{"approved", "rejected", "no_quorum"};

}  // namespace

std::string_view name_of(Conclusion conclusion) { return conclusion_names[static_cast<std::size_t>(conclusion)]; }

std::optional<Conclusion> conclusion_named(std::string_view name) {
  const auto found = std::find(conclusion_names.begin(), conclusion_names.end(), name);
  if (found == conclusion_names.end()) return std::nullopt;
  return static_cast<Conclusion>(found - conclusion_names.begin());
}

Rule rule_of(const criteria::Workflow& workflow, const criteria::Ballot& ballot) { return {workflow.id, ballot}; }

bool has_quorum(const Rule& rule, int present, int members) {
  if (present <= 0 || members <= 0) return false;
  // A product too large to be exact would need a rule with absurd digits; such a quorum is never reached.
  const auto there = multiply(Decimal::of(present), rule.ballot.quorum.denominator);
  const auto needed = multiply(Decimal::of(members), rule.ballot.quorum.numerator);
  return there && needed && *there >= *needed;
}

Conclusion judge(const Rule& rule, const Figures& figures) {
  if (!has_quorum(rule, figures.present, figures.members)) return Conclusion::no_quorum;
  const int all = rule.ballot.of_all ? figures.members : figures.present;
  const Share share{Decimal::of(figures.yes), Decimal::of(all)};
  return compare_percent(share, rule.ballot.approval) >= 0 ? Conclusion::approved : Conclusion::rejected;
}

}  // namespace luytre::councils
