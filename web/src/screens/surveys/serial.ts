// The number on a slip, as src/programme/surveys/serial.cpp makes it: a change of one is a change of both. What is
// typed or scanned is checked here, so that a letter read wrong is seen while the slip is still in the hand.
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXY';
export const serialLetters = 12;

function checkLetter(body: string): string | undefined {
  let sum = 0;
  for (const each of body) {
    const value = letters.indexOf(each);
    if (value < 0) return undefined;
    sum = (sum * 2 + value) % letters.length;
  }
  return letters[sum];
}

// O, I and L are read as 0, 1 and 1.
const asMade = (typed: string) => typed.toUpperCase().replaceAll('O', '0').replaceAll(/[IL]/g, '1');

// As it was made; nothing: not twelve letters, or one of them is wrong.
export function serialAsMade(typed: string): string | undefined {
  const serial = asMade(typed.replaceAll(/[- \t]/g, ''));
  if (serial.length !== serialLetters) return undefined;
  return checkLetter(serial.slice(0, -1)) === serial.at(-1) ? serial : undefined;
}

// A code that was scanned holds the serial alone, or an address with the serial behind its #.
export function serialInScan(scanned: string): string | undefined {
  return serialAsMade(scanned.slice(scanned.lastIndexOf('#') + 1).replace(/^.*=/, ''));
}

export const shownSerial = (serial: string): string => (serial.match(/.{1,4}/g) ?? []).join('-');

// What is still to be typed, for a hint beside the field.
export const lettersTyped = (typed: string): number => typed.replaceAll(/[- \t]/g, '').length;
