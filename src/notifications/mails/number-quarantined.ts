import { frozenNumber } from './frozen-number.ts';
import { openMail, say, type MailKind } from './mail-kind.ts';
import { before } from './words.ts';

/** A number was cancelled and can still be restored. @source POLICY C2, C3, C5 */
export interface NumberQuarantined {
  readonly e164: string;
  /** The end of the paid periods, from which on a restore is paid. */
  readonly paidUntil: Temporal.PlainDate;
  readonly quarantinedOn: Temporal.PlainDate;
  readonly restorableUntil: Temporal.PlainDate;
  /** frozen: fraud is confirmed, and the number cannot be restored while the account is frozen. */
  readonly reason: 'renewal_off' | 'no_credit' | 'frozen';
  /** What restoring it costs on the day of the cancellation. */
  readonly priceMicros: bigint;
  readonly creditMicros: bigint;
  readonly link: string;
}

const ordinary: MailKind<NumberQuarantined>['texts'] = {
  en: (data, { date, money, phone, midnight }) => ({
    subject: `${phone(data.e164)} was cancelled: you can have it back through ${date(before(data.restorableUntil))}`,
    paragraphs: [
      say(
        `Your number ${phone(data.e164)} was cancelled on ${date(data.quarantinedOn)}`,
        data.reason === 'renewal_off'
          ? 'because its renewal was stopped.'
          : `because your credit of ${money(data.creditMicros)} was not enough to renew it.`,
        'It receives no calls and no SMS now.',
      ),
      say(
        `It is kept for you: through ${date(before(data.restorableUntil))} nobody else can get it, and you can have it back.`,
        `Today that costs ${money(data.priceMicros)}. The time since ${date(data.paidUntil)} is paid as if the number had`,
        'been used, and its renewal day stays the same; the longer you wait, the more periods there can be to pay.',
      ),
      data.reason === 'renewal_off'
        ? 'To have it back, restore it here:'
        : 'Its renewal is still on: top up, and as soon as your credit is enough it comes back by itself:',
      data.link,
      say(
        `If you do not want it any more, there is nothing to do. On ${date(data.restorableUntil)} at ${midnight} it is`,
        'dismissed, and from then on it cannot be restored.',
      ),
    ],
  }),
  es: (data, { date, money, phone, midnight }) => ({
    subject: `${phone(data.e164)} se ha cancelado: puede recuperarlo hasta el ${date(before(data.restorableUntil))}`,
    paragraphs: [
      say(
        `Su número ${phone(data.e164)} se canceló el ${date(data.quarantinedOn)}`,
        data.reason === 'renewal_off'
          ? 'porque su renovación estaba detenida.'
          : `porque su saldo de ${money(data.creditMicros)} no alcanzaba para renovarlo.`,
        'Ahora no recibe llamadas ni SMS.',
      ),
      say(
        `Se lo guardamos: hasta el ${date(before(data.restorableUntil))} inclusive nadie más puede obtenerlo y usted puede`,
        `recuperarlo. Hoy le costaría ${money(data.priceMicros)}. El tiempo desde el ${date(data.paidUntil)} se paga como si`,
        'el número se hubiera usado, y su día de renovación no cambia; cuanto más espere, más periodos puede haber que pagar.',
      ),
      data.reason === 'renewal_off'
        ? 'Puede recuperarlo aquí:'
        : 'Su renovación sigue activa: recargue y, en cuanto el saldo alcance, el número volverá por sí solo:',
      data.link,
      say(
        `Si ya no lo quiere, no tiene que hacer nada. El ${date(data.restorableUntil)} a las ${midnight} se dará de baja`,
        'definitivamente y ya no se podrá recuperar.',
      ),
    ],
  }),
  it: (data, { withArticle, money, phone, midnight }) => ({
    subject: `${phone(data.e164)} è stato cancellato: puoi riaverlo fino ${withArticle('al', before(data.restorableUntil))}`,
    paragraphs: [
      say(
        `il tuo numero ${phone(data.e164)} è stato cancellato ${withArticle('il', data.quarantinedOn)}`,
        data.reason === 'renewal_off'
          ? 'perché il rinnovo era fermo.'
          : `perché il tuo credito di ${money(data.creditMicros)} non bastava per rinnovarlo.`,
        'Ora non riceve né chiamate né SMS.',
      ),
      say(
        `Te lo teniamo da parte: fino ${withArticle('al', before(data.restorableUntil))} compreso nessun altro può`,
        `averlo e tu puoi riprenderlo. Oggi costa ${money(data.priceMicros)}. Il tempo ${withArticle('dal', data.paidUntil)} in poi`,
        'si paga come se il numero fosse stato usato, e il giorno del rinnovo non cambia; più aspetti, più periodi possono',
        'esserci da pagare.',
      ),
      data.reason === 'renewal_off'
        ? 'Puoi recuperarlo qui:'
        : 'Il rinnovo è ancora attivo: ricarica e, appena il credito basta, il numero torna da solo:',
      data.link,
      say(
        `Se non lo vuoi più, non devi fare nulla. ${capital(withArticle('il', data.restorableUntil))} alle ${midnight} sarà`,
        'dismesso e da allora non si potrà più recuperare.',
      ),
    ],
  }),
};

export const numberQuarantined = openMail<NumberQuarantined>({
  en: (data, words) => (data.reason === 'frozen' ? frozenNumber.en(data, words) : ordinary.en(data, words)),
  es: (data, words) => (data.reason === 'frozen' ? frozenNumber.es(data, words) : ordinary.es(data, words)),
  it: (data, words) => (data.reason === 'frozen' ? frozenNumber.it(data, words) : ordinary.it(data, words)),
});

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
