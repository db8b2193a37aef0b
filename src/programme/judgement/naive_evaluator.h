// For tests: a second judge, written from the law's words alone and as simply as can be. It walks the criteria set as
// it was written, looks every value up in a plain list, and shares no code with the compiler, the gatherer or the
// engine.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "engine/outcome.h"
#include "programme/criteria/library.h"

namespace luytre::judgement::naive {

// A value as somebody reported it. A grade is its rank, a truth 1 or 0; a share has a denominator.
struct Reported {
  std::string measure;
  std::string dimension;
  Date as_of;
  std::int64_t amount = 0;
  std::int64_t denominator = 0;  // 0: not a share
  bool of_province = false;
};

enum class Known { no, yes, unknown };

struct World {
  const criteria::Library* library = nullptr;
  Date as_of;
  int year = 0;
  Date unit_since;
  std::string level;
  std::map<std::string, std::string> attributes;
  std::vector<Reported> reported;
  std::map<std::string, Known> titles;              // of the unit, by set; absent: unknown
  std::map<std::string, std::vector<Known>> below;  // of the units below, by set
};

struct Outcomes {
  engine::Outcome outcome = engine::Outcome::not_assessed;
  int criteria_met = 0;
  std::vector<engine::Outcome> criteria;                 // in the order of the law
  std::vector<std::vector<engine::Outcome>> indicators;  // by criterion
};

Outcomes judge(const World& world, const criteria::CriteriaSet& set);

}  // namespace luytre::judgement::naive
