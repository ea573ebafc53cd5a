import type { ProcessorName } from '#policy';
import { openMail, say } from './mail-kind.ts';
import { paymentWords } from './payment-words.ts';

/** A payment is disputed at its processor: what is unspent of it is held. @source POLICY §3 */
export interface DisputeOpened {
  readonly processor: ProcessorName;
  readonly paidOn: Temporal.PlainDate;
  readonly disputedMicros: bigint;
  readonly heldMicros: bigint;
  /** The payment, with how it stands. */
  readonly link: string;
}

export const disputeOpened = openMail<DisputeOpened>({
  en: (data, { date, money }) => ({
    subject: `Your ${paymentWords.en[data.processor]} of ${date(data.paidOn)} is disputed`,
    paragraphs: [
      say(
        `We were told that ${money(data.disputedMicros)} of your ${paymentWords.en[data.processor]} of ${date(data.paidOn)}`,
        'is disputed: somebody has asked for it back where it was paid.',
      ),
      data.heldMicros === 0n
        ? 'Nothing of it is left in your credit, so nothing changes for now.'
        : say(
            `Until that is decided, the ${money(data.heldMicros)} that is left of it in your credit is held: it is neither spent nor`,
            'refunded. The rest of your credit works as always.',
          ),
      say(
        'If the dispute is decided in our favour or withdrawn, everything is as before. Otherwise what is left of the payment leaves your',
        'credit, and what was already spent of it is taken from your other credit or becomes a debt.',
      ),
      'If this is a mistake, please withdraw the dispute where you paid, or write to us in answer to this mail. This is the payment:',
      data.link,
    ],
  }),
  es: (data, { date, money }) => ({
    subject: `Su ${paymentWords.es[data.processor]} del ${date(data.paidOn)} está en disputa`,
    paragraphs: [
      say(
        `Nos han comunicado que ${money(data.disputedMicros)} de su ${paymentWords.es[data.processor]} del ${date(data.paidOn)}`,
        'están en disputa: alguien los ha reclamado donde se pagaron.',
      ),
      data.heldMicros === 0n
        ? 'En su saldo no queda nada de ese pago, así que por ahora nada cambia.'
        : say(
            `Hasta que se resuelva, los ${money(data.heldMicros)} que quedan de él en su saldo están retenidos: no se gastan ni se`,
            'devuelven. El resto de su saldo funciona como siempre.',
          ),
      say(
        'Si la disputa se resuelve a nuestro favor o se retira, todo vuelve a estar como antes. En caso contrario, lo que queda del pago',
        'sale de su saldo, y lo que ya se gastó de él se toma del resto de su saldo o se convierte en una deuda.',
      ),
      'Si se trata de un error, retire la disputa donde pagó o escríbanos en respuesta a este mensaje. Este es el pago:',
      data.link,
    ],
  }),
  it: (data, { withArticle, money }) => ({
    subject: `Il tuo ${paymentWords.it[data.processor]} ${withArticle('del', data.paidOn)} è contestato`,
    paragraphs: [
      say(
        `ci è stato comunicato che ${money(data.disputedMicros)} del tuo ${paymentWords.it[data.processor]}`,
        `${withArticle('del', data.paidOn)} sono oggetto di contestazione: qualcuno li ha richiesti indietro dove erano stati pagati.`,
      ),
      data.heldMicros === 0n
        ? 'Nel tuo credito non ne resta nulla, quindi per ora non cambia niente.'
        : say(
            `Finché non si decide, ${money(data.heldMicros)} che ne restano nel tuo credito sono bloccati: non si spendono e non si`,
            'rimborsano. Il resto del tuo credito funziona come sempre.',
          ),
      say(
        'Se la contestazione si chiude a nostro favore o viene ritirata, tutto torna come prima. Altrimenti ciò che resta del pagamento',
        'esce dal tuo credito, e ciò che ne è già stato speso si prende dal resto del credito o diventa un debito.',
      ),
      'Se è un errore, ritira la contestazione dove hai pagato, oppure scrivici rispondendo a questo messaggio. Ecco il pagamento:',
      data.link,
    ],
  }),
});
