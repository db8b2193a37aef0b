// From a plain listing to draft articles with drafted figures, for an editor to confirm.
#pragma once

#include <string>
#include <vector>

#include "programme/newsroom/inspect.h"
#include "programme/newsroom/write_articles.h"

namespace luytre::newsroom {

// One draft article for each item. Its title is the first clause of the lead, marked as a working title; figures that
// say what they count become drafted figures (a count and its percentage are one).
std::vector<ArticleDraft> drafts_of(const std::vector<Inspection>& inspections, const std::string& home_province);

// The first clause, at most `characters_max` characters, cut between words with "…" where it was cut.
std::string working_title(std::string_view lead, std::size_t characters_max = 90);

}  // namespace luytre::newsroom
