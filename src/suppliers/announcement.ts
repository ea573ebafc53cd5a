// What is announced when the operator writes no words of their own.
import type { InEveryLanguage, Language } from '#platform';
import type { Service } from './service.ts';
import type { SunsetDates } from './sunset.ts';

const locales = { en: 'en-GB', es: 'es', it: 'it' } as const;

/** "31 December 2022"; Italian says "1º luglio". */
const day = (date: Temporal.PlainDate, language: Language): string => {
  const text = date.toLocaleString(locales[language], { day: 'numeric', month: 'long', year: 'numeric' });
  return language === 'it' ? text.replace(/^1 /, '1º ') : text;
};

/** An Italian date with its article, which is elided before 8 and 11. */
const withArticle = (article: 'il' | 'dal', date: Temporal.PlainDate): string => {
  const elided = { il: 'l’', dal: 'dall’' };
  const text = day(date, 'it');
  return date.day === 8 || date.day === 11 ? `${elided[article]}${text}` : `${article} ${text}`;
};

/** The announcement of an end, from its dates. */
export const writeAnnouncement = (
  { titles }: Pick<Service, 'titles'>,
  { closedFrom, lastDay }: SunsetDates,
): InEveryLanguage<string> => ({
  en: `The service “${titles.en}” is discontinued by its supplier. From ${day(closedFrom, 'en')} no number can newly be forwarded to it; numbers that already are keep working through ${day(lastDay, 'en')}.`,
  es: `El proveedor del servicio «${titles.es}» deja de ofrecerlo. A partir del ${day(closedFrom, 'es')} ningún número puede empezar a desviarse a él; los que ya lo están siguen funcionando hasta el ${day(lastDay, 'es')} inclusive.`,
  it: `Il fornitore del servizio «${titles.it}» smette di offrirlo. ${capital(withArticle('dal', closedFrom))} nessun nuovo numero può essere inoltrato a questo servizio; quelli che già lo sono funzionano ancora per tutto ${withArticle('il', lastDay)}.`,
});

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What is recommended when nothing in particular is: what the policy names. @source POLICY.md S2 */
export const usualRecommendation: InEveryLanguage<string> = {
  en: 'Receive your calls on a VoIP account, which several providers give for free, or on a telephone number.',
  es: 'Reciba sus llamadas en una cuenta VoIP, que varios proveedores ofrecen gratis, o en un número de teléfono.',
  it: 'Ricevi le chiamate su un account VoIP, che diversi fornitori offrono gratis, oppure su un numero di telefono.',
};
