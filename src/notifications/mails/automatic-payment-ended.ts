import type { InEveryLanguage } from '#platform';
import type { ProcessorName } from '#policy';
import { openMail, say } from './mail-kind.ts';
import { paidBy } from './payment-words.ts';

/** An automatic payment has ended. @source POLICY C2 */
export interface AutomaticPaymentEnded {
  readonly processor: ProcessorName;
  readonly amountMicros: bigint;
  /**
   * customer: cancelled here; payer: where it was paid; failed: tried in vain; stopped: a standing order that
   * no longer arrives.
   */
  readonly endedBy: 'customer' | 'payer' | 'failed' | 'stopped';
  /** The automatic payment. */
  readonly link: string;
}

const why: InEveryLanguage<Readonly<Record<AutomaticPaymentEnded['endedBy'], string>>> = {
  en: {
    customer: 'as you asked',
    payer: 'because it was cancelled where it is paid',
    failed: 'because it could not be collected, however often we tried',
    stopped: 'because no transfer has arrived for it',
  },
  es: {
    customer: 'como usted pidió',
    payer: 'porque se canceló donde se paga',
    failed: 'porque no se ha podido cobrar, pese a varios intentos',
    stopped: 'porque no ha llegado ninguna transferencia',
  },
  it: {
    customer: 'come hai chiesto',
    payer: 'perché è stato annullato dove si paga',
    failed: 'perché non si è potuto incassare, nonostante diversi tentativi',
    stopped: 'perché non è arrivato alcun bonifico',
  },
};

export const automaticPaymentEnded = openMail<AutomaticPaymentEnded>({
  en: (data, { money }) => ({
    subject: `Your automatic payment of ${money(data.amountMicros)} has ended`,
    paragraphs: [
      `Your automatic payment of ${money(data.amountMicros)} ${paidBy.en[data.processor]} has ended, ${why.en[data.endedBy]}.`,
      say(
        'Nothing else is asked of you. Your numbers are renewed for as long as your credit is enough, and are cancelled when it is not;',
        data.processor === 'bank' && data.endedBy === 'customer'
          ? 'please cancel the standing order at your bank too. A payment that still arrives is credit.'
          : 'a payment that still arrives is credit.',
      ),
      'You can start a new one at any time:',
      data.link,
    ],
  }),
  es: (data, { money }) => ({
    subject: `Su pago automático de ${money(data.amountMicros)} ha terminado`,
    paragraphs: [
      `Su pago automático de ${money(data.amountMicros)} ${paidBy.es[data.processor]} ha terminado, ${why.es[data.endedBy]}.`,
      say(
        'No se le pide nada más. Sus números se renuevan mientras alcance el saldo y se cancelan cuando no alcance;',
        data.processor === 'bank' && data.endedBy === 'customer'
          ? 'cancele también la orden permanente en su banco, por favor. Un pago que aún llegue es saldo.'
          : 'un pago que aún llegue es saldo.',
      ),
      'Puede iniciar uno nuevo cuando quiera:',
      data.link,
    ],
  }),
  it: (data, { money }) => ({
    subject: `Il tuo pagamento automatico di ${money(data.amountMicros)} è terminato`,
    paragraphs: [
      `il tuo pagamento automatico di ${money(data.amountMicros)} ${paidBy.it[data.processor]} è terminato, ${why.it[data.endedBy]}.`,
      say(
        'Non ti si chiede altro. I tuoi numeri si rinnovano finché il credito basta, e si cancellano quando non basta;',
        data.processor === 'bank' && data.endedBy === 'customer'
          ? 'annulla anche l’ordine permanente presso la tua banca. Un pagamento che arriva ancora è credito.'
          : 'un pagamento che arriva ancora è credito.',
      ),
      'Puoi avviarne uno nuovo quando vuoi:',
      data.link,
    ],
  }),
});
