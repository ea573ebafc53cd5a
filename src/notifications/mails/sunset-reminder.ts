import { concerned, howToMove, otherwise, type EndingService } from './ending-service.ts';
import { openMail } from './mail-kind.ts';
import { count } from './words.ts';

/** A service ends soon to which numbers of the reader are still forwarded. @source POLICY §5, S2 */
export interface SunsetReminder extends EndingService {
  /** Days until it has ended: 1 on its last day. */
  readonly daysLeft: number;
}

export const sunsetReminder = openMail<SunsetReminder>({
  en: (data, words) => ({
    subject:
      data.daysLeft === 1
        ? `${data.titles.en}: today is its last day`
        : `${data.titles.en} ends in ${count(data.daysLeft, 'day', 'days')}: its last day is ${words.date(data.lastDay)}`,
    paragraphs: [
      data.daysLeft === 1
        ? `Today, ${words.date(data.lastDay)}, is the last day of the service “${data.titles.en}”.`
        : `The service “${data.titles.en}” works through ${words.date(data.lastDay)}: it ends in ${count(data.daysLeft, 'day', 'days')}.`,
      concerned.en(data, words),
      howToMove.en(data),
      data.link,
      otherwise.en(data, words),
    ],
  }),
  es: (data, words) => ({
    subject:
      data.daysLeft === 1
        ? `${data.titles.es}: hoy es su último día`
        : `${data.titles.es} termina en ${count(data.daysLeft, 'día', 'días')}: su último día es el ${words.date(data.lastDay)}`,
    paragraphs: [
      data.daysLeft === 1
        ? `Hoy, ${words.date(data.lastDay)}, es el último día del servicio «${data.titles.es}».`
        : `El servicio «${data.titles.es}» funciona hasta el ${words.date(data.lastDay)} inclusive: termina dentro de ${count(data.daysLeft, 'día', 'días')}.`,
      concerned.es(data, words),
      howToMove.es(data),
      data.link,
      otherwise.es(data, words),
    ],
  }),
  it: (data, words) => ({
    subject:
      data.daysLeft === 1
        ? `${data.titles.it}: oggi è l’ultimo giorno`
        : `${data.titles.it} finisce tra ${count(data.daysLeft, 'giorno', 'giorni')}: l’ultimo giorno è ${words.withArticle('il', data.lastDay)}`,
    paragraphs: [
      data.daysLeft === 1
        ? `oggi, ${words.date(data.lastDay)}, è l’ultimo giorno del servizio «${data.titles.it}».`
        : `il servizio «${data.titles.it}» funziona fino ${words.withArticle('al', data.lastDay)} compreso: finisce tra ${count(data.daysLeft, 'giorno', 'giorni')}.`,
      concerned.it(data, words),
      howToMove.it(data),
      data.link,
      otherwise.it(data, words),
    ],
  }),
});
