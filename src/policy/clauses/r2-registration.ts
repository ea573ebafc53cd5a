import { count, say } from '../text/words.ts';
import type { Clause } from './clause.ts';

/** R2: a number whose registration the customer cannot complete is paid back in full, less retained fees. */
export const r2 = {
  id: 'R2',
  title: {
    en: 'Numbers that need a registration',
    es: 'Números que requieren registro',
    it: 'Numeri che richiedono la registrazione',
  },
  text: {
    en: ({ registrationDays }) => [
      say(
        'Some numbers require a registration with documents. If you cannot meet the requirements of such a',
        'number, or cannot provide its documents, its whole price is paid back, setup and rental, less the',
        'fees that we retain (R4).',
      ),
      say(
        `You have ${count(registrationDays, 'day', 'days')} from the purchase to hand in the documents. When`,
        'they have passed, or when the review rejects your documents for good, the number is released and',
        'its price goes back to your credit by itself, in full: as credit, nothing is retained. If you ask',
        'for it in money instead, it goes back to the payments that it came from, less the retained fees.',
      ),
      'The first period of such a number does not start before the number is activated.',
      say('Whatever was paid from promotional credit becomes promotional credit again (N5).'),
    ],
    es: ({ registrationDays }) => [
      say(
        'Algunos números exigen un registro con documentos. Si usted no puede cumplir los requisitos de uno',
        'de ellos, o no puede aportar sus documentos, se le devuelve su precio entero, alta y cuota, menos',
        'las comisiones que retenemos (R4).',
      ),
      say(
        `Tiene ${count(registrationDays, 'día', 'días')} desde la compra para entregar los documentos.`,
        'Cuando pasan, o cuando la revisión los rechaza de forma definitiva, el número se libera y su precio',
        'vuelve por sí solo a su saldo, íntegro: como saldo no se retiene nada. Si lo pide en dinero, vuelve',
        'a los pagos de los que procede, menos las comisiones retenidas.',
      ),
      'El primer periodo de uno de estos números no empieza hasta que el número se activa.',
      say('Lo que se pagó con saldo promocional vuelve a ser saldo promocional (N5).'),
    ],
    it: ({ registrationDays }) => [
      say(
        'Alcuni numeri richiedono una registrazione con documenti. Se non puoi soddisfare i requisiti di un',
        'numero così, o non puoi fornirne i documenti, ti viene rimborsato l’intero prezzo, attivazione e',
        'canone, meno le commissioni che tratteniamo (R4).',
      ),
      say(
        `Hai ${count(registrationDays, 'giorno', 'giorni')} dall’acquisto per consegnare i documenti. Quando`,
        'sono passati, o quando la verifica li respinge in modo definitivo, il numero viene liberato e il',
        'suo prezzo torna da solo nel tuo credito, per intero: come credito non si trattiene nulla. Se',
        'invece lo chiedi in denaro, torna ai pagamenti da cui proviene, meno le commissioni trattenute.',
      ),
      'Il primo periodo di un numero così non comincia prima che il numero sia attivato.',
      say('Ciò che era stato pagato con credito promozionale torna a essere credito promozionale (N5).'),
    ],
  },
  findings: {},
} as const satisfies Clause;
