// Every dossier known at one event, with all that was said of it; immutable.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "programme/dossiers/dossier.h"

namespace luytre::dossiers {

// A dossier and what became of it, each list oldest first.
struct File {
  Dossier dossier;
  std::vector<Step> steps;
  std::vector<Assessment> assessments;
  std::vector<PartFile> files;
  std::vector<Opinion> opinions;
  std::vector<Answer> answers;
  std::vector<Finding> findings;
  std::vector<DueChange> due_changes;
  std::optional<Decision> decision;

  int version() const { return steps.empty() ? 1 : steps.back().version; }
  const std::string& workflow() const { return steps.empty() ? dossier.workflow : steps.back().workflow; }
  // The newest event that touched it: what a writer says it had seen.
  EventNumber touched() const;
  // Of the version it is at now; nullptr: not frozen yet.
  const Assessment* assessment() const;
  // The newest of any version; nullptr: never.
  const Assessment* last_assessment() const { return assessments.empty() ? nullptr : &assessments.back(); }
  // Files that stand in the part.
  std::vector<const PartFile*> files_in(std::string_view part) const;
  const Answer* answer_to(std::string_view opinion) const;  // nullptr: not answered
  // The words on the indicator that still count, newest first: each owner's last, of this version or of an earlier one
  // whose line is the same.
  std::vector<const Finding*> findings_on(std::string_view indicator) const;
  // The worst of them, which is what the appraisal says of the indicator; nullptr: none.
  const Finding* finding(std::string_view indicator) const;

 private:
  bool is_still_of(const Finding& finding) const;  // of the version it is at now, or of a line that has not changed
};

class DossierRegister {
 public:
  DossierRegister() = default;
  DossierRegister(std::map<std::string, File, std::less<>> files, EventNumber known_at);

  EventNumber known_at() const { return known_at_; }
  const File* find(std::string_view id) const;  // nullptr: unknown
  const std::vector<const File*>& all() const { return newest_first_; }
  std::vector<const File*> of_unit(std::string_view unit) const;  // identity; newest first

  DossierRegister(const DossierRegister&) = delete;
  DossierRegister& operator=(const DossierRegister&) = delete;

 private:
  std::map<std::string, File, std::less<>> files_;
  std::vector<const File*> newest_first_;
  EventNumber known_at_ = 0;
};

}  // namespace luytre::dossiers
