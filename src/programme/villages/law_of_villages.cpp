#include "programme/villages/law_of_villages.h"

#include <algorithm>
#include <set>

namespace luytre::villages {
namespace {

bool is_of(criteria::SetLevel level, Ladder ladder) {
  return level == (ladder == Ladder::village ? criteria::SetLevel::village : criteria::SetLevel::residential_area);
}

bool is_blank(std::string_view words) { return words.find_first_not_of(" \t\r\n") == std::string_view::npos; }

}  // namespace

std::vector<const criteria::CriteriaSet*> sets_for(const criteria::Library& law, Ladder ladder,
                                                   const std::string& province) {
  std::vector<const criteria::CriteriaSet*> sets;
  for (const criteria::CriteriaSet& set : law.sets) {
    if (is_of(set.level, ladder) && (set.province.empty() || set.province == province)) sets.push_back(&set);
  }
  return sets;
}

Result<const criteria::CriteriaSet*> find_set(const criteria::Library& law, const std::string& id, Ladder ladder,
                                              const std::string& province, int year) {
  const criteria::CriteriaSet* set = law.set(id);
  if (set == nullptr) return refuse("criteria.unknown_set", {{"set", id}}, "set");
  if (!is_of(set->level, ladder)) return refuse("villages.other_ladder", {{"set", id}}, "set");
  if (!set->province.empty() && set->province != province) {
    return refuse("villages.other_province", {{"set", id}, {"province", set->province}}, "set");
  }
  const Interval of_year{Date::of(year, 1, 1), Date::of(year + 1, 1, 1)};
  if (!set->period.overlaps(of_year)) {
    return refuse("villages.not_in_force", {{"set", id}, {"year", std::to_string(year)}}, "set");
  }
  return set;
}

Result<const criteria::CriteriaSet*> set_for_scoring(const criteria::Library& law, const Title& title) {
  const criteria::CriteriaSet* set = title.set().empty() ? nullptr : law.set(title.set());
  if (set == nullptr) return refuse("villages.set_not_loaded");
  if (set->hash != title.set_hash()) return refuse("villages.set_changed", {{"set", set->id}});
  if (set->indicators_counted() == 0) return refuse("villages.set_empty", {{"set", set->id}});
  return set;
}

Done check_scores(const criteria::CriteriaSet& set, const std::vector<Score>& scores) {
  std::set<std::string> scored;
  for (const Score& score : scores) {
    if (set.indicator(score.indicator) == nullptr) {
      return refuse("villages.unknown_indicator", {{"set", set.id}, {"indicator", score.indicator}}, "scores");
    }
    if (!scored.insert(score.indicator).second) {
      return refuse("villages.scored_twice", {{"indicator", score.indicator}}, "scores");
    }
    if (score.outcome == Outcome::basically_met && is_blank(score.words)) {
      return refuse("villages.words_for_basically_met", {{"indicator", score.indicator}}, "scores");
    }
  }
  std::string missing;
  for (const criteria::Criterion& criterion : set.criteria) {
    for (const criteria::Indicator& indicator : criterion.indicators) {
      const bool is_asked = criterion.counts && indicator.counts;
      if (is_asked && !scored.contains(indicator.rule.number)) {
        missing += (missing.empty() ? "" : ", ") + indicator.rule.number;
      }
    }
  }
  if (!missing.empty()) return refuse("villages.not_all_scored", {{"indicators", missing}}, "scores");
  return {};
}

}  // namespace luytre::villages
