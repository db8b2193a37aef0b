// Many units under one set: the table that people compare.
#pragma once

#include <string>
#include <vector>

#include "base/problem.h"
#include "programme/judgement/evaluation.h"

namespace luytre::judgement {

struct Table {
  Question question;  // unit is empty
  criteria::Bilingual set_title;
  audit::EventNumber known_at = 0;
  std::vector<Evaluation> rows;  // by Vietnamese order of names
  std::vector<Problem> refused;  // units that cannot be judged under the set
  Counts units_by_outcome{};
};

// Every unit of the set's level alive on the date under `root` (nullptr: the country). An empty set means the default
// of the first unit. Problems judgement.no_default_set, criteria.unknown_set.
Result<Table> evaluate_all(const Materials& materials, Question question, const units::Unit* root);

std::vector<std::string> draw(const Table& table, Language language);
// One unit: a line per criterion.
std::vector<std::string> draw(const Evaluation& evaluation, Language language);

json::object to_json(const Table& table);  // rows without their criteria

}  // namespace luytre::judgement
