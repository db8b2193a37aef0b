#include "programme/councils/propose_conflicts.h"

#include <algorithm>

namespace luytre::councils {
namespace {

bool worked_on(const dossiers::File& file, const std::string& actor) {
  const auto by = [&](const auto& each) { return each.actor == actor; };
  if (file.dossier.actor == actor) return true;
  if (std::any_of(file.assessments.begin(), file.assessments.end(), by)) return true;
  if (std::any_of(file.findings.begin(), file.findings.end(), by)) return true;
  return std::any_of(file.steps.begin(), file.steps.end(), [&](const dossiers::Step& step) {
    return step.actor == actor && (step.move == criteria::Move::verify || step.move == criteria::Move::submit);
  });
}

}  // namespace

std::vector<ProposedConflict> propose_conflicts(const Meeting& meeting, const dossiers::File& file,
                                                const UnitsOf& units_of) {
  std::vector<ProposedConflict> proposed;
  for (const Member& member : meeting.plan().members) {
    if (meeting.conflict(file.dossier.id, member.account) != nullptr) continue;
    const auto units = units_of ? units_of(member.account) : std::vector<std::string>{};
    if (std::find(units.begin(), units.end(), file.dossier.unit) != units.end()) {
      proposed.push_back({&member, ConflictReason::own_unit});
    } else if (worked_on(file, "account:" + member.account)) {
      proposed.push_back({&member, ConflictReason::own_file});
    }
  }
  return proposed;
}

}  // namespace luytre::councils
