import { openMail, say } from './mail-kind.ts';
import { before } from './words.ts';

/** A number is back from quarantine. @source POLICY C5 */
export interface NumberRestored {
  readonly e164: string;
  readonly paidUntil: Temporal.PlainDate;
  /** What the missed periods cost. */
  readonly paidMicros: bigint;
  /** What the customer can spend now. */
  readonly creditMicros: bigint;
  /** credit: it came back by itself when credit arrived. */
  readonly by: 'customer' | 'credit';
  readonly link: string;
}

export const numberRestored = openMail<NumberRestored>({
  en: (data, { date, money, phone, midnight }) => ({
    subject: `${phone(data.e164)} works again`,
    paragraphs: [
      say(
        `Good news: your number ${phone(data.e164)} works again.`,
        data.by === 'credit' ? 'It came back by itself, because your credit is enough for it now.' : '',
      ),
      say(
        `We took ${money(data.paidMicros)} from your credit for the periods that were missed, and it is now paid through`,
        `${date(before(data.paidUntil))}. You have ${money(data.creditMicros)} of credit left.`,
      ),
      say(
        `On ${date(data.paidUntil)} at ${midnight} it will be renewed if its renewal is on and your credit is enough; otherwise it will be`,
        'cancelled then. You can see and change that here:',
      ),
      data.link,
    ],
  }),
  es: (data, { date, money, phone, midnight }) => ({
    subject: `${phone(data.e164)} vuelve a funcionar`,
    paragraphs: [
      say(
        `Buenas noticias: su número ${phone(data.e164)} vuelve a funcionar.`,
        data.by === 'credit' ? 'Ha vuelto por sí solo, porque ahora su saldo alcanza.' : '',
      ),
      say(
        `Hemos descontado ${money(data.paidMicros)} de su saldo por los periodos que faltaban, y queda pagado hasta el`,
        `${date(before(data.paidUntil))} inclusive. Le quedan ${money(data.creditMicros)} de saldo.`,
      ),
      say(
        `El ${date(data.paidUntil)} a las ${midnight} se renovará si la renovación está activada y el saldo alcanza; si no, se cancelará`,
        'entonces. Puede verlo y cambiarlo aquí:',
      ),
      data.link,
    ],
  }),
  it: (data, { withArticle, money, phone, midnight }) => ({
    subject: `${phone(data.e164)} funziona di nuovo`,
    paragraphs: [
      say(
        `buone notizie: il tuo numero ${phone(data.e164)} funziona di nuovo.`,
        data.by === 'credit' ? 'È tornato da solo, perché ora il tuo credito basta.' : '',
      ),
      say(
        `Abbiamo preso ${money(data.paidMicros)} dal tuo credito per i periodi mancati, e ora è pagato fino`,
        `${withArticle('al', before(data.paidUntil))} compreso. Ti restano ${money(data.creditMicros)} di credito.`,
      ),
      say(
        `Alle ${midnight} ${withArticle('del', data.paidUntil)} si rinnova, se il rinnovo è attivo e il credito basta; altrimenti in quel`,
        'momento viene cancellato. Puoi vederlo e cambiarlo qui:',
      ),
      data.link,
    ],
  }),
});
