// Exact comparisons of operands: src/engine/compare.h.
import {
  compare,
  comparePercent,
  hundredth,
  isNegative,
  isZero,
  multiply,
  negated,
  order,
  reduced,
  subtract,
  type Decimal,
  type Order,
} from './decimal.js';
import type { Operand } from './program.js';

// Positive on the side the law wants. For a share counted in units of the numerator ("three more households").
export interface Distance {
  readonly amount: Decimal;
  readonly inNumeratorUnits: boolean;
}

// A value with a denominator above zero, or no share at all.
export function isUsable(operand: Operand): boolean {
  if (operand.share === undefined) return true;
  return !isZero(operand.share.denominator) && !isNegative(operand.share.denominator);
}

export const against = (operand: Operand, limit: Decimal): Order =>
  operand.share ? comparePercent(operand.share, limit) : compare(operand.value, limit);

interface Rational {
  readonly above: bigint;
  readonly below: bigint; // > 0
}

const rational = (value: Decimal): Rational => ({ above: value.coefficient, below: 10n ** BigInt(value.scale) });

function rationalOf(operand: Operand): Rational {
  if (operand.share === undefined) return rational(operand.value);
  const numerator = rational(operand.share.numerator);
  const denominator = rational(operand.share.denominator);
  return { above: numerator.above * denominator.below * 100n, below: numerator.below * denominator.above };
}

// The value against factor * base, whatever mix of shares and numbers.
export function againstProduct(value: Operand, factor: Decimal, base: Operand): Order {
  const left = rationalOf(value);
  const times = rational(factor);
  const start = rationalOf(base);
  return order(left.above * times.below * start.below, times.above * start.above * left.below);
}

// value - limit, or numerator - limit * denominator / 100; nothing where it does not fit a Decimal.
export function distanceAbove(operand: Operand, limit: Decimal): Distance | undefined {
  if (operand.share === undefined) {
    const amount = subtract(operand.value, limit);
    return amount && { amount, inNumeratorUnits: false };
  }
  const hundredfold = multiply(limit, operand.share.denominator);
  const needed = hundredfold && multiply(hundredfold, hundredth);
  const amount = needed && subtract(operand.share.numerator, needed);
  return amount && { amount: reduced(amount), inNumeratorUnits: true };
}

export const flipped = (distance: Distance | undefined): Distance | undefined =>
  distance && { ...distance, amount: negated(distance.amount) };

export function smaller(a: Distance | undefined, b: Distance | undefined): Distance | undefined {
  if (a === undefined || b === undefined) return undefined;
  return compare(a.amount, b.amount) < 0 ? a : b;
}
