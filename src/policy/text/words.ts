import { formatMoney, fromDecimal } from '#money';
import type { Language } from '#platform';
import type { ProcessorName } from '../parameters.ts';

// How dates, amounts, lists and plurals are written in each language.

const locales = { en: 'en-GB', es: 'es', it: 'it' } as const;

/** Joins pieces of a paragraph with spaces; an empty piece is left out. */
export const say = (...pieces: readonly string[]): string => pieces.filter((piece) => piece !== '').join(' ');

/** "10 April 2022", "10 de abril de 2022", "10 aprile 2022". Takes a date or its ISO form. */
export const longDate = (date: Temporal.PlainDate | string, language: Language): string =>
  format(date, language, { day: 'numeric', month: 'long', year: 'numeric' });

/** "10 April", "10 de abril", "10 aprile". */
export const dayAndMonth = (date: Temporal.PlainDate | string, language: Language): string =>
  format(date, language, { day: 'numeric', month: 'long' });

/** The first of a month is an ordinal in Italian: "1º aprile". */
const format = (
  date: Temporal.PlainDate | string,
  language: Language,
  options: Intl.DateTimeFormatOptions,
): string => {
  const text = Temporal.PlainDate.from(date).toLocaleString(locales[language], options);
  return language === 'it' ? text.replace(/^1 /, '1º ') : text;
};

/** A date of an example, which plays in 2022: the year is said only when it is another. */
export const exampleDate = (date: Temporal.PlainDate, language: Language): string =>
  date.year === 2022 ? dayAndMonth(date, language) : longDate(date, language);

/** A decimal such as "4.00" as a person reads it: "€4.00", "4,00 €". */
export const price = (decimal: string, currency: string, language: Language): string =>
  formatMoney(fromDecimal(decimal), currency, language);

/** "34 days", "1 day". The three languages have the same two forms for whole numbers. */
export const count = (number: number, one: string, other: string): string =>
  `${number} ${number === 1 ? one : other}`;

/** "14, 7, 3 and 1", "14, 7, 3 y 1", "14, 7, 3 e 1". */
export const listOf = (items: readonly (string | number)[], language: Language): string =>
  new Intl.ListFormat(locales[language], { type: 'conjunction' }).format(items.map(String));

/**
 * An Italian date or number of days with its article, which is elided before 8 and 11: "il 10 aprile", "l’8
 * aprile", "dell’11 marzo 2022".
 */
export const withArticle = (article: keyof typeof articles, words: string): string =>
  /^(?:8|11)\b/.test(words) ? `${articles[article]}${words}` : `${article} ${words}`;

const articles = { il: 'l’', al: 'all’', dal: 'dall’', del: 'dell’' } as const;

/** "PayPal payment of 10 March 2022", "pago con PayPal del 10 de marzo de 2022". */
export const datedPayment = (
  payment: Readonly<Record<'processor' | 'paidOn', string>>,
  language: Language,
): string => {
  const name = payments[language][payment.processor as ProcessorName];
  const date = longDate(payment.paidOn, language);
  if (language === 'it') return `${name} ${withArticle('del', date)}`;
  return language === 'es' ? `${name} del ${date}` : `${name} of ${date}`;
};

const payments = {
  en: { paypal: 'PayPal payment', card: 'card payment', bank: 'bank transfer' },
  es: { paypal: 'pago con PayPal', card: 'pago con tarjeta', bank: 'pago por transferencia' },
  it: { paypal: 'pagamento PayPal', card: 'pagamento con carta', bank: 'pagamento con bonifico' },
} as const;

/** The way of paying, on its own: "PayPal", "card", "bank transfer". */
export const processorLabel = (processor: ProcessorName, language: Language): string =>
  labels[language][processor];

const labels = {
  en: { paypal: 'PayPal', card: 'cards', bank: 'bank transfers' },
  es: { paypal: 'PayPal', card: 'tarjetas', bank: 'transferencias' },
  it: { paypal: 'PayPal', card: 'carte', bank: 'bonifici' },
} as const;

/** "7, 20, 30 and 33 days", "14, 7, 3 and 1 day": in the order given, and in the number of the last. */
export const daysList = (days: readonly number[], one: string, other: string, language: Language): string =>
  `${listOf(days, language)} ${days.at(-1) === 1 ? one : other}`;

/** "48 h", "1 h 30 min", "20 s": the same in all three languages. */
export const duration = (seconds: string): string => {
  const all = Number(seconds);
  const units = [
    [Math.floor(all / 3600), 'h'],
    [Math.floor((all % 3600) / 60), 'min'],
    [all % 60, 's'],
  ] as const;
  const written = units.filter(([number]) => number > 0).map(([number, unit]) => `${number} ${unit}`);
  return written.join(' ') || '0 s';
};
