// What a set says of the country, its provinces and their districts on a day: how many units meet it, how many of its
// criteria they meet, how many hold the title. The same numbers as judging every unit by judgement::evaluate_all and
// counting, kept from event to event. Immutable.
#pragma once

#include <memory>
#include <vector>

#include "programme/totals/given.h"

namespace luytre::totals {

// Of an area's units that the set concerns.
struct TitlesHeld {
  std::uint32_t held = 0;
  std::uint32_t not_held = 0;
  std::uint32_t unknown = 0;  // the register was never declared complete for them
};

struct Totals {
  judgement::Question question;  // `unit` is nobody's
  std::shared_ptr<const units::Register> units;
  std::shared_ptr<const criteria::Library> library;
  std::shared_ptr<const recognition::TitleRegister> titles;
  audit::EventNumber known_at = 0;

  std::shared_ptr<const UnitOrder> order;
  std::shared_ptr<const Places> places;
  std::shared_ptr<const SetProgram> program;
  GivenOutcomes given;
  columns::Judged judged;
  columns::Judged firm;
  columns::RolledUp rolled;                // by area of `places`; criteria are program->criteria
  columns::RolledUp rolled_firm;           // the same by confirmed law alone
  std::vector<std::uint32_t> others;       // by area: units of the level that the set does not concern
  std::vector<TitlesHeld> titles_by_area;  // empty: the set stands for no title
};

// Judges every unit. `values`: of the set's level and the question's opinion, saying what the materials' panel says;
// columns that are missing are filled. Problem criteria.unknown_set.
Result<std::shared_ptr<const Totals>> make_totals(const judgement::Materials& materials,
                                                  const judgement::Question& question, ValueColumns& values);

// The totals after newer events, of which `followed` tells what was said. The units and the law must be the same. None:
// what was said cannot be judged by the program that was made before.
std::shared_ptr<const Totals> follow(const Totals& totals, const judgement::Materials& materials,
                                     const Followed& followed);

}  // namespace luytre::totals
