/**
 * A set of numbers of one length: for each position, the digits that may stand there.
 * Written as literal digits, `#` for any digit, and classes such as `[2-46-9]`.
 */
export type Pattern = readonly string[];

const anyDigit = '0123456789';

/** Reads `29 2[0-2]##`, for example; spaces are there for the eye only. */
export function parsePattern(text: string): Pattern {
  const tokens = text.replaceAll(' ', '').match(/\[[^\]]*\]|./g) ?? [];
  return tokens.map((token) => {
    if (token === '#') return anyDigit;
    if (/^\d$/.test(token)) return token;
    if (/^\[(\d-\d|\d)+\]$/.test(token)) return digitsOfClass(token.slice(1, -1));
    throw new TypeError(`"${token}" in the number pattern "${text}" is neither a digit, # nor a class`);
  });
}

/** How many numbers the pattern has. */
export function capacityOf(pattern: Pattern): number {
  return pattern.reduce((product, digits) => product * digits.length, 1);
}

/** The number at a place of the pattern, in ascending order, from 0 to its capacity (exclusive). */
export function numberAt(pattern: Pattern, index: number): string {
  let rest = index;
  let number = '';
  for (const digits of pattern.toReversed()) {
    number = digits.charAt(rest % digits.length) + number;
    rest = Math.floor(rest / digits.length);
  }
  return number;
}

function digitsOfClass(members: string): string {
  return anyDigit.replaceAll(new RegExp(`[^${members}]`, 'g'), '');
}
