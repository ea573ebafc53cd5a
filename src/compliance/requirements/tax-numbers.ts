// Tax and register numbers whose check digits are public: a slip of the pen is told at once, and not by a reviewer days later.

type Check = (text: string) => boolean;

/** Whether a tax number can be one of this country's; true where its form is not known here. */
export const isTaxNumber = (country: string, text: string): boolean =>
  checks[country]?.(plain(text)) ?? plain(text).length > 0;

const plain = (text: string): string => text.toUpperCase().replaceAll(/[\s./-]/g, '');

const digitsOf = (text: string): readonly number[] => text.split('').map(Number);

/** Partita IVA, SIREN. @source ISO/IEC 7812-1, annex B */
const luhn: Check = (text) =>
  digitsOf(text)
    .toReversed()
    .reduce(
      (sum, digit, place) => sum + (place % 2 === 0 ? digit : digit < 5 ? digit * 2 : digit * 2 - 9),
      0,
    ) %
    10 ===
  0;

/** What a character counts in an odd place of a codice fiscale. @source D.M. 23 dicembre 1976 */
const oddValues = [
  1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
];
const rank = (character: string): number =>
  /\d/.test(character) ? Number(character) : character.charCodeAt(0) - 65;

const codiceFiscale: Check = (text) => {
  if (!/^[A-Z]{6}[0-9LMNP-V]{2}[A-EHLMPRST][0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{3}[A-Z]$/.test(text)) return false;
  const sum = text
    .slice(0, 15)
    .split('')
    .reduce(
      (total, character, place) => total + (place % 2 === 0 ? oddValues[rank(character)]! : rank(character)),
      0,
    );
  return String.fromCharCode(65 + (sum % 26)) === text[15];
};

const nifLetters = 'TRWAGMYFPDXBNJZSQVHLCKE';
/** DNI and NIE. @source Real Decreto 1065/2007, art. 19 ss. */
const nif: Check = (text) =>
  /^[XYZ\d]\d{7}[A-Z]$/.test(text) &&
  nifLetters[Number(text.slice(0, 8).replace(/^[XYZ]/, (letter) => String('XYZ'.indexOf(letter)))) % 23] ===
    text[8];

/** The number of a company. @source Orden EHA/451/2008 */
const cif: Check = (text) => {
  if (!/^[A-HJNP-SUVW]\d{7}[0-9A-J]$/.test(text)) return false;
  const sum = digitsOf(text.slice(1, 8)).reduce((total, digit, place) => {
    if (place % 2 === 1) return total + digit;
    return total + (digit < 5 ? digit * 2 : digit * 2 - 9);
  }, 0);
  const control = (10 - (sum % 10)) % 10;
  return text[8] === String(control) || text[8] === 'JABCDEFGHI'[control];
};

/** @source Decreto-Lei 14/2013 */
const portuguese: Check = (text) => {
  if (!/^[1-35689]\d{8}$/.test(text)) return false;
  const rest = digitsOf(text.slice(0, 8)).reduce((sum, digit, place) => sum + digit * (9 - place), 0) % 11;
  return Number(text[8]) === (rest < 2 ? 0 : 11 - rest);
};

const checks: Readonly<Record<string, Check>> = {
  IT: (text) => codiceFiscale(text) || (/^(?:IT)?\d{11}$/.test(text) && luhn(text.slice(-11))),
  ES: (text) => nif(text) || cif(text),
  PT: portuguese,
};
