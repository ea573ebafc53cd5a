import { formatMoney } from '#money';
import type { Language } from '#platform';
import type { Operator } from '#policy';
import { parsePhoneNumberFromString } from 'libphonenumber-js';

/** How things are written in one language; what every text of a mail has at hand. */
export interface Words {
  readonly operator: Operator;
  /** "10 April 2022" */
  date(date: Temporal.PlainDate): string;
  /**
   * An Italian date with its article, elided before 8 and 11: "il 10 aprile 2022", "l’8 aprile 2022",
   * "dell’11 aprile 2022".
   */
  withArticle(article: Article, date: Temporal.PlainDate): string;
  /** "€4.00" */
  money(micros: bigint): string;
  /** "+39 06 1234 5678" */
  phone(e164: string): string;
  /** "00:00 (Central European Time)": when a calendar date begins for the operator. */
  readonly midnight: string;
}

const locales = { en: 'en-GB', es: 'es', it: 'it' } as const;
const elided = { il: 'l’', al: 'all’', dal: 'dall’', del: 'dell’' } as const;
type Article = keyof typeof elided;

/** The words of one language for one operator. */
export const wordsFor = (operator: Operator, language: Language): Words => {
  const date = (day: Temporal.PlainDate): string => {
    const text = day.toLocaleString(locales[language], { day: 'numeric', month: 'long', year: 'numeric' });
    // Italian says "primo luglio", which Intl does not know.
    return language === 'it' ? text.replace(/^1 /, '1º ') : text;
  };
  return {
    operator,
    date,
    withArticle: (article, day) =>
      day.day === 8 || day.day === 11 ? `${elided[article]}${date(day)}` : `${article} ${date(day)}`,
    money: (micros) => formatMoney(micros, operator.currency, language),
    phone: (e164) => parsePhoneNumberFromString(e164)?.formatInternational() ?? e164,
    midnight: `00:00 (${timeZoneName(operator.timeZone, language)})`,
  };
};

const timeZoneName = (timeZone: string, language: Language): string => {
  const parts = new Intl.DateTimeFormat(locales[language], {
    timeZone,
    timeZoneName: 'longGeneric',
  }).formatToParts(0);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
  // Italian names begin with a capital, which is wrong in the middle of a sentence.
  return language === 'it' ? name.replace(/^Ora\b/, 'ora') : name;
};

/** "1 day", "7 days": the three languages have the same two forms. */
export const count = (number: number, one: string, other: string): string =>
  `${number} ${number === 1 ? one : other}`;

/** The last day of a time that ends, exclusive, with `date`. */
export const before = (date: Temporal.PlainDate): Temporal.PlainDate => date.subtract({ days: 1 });
