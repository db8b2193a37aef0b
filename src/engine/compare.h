// Exact comparisons of operands. Used inside the engine only.
#pragma once

#include <compare>
#include <optional>

#include "engine/judge.h"
#include "engine/program.h"

namespace luytre::engine {

// A value with a denominator above zero, or no share at all.
bool is_usable(const Operand& operand);

// The value against a number; a share as 100 * numerator / denominator, cross multiplied. Needs is_usable(operand).
std::strong_ordering against(const Operand& value, const Decimal& limit);

// The value against factor * base, whatever mix of shares and numbers: exact, in wide integers.
std::strong_ordering against_product(const Operand& value, const Decimal& factor, const Operand& base);

// value - limit (plain numbers) or numerator - limit * denominator / 100; nothing where it does not fit a Decimal.
std::optional<Distance> distance_above(const Operand& value, const Decimal& limit);

}  // namespace luytre::engine
