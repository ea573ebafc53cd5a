import type { ProcessorName } from '#policy';
import { openMail, say } from './mail-kind.ts';
import { paymentWords } from './payment-words.ts';

/** A dispute is lost: credit left, and what was missing is a debt. @source POLICY §3 */
export interface DisputeLost {
  readonly processor: ProcessorName;
  readonly paidOn: Temporal.PlainDate;
  readonly takenMicros: bigint;
  /** What this dispute made the customer owe. */
  readonly owedMicros: bigint;
  /** What the customer owes now, in all. */
  readonly debtMicros: bigint;
  /** Where credit is topped up when something is owed; otherwise the payment. */
  readonly link: string;
}

export const disputeLost = openMail<DisputeLost>({
  en: (data, { date, money }) => ({
    subject:
      data.debtMicros > 0n
        ? `Your account owes ${money(data.debtMicros)}`
        : `Your ${paymentWords.en[data.processor]} of ${date(data.paidOn)} was taken back`,
    paragraphs: [
      say(
        `Your ${paymentWords.en[data.processor]} of ${date(data.paidOn)} was taken back by a dispute.`,
        data.takenMicros > 0n ? `${money(data.takenMicros)} left your credit for it.` : '',
        data.owedMicros > 0n
          ? `${money(data.owedMicros)} of it was already spent and is missing: it is a debt of your account.`
          : '',
      ),
      data.debtMicros === 0n
        ? 'There is nothing that you need to do. This is the payment:'
        : say(
            `Your account owes ${money(data.debtMicros)}. Until that is paid, numbers are not renewed, bought or restored, and calls are not`,
            'forwarded to telephones. Credit that arrives pays the debt first, and what is left of it is yours as always. You can top up here:',
          ),
      data.link,
    ],
  }),
  es: (data, { date, money }) => ({
    subject:
      data.debtMicros > 0n
        ? `Su cuenta debe ${money(data.debtMicros)}`
        : `Su ${paymentWords.es[data.processor]} del ${date(data.paidOn)} ha sido retirado`,
    paragraphs: [
      say(
        `Su ${paymentWords.es[data.processor]} del ${date(data.paidOn)} ha sido retirado mediante una disputa.`,
        data.takenMicros > 0n ? `Por ello han salido ${money(data.takenMicros)} de su saldo.` : '',
        data.owedMicros > 0n
          ? `Faltan ${money(data.owedMicros)} que ya se habían gastado: son una deuda de su cuenta.`
          : '',
      ),
      data.debtMicros === 0n
        ? 'No tiene que hacer nada. Este es el pago:'
        : say(
            `Su cuenta debe ${money(data.debtMicros)}. Hasta que se salde, los números no se renuevan, compran ni recuperan, y las llamadas no`,
            'se desvían a teléfonos. El saldo que llegue paga primero la deuda, y lo que quede es suyo como siempre. Puede recargar aquí:',
          ),
      data.link,
    ],
  }),
  it: (data, { withArticle, money }) => ({
    subject:
      data.debtMicros > 0n
        ? `Il tuo account deve ${money(data.debtMicros)}`
        : `Il tuo ${paymentWords.it[data.processor]} ${withArticle('del', data.paidOn)} è stato revocato`,
    paragraphs: [
      say(
        `il tuo ${paymentWords.it[data.processor]} ${withArticle('del', data.paidOn)} è stato revocato con una contestazione.`,
        data.takenMicros > 0n ? `Per questo ${money(data.takenMicros)} sono usciti dal tuo credito.` : '',
        data.owedMicros > 0n
          ? `Mancano ${money(data.owedMicros)} che erano già stati spesi: sono un debito del tuo account.`
          : '',
      ),
      data.debtMicros === 0n
        ? 'Non devi fare nulla. Ecco il pagamento:'
        : say(
            `Il tuo account deve ${money(data.debtMicros)}. Finché non è saldato, i numeri non si rinnovano, non si comprano e non si`,
            'recuperano, e le chiamate non vengono inoltrate a telefoni. Il credito che arriva paga prima il debito, e ciò che ne resta è tuo',
            'come sempre. Puoi ricaricare qui:',
          ),
      data.link,
    ],
  }),
});
