// What one unit's outcome rests on: each limit with the value that it was compared with.
#pragma once

#include <vector>

#include "engine/columns/judge.h"

namespace luytre::engine::columns {

struct Explained {
  Outcome outcome = Outcome::not_assessed;
  Cell cell;              // what stands, fresh or not
  bool is_fresh = false;  // there is a value, and it is not too old
  Limit limit;            // of the unit's class
};

// By leaf of the program. The same outcomes as judging everything.
std::vector<Explained> explain(const Program& program, const Store& store, const Question& question, UnitNumber unit);

}  // namespace luytre::engine::columns
