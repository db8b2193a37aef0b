// What a reader asks of the judgement: the set (?bo=), whose opinion (?y-kien=), the day (?ngay=).
#pragma once

#include "outputs/portal/site.h"

namespace luytre::portal {

// The question of the address, with the set in force for `unit` where the reader chose none. `set` is empty where none
// is in force. Problems criteria.unknown_set, http.choice_unknown.
Result<judgement::Question> question_of(const Visit& visit, const units::Unit& unit);

// The communes of the visit's province judged as asked; nullptr where there is no province, unit or set to judge.
Result<std::shared_ptr<const JudgedTable>> judged_communes(const Visit& visit);

// bo=, ngay=, y-kien= of a question, to travel along in links: only what differs from what the page shows by itself.
Parameters parameters_of(const Visit& visit, const judgement::Question& question);

// The choosers of set and opinion for a form: {address, words, is_chosen} each.
View set_choices(const Visit& visit, criteria::SetLevel level, const std::string& chosen);
View opinion_choices(const Visit& visit, observations::Opinion chosen);

// "/luat/commune-ntm/2021-2025"
std::string law_path(const std::string& set);

}  // namespace luytre::portal
