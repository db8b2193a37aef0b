// A criteria set compiled for one unit on one date: class, layers, dated rows and years are resolved, conditions on the
// unit's attributes folded; what is left is a program over observations and the registers.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/problem.h"
#include "engine/program.h"
#include "programme/criteria/library.h"

namespace luytre::criteria {

// What the law asks about the unit itself. An attribute that is not in the map is not known (class_unknown), never
// false.
struct UnitFacts {
  std::string level;     // province | district | commune | village | residential_area
  std::string kind;      // commune | ward | town | special_zone …
  std::string province;  // code of its province on the date; chooses the provincial layer
  std::map<std::string, std::string, std::less<>> attributes;
};

// What the judge will ask for; the caller fills engine::Operands in this order.
struct OperandRequest {
  enum class Kind : std::uint8_t {
    observation,       // the unit's value of `measure` (and dimension), not older than its maximum age
    base_observation,  // the value `years_back` years before, of the same unit identity
    incidents,         // number of incidents of `measure` in the last `window_months`
    value_of_parent,   // the value of `measure` of the unit above at `level` ("province")
    holds_title,       // truth: the unit is recognised under `set`
    meets_set,         // truth: the unit meets `set` when judged now
    children,          // share of the units below that hold or meet a set
  };
  Kind kind = Kind::observation;
  const Measure* measure = nullptr;
  std::string dimension;
  int years_back = 0;
  int window_months = 0;
  std::string level;
  std::string set;
  const Children* children = nullptr;
};

// What a node of the program stands for. Pointers lie in the library.
struct NodeOrigin {
  const Criterion* criterion = nullptr;  // null at the root and for prerequisites
  const Indicator* indicator = nullptr;  // null for a criterion
  const RuleNode* rule = nullptr;        // null for root and criterion
  const Threshold* threshold = nullptr;  // the row applied; null when there is none
  const Reference* reference = nullptr;  // of the threshold, else of the rule, else of its indicator
  const Prerequisite* prerequisite = nullptr;
  Layer layer = Layer::decree;                    // whose value was applied
  Confidence confidence = Confidence::uncertain;  // the weakest the node itself rests on
  bool is_confirmed = false;
  std::string dimension;  // each_of: "male"
};

struct CompiledSet {
  const CriteriaSet* set = nullptr;
  engine::Program program;  // root all_of over criteria, each all_of over its indicators, in the order of the law
  // The set's prerequisites between sets, each a node of kind prerequisite; node ids continue after the program's.
  std::vector<engine::Node> prerequisites;
  std::vector<OperandRequest> operands;
  std::vector<NodeOrigin> origins;  // by node id
  std::string column;               // the class used: "TDMNPB"; empty when the set has one column or class_unknown
  engine::Reason column_missing = engine::Reason::none;  // class_unknown
  const ColumnOverride* column_override = nullptr;       // the override that chose the column
  bool outside_period = false;                           // judged at a date the set was not made for: say so
  int year = 0;                                          // the row of year tables that was used
};

// The set's prerequisites between sets, each a node of kind prerequisite; node ids continue after the program's.
// it; before a threshold's first row that row counts.
// Problems criteria.unknown_set, criteria.wrong_level.
Result<CompiledSet> compile(const Library& library, std::string_view set_id, const UnitFacts& unit, Date as_of,
                            std::optional<int> year = std::nullopt);

// What a province's own rows for one indicator hash to (hex): what a confirmation of that layer binds to.
// Empty when the layer has none.
std::string provincial_hash(const ProvincialLayer& layer, std::string_view number);

// A rule as a limit for people: "≥ 50", "tốt"; used by explain and show.
std::string symbol_of(RuleKind kind);  // "≥", ">", "≤", "<", "="; "" for others

}  // namespace luytre::criteria
