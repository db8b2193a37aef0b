#include "programme/recognition/revocation.h"

#include <algorithm>
#include <cassert>

namespace luytre::recognition {

namespace {

bool contains(const std::vector<std::string>& numbers, const std::string& number) {
  return std::find(numbers.begin(), numbers.end(), number) != numbers.end();
}

// What the grounds look at.
struct Count {
  int not_met = 0;
  int total = 0;
  bool has_key = false;
};

Count count_not_met(const criteria::CriteriaSet& set, const std::vector<std::string>& not_met) {
  Count count;
  for (const auto& criterion : set.criteria) {
    if (!criterion.counts) continue;
    ++count.total;
    if (!contains(not_met, criterion.number)) continue;
    ++count.not_met;
    count.has_key = count.has_key || criterion.is_key_for_revocation;
  }
  return count;
}

bool holds(const criteria::RevocationGround& ground, const Count& count, const Share& children_revoked) {
  bool states_something = false;
  if (ground.criteria_not_met_at_least) {
    states_something = true;
    if (count.total == 0) return false;
    const Share share{Decimal::of(count.not_met), Decimal::of(count.total)};
    if (compare_percent(share, *ground.criteria_not_met_at_least) < 0) return false;
    const auto& below = ground.criteria_not_met_below;
    if (below && compare_percent(share, *below) >= 0) return false;
  }
  if (ground.needs_key_criterion && !count.has_key) return false;
  if (ground.children_revoked_at_least) {
    states_something = true;
    if (children_revoked.denominator.is_zero()) return false;
    if (compare_percent(children_revoked, *ground.children_revoked_at_least) < 0) return false;
  }
  return states_something;
}

// The rule over a set's criteria.
struct Case {
  const criteria::CriteriaSet& set;
  const criteria::RevocationRule& rule;
  bool is_borrowed = false;
  bool any_may_be_key = false;
  Share children_revoked;

  const criteria::RevocationGround* ground_that_holds(const std::vector<std::string>& not_met) const {
    auto count = count_not_met(set, not_met);
    if (is_borrowed) count.has_key = any_may_be_key && count.not_met > 0;
    for (const auto& ground : rule.any_of) {
      if (holds(ground, count, children_revoked)) return &ground;
    }
    return nullptr;
  }
};

// Fills at_risk and tipping: what would have to go wrong for the title to be lost.
void find_risk(const Case& asked, const RevocationQuestion& question, RevocationAnswer& answer) {
  for (const auto& criterion : asked.set.criteria) {
    if (!criterion.counts || contains(question.not_met, criterion.number)) continue;
    auto with_one_more = question.not_met;
    with_one_more.push_back(criterion.number);
    if (asked.ground_that_holds(with_one_more)) answer.tipping.push_back(criterion.number);
  }
  auto with_undecided = question.not_met;
  with_undecided.insert(with_undecided.end(), question.not_assessed.begin(), question.not_assessed.end());
  answer.at_risk = !answer.tipping.empty() || asked.ground_that_holds(with_undecided) != nullptr;
}

std::string joined(const std::vector<std::string>& numbers) {
  std::string text;
  for (const auto& number : numbers) text += (text.empty() ? "" : ", ") + number;
  return text;
}

}  // namespace

RevocationAnswer judge_revocation(const criteria::CriteriaSet& set, const RevocationQuestion& question) {
  RuleInUse own;
  if (set.revocation) own = {&set, &*set.revocation};
  return judge_revocation(set, own, question);
}

RevocationAnswer judge_revocation(const criteria::CriteriaSet& set, const RuleInUse& use,
                                  const RevocationQuestion& question) {
  RevocationAnswer answer;
  answer.use = use;
  const auto count = count_not_met(set, question.not_met);
  answer.criteria_not_met = count.not_met;
  answer.criteria_total = count.total;
  for (const auto& criterion : set.criteria) {
    if (criterion.counts && criterion.is_key_for_revocation && contains(question.not_met, criterion.number)) {
      answer.key_criteria_not_met.push_back(criterion.number);
    }
  }
  if (use.rule == nullptr) {
    answer.outcome = RevocationOutcome::no_rule;
    return answer;
  }
  answer.provisional = use.what_if;
  for (const auto& ground : use.rule->any_of) {
    answer.provisional = answer.provisional || ground.confidence != criteria::Confidence::confirmed;
  }
  const Case asked{set, *use.rule, use.is_borrowed, question.any_may_be_key, question.children_revoked};
  answer.ground = asked.ground_that_holds(question.not_met);
  answer.reference = &use.rule->reference;
  if (answer.ground) {
    answer.outcome = RevocationOutcome::revoke;
    if (!answer.ground->reference.document.empty()) answer.reference = &answer.ground->reference;
  } else {
    find_risk(asked, question, answer);
  }
  return answer;
}

std::string explain(const RevocationAnswer& answer, Language language) {
  if (answer.outcome == RevocationOutcome::no_rule) return say("revocation.no_rule", language);
  const Share share{Decimal::of(answer.criteria_not_met), Decimal::of(std::max(answer.criteria_total, 1))};
  auto percent = percent_rounded(share, 1);
  std::string text = say("revocation.count",
                         {{"not_met", std::to_string(answer.criteria_not_met)},
                          {"total", std::to_string(answer.criteria_total)},
                          {"percent", language == Language::vi ? percent.vietnamese_text() : percent.text()}},
                         language);
  text += " ";
  text += answer.use.is_borrowed ? say("revocation.keys_not_named", language)
          : answer.key_criteria_not_met.empty()
              ? say("revocation.no_key", language)
              : say("revocation.with_key", {{"numbers", joined(answer.key_criteria_not_met)}}, language);
  text += " ";
  if (answer.outcome == RevocationOutcome::revoke) {
    text += say("revocation.revoke", {{"document", answer.reference->document}, {"locator", answer.reference->locator}},
                language);
  } else if (!answer.at_risk) {
    text += say("revocation.keep", language);
  } else if (answer.tipping.empty()) {
    text += say("revocation.at_risk_not_assessed", language);
  } else {
    text += say("revocation.at_risk", {{"numbers", joined(answer.tipping)}}, language);
  }
  const auto why = explain(answer.use, language);
  return why.empty() ? text : text + " " + why;
}

std::string_view name_of(RevocationOutcome outcome) {
  switch (outcome) {
    case RevocationOutcome::keep:
      return "keep";
    case RevocationOutcome::revoke:
      return "revoke";
    case RevocationOutcome::no_rule:
      return "no_rule";
  }
  assert(false);
  return "";
}

}  // namespace luytre::recognition
