import { openMail, say } from './mail-kind.ts';

/** The price of a number that the customer holds will change. @source POLICY parameter priceNoticeDays */
export interface PriceAnnounced {
  readonly e164: string;
  /** The new price of a month. */
  readonly monthlyMicros: bigint;
  /** It holds for renewals on this date and later. */
  readonly appliesFrom: Temporal.PlainDate;
  readonly link: string;
}

export const priceAnnounced = openMail<PriceAnnounced>({
  en: (data, { date, money, phone }) => ({
    subject: `${phone(data.e164)}: a new price from ${date(data.appliesFrom)}`,
    paragraphs: [
      say(
        `The price of your number ${phone(data.e164)} changes to ${money(data.monthlyMicros)} a month. The new price holds from the first`,
        `renewal on or after ${date(data.appliesFrom)}; until then, and for what is already paid, nothing changes.`,
      ),
      'If you do not agree, stop its renewal before then: the number works as long as it is paid, and nothing more is charged for it.',
      data.link,
    ],
  }),
  es: (data, { date, money, phone }) => ({
    subject: `${phone(data.e164)}: nuevo precio a partir del ${date(data.appliesFrom)}`,
    paragraphs: [
      say(
        `El precio de su número ${phone(data.e164)} pasa a ser de ${money(data.monthlyMicros)} al mes. El nuevo precio vale desde la primera`,
        `renovación a partir del ${date(data.appliesFrom)}; hasta entonces, y para lo que ya está pagado, no cambia nada.`,
      ),
      'Si no está de acuerdo, detenga antes la renovación: el número funciona mientras esté pagado y no se le cobrará nada más por él.',
      data.link,
    ],
  }),
  it: (data, { withArticle, money, phone }) => ({
    subject: `${phone(data.e164)}: nuovo prezzo ${withArticle('dal', data.appliesFrom)}`,
    paragraphs: [
      say(
        `il prezzo del tuo numero ${phone(data.e164)} diventa di ${money(data.monthlyMicros)} al mese. Il nuovo prezzo vale dal primo rinnovo`,
        `${withArticle('dal', data.appliesFrom)} in poi; fino ad allora, e per ciò che è già pagato, non cambia nulla.`,
      ),
      'Se non sei d’accordo, ferma prima il rinnovo: il numero funziona finché è pagato e non ti verrà addebitato altro.',
      data.link,
    ],
  }),
});
