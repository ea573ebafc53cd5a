import type { InEveryLanguage, Language } from '#platform';
import { say } from './mail-kind.ts';
import type { Words } from './words.ts';

/** What the mails about a service that ends are written from. @source POLICY §5, S2 */
export interface EndingService {
  readonly titles: InEveryLanguage<string>;
  readonly lastDay: Temporal.PlainDate;
  /** What the operator announced, and recommends in its place. */
  readonly announcement: InEveryLanguage<string>;
  readonly instead: InEveryLanguage<string>;
  /** The reader's numbers that are still forwarded to it: at least one. */
  readonly e164s: readonly string[];
  /** Free and recommended ones; there may be none. */
  readonly providers: readonly { readonly name: string; readonly site: string }[];
  readonly link: string;
}

/** The numbers that a mail lists by name. */
const mostListed = 20;

const andMore: InEveryLanguage<(count: number) => string> = {
  en: (count) => `and ${count} more`,
  es: (count) => `y ${count} más`,
  it: (count) => `e altri ${count}`,
};

const locales = { en: 'en-GB', es: 'es', it: 'it' } as const;

const numbersOf = ({ e164s }: EndingService, language: Language, { phone }: Words): string => {
  const listed = e164s.slice(0, mostListed).map(phone);
  const more = e164s.length - listed.length;
  return more > 0
    ? `${listed.join(', ')} ${andMore[language](more)}`
    : new Intl.ListFormat(locales[language], { type: 'conjunction' }).format(listed);
};

/** Which of the reader's numbers it concerns. */
export const concerned: InEveryLanguage<(data: EndingService, words: Words) => string> = {
  en: (data, words) =>
    data.e164s.length === 1
      ? `It concerns your number ${numbersOf(data, 'en', words)}, which is forwarded to it.`
      : `It concerns ${data.e164s.length} of your numbers, which are forwarded to it: ${numbersOf(data, 'en', words)}.`,
  es: (data, words) =>
    data.e164s.length === 1
      ? `Afecta a su número ${numbersOf(data, 'es', words)}, que se desvía a este servicio.`
      : `Afecta a ${data.e164s.length} de sus números, que se desvían a este servicio: ${numbersOf(data, 'es', words)}.`,
  it: (data, words) =>
    data.e164s.length === 1
      ? `Riguarda il tuo numero ${numbersOf(data, 'it', words)}, che è inoltrato a questo servizio.`
      : `Riguarda ${data.e164s.length} dei tuoi numeri, che sono inoltrati a questo servizio: ${numbersOf(data, 'it', words)}.`,
};

const namesOf = ({ providers }: EndingService, language: Language): string =>
  new Intl.ListFormat(locales[language], { type: 'disjunction' }).format(
    providers.map(({ name, site }) => `${name} (${site})`),
  );

/** How to move in one step. */
export const howToMove: InEveryLanguage<(data: EndingService) => string> = {
  en: (data) =>
    say(
      'You can move in one step, for one number or for all of them. To a VoIP account:',
      data.providers.length === 0
        ? 'open one with a provider of your choice,'
        : `open one for free, for example with ${namesOf(data, 'en')},`,
      'and tell us the provider and the name of the account. Or to a phone number, landline or mobile: calls to it are paid by the minute from your credit.',
      'This is where you do it, and where the whole list of providers is:',
    ),
  es: (data) =>
    say(
      'Puede cambiarse en un solo paso, con un número o con todos. A una cuenta VoIP:',
      data.providers.length === 0
        ? 'abra una con el proveedor que prefiera'
        : `abra una gratis, por ejemplo en ${namesOf(data, 'es')},`,
      'e indíquenos el proveedor y el nombre de la cuenta. O a un número de teléfono, fijo o móvil: las llamadas a él se pagan por minuto de su saldo.',
      'Aquí puede hacerlo, y aquí está la lista completa de proveedores:',
    ),
  it: (data) =>
    say(
      'Puoi passare ad altro in un solo passo, con un numero o con tutti. A un account VoIP:',
      data.providers.length === 0
        ? 'aprine uno presso un fornitore a tua scelta'
        : `aprine uno gratis, per esempio con ${namesOf(data, 'it')},`,
      'e comunicaci il fornitore e il nome dell’account. Oppure a un numero di telefono, fisso o mobile: le chiamate verso quel numero si pagano al minuto dal tuo credito.',
      'Puoi farlo da qui, dove trovi anche l’elenco completo dei fornitori:',
    ),
};

/** What happens to who does nothing. */
export const otherwise: InEveryLanguage<(data: EndingService, words: Words) => string> = {
  en: ({ lastDay, e164s }, { date, midnight }) =>
    say(
      `If you do nothing, the forwarding to it stops at the end of that day: from ${date(endOf(lastDay))}, ${midnight}, callers of a number that is`,
      `forwarded nowhere else hear that it is not available. Your ${e164s.length === 1 ? 'number, its SMS and its rental go on' : 'numbers, their SMS and their rental go on'} as before.`,
    ),
  es: ({ lastDay, e164s }, { date, midnight }) =>
    say(
      `Si no hace nada, el desvío a este servicio se detiene al final de ese día: a partir del ${date(endOf(lastDay))} a las ${midnight}, quien llame a un`,
      `número que no se desvíe a otro destino oirá que no está disponible. ${e164s.length === 1 ? 'Su número, sus SMS y su alquiler continúan' : 'Sus números, sus SMS y su alquiler continúan'} como hasta ahora.`,
    ),
  it: ({ lastDay, e164s }, { withArticle, midnight }) =>
    say(
      `Se non fai nulla, l’inoltro a questo servizio si ferma alla fine di quel giorno: ${withArticle('dal', endOf(lastDay))} alle ${midnight} chi chiama un`,
      `numero che non è inoltrato altrove sentirà che non è disponibile. ${e164s.length === 1 ? 'Il tuo numero, i suoi SMS e il suo noleggio continuano' : 'I tuoi numeri, i loro SMS e il loro noleggio continuano'} come prima.`,
    ),
};

const endOf = (lastDay: Temporal.PlainDate): Temporal.PlainDate => lastDay.add({ days: 1 });
