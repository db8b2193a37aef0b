// Sections of a unit's page: how far it is from its set, its figures over time, its villages, the units inside it.
#pragma once

#include "outputs/portal/site.h"

namespace luytre::portal {

// Sets unmet (criteria not met, each with what is not met in it and by how much), unassessed (what is missing, by the
// reason) and how many of each.
void add_distance(const Visit& visit, const judgement::Evaluation& evaluation, View& view);

// Sets series: criteria met over time, before the merger too. `path`: of the unit's page.
Done add_criteria_series(const Visit& visit, const units::Unit& unit, const judgement::Question& question,
                         const std::string& path, View& view);

// Sets villages and village_count; of a commune.
void add_village_list(const Visit& visit, const units::Unit& unit, const std::string& path, View& view);

// Sets parts: the communes of a district or province on the day, with the titles each is known to hold.
void add_parts(const Visit& visit, const units::Unit& unit, View& view);

}  // namespace luytre::portal
