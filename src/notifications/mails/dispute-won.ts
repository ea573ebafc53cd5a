import type { ProcessorName } from '#policy';
import { openMail, say } from './mail-kind.ts';
import { paymentWords } from './payment-words.ts';

/** A dispute is over, and everything is as before. @source POLICY §3 */
export interface DisputeWon {
  readonly processor: ProcessorName;
  readonly paidOn: Temporal.PlainDate;
  /** What the customer can spend now. */
  readonly creditMicros: bigint;
  /** The payment, with how it stands. */
  readonly link: string;
}

export const disputeWon = openMail<DisputeWon>({
  en: (data, { date, money }) => ({
    subject: `The dispute of your ${paymentWords.en[data.processor]} of ${date(data.paidOn)} is over`,
    paragraphs: [
      say(
        `The dispute of your ${paymentWords.en[data.processor]} of ${date(data.paidOn)} is over, and the payment stands. What was held`,
        `or had left because of it is back in your credit: you have ${money(data.creditMicros)} to spend.`,
      ),
      'There is nothing that you need to do. This is the payment:',
      data.link,
    ],
  }),
  es: (data, { date, money }) => ({
    subject: `La disputa de su ${paymentWords.es[data.processor]} del ${date(data.paidOn)} ha terminado`,
    paragraphs: [
      say(
        `La disputa de su ${paymentWords.es[data.processor]} del ${date(data.paidOn)} ha terminado y el pago sigue siendo válido. Lo que`,
        `estaba retenido o había salido por ella vuelve a estar en su saldo: dispone de ${money(data.creditMicros)}.`,
      ),
      'No tiene que hacer nada. Este es el pago:',
      data.link,
    ],
  }),
  it: (data, { withArticle, money }) => ({
    subject: `La contestazione del tuo ${paymentWords.it[data.processor]} ${withArticle('del', data.paidOn)} è chiusa`,
    paragraphs: [
      say(
        `la contestazione del tuo ${paymentWords.it[data.processor]} ${withArticle('del', data.paidOn)} è chiusa e il pagamento resta`,
        `valido. Ciò che era bloccato o uscito per questo è di nuovo nel tuo credito: hai ${money(data.creditMicros)} da spendere.`,
      ),
      'Non devi fare nulla. Ecco il pagamento:',
      data.link,
    ],
  }),
});
