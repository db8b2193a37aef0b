// An evaluation as the commune page shows it: sentences first, then every criterion down to the parts of its
// indicators, then what it rests on.
#pragma once

#include "outputs/portal/site.h"

namespace luytre::portal {

// The answer of a colleague in two or three sentences; each is plain text.
std::vector<std::string> status_sentences(const Visit& visit, const judgement::Evaluation& evaluation);

// {number, title, outcome, outcome_words, is_provisional, summary, indicators} each.
View criteria_view(const Visit& visit, const judgement::Evaluation& evaluation);

// Every document and every source of a value that the evaluation used, each once.
View sources_view(const Visit& visit, const judgement::Evaluation& evaluation);

}  // namespace luytre::portal
