import { concerned, howToMove, otherwise, type EndingService } from './ending-service.ts';
import { openMail } from './mail-kind.ts';

/** A service ends to which numbers of the reader are forwarded; or its end was moved. @source POLICY §5, S2 */
export interface SunsetAnnounced extends EndingService {
  /** Announced before, and moved later since. */
  readonly isCorrected: boolean;
}

export const sunsetAnnounced = openMail<SunsetAnnounced>({
  en: (data, words) => ({
    subject: data.isCorrected
      ? `${data.titles.en}: it now works through ${words.date(data.lastDay)}`
      : `${data.titles.en} ends: its last day is ${words.date(data.lastDay)}`,
    paragraphs: [
      data.isCorrected
        ? `The end of the service “${data.titles.en}” was moved: it works through ${words.date(data.lastDay)}. ${data.announcement.en}`
        : data.announcement.en,
      concerned.en(data, words),
      data.instead.en,
      howToMove.en(data),
      data.link,
      otherwise.en(data, words),
    ],
  }),
  es: (data, words) => ({
    subject: data.isCorrected
      ? `${data.titles.es}: ahora funciona hasta el ${words.date(data.lastDay)}`
      : `${data.titles.es} termina: su último día es el ${words.date(data.lastDay)}`,
    paragraphs: [
      data.isCorrected
        ? `El fin del servicio «${data.titles.es}» se ha aplazado: funciona hasta el ${words.date(data.lastDay)} inclusive. ${data.announcement.es}`
        : data.announcement.es,
      concerned.es(data, words),
      data.instead.es,
      howToMove.es(data),
      data.link,
      otherwise.es(data, words),
    ],
  }),
  it: (data, words) => ({
    subject: data.isCorrected
      ? `${data.titles.it}: ora funziona fino ${words.withArticle('al', data.lastDay)}`
      : `${data.titles.it} finisce: l’ultimo giorno è ${words.withArticle('il', data.lastDay)}`,
    paragraphs: [
      data.isCorrected
        ? `la fine del servizio «${data.titles.it}» è stata rinviata: funziona fino ${words.withArticle('al', data.lastDay)} compreso. ${data.announcement.it}`
        : lowerFirst(data.announcement.it),
      concerned.it(data, words),
      data.instead.it,
      howToMove.it(data),
      data.link,
      otherwise.it(data, words),
    ],
  }),
});

/** After "Ciao Ada," an Italian letter goes on in small letters. */
const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
