#include "platform/access/authority.h"

#include <algorithm>

namespace luytre::access {
namespace {

template <class Thing>
const Thing* with_id(const std::vector<Thing>& things, std::string_view id) {
  const auto found = std::find_if(things.begin(), things.end(), [&](const Thing& thing) { return thing.id == id; });
  return found == things.end() ? nullptr : &*found;
}

}  // namespace

const Role* Authority::role(std::string_view id) const { return with_id(roles, id); }

const Act* Authority::act(std::string_view id) const { return with_id(acts, id); }

const Department* Authority::department(std::string_view id) const { return with_id(departments, id); }

bool Authority::approves(std::string_view role, Date day) const {
  return std::any_of(rules.begin(), rules.end(), [&](const AuthorityRule& rule) {
    const Act* what = act(rule.act);
    return rule.role == role && rule.valid.contains(day) && what != nullptr && what->kind == ActKind::approve;
  });
}

bool Authority::needs_factor(std::string_view id, Date day) const {
  const Role* bearer = role(id);
  return approves(id, day) || (bearer != nullptr && bearer->lane == Lane::administration);
}

std::vector<const AuthorityRule*> Authority::rules_for(std::string_view act, Date day) const {
  std::vector<const AuthorityRule*> found;
  for (const Role& role : roles) {
    for (const AuthorityRule& rule : rules) {
      if (rule.role == role.id && rule.act == act && rule.valid.contains(day)) found.push_back(&rule);
    }
  }
  return found;
}

}  // namespace luytre::access
