import { openMail, say } from './mail-kind.ts';
import { before } from './words.ts';

/** A number is gone for good. @source POLICY C4 */
export interface NumberDismissed {
  readonly e164: string;
  readonly dismissedOn: Temporal.PlainDate;
  /** Where other numbers can be had. */
  readonly link: string;
}

export const numberDismissed = openMail<NumberDismissed>({
  en: (data, { date, phone, midnight }) => ({
    subject: `${phone(data.e164)} is gone for good`,
    paragraphs: [
      say(
        `The time in which you could have your number ${phone(data.e164)} back ended with ${date(before(data.dismissedOn))}.`,
        `On ${date(data.dismissedOn)} at ${midnight} it was dismissed, and it cannot be restored any more.`,
      ),
      'If you need a number again, you can choose another one of the same country and city here. It will be a different number:',
      data.link,
      'Nothing was charged for this, and your credit stays as it is.',
    ],
  }),
  es: (data, { date, phone, midnight }) => ({
    subject: `${phone(data.e164)} se ha dado de baja definitivamente`,
    paragraphs: [
      say(
        `El plazo para recuperar su número ${phone(data.e164)} terminó el ${date(before(data.dismissedOn))}.`,
        `El ${date(data.dismissedOn)} a las ${midnight} se dio de baja definitivamente y ya no se puede recuperar.`,
      ),
      'Si vuelve a necesitar un número, aquí puede elegir otro del mismo país y de la misma ciudad. Será un número distinto:',
      data.link,
      'No se le ha cobrado nada por ello y su saldo no cambia.',
    ],
  }),
  it: (data, { withArticle, phone, midnight }) => ({
    subject: `${phone(data.e164)} è stato dismesso`,
    paragraphs: [
      say(
        `il tempo per riavere il tuo numero ${phone(data.e164)} è finito ${withArticle('il', before(data.dismissedOn))}.`,
        `Alle ${midnight} ${withArticle('del', data.dismissedOn)} è stato dismesso e non si può più recuperare.`,
      ),
      'Se ti serve di nuovo un numero, qui puoi sceglierne un altro dello stesso Paese e della stessa città. Sarà un numero diverso:',
      data.link,
      'Non ti è stato addebitato nulla e il tuo credito resta com’è.',
    ],
  }),
});
