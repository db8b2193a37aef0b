// For tests: a second judge of a whole small country, kept as plain lists of what was said at which event: values and
// their corrections, successions of units, classes, the law's rows and their amendments. It reads every list from the
// beginning for every question and shares no code with the register, the compiler, the gatherer or the engine.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "engine/outcome.h"

namespace luytre::totals::naive {

struct Unit {
  std::string code;
  Date first_day;
  int province = 0;
  std::string region;  // its class: "A", "B"; "": nobody has said
};

// The ground of `from` went to `into`: wholly when that is one unit, by unknown shares when it is several.
struct Succession {
  int event = 0;
  Date day;
  std::vector<int> from;
  std::vector<int> into;
};

// Of two that say the same of a unit, measure and day the later corrects the earlier.
struct Said {
  enum Kind { value, not_applicable, withdrawn };
  int event = 0;
  int unit = 0;
  int measure = 0;
  Date day;
  Kind kind = value;
  std::int64_t top = 0;
  std::int64_t bottom = 0;  // 0: a number
};

struct Row {
  int event = 0;  // 0: in the law from the beginning
  std::string region;
  Date from;
  bool applies = true;
  std::int64_t tenths = 0;
};

enum class Comparison { at_least, more_than, at_most, less_than, equals };

struct Indicator {
  int measure = 0;
  Comparison comparison = Comparison::at_least;
  bool is_by_region = false;
  std::vector<Row> rows;
};

struct World {
  static constexpr int age_months = 18;
  Interval period{Date::of(2021, 1, 1), Date::of(2026, 1, 1)};
  std::vector<Unit> units;
  std::vector<Succession> successions;
  std::vector<Said> said;
  std::vector<std::vector<Indicator>> criteria;
};

struct Question {
  Date day;
  Date boundaries;  // the units of this day, by the values that their parts had on `day`
  int known_at = 0;
};

struct Judged {
  bool is_alive = false;
  engine::Outcome outcome = engine::Outcome::not_assessed;
  int criteria_met = 0;  // one that does not apply among them
};

// How often an answer hung on each.
struct Decided {
  long successions = 0;
  long corrections = 0;
  long classes = 0;
  long amendments = 0;
  long earlier_events = 0;
};

// By unit.
std::vector<Judged> judge(const World& world, const Question& question, Decided& decided);

// The whole units of `day` that went into the unit, itself when it lived then; none: some of it cannot be told.
std::optional<std::vector<int>> parts_of(const World& world, int unit, Date day, int known_at);

// The row in force on the day, before the first of them the first; nullptr: the law says nothing of the unit's class.
const Row* row_of(const World& world, const Indicator& indicator, const Question& question, const Unit& unit,
                  Decided& decided);

}  // namespace luytre::totals::naive
