// Exact decimals with the limits of the server's (src/base/decimal.h): a coefficient of at most 10^15 over ten to a
// scale of 0 to 6. What does not fit exactly has no result: `undefined`.

export interface Decimal {
  readonly coefficient: bigint;
  readonly scale: number;
}

export interface Share {
  readonly numerator: Decimal;
  readonly denominator: Decimal;
}

export type Order = -1 | 0 | 1;
export type DecimalProblem = 'decimal.malformed' | 'decimal.too_large';

export const scaleMax = 6;
const coefficientMax = 10n ** 15n;

const power = (exponent: number): bigint => 10n ** BigInt(exponent);
const fits = (coefficient: bigint): boolean => -coefficientMax <= coefficient && coefficient <= coefficientMax;
export const order = (a: bigint, b: bigint): Order => (a < b ? -1 : a > b ? 1 : 0);

export const decimalOf = (whole: number): Decimal => ({ coefficient: BigInt(whole), scale: 0 });
export const zero: Decimal = decimalOf(0);
export const hundred: Decimal = decimalOf(100);
export const hundredth: Decimal = { coefficient: 1n, scale: 2 };

export const isZero = (value: Decimal): boolean => value.coefficient === 0n;
export const isNegative = (value: Decimal): boolean => value.coefficient < 0n;
export const negated = (value: Decimal): Decimal => ({ coefficient: -value.coefficient, scale: value.scale });

// Machine notation only: "-12", "12.50".
export function parseDecimal(text: string): Decimal | DecimalProblem {
  const written = /^(-?)([0-9]+)(?:\.([0-9]+))?$/.exec(text);
  if (!written) return 'decimal.malformed';
  const fraction = written[3] ?? '';
  const coefficient = BigInt((written[2] ?? '') + fraction);
  if (!fits(coefficient) || fraction.length > scaleMax) return 'decimal.too_large';
  return { coefficient: written[1] === '-' ? -coefficient : coefficient, scale: fraction.length };
}

// A decimal that the server wrote.
export function readDecimal(text: string): Decimal {
  const value = parseDecimal(text);
  if (typeof value === 'string') throw new Error(`${text}: ${value}`);
  return value;
}

export function decimalText(value: Decimal): string {
  const sign = isNegative(value) ? '-' : '';
  const digits = String(isNegative(value) ? -value.coefficient : value.coefficient);
  if (value.scale === 0) return sign + digits;
  const padded = digits.padStart(value.scale + 1, '0');
  return `${sign}${padded.slice(0, -value.scale)}.${padded.slice(-value.scale)}`;
}

// "1.234,50"
export function vietnameseText(value: Decimal): string {
  const [whole = '', fraction] = decimalText(value).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '.');
  return fraction === undefined ? grouped : `${grouped},${fraction}`;
}

// Without trailing zeros.
export function reduced(value: Decimal): Decimal {
  let { coefficient, scale } = value;
  while (scale > 0 && coefficient % 10n === 0n) {
    coefficient /= 10n;
    scale -= 1;
  }
  return { coefficient, scale };
}

// The exact value at the largest scale that holds it, when it fits.
function exact(wide: bigint, wideScale: number): Decimal | undefined {
  let coefficient = wide;
  let scale = wideScale;
  while (scale > 0 && (scale > scaleMax || !fits(coefficient)) && coefficient % 10n === 0n) {
    coefficient /= 10n;
    scale -= 1;
  }
  return fits(coefficient) && scale <= scaleMax ? { coefficient, scale } : undefined;
}

export const compare = (a: Decimal, b: Decimal): Order =>
  order(a.coefficient * power(b.scale), b.coefficient * power(a.scale));

export function add(a: Decimal, b: Decimal): Decimal | undefined {
  const scale = Math.max(a.scale, b.scale);
  return exact(a.coefficient * power(scale - a.scale) + b.coefficient * power(scale - b.scale), scale);
}

export const subtract = (a: Decimal, b: Decimal): Decimal | undefined => add(a, negated(b));

export const multiply = (a: Decimal, b: Decimal): Decimal | undefined =>
  exact(a.coefficient * b.coefficient, a.scale + b.scale);

function divideHalfAway(numerator: bigint, denominator: bigint): bigint {
  const isBelow = numerator < 0n !== denominator < 0n;
  const above = numerator < 0n ? -numerator : numerator;
  const below = denominator < 0n ? -denominator : denominator;
  const quotient = (2n * above + below) / (2n * below);
  return isBelow ? -quotient : quotient;
}

// a / b rounded half away from zero to `scale` digits; b is not zero.
export function divideRounded(a: Decimal, b: Decimal, scale: number): Decimal | undefined {
  const quotient = divideHalfAway(a.coefficient * power(b.scale + scale), b.coefficient * power(a.scale));
  return fits(quotient) ? { coefficient: quotient, scale } : undefined;
}

export function rounded(value: Decimal, scale: number): Decimal {
  if (value.scale <= scale) return value;
  return { coefficient: divideHalfAway(value.coefficient, power(value.scale - scale)), scale };
}

// 100 * numerator / denominator against `percent`; the denominator is above zero.
export function comparePercent(share: Share, percent: Decimal): Order {
  const { numerator, denominator } = share;
  const left = numerator.coefficient * 100n * power(denominator.scale + percent.scale);
  return order(left, percent.coefficient * denominator.coefficient * power(numerator.scale));
}

// For display, never to judge.
export function percentRounded(share: Share, digits: number): Decimal {
  const { numerator, denominator } = share;
  const wide = numerator.coefficient * 100n * power(denominator.scale + digits);
  const quotient = divideHalfAway(wide, denominator.coefficient * power(numerator.scale));
  return { coefficient: fits(quotient) ? quotient : coefficientMax, scale: digits };
}

// As many digits as it takes for the rounded percentage to stand on the same side of the limit as the exact one.
export function digitsThatTell(share: Share, limit: Decimal | undefined, digitsMin: number): number {
  if (limit === undefined) return digitsMin;
  for (let digits = digitsMin; digits < scaleMax; digits += 1) {
    if (compare(percentRounded(share, digits), limit) === comparePercent(share, limit)) return digits;
  }
  return scaleMax;
}
