// Law tests: sentences of criteria/**/tests/*.yaml that a legal officer can confirm, run through the real judgement
// over a small world made from the sentence alone.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"
#include "programme/criteria/library.h"
#include "programme/criteria/yaml_reader.h"

namespace luytre::judgement {

// One sentence. `tree` keeps the case as written (values, titles, children …); the rest is what identifies it.
struct LawCase {
  criteria::Bilingual title;
  criteria::Place place;
  criteria::Tree tree;
};

struct LawCaseResult {
  bool holds = false;
  std::string expected;  // "not_met", "not_assessed (law_not_loaded)", "revoke"
  std::string found;
};

// Problems judgement.law_test.unreadable, criteria.bad_yaml, with file and line.
Result<std::vector<LawCase>> read_law_cases(std::string_view bytes, const std::string& file);

// The cases of every folder `tests` below a folder of law, by path. They do not travel in the program.
Result<std::vector<LawCase>> law_cases_in(const std::filesystem::path& folder);

// A case that names an unknown set, indicator, measure or attribute form does not hold and says why in `found`.
LawCaseResult run(const criteria::Library& library, const LawCase& law_case);

}  // namespace luytre::judgement
