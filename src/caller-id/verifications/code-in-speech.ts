// Finds the code in what a verification call says. Pure.
import { codeInText } from './code-in-text.ts';

/** Digits as they are spoken, in the languages of our customers. "uno", "due", "tres": Spanish and Italian never say two digits by one word. */
const spoken: Readonly<Record<string, string>> = {
  zero: '0', oh: '0', one: '1', two: '2', three: '3', four: '4', five: '5', six: '6', seven: '7', eight: '8', nine: '9',
  cero: '0', uno: '1', dos: '2', tres: '3', cuatro: '4', cinco: '5', seis: '6', siete: '7', ocho: '8', nueve: '9',
  due: '2', tre: '3', quattro: '4', cinque: '5', sei: '6', sette: '7', otto: '8', nove: '9',
}; // prettier-ignore

const repeats: Readonly<Record<string, number>> = { double: 2, doble: 2, doppio: 2, triple: 3, triplo: 3 };

const repeated = new RegExp(
  `(?<!\\p{L})(${Object.keys(repeats).join('|')})\\s+(\\p{L}+|\\d)(?![\\p{L}\\d])`,
  'giu',
);

/**
 * The code of 4 to 8 digits that a voice reads out, from its transcript: as numerals or as words (English, Spanish, Italian), said once or several
 * times; null when none is certain enough.
 */
export const codeInSpeech = (transcript: string): string | null => {
  const text = inNumerals(transcript.slice(0, longestTranscript));
  // One digit after the other, with pauses between: what no number but a code is read like.
  const runs = [...text.matchAll(/(?<!\d)\d(?:[ ,.;-]{1,3}\d(?!\d)){3,}/g)].map(([run]) =>
    once(run.replaceAll(/\D/g, '')),
  );
  const codes = new Set(runs.filter((digits) => digits.length >= 4 && digits.length <= 8));
  const [only] = codes;
  return codes.size === 1 ? only! : codeInText(text);
};

const longestTranscript = 1_000;

const inNumerals = (text: string): string =>
  text
    .replaceAll(repeated, (all, times: string, digit: string) => {
      const numeral = spoken[digit.toLowerCase()] ?? (/^\d$/.test(digit) ? digit : undefined);
      return numeral === undefined
        ? all
        : Array.from({ length: repeats[times.toLowerCase()]! }, () => numeral).join(' ');
    })
    .replaceAll(/\p{L}+/gu, (word) => spoken[word.toLowerCase()] ?? word);

/** What is said two or three times without a break, once. */
const once = (digits: string): string => {
  const block = /^(\d{4,8}?)\1+$/.exec(digits)?.[1];
  return block ?? digits;
};

/** The code that a call types: tones, perhaps with the pound key at the end. */
export const codeInTones = (tones: string): string | null => {
  const digits = once(tones.replaceAll(/[^\d]/g, ''));
  return /^\d{4,8}$/.test(digits) ? digits : null;
};
