#include "programme/dossiers/dossier_register.h"

#include <algorithm>

namespace luytre::dossiers {
namespace {

template <class Row>
void raise(EventNumber& newest, const std::vector<Row>& rows) {
  if (!rows.empty()) newest = std::max(newest, rows.back().event);
}

// How much a word weighs against the others on the same indicator.
int weight_of(engine::Outcome outcome) {
  switch (outcome) {
    case engine::Outcome::not_met:
      return 4;
    case engine::Outcome::not_assessed:
      return 3;
    case engine::Outcome::basically_met:
      return 2;
    case engine::Outcome::met:
      return 1;
    case engine::Outcome::not_applicable:
      return 0;
  }
  return 0;
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

bool File::is_still_of(const Finding& finding) const {
  if (finding.version == version()) return true;
  const Assessment* now = assessment();
  const auto then = std::find_if(assessments.rbegin(), assessments.rend(),
                                 [&](const Assessment& each) { return each.version == finding.version; });
  if (now == nullptr || then == assessments.rend()) return false;
  const Line* line = now->line(finding.indicator);
  const Line* before = then->line(finding.indicator);
  return line != nullptr && before != nullptr && *line == *before;
}

std::vector<const Finding*> File::findings_on(std::string_view indicator) const {
  std::vector<const Finding*> newest;
  std::vector<std::string> heard;
  for (auto each = findings.rbegin(); each != findings.rend(); ++each) {
    if (each->indicator != indicator) continue;
    const bool is_overtaken =
        each->departments.empty()
            ? !newest.empty()
            : std::all_of(each->departments.begin(), each->departments.end(), [&](const std::string& department) {
                return std::find(heard.begin(), heard.end(), department) != heard.end();
              });
    if (is_overtaken) continue;
    newest.push_back(&*each);
    heard.insert(heard.end(), each->departments.begin(), each->departments.end());
    if (each->departments.empty()) break;  // it was said for every owner
  }
  std::erase_if(newest, [&](const Finding* finding) { return !is_still_of(*finding); });
  return newest;
}

const Finding* File::finding(std::string_view indicator) const {
  const auto said = findings_on(indicator);
  const auto worst = std::max_element(said.begin(), said.end(), [](const Finding* a, const Finding* b) {
    return weight_of(a->outcome) < weight_of(b->outcome);
  });
  return worst == said.end() ? nullptr : *worst;
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
