import type { ProcessorName } from '#policy';
import { openMail, say } from './mail-kind.ts';
import { paidBy } from './payment-words.ts';

/** An automatic payment failed and is tried again. @source POLICY C2 */
export interface AutomaticPaymentFailed {
  readonly processor: ProcessorName;
  readonly amountMicros: bigint;
  /** When it is tried again. */
  readonly retryOn: Temporal.PlainDate;
  /** The automatic payment. */
  readonly link: string;
}

export const automaticPaymentFailed = openMail<AutomaticPaymentFailed>({
  en: (data, { date, money }) => ({
    subject: `Your automatic payment of ${money(data.amountMicros)} did not work`,
    paragraphs: [
      say(
        `Your automatic payment of ${money(data.amountMicros)} ${paidBy.en[data.processor]} did not work.`,
        `We try it again on ${date(data.retryOn)}; you need not do anything if the money is there by then.`,
      ),
      'If you would rather not pay any more, that is all right: nothing else is asked of you. You can see and change the automatic payment here:',
      data.link,
    ],
  }),
  es: (data, { date, money }) => ({
    subject: `Su pago automático de ${money(data.amountMicros)} no se ha podido cobrar`,
    paragraphs: [
      say(
        `Su pago automático de ${money(data.amountMicros)} ${paidBy.es[data.processor]} no se ha podido cobrar.`,
        `Lo intentaremos de nuevo el ${date(data.retryOn)}; no tiene que hacer nada si para entonces hay fondos.`,
      ),
      'Si prefiere no pagar más, no hay problema: no se le pide nada más. Puede ver y cambiar el pago automático aquí:',
      data.link,
    ],
  }),
  it: (data, { withArticle, money }) => ({
    subject: `Il tuo pagamento automatico di ${money(data.amountMicros)} non è riuscito`,
    paragraphs: [
      say(
        `il tuo pagamento automatico di ${money(data.amountMicros)} ${paidBy.it[data.processor]} non è riuscito.`,
        `Ci riproviamo ${withArticle('il', data.retryOn)}; se per allora il denaro c’è, non devi fare nulla.`,
      ),
      'Se preferisci non pagare più, va bene così: non ti si chiede altro. Puoi vedere e cambiare il pagamento automatico qui:',
      data.link,
    ],
  }),
});
