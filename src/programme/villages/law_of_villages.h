// Which criteria set a village may be registered by, and what it is scored on.
#pragma once

#include <string>
#include <vector>

#include "programme/criteria/library.h"
#include "programme/villages/title.h"

namespace luytre::villages {

// Loaded sets of the ladder for the province, in order.
std::vector<const criteria::CriteriaSet*> sets_for(const criteria::Library& law, Ladder ladder,
                                                   const std::string& province);

// The set named, for the achievement year. Problems criteria.unknown_set, villages.other_ladder,
// villages.other_province, villages.not_in_force.
Result<const criteria::CriteriaSet*> find_set(const criteria::Library& law, const std::string& set, Ladder ladder,
                                              const std::string& province, int year);

// What the title is scored on, as it stands now. Problems villages.set_not_loaded (none was bound, or it is no longer
// there), villages.set_empty, villages.set_changed (its content is not the one the title is bound to).
Result<const criteria::CriteriaSet*> set_for_scoring(const criteria::Library& law, const Title& title);

// Every indicator of the set is scored once, nothing else is. Problems villages.unknown_indicator,
// villages.scored_twice, villages.not_all_scored, villages.words_for_basically_met (whoever says "basically met" says
// why).
Done check_scores(const criteria::CriteriaSet& set, const std::vector<Score>& scores);

}  // namespace luytre::villages
