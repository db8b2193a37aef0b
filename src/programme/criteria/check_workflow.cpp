#include "programme/criteria/check_workflow.h"

#include <set>

namespace luytre::criteria {
namespace {

using Problems = std::vector<Problem>;

void report(Problems& problems, std::string code, const Workflow& workflow, const std::string& name,
            const Place& place) {
  problems.push_back({std::move(code), {{"workflow", workflow.id}, {"name", name}}, place.text(), {}});
}

// Stages that can be come to from the first, and those that other procedures hand over to.
std::set<std::string> reached(const Workflow& workflow) {
  std::set<std::string> found;
  std::vector<std::string> waiting;
  const auto reach = [&](const std::string& id) {
    if (found.insert(id).second) waiting.push_back(id);
  };
  if (!workflow.stages.empty()) reach(workflow.stages.front().id);
  for (const TakeOver& each : workflow.takes_over) {
    for (const auto& [theirs, ours] : each.stages) reach(ours);
  }
  while (!waiting.empty()) {
    const Stage* stage = workflow.stage(waiting.back());
    waiting.pop_back();
    if (stage == nullptr) continue;
    for (const StageMove& move : stage->moves) reach(move.to);
  }
  return found;
}

void check_stage(const Workflow& workflow, const Stage& stage, Problems& problems) {
  if (stage.ending.has_value() != stage.moves.empty())
    report(problems, "criteria.stage_ends", workflow, stage.id, stage.place);
  std::set<Move> moves;
  for (const StageMove& move : stage.moves) {
    if (workflow.stage(move.to) == nullptr) report(problems, "criteria.no_stage", workflow, move.to, move.place);
    if (!moves.insert(move.move).second) {
      report(problems, "criteria.move_twice", workflow, std::string(name_of(move.move)), move.place);
    }
    const bool is_of_council = move.move == Move::approve || move.move == Move::reject;
    if (is_of_council && !stage.ballot) report(problems, "criteria.no_ballot", workflow, stage.id, stage.place);
  }
}

void check_takes_over(const Library& library, const Workflow& workflow, Problems& problems) {
  for (const TakeOver& each : workflow.takes_over) {
    const Workflow* before = library.workflow(each.from);
    if (before == nullptr) {
      report(problems, "criteria.no_workflow_before", workflow, each.from, workflow.place);
      continue;
    }
    for (const auto& [theirs, ours] : each.stages) {
      if (before->stage(theirs) == nullptr) report(problems, "criteria.no_stage", *before, theirs, workflow.place);
      if (workflow.stage(ours) == nullptr) report(problems, "criteria.no_stage", workflow, ours, workflow.place);
    }
    for (const Stage& stage : before->stages) {
      if (!stage.ending && taken_to(workflow, *before, stage.id).empty()) {
        report(problems, "criteria.stage_left_behind", workflow, stage.id, workflow.place);
      }
    }
  }
}

void check_one(const Library& library, const Workflow& workflow, Problems& problems) {
  if (workflow.stages.empty()) report(problems, "criteria.no_stage", workflow, "", workflow.place);
  std::set<std::string> ids;
  const auto reachable = reached(workflow);
  for (const Stage& stage : workflow.stages) {
    if (!ids.insert(stage.id).second) report(problems, "criteria.stage_twice", workflow, stage.id, stage.place);
    if (!reachable.contains(stage.id)) report(problems, "criteria.stage_unreached", workflow, stage.id, stage.place);
    check_stage(workflow, stage, problems);
  }
  std::set<std::string> parts;
  for (const DossierPart& part : workflow.parts) {
    if (!parts.insert(part.id).second) report(problems, "criteria.part_twice", workflow, part.id, part.place);
  }
  if (library.document(workflow.document) == nullptr) {
    report(problems, "criteria.workflow_document", workflow, workflow.document, workflow.place);
  }
  check_takes_over(library, workflow, problems);
}

// On no day do two procedures lead to the same title of the same level.
void check_overlaps(const Library& library, Problems& problems) {
  for (const Workflow& one : library.workflows) {
    for (const Workflow& other : library.workflows) {
      const bool is_same = one.id < other.id && one.purpose == other.purpose && one.level == other.level &&
                           one.in_force.overlaps(other.in_force);
      if (!is_same) continue;
      for (const std::string& tier : one.tiers) {
        if (std::find(other.tiers.begin(), other.tiers.end(), tier) == other.tiers.end()) continue;
        report(problems, "criteria.workflows_overlap", one, other.id, other.place);
        break;
      }
    }
  }
}

}  // namespace

std::string taken_to(const Workflow& workflow, const Workflow& before, std::string_view stage) {
  for (const TakeOver& each : workflow.takes_over) {
    if (each.from != before.id) continue;
    for (const auto& [theirs, ours] : each.stages) {
      if (theirs == stage) return ours;
    }
    return workflow.stage(stage) == nullptr ? std::string() : std::string(stage);
  }
  return "";
}

void check_workflows(const Library& library, std::vector<Problem>& problems) {
  for (const Workflow& workflow : library.workflows) check_one(library, workflow, problems);
  check_overlaps(library, problems);
}

}  // namespace luytre::criteria
