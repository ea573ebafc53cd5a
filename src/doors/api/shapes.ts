import type { InEveryLanguage } from '#platform';

/** The forms of text that are more than a type, each with what to say of one that has another. */
export const shapes = {
  e164: /^\+[1-9]\d{5,14}$/,
  e164InQuery: /^[+ ]?[1-9]\d{5,14}$/,
  amount: /^\d{1,12}(\.\d{1,6})?$/,
  positiveAmount: /^(?=.*[1-9])\d{1,6}(\.\d{1,6})?$/,
} as const;

const number: InEveryLanguage<string> = {
  en: 'Is not a phone number such as +390612345678',
  es: 'No es un número de teléfono como +390612345678',
  it: 'Non è un numero di telefono come +390612345678',
};

const words: Readonly<Record<keyof typeof shapes, InEveryLanguage<string>>> = {
  e164: number,
  e164InQuery: number,
  amount: {
    en: 'Is not an amount such as 4.00, written as text',
    es: 'No es un importe como 4.00, escrito como texto',
    it: 'Non è un importo come 4.00, scritto come testo',
  },
  positiveAmount: {
    en: 'Is not an amount above zero such as 20.00, below a million',
    es: 'No es un importe mayor que cero como 20.00, inferior a un millón',
    it: 'Non è un importo maggiore di zero come 20.00, inferiore a un milione',
  },
};

/** What to say of a text that does not match one of the shapes, by the pattern as an issue of zod names it. */
export const wordsOfShape = new Map(
  Object.entries(shapes).map(([name, pattern]) => [String(pattern), words[name as keyof typeof shapes]]),
);
