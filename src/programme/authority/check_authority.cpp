// What may be wrong with the content of authority/*.yaml.
#include <algorithm>
#include <set>

#include "programme/authority/read_authority.h"

namespace luytre::authority {

using access::Authority;
using access::AuthorityRule;
using access::Lane;

namespace {

void check_names(const Authority& authority, std::vector<Problem>& wrong) {
  std::set<std::string> seen;
  for (const auto& role : authority.roles)
    if (!seen.insert("role " + role.id).second) wrong.push_back({"authority.twice", {{"name", role.id}}, "", {}});
  for (const auto& act : authority.acts)
    if (!seen.insert("act " + act.id).second) wrong.push_back({"authority.twice", {{"name", act.id}}, "", {}});
}

// ROLES §6: the survey is closed to the committee; administrators have no business.
void check_lane(const AuthorityRule& rule, const Authority& authority, std::vector<Problem>& wrong) {
  const access::Role* role = authority.role(rule.role);
  const access::Act* act = authority.act(rule.act);
  const Arguments names{{"role", rule.role}, {"act", rule.act}};
  const bool is_of_the_survey =
      rule.act.starts_with("surveys.") && rule.act != "surveys.answer_task" && act->kind != access::ActKind::view;
  if (is_of_the_survey && role->lane != Lane::front) wrong.push_back({"authority.survey_lane", names, "", {}});
  if (role->lane == Lane::administration && act->kind == access::ActKind::approve)
    wrong.push_back({"authority.administration_approves", names, "", {}});
}

bool is_same(const AuthorityRule& a, const AuthorityRule& b) { return a.role == b.role && a.act == b.act; }

void check_rules(const Authority& authority, std::vector<Problem>& wrong) {
  for (std::size_t at = 0; at < authority.rules.size(); ++at) {
    const AuthorityRule& rule = authority.rules[at];
    const Arguments names{{"role", rule.role}, {"act", rule.act}};
    if (authority.role(rule.role) == nullptr || authority.act(rule.act) == nullptr) {
      wrong.push_back({"authority.unknown_name", names, "", {}});
      continue;
    }
    if (rule.valid.to <= rule.valid.from) wrong.push_back({"authority.days_empty", names, "", {}});
    check_lane(rule, authority, wrong);
    for (std::size_t other = 0; other < at; ++other) {
      if (is_same(rule, authority.rules[other]) && rule.valid.overlaps(authority.rules[other].valid))
        wrong.push_back({"authority.overlap", names, "", {}});
    }
  }
}

}  // namespace

std::vector<Problem> check(const Authority& authority) {
  std::vector<Problem> wrong;
  check_names(authority, wrong);
  check_rules(authority, wrong);
  for (const auto& act : authority.acts) {
    const bool is_held = std::any_of(authority.rules.begin(), authority.rules.end(),
                                     [&](const AuthorityRule& rule) { return rule.act == act.id; });
    if (!is_held) wrong.push_back({"authority.nobody", {{"act", act.id}}, "", {}});
  }
  for (const auto& owner : authority.ownership) {
    if (authority.department(owner.department) == nullptr)
      wrong.push_back({"authority.unknown_department", {{"department", owner.department}}, "", {}});
  }
  return wrong;
}

}  // namespace luytre::authority
