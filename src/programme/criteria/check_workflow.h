// What must hold of the procedures: every stage can be come to and left, moves lead to stages, none overlap.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "programme/criteria/library.h"

namespace luytre::criteria {

// Problems criteria.no_stage, stage_ends, stage_twice, stage_unreached, stage_left_behind, move_twice, no_ballot,
// part_twice, no_workflow_before, workflow_document, workflows_overlap.
void check_workflows(const Library& library, std::vector<Problem>& problems);

// The stage at which `workflow` goes on with a dossier that stands at `stage` of the procedure before; empty: it does
// not take it over.
std::string taken_to(const Workflow& workflow, const Workflow& before, std::string_view stage);

}  // namespace luytre::criteria
