#include "programme/dossiers/dossier_register.h"

#include <algorithm>

namespace luytre::dossiers {
namespace {

template <class Row>
void raise(EventNumber& newest, const std::vector<Row>& rows) {
  if (!rows.empty()) newest = std::max(newest, rows.back().event);
}

}  // namespace

EventNumber File::touched() const {
  EventNumber newest = dossier.event;
  raise(newest, steps);
  raise(newest, assessments);
  raise(newest, files);
  raise(newest, opinions);
  raise(newest, answers);
  raise(newest, findings);
  raise(newest, due_changes);
  return newest;
}

const Assessment* File::assessment() const {
  const Assessment* last = last_assessment();
  return last != nullptr && last->version == version() ? last : nullptr;
}

std::vector<const PartFile*> File::files_in(std::string_view part) const {
  std::vector<const PartFile*> standing;
  for (const PartFile& file : files) {
    if (file.part != part) continue;
    std::erase_if(standing, [&](const PartFile* other) { return other->evidence == file.evidence; });
    if (!file.is_withdrawn) standing.push_back(&file);
  }
  return standing;
}

const Answer* File::answer_to(std::string_view opinion) const {
  const auto found =
      std::find_if(answers.rbegin(), answers.rend(), [&](const Answer& each) { return each.opinion == opinion; });
  return found == answers.rend() ? nullptr : &*found;
}

const Finding* File::finding(std::string_view indicator) const {
  const auto found = std::find_if(findings.rbegin(), findings.rend(),
                                  [&](const Finding& each) { return each.indicator == indicator; });
  if (found == findings.rend()) return nullptr;
  if (found->version == version()) return &*found;
  const Assessment* now = assessment();
  const auto then = std::find_if(assessments.rbegin(), assessments.rend(),
                                 [&](const Assessment& each) { return each.version == found->version; });
  if (now == nullptr || then == assessments.rend()) return nullptr;
  const Line* line = now->line(indicator);
  const Line* before = then->line(indicator);
  return line != nullptr && before != nullptr && *line == *before ? &*found : nullptr;
}

DossierRegister::DossierRegister(std::map<std::string, File, std::less<>> files, EventNumber known_at)
    : files_(std::move(files)), known_at_(known_at) {
  for (const auto& [id, file] : files_) newest_first_.push_back(&file);
  std::sort(newest_first_.begin(), newest_first_.end(),
            [](const File* a, const File* b) { return a->dossier.event > b->dossier.event; });
}

const File* DossierRegister::find(std::string_view id) const {
  const auto found = files_.find(id);
  return found == files_.end() ? nullptr : &found->second;
}

std::vector<const File*> DossierRegister::of_unit(std::string_view unit) const {
  std::vector<const File*> found;
  for (const File* file : newest_first_) {
    if (file->dossier.unit == unit) found.push_back(file);
  }
  return found;
}

}  // namespace luytre::dossiers
