import { frozenNumber } from './frozen-number.ts';
import { openMail, say, type MailKind } from './mail-kind.ts';
import { before } from './words.ts';

/**
 * A cancelled number can still be restored: 7, 20, 30 and 33 days after its cancellation.
 * @source POLICY §1, reminders
 */
export interface QuarantineReminder {
  readonly e164: string;
  readonly restorableUntil: Temporal.PlainDate;
  /** 1 on the last day on which it can be restored. */
  readonly daysLeft: number;
  /** With no_credit its renewal is still on, and it comes back by itself when credit arrives. frozen: it cannot be restored now. */
  readonly reason: 'renewal_off' | 'no_credit' | 'frozen';
  /** What restoring it costs today. */
  readonly priceMicros: bigint;
  /** What the customer can spend now. */
  readonly creditMicros: bigint;
  readonly link: string;
}

const ordinary: MailKind<QuarantineReminder>['texts'] = {
  en: (data, { date, money, phone, midnight }) => ({
    subject: `${phone(data.e164)}: ${data.daysLeft === 1 ? 'today is the last day' : `${data.daysLeft} days left`} to have it back`,
    paragraphs: [
      say(
        `Your number ${phone(data.e164)} is cancelled, and we are keeping it for you through`,
        `${date(before(data.restorableUntil))}${data.daysLeft === 1 ? ', which is today' : ''}.`,
      ),
      say(
        `To have it back costs ${money(data.priceMicros)} today; your credit is ${money(data.creditMicros)}.`,
        data.reason === 'renewal_off'
          ? 'You can restore it here:'
          : 'Top up, and it comes back by itself as soon as the credit is enough:',
      ),
      data.link,
      say(
        `On ${date(data.restorableUntil)} at ${midnight} it is dismissed, and from then on it cannot be restored.`,
        'If that is what you want, there is nothing to do.',
      ),
    ],
  }),
  es: (data, { date, money, phone, midnight }) => ({
    subject: `${phone(data.e164)}: ${data.daysLeft === 1 ? 'hoy es el último día' : `quedan ${data.daysLeft} días`} para recuperarlo`,
    paragraphs: [
      say(
        `Su número ${phone(data.e164)} está cancelado y se lo guardamos hasta el ${date(before(data.restorableUntil))}`,
        `inclusive${data.daysLeft === 1 ? ', es decir, hasta hoy' : ''}.`,
      ),
      say(
        `Recuperarlo cuesta hoy ${money(data.priceMicros)}; su saldo es de ${money(data.creditMicros)}.`,
        data.reason === 'renewal_off'
          ? 'Puede recuperarlo aquí:'
          : 'Recargue y volverá por sí solo en cuanto el saldo alcance:',
      ),
      data.link,
      say(
        `El ${date(data.restorableUntil)} a las ${midnight} se dará de baja definitivamente y ya no se podrá recuperar.`,
        'Si es lo que quiere, no tiene que hacer nada.',
      ),
    ],
  }),
  it: (data, { withArticle, money, phone, midnight }) => ({
    subject: `${phone(data.e164)}: ${data.daysLeft === 1 ? 'oggi è l’ultimo giorno' : `ancora ${data.daysLeft} giorni`} per riaverlo`,
    paragraphs: [
      say(
        `il tuo numero ${phone(data.e164)} è cancellato e te lo teniamo da parte fino`,
        `${withArticle('al', before(data.restorableUntil))} compreso${data.daysLeft === 1 ? ', cioè fino a oggi' : ''}.`,
      ),
      say(
        `Riaverlo oggi costa ${money(data.priceMicros)}; il tuo credito è di ${money(data.creditMicros)}.`,
        data.reason === 'renewal_off'
          ? 'Puoi recuperarlo qui:'
          : 'Ricarica e tornerà da solo appena il credito basta:',
      ),
      data.link,
      say(
        `Alle ${midnight} ${withArticle('del', data.restorableUntil)} sarà dismesso e da allora non si potrà più recuperare.`,
        'Se è quello che vuoi, non devi fare nulla.',
      ),
    ],
  }),
};

export const quarantineReminder = openMail<QuarantineReminder>({
  en: (data, words) => (data.reason === 'frozen' ? frozenNumber.en(data, words) : ordinary.en(data, words)),
  es: (data, words) => (data.reason === 'frozen' ? frozenNumber.es(data, words) : ordinary.es(data, words)),
  it: (data, words) => (data.reason === 'frozen' ? frozenNumber.it(data, words) : ordinary.it(data, words)),
});
