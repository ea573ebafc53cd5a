import { describeReason, type Reason } from '#compliance';
import type { InEveryLanguage, Language } from '#platform';
import { openMail } from './mail-kind.ts';

/** A number that could not be registered is the customer's no longer. @source POLICY R2, F1 */
export interface NumberReleased {
  readonly e164: string;
  readonly cause: 'deadline' | 'rejected' | 'forfeited';
  /** What the last review rejected; none when nothing was handed in. */
  readonly reasons: readonly Reason[];
  readonly note: string | null;
  /** Where other numbers can be had. */
  readonly link: string;
}

const why: Readonly<Record<NumberReleased['cause'], InEveryLanguage<string>>> = {
  deadline: {
    en: 'its documents were not complete in the time for it',
    es: 'sus documentos no estuvieron completos dentro del plazo',
    it: 'i suoi documenti non erano completi in tempo',
  },
  rejected: {
    en: 'its documents were rejected for good',
    es: 'sus documentos se rechazaron de forma definitiva',
    it: 'i suoi documenti sono stati respinti in modo definitivo',
  },
  forfeited: {
    en: 'its documents were not complete in the time for it',
    es: 'sus documentos no estuvieron completos dentro del plazo',
    it: 'i suoi documenti non erano completi in tempo',
  },
};

const money: Readonly<Record<NumberReleased['cause'], InEveryLanguage<string>>> = {
  deadline: {
    en: 'What you paid for it, setup and rental, is back in your credit. Our decision about it comes in a mail of its own.',
    es: 'Lo que pagó por él, alta y cuota, ha vuelto a su saldo. Nuestra decisión le llega en otro mensaje.',
    it: 'Quanto hai pagato, attivazione e canone, è tornato nel tuo credito. La nostra decisione arriva in un altro messaggio.',
  },
  rejected: {
    en: 'What you paid for it, setup and rental, is back in your credit. Our decision about it comes in a mail of its own.',
    es: 'Lo que pagó por él, alta y cuota, ha vuelto a su saldo. Nuestra decisión le llega en otro mensaje.',
    it: 'Quanto hai pagato, attivazione e canone, è tornato nel tuo credito. La nostra decisione arriva in un altro messaggio.',
  },
  forfeited: {
    en: 'Nothing is paid back: your funds were forfeited (F1).',
    es: 'No se devuelve nada: sus fondos se han perdido (F1).',
    it: 'Non viene rimborsato nulla: i tuoi fondi sono stati trattenuti (F1).',
  },
};

const reasons = (data: NumberReleased, language: Language): string =>
  [
    ...data.reasons.map((reason) => `- ${describeReason(reason, language)}`),
    ...(data.note === null ? [] : [`- ${data.note}`]),
  ].join('\n');

export const numberReleased = openMail<NumberReleased>({
  en: (data, { phone }) => ({
    subject: `${phone(data.e164)} was released`,
    paragraphs: [
      `Your number ${phone(data.e164)} was released: ${why[data.cause].en}.`,
      reasons(data, 'en'),
      money[data.cause].en,
      'Other numbers of the same country, many of which need no documents, are here:',
      data.link,
    ],
  }),
  es: (data, { phone }) => ({
    subject: `${phone(data.e164)} se ha liberado`,
    paragraphs: [
      `Su número ${phone(data.e164)} se ha liberado: ${why[data.cause].es}.`,
      reasons(data, 'es'),
      money[data.cause].es,
      'Aquí hay otros números del mismo país, muchos de los cuales no exigen documentos:',
      data.link,
    ],
  }),
  it: (data, { phone }) => ({
    subject: `${phone(data.e164)} è stato liberato`,
    paragraphs: [
      `il tuo numero ${phone(data.e164)} è stato liberato: ${why[data.cause].it}.`,
      reasons(data, 'it'),
      money[data.cause].it,
      'Altri numeri dello stesso Paese, molti dei quali non richiedono documenti, sono qui:',
      data.link,
    ],
  }),
});
