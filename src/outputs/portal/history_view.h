// What became of a unit, and the titles it and the units before it have held.
#pragma once

#include "outputs/portal/site.h"
#include "programme/recognition/titles_story.h"

namespace luytre::portal {

// "từ ngày 01/07/2025 đến nay"
std::string life_words(const Visit& visit, const units::Unit& unit);

// Sets has_held, held, title_facts, titles_note and quoted.
void add_titles(const Visit& visit, const recognition::TitlesStory& story, View& view);
// Sets has_predecessors, predecessors, has_successors, successors and unresolved.
void add_lineage(const Visit& visit, const units::Unit& unit, const recognition::TitlesStory& story, View& view);

}  // namespace luytre::portal
