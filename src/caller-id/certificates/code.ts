import { randomBytes } from 'node:crypto';

// Crockford's alphabet: no I, L, O or U, so that nobody mistakes one for a digit or reads a word. @source https://www.crockford.com/base32.html
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const length = 16;

/** A new code of a certificate: 80 bits that nobody guesses. */
export const newCode = (): string => Array.from(randomBytes(length), (byte) => alphabet[byte % 32]).join('');

/** As it is written for people: `7F3K-9QXC-0M2V-HT8W`. */
export const writeCode = (code: string): string => code.match(/.{4}/g)!.join('-');

/** Reads what somebody typed: small letters, other spaces, O for 0, I and L for 1. null: it cannot be a code. */
export const readCode = (typed: string): string | null => {
  const code = typed
    .toUpperCase()
    .replaceAll(/[\s\-–—]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  return code.length === length && Array.from(code).every((character) => alphabet.includes(character))
    ? code
    : null;
};
