// Judges a unit under a criteria set: gathers, compiles, runs the engine, and says what it rests on.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <tuple>

#include "base/problem.h"
#include "programme/judgement/evaluation.h"
#include "programme/judgement/gather.h"

namespace luytre::judgement {

// How deep sets may ask for verdicts under other sets (a model commune asks for advanced, that for the base set).
inline constexpr int sets_depth_max = 6;

// What a question comes to before words are put to it: the program, what it was run over, and its verdicts.
struct Judgement {
  const units::Unit* unit = nullptr;
  std::shared_ptr<const criteria::CompiledSet> compiled;
  Gathered gathered;
  engine::Verdict root;
  std::vector<engine::Verdict> prerequisites;
};

// Keeps compiled sets and the outcomes that other sets asked for, so that a whole province costs little more than one
// unit. One thread at a time.
class Evaluator {
 public:
  explicit Evaluator(Materials materials);

  // Any unit under any set of its level on any day of its life. Problems judgement.unknown_unit,
  // judgement.unit_not_alive, criteria.unknown_set, criteria.wrong_level.
  Result<Evaluation> evaluate(const Question& question);
  Result<Judgement> judge(const Question& question) { return judge(question, 0); }  // the same problems

  // The set as it is for the unit; units with the same facts share one. Problems criteria.unknown_set,
  // criteria.wrong_level.
  Result<std::shared_ptr<const criteria::CompiledSet>> compiled(const Question& question, const units::Unit& unit);
  // Prerequisites included; not_assessed where the unit cannot be judged, or sets ask for one another without end.
  engine::Outcome outcome_of(const Question& question, int depth = 0);

  const Materials& materials() const { return materials_; }

 private:
  criteria::UnitFacts facts_of(const units::Unit& unit, Date day) const;
  Result<Judgement> judge(const Question& question, int depth);

  Materials materials_;
  std::vector<std::string> attribute_names_;
  std::map<std::string, std::shared_ptr<const criteria::CompiledSet>> compiled_;
  std::map<std::string, engine::Outcome> outcomes_;
};

Result<Evaluation> evaluate(const Materials& materials, const Question& question);

// The level of the units that a set judges; none for villages and residential areas, which no register holds.
std::optional<units::Level> level_of(const criteria::CriteriaSet& set);

// Whether a set of that level is for a unit of this kind: a communes' set is not for wards, towns and special zones,
// which can be judged by it, but are not counted.
bool concerns(const criteria::CriteriaSet& set, const units::Unit& unit, Date day);

// The set by which a commune is judged on a date when nobody says otherwise: of its level, lowest tier, whose period
// contains the date. Empty: none.
std::string default_set(const criteria::Library& library, const units::Unit& unit, Date as_of);

}  // namespace luytre::judgement
