#include "platform/access/decide.h"

#include <algorithm>
#include <cassert>

#include "base/messages.h"

namespace luytre::access {
namespace {

// One question being answered: what does not change from grant to grant.
struct Question {
  const Authority& authority;
  const UnitTree& tree;
  const Ask& ask;
  Date acting_day;
  Date record_day;
  Place target;
};

bool reaches(const AuthorityRule& rule, const Place& from, const Place& to) {
  switch (rule.reach) {
    case Reach::own:
      return from.span == to.span;
    case Reach::own_and_below:
      return from.span.holds(to.span);
    case Reach::anywhere:
      return true;
  }
  return false;
}

// "commune-ntm/2021-2025 9.2": the row of the indicator itself, of its criterion, or of its whole set.
bool speaks_of(const Ownership& owner, std::string_view indicator) {
  const auto blank = indicator.find(' ');
  const std::string_view set = indicator.substr(0, blank);
  const std::string_view number = blank == std::string_view::npos ? std::string_view() : indicator.substr(blank + 1);
  if (owner.set != set) return false;
  if (!owner.indicator.empty()) return owner.indicator == number;
  if (!owner.criterion.empty()) return owner.criterion == number.substr(0, number.find('.'));
  return true;
}

bool owns_all(const Question& question, std::string_view department) {
  const auto& owners = question.authority.ownership;
  const auto& indicators = question.ask.indicators;
  return !indicators.empty() && std::all_of(indicators.begin(), indicators.end(), [&](const std::string& indicator) {
    return std::any_of(owners.begin(), owners.end(), [&](const Ownership& owner) {
      return owner.department == department && owner.valid.contains(question.record_day) && speaks_of(owner, indicator);
    });
  });
}

// What one grant gives under one rule. A later verdict is nearer to "allowed" than an earlier one.
Verdict judge_grant(const Question& question, const Grant& grant, const AuthorityRule& rule) {
  const auto places = question.tree.places_of_grant(grant.unit, question.record_day);
  if (places.empty() && rule.reach != Reach::anywhere) return Verdict::ended_unit;
  const bool is_reached = rule.reach == Reach::anywhere ||
                          std::any_of(places.begin(), places.end(),
                                      [&](const Place& place) { return reaches(rule, place, question.target); });
  if (!is_reached) return Verdict::outside;
  const Act* act = question.authority.act(question.ask.act);
  const Role* role = question.authority.role(grant.role);
  const bool must_own = act->is_owned && role != nullptr && role->has_department;
  return must_own && !owns_all(question, grant.department) ? Verdict::not_owner : Verdict::allowed;
}

int nearness(Verdict verdict) {
  switch (verdict) {
    case Verdict::ended_unit:
      return 1;
    case Verdict::outside:
      return 2;
    case Verdict::not_owner:
      return 3;
    case Verdict::allowed:
      return 4;
    default:
      return 0;
  }
}

// The unit of the record has ended since: whoever acts today acts in its place.
std::string behalf_of(const Question& question) {
  if (question.ask.unit.empty() || question.record_day == question.acting_day) return {};
  const auto now = question.tree.place(question.target.unit, question.acting_day);
  return now && now->unit == question.target.unit ? std::string() : question.target.unit;
}

void judge_grants(const Question& question, const std::vector<Grant>& grants,
                  const std::vector<const AuthorityRule*>& rules, Decision& decision) {
  for (const Grant& grant : grants) {
    const bool is_for_act =
        grant.acts.empty() || std::find(grant.acts.begin(), grant.acts.end(), question.ask.act) != grant.acts.end();
    if (!is_for_act || !grant.valid.contains(question.acting_day)) continue;
    for (const AuthorityRule* rule : rules) {
      if (rule->role != grant.role) continue;
      const Verdict verdict = judge_grant(question, grant, *rule);
      if (nearness(verdict) <= nearness(decision.verdict)) continue;
      decision.verdict = verdict;
      decision.rule = *rule;
      decision.grant = grant.id;
    }
  }
  if (decision.is_allowed()) decision.on_behalf_of = behalf_of(question);
}

// Whoever holds a role that approves something shows a second factor for everything, not for the approval alone: a
// stolen password must not even read.
bool must_show_factor(const Authority& authority, const std::vector<Grant>& grants, Date day) {
  return std::any_of(grants.begin(), grants.end(), [&](const Grant& grant) {
    return grant.valid.contains(day) && authority.needs_factor(grant.role, day);
  });
}

// What the way of signing in forbids, whatever the roles are.
Verdict judge_sign_in(const Actor& actor, const Act& act, bool must_show) {
  if (actor.kind == ActorKind::token) {
    if (act.kind == ActKind::approve) return Verdict::token_never;
    const auto& scope = actor.token_acts;
    if (std::find(scope.begin(), scope.end(), act.id) == scope.end()) return Verdict::token_scope;
  }
  const bool is_person = actor.kind == ActorKind::account;
  const bool lacks_factor = is_person && !actor.has_second_factor && (act.kind == ActKind::approve || must_show);
  return lacks_factor ? Verdict::needs_second_factor : Verdict::allowed;
}

constexpr std::string_view code_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::not_signed_in:
      return "access.not_signed_in";
    case Verdict::unknown_act:
      return "access.unknown_act";
    case Verdict::unknown_unit:
      return "access.unknown_unit";
    case Verdict::outside:
      return "access.outside";
    case Verdict::ended_unit:
      return "access.ended_unit";
    case Verdict::not_owner:
      return "access.not_owner";
    case Verdict::rule_ended:
      return "access.rule_ended";
    case Verdict::needs_second_factor:
      return "access.needs_second_factor";
    case Verdict::token_never:
      return "access.token_never";
    case Verdict::token_scope:
      return "access.token_scope";
    default:
      return "access.no_role";
  }
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text.append(text.empty() ? "" : ", ").append(word);
  return text;
}

}  // namespace

Decision decide(const Authority& authority, const UnitTree& tree, const std::vector<Grant>& grants, const Actor& actor,
                const Ask& ask, Date acting_day) {
  Decision decision;
  const auto refused = [&](Verdict verdict) {
    decision.verdict = verdict;
    return decision;
  };
  if (actor.kind == ActorKind::local_operator) return refused(Verdict::allowed);
  const Act* act = authority.act(ask.act);
  if (act == nullptr) return refused(Verdict::unknown_act);
  const auto rules = authority.rules_for(ask.act, acting_day);
  for (const AuthorityRule* rule : rules) {
    if (decision.holders.empty() || decision.holders.back() != rule->role) decision.holders.push_back(rule->role);
  }
  if (!actor.is_signed_in()) return refused(Verdict::not_signed_in);
  if (rules.empty()) return refused(Verdict::rule_ended);
  const Date record_day = ask.day.value_or(acting_day);
  const auto target = tree.place(ask.unit, record_day);
  if (!target) return refused(Verdict::unknown_unit);
  judge_grants({authority, tree, ask, acting_day, record_day, *target}, grants, rules, decision);
  if (!decision.is_allowed()) return decision;
  const Verdict sign_in = judge_sign_in(actor, *act, must_show_factor(authority, grants, acting_day));
  return sign_in == Verdict::allowed ? decision : refused(sign_in);
}

Problem refusal_of(const Decision& decision, const Actor& actor, const Ask& ask, Date acting_day) {
  assert(!decision.is_allowed());
  const bool is_known = decision.verdict != Verdict::unknown_act;
  Problem problem;
  problem.code = code_of(decision.verdict);
  problem.arguments = {{"act", is_known ? catalogue_word("access.act." + ask.act) : ask.act},
                       {"unit", ask.unit},
                       {"day", ask.day.value_or(acting_day).text()},
                       {"indicators", joined(ask.indicators)},
                       {"actor", actor.name}};
  if (!ask.unit.empty()) problem.where = "unit:" + ask.unit;
  for (const std::string& role : decision.holders) problem.causes.push_back({"access.role." + role, {}, "", {}});
  return problem;
}

Done local_operator_only(const Actor& actor, const Ask& ask) {
  if (actor.kind == ActorKind::local_operator) return {};
  return refuse("access.local_operator_only", {{"actor", actor.name}, {"act", ask.act}},
                ask.unit.empty() ? std::string() : "unit:" + ask.unit);
}

}  // namespace luytre::access
