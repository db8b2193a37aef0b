// What a value is compared with.
#pragma once

#include <cstdint>

#include "base/date.h"
#include "base/decimal.h"

namespace luytre::engine::columns {

enum class Comparison : std::uint8_t { at_least, more_than, at_most, less_than, equals };

enum class LimitState : std::uint8_t {
  compared,
  not_applicable,  // the law sets nothing for the class
  not_assessed,    // the law sets something that is not known here
};

// A share is compared by its percent, a number as it is.
struct Limit {
  LimitState state = LimitState::compared;
  Decimal value;
};

}  // namespace luytre::engine::columns
