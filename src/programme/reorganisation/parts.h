// The units that a unit was made from by a succession, and how much of each went into it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "programme/units/register.h"

namespace luytre::reorganisation {

enum class Weights : std::uint8_t { population, area, households };
std::string_view name_of(Weights);
std::optional<Weights> weights_named(std::string_view);

// The attribute of a unit from which its weight is taken: "population", "area_km2", "households".
std::string_view attribute_of(Weights);

struct Part {
  const units::Unit* unit = nullptr;
  const units::Link* link = nullptr;
  Date last_day;  // of the predecessor: its values are asked on it
  std::optional<Share>
      fraction;  // of its people or area that went into the unit; 1/1: it went wholly; absent: not known
  std::optional<Decimal> weight;  // of the predecessor as a whole; absent: not known
  std::string weight_source;      // where the weight was written; empty when not known
};

struct Parts {
  Date made_on;
  std::vector<Part> parts;                     // by code
  std::vector<const units::Link*> unresolved;  // predecessors that the register does not know
};

// The last succession that made the unit, not after `as_of`. A share of households is nowhere recorded, so a unit that
// went in part has no known fraction by households. Problem reorganisation.not_made (404): no succession made it.
Result<Parts> parts_of(const units::Register& units, const units::Unit& unit, Date as_of, Weights weights);

}  // namespace luytre::reorganisation
