// How a ballot is decided: the workflow's rule over the figures of a count. Exact and pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "programme/criteria/workflow.h"

namespace luytre::councils {

// What a council concluded about an item.
enum class Conclusion : std::uint8_t { approved, rejected, no_quorum };
std::string_view name_of(Conclusion);
std::optional<Conclusion> conclusion_named(std::string_view);

// The rule as it was when the ballot began, kept with it.
struct Rule {
  std::string workflow;
  criteria::Ballot ballot;
};
Rule rule_of(const criteria::Workflow& workflow, const criteria::Ballot& ballot);

struct Figures {
  int members = 0;  // of the council, all
  int present = 0;  // there and without a conflict: those who may vote on the item
  int yes = 0;
  int no = 0;
  int abstain = 0;
  int not_cast() const { return present - yes - no - abstain; }
};

// Whether enough are there: present / members >= quorum, exactly.
bool has_quorum(const Rule& rule, int present, int members);

// No quorum; else approved where the yes reach the share of all members or of those present. Whoever abstains or casts
// no ballot counts among those present and not among the yes.
Conclusion judge(const Rule& rule, const Figures& figures);

}  // namespace luytre::councils
