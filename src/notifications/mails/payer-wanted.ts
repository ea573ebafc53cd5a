import type { ProcessorName } from '#policy';
import { openMail, say } from './mail-kind.ts';
import { paidBy } from './payment-words.ts';

/** A payment that is made without its payer wants the payer after all: their bank asks to confirm it. @source POLICY C2 */
export interface PayerWanted {
  readonly processor: ProcessorName;
  readonly amountMicros: bigint;
  /** monthly: an automatic payment; top_up: credit that fell below a threshold. */
  readonly purpose: 'monthly' | 'top_up';
  /** The processor's page. */
  readonly link: string;
}

export const payerWanted = openMail<PayerWanted>({
  en: (data, { money }) => ({
    subject: `Please confirm your payment of ${money(data.amountMicros)}`,
    paragraphs: [
      say(
        `${en[data.purpose]} of ${money(data.amountMicros)} ${paidBy.en[data.processor]} has not been made yet: it needs your confirmation.`,
        'Please do so here soon, the page does not stay open for long:',
      ),
      data.link,
      'If you do nothing, this payment is not made and your credit stays as it is; we may ask again another day.',
    ],
  }),
  es: (data, { money }) => ({
    subject: `Confirme su pago de ${money(data.amountMicros)}`,
    paragraphs: [
      say(
        `${es[data.purpose]} de ${money(data.amountMicros)} ${paidBy.es[data.processor]} todavía no se ha hecho: falta que lo confirme usted.`,
        'Hágalo aquí pronto, la página no estará abierta mucho tiempo:',
      ),
      data.link,
      'Si no hace nada, el pago no se hace y su saldo queda como está; puede que se lo pidamos otro día.',
    ],
  }),
  it: (data, { money }) => ({
    subject: `Conferma il tuo pagamento di ${money(data.amountMicros)}`,
    paragraphs: [
      say(
        `${it[data.purpose]} di ${money(data.amountMicros)} ${paidBy.it[data.processor]} non è ancora avvenuto: serve la tua conferma.`,
        'Fallo presto qui, la pagina non resta aperta a lungo:',
      ),
      data.link,
      'Se non fai nulla, il pagamento non avviene e il tuo credito resta com’è; potremmo richiederlo un altro giorno.',
    ],
  }),
});

const en = { monthly: 'Your automatic payment', top_up: 'Your automatic top-up' } as const;
const es = { monthly: 'Su pago automático', top_up: 'El pago de su recarga automática' } as const;
const it = {
  monthly: 'il tuo pagamento automatico',
  top_up: 'il pagamento della tua ricarica automatica',
} as const;
