import { openMail, say } from './mail-kind.ts';
import { before } from './words.ts';

/** A number will not be renewed: 14, 7, 3 and 1 days before. @source POLICY §1, reminders */
export interface RenewalDueSoon {
  readonly e164: string;
  readonly paidUntil: Temporal.PlainDate;
  /** 1 on the last day on which it works. */
  readonly daysLeft: number;
  readonly reason: 'renewal_off' | 'no_credit';
  /** What the next period costs. */
  readonly priceMicros: bigint;
  /** What the customer can spend now. */
  readonly creditMicros: bigint;
  /** Until when it could be restored after it is cancelled. */
  readonly restorableUntil: Temporal.PlainDate;
  readonly link: string;
}

export const renewalDueSoon = openMail<RenewalDueSoon>({
  en: (data, { date, money, phone, midnight }) => ({
    subject: `${phone(data.e164)} will be cancelled ${data.daysLeft === 1 ? 'tomorrow' : `in ${data.daysLeft} days`}`,
    paragraphs: [
      say(
        `Your number ${phone(data.e164)} is paid through ${date(before(data.paidUntil))}.`,
        data.reason === 'renewal_off'
          ? 'You have stopped its renewal, so'
          : say(
              `Your credit of ${money(data.creditMicros)} is not enough for everything that falls due by then, and its next period,`,
              `which costs ${money(data.priceMicros)}, cannot be paid. So`,
            ),
        `it will be cancelled on ${date(data.paidUntil)} at ${midnight}.`,
      ),
      data.reason === 'renewal_off'
        ? say(
            'If you want to keep it, switch its renewal on again before that moment. The next period costs',
            `${money(data.priceMicros)}, which is taken from your credit; that is ${money(data.creditMicros)} now.`,
          )
        : 'If you want to keep it, top up before that moment: it is then renewed by itself and goes on working without a break.',
      data.link,
      'If you want to let it go, there is nothing to do, and nothing more is charged for it.',
      say(
        'And if you change your mind later: after the cancellation we keep the number for you through',
        `${date(before(data.restorableUntil))}. Until then you can have it back by paying the missed periods in full, from`,
        `${date(data.paidUntil)} on; afterwards it is gone for good.`,
      ),
    ],
  }),
  es: (data, { date, money, phone, midnight }) => ({
    subject: `${phone(data.e164)} se cancelará ${data.daysLeft === 1 ? 'mañana' : `en ${data.daysLeft} días`}`,
    paragraphs: [
      say(
        `Su número ${phone(data.e164)} está pagado hasta el ${date(before(data.paidUntil))} inclusive.`,
        data.reason === 'renewal_off'
          ? 'Usted ha detenido su renovación, así que'
          : say(
              `Su saldo de ${money(data.creditMicros)} no alcanza para todo lo que vence hasta entonces, y el próximo periodo, que cuesta`,
              `${money(data.priceMicros)}, no se puede pagar. Por eso`,
            ),
        `se cancelará el ${date(data.paidUntil)} a las ${midnight}.`,
      ),
      data.reason === 'renewal_off'
        ? say(
            'Si quiere conservarlo, vuelva a activar la renovación antes de ese momento. El próximo periodo cuesta',
            `${money(data.priceMicros)}, que se descuentan de su saldo; ahora es de ${money(data.creditMicros)}.`,
          )
        : 'Si quiere conservarlo, recargue antes de ese momento: se renovará por sí solo y seguirá funcionando sin interrupción.',
      data.link,
      'Si prefiere dejarlo ir, no tiene que hacer nada, y no se le cobrará nada más por él.',
      say(
        'Y por si más adelante cambia de idea: tras la cancelación le guardamos el número hasta el',
        `${date(before(data.restorableUntil))} inclusive. Hasta ese día puede recuperarlo pagando enteros los periodos perdidos`,
        `desde el ${date(data.paidUntil)}; después se pierde definitivamente.`,
      ),
    ],
  }),
  it: (data, { withArticle, money, phone, midnight }) => ({
    subject: `${phone(data.e164)} sarà cancellato ${data.daysLeft === 1 ? 'domani' : `tra ${data.daysLeft} giorni`}`,
    paragraphs: [
      say(
        `il tuo numero ${phone(data.e164)} è pagato fino ${withArticle('al', before(data.paidUntil))} compreso.`,
        data.reason === 'renewal_off'
          ? 'Hai fermato il suo rinnovo, perciò'
          : say(
              `Il tuo credito di ${money(data.creditMicros)} non basta per tutto ciò che scade entro quel giorno, e il prossimo periodo,`,
              `che costa ${money(data.priceMicros)}, non si può pagare. Perciò`,
            ),
        `sarà cancellato ${withArticle('il', data.paidUntil)} alle ${midnight}.`,
      ),
      data.reason === 'renewal_off'
        ? say(
            'Se vuoi tenerlo, riattiva il rinnovo prima di quel momento. Il prossimo periodo costa',
            `${money(data.priceMicros)}, che vengono presi dal tuo credito; ora è di ${money(data.creditMicros)}.`,
          )
        : 'Se vuoi tenerlo, ricarica prima di quel momento: si rinnoverà da solo e continuerà a funzionare senza interruzioni.',
      data.link,
      'Se invece vuoi lasciarlo andare, non devi fare nulla, e non ti verrà addebitato altro.',
      say(
        'E nel caso cambiassi idea: dopo la cancellazione ti teniamo da parte il numero fino',
        `${withArticle('al', before(data.restorableUntil))} compreso. Fino a quel giorno puoi riaverlo pagando per intero i periodi`,
        `mancati ${withArticle('dal', data.paidUntil)} in poi; dopo è perso per sempre.`,
      ),
    ],
  }),
});
