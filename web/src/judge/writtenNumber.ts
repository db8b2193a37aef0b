// Numbers as people write them in Vietnamese, "5.860" and "71,3": src/base/written_number.cpp.
import { parseDecimal, type Decimal } from './decimal.js';
import { refused, type Problem } from './problem.js';

const grouped = /^[0-9]{1,3}(\.[0-9]{3})*$/;
const plain = /^[0-9]+$/;

// The machine notation, or nothing when it is no number of that style.
function machineNotation(text: string): string | undefined {
  const [, sign = '', whole = '', , fraction] = /^(-?)([^,]*)(,([0-9]+))?$/.exec(text) ?? [];
  if (!plain.test(whole) && !grouped.test(whole)) return undefined;
  const digits = sign + whole.replaceAll('.', '');
  return fraction === undefined ? digits : `${digits}.${fraction}`;
}

export function readWrittenNumber(text: string): Decimal | Problem {
  const notation = machineNotation(text.replace(/^ +/, '').replace(/ +$/, ''));
  if (notation === undefined) return refused('number.malformed', { text });
  const value = parseDecimal(notation);
  return typeof value === 'string' ? refused(value, { text: notation }) : value;
}
