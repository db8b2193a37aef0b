#include "programme/dossiers/changes_since.h"

#include <algorithm>

namespace luytre::dossiers {
namespace {

struct Change {
  EventNumber event = 0;
  Problem told;
};

template <class Row, class Tell>
void add(std::vector<Change>& changes, const std::vector<Row>& rows, EventNumber seen, Tell tell) {
  for (const Row& row : rows) {
    if (row.event <= seen) continue;
    Problem problem = tell(row);
    problem.where = "event " + std::to_string(row.event);
    changes.push_back({row.event, std::move(problem)});
  }
}

Problem told_step(const Step& step, const criteria::Library& law) {
  const auto* workflow = law.workflow(step.workflow);
  const auto* stage = workflow == nullptr ? nullptr : workflow->stage(step.to);
  return {"dossiers.change.step", {{"stage", stage == nullptr ? step.to : stage->title.vi}}, {}, {}};
}

}  // namespace

std::vector<Problem> changes_since(const File& file, const criteria::Library& law, EventNumber seen) {
  std::vector<Change> changes;
  add(changes, file.steps, seen, [&](const Step& step) { return told_step(step, law); });
  add(changes, file.assessments, seen, [](const Assessment& each) -> Problem {
    return {"dossiers.change.assessment", {{"day", each.as_of.vietnamese_text()}}, {}, {}};
  });
  add(changes, file.files, seen, [](const PartFile& each) -> Problem {
    return {"dossiers.change.file", {{"file", each.file_name}}, {}, {}};
  });
  add(changes, file.opinions, seen, [](const Opinion&) -> Problem { return {"dossiers.change.opinion", {}, {}, {}}; });
  add(changes, file.answers, seen, [](const Answer&) -> Problem { return {"dossiers.change.answer", {}, {}, {}}; });
  add(changes, file.findings, seen, [](const Finding& each) -> Problem {
    return {"dossiers.change.finding", {{"indicator", each.indicator}}, {}, {}};
  });
  add(changes, file.due_changes, seen, [](const DueChange& each) -> Problem {
    return {"dossiers.change.due", {{"day", each.due_on.vietnamese_text()}}, {}, {}};
  });
  std::stable_sort(changes.begin(), changes.end(), [](const Change& a, const Change& b) { return a.event < b.event; });
  if (changes.size() > changes_told_max) changes.resize(changes_told_max);
  std::vector<Problem> told;
  for (Change& change : changes) told.push_back(std::move(change.told));
  return told;
}

}  // namespace luytre::dossiers
