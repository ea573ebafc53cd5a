import { count, datedPayment, price, say } from '../text/words.ts';
import type { Clause, Explanation } from './clause.ts';

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
  findings: {
    deadline_passed: {
      en: (data, currency) =>
        say(
          `The documents for ${data.e164} were not provided in the time for it:`,
          'the number is released, and what you paid for it, setup and rental, is given back:',
          `${price(data.amount, currency, 'en')}.`,
        ),
      es: (data, currency) =>
        say(
          `Los documentos del ${data.e164} no se aportaron dentro del plazo:`,
          'el número se libera y se le devuelve lo que pagó por él, alta y cuota:',
          `${price(data.amount, currency, 'es')}.`,
        ),
      it: (data, currency) =>
        say(
          `I documenti per il ${data.e164} non sono stati forniti in tempo:`,
          'il numero viene liberato e ti viene restituito quanto hai pagato, attivazione e canone:',
          `${price(data.amount, currency, 'it')}.`,
        ),
    } satisfies Explanation<'e164' | 'amount'>,
    rejected_for_good: {
      en: (data, currency) =>
        say(
          `The documents for ${data.e164} were rejected for good:`,
          'the number is released, and what you paid for it, setup and rental, is given back:',
          `${price(data.amount, currency, 'en')}.`,
        ),
      es: (data, currency) =>
        say(
          `Los documentos del ${data.e164} se rechazaron de forma definitiva:`,
          'el número se libera y se le devuelve lo que pagó por él, alta y cuota:',
          `${price(data.amount, currency, 'es')}.`,
        ),
      it: (data, currency) =>
        say(
          `I documenti per il ${data.e164} sono stati respinti in modo definitivo:`,
          'il numero viene liberato e ti viene restituito quanto hai pagato, attivazione e canone:',
          `${price(data.amount, currency, 'it')}.`,
        ),
    } satisfies Explanation<'e164' | 'amount'>,
    given_up: {
      en: (data, currency) =>
        say(
          `You cannot provide the documents for ${data.e164}:`,
          'the number is released, and what you paid for it, setup and rental, is given back:',
          `${price(data.amount, currency, 'en')}.`,
        ),
      es: (data, currency) =>
        say(
          `Usted no puede aportar los documentos del ${data.e164}:`,
          'el número se libera y se le devuelve lo que pagó por él, alta y cuota:',
          `${price(data.amount, currency, 'es')}.`,
        ),
      it: (data, currency) =>
        say(
          `Non puoi fornire i documenti per il ${data.e164}:`,
          'il numero viene liberato e ti viene restituito quanto hai pagato, attivazione e canone:',
          `${price(data.amount, currency, 'it')}.`,
        ),
    } satisfies Explanation<'e164' | 'amount'>,
    to_credit: {
      en: (data, currency) =>
        say(`${price(data.amount, currency, 'en')} goes back to your credit, and nothing is retained of it.`),
      es: (data, currency) =>
        say(`${price(data.amount, currency, 'es')} vuelven a su saldo y no se retiene nada.`),
      it: (data, currency) =>
        say(`${price(data.amount, currency, 'it')} tornano nel tuo credito e non si trattiene nulla.`),
    } satisfies Explanation<'amount'>,
    unspent_of_it: {
      en: (data, currency) =>
        say(
          `The price of ${data.e164} went back to your credit when the number was released;`,
          `${price(data.amount, currency, 'en')} of it is unspent.`,
        ),
      es: (data, currency) =>
        say(
          `El precio del ${data.e164} volvió a su saldo cuando se liberó el número;`,
          `de él quedan ${price(data.amount, currency, 'es')} sin gastar.`,
        ),
      it: (data, currency) =>
        say(
          `Il prezzo del ${data.e164} è tornato nel tuo credito quando il numero è stato liberato;`,
          `ne restano ${price(data.amount, currency, 'it')} non spesi.`,
        ),
    } satisfies Explanation<'e164' | 'amount'>,
    is_credit_already: {
      en: ({ e164 }) =>
        say(
          `The price of ${e164} is in your credit already.`,
          'Ask for it in money, and it goes back to your payments.',
        ),
      es: ({ e164 }) =>
        say(`El precio del ${e164} ya está en su saldo.`, 'Pídalo en dinero y volverá a sus pagos.'),
      it: ({ e164 }) =>
        say(
          `Il prezzo del ${e164} è già nel tuo credito.`,
          'Chiedilo in denaro e tornerà ai tuoi pagamenti.',
        ),
    } satisfies Explanation<'e164'>,
    nothing_unspent: {
      en: ({ e164 }) =>
        say(
          `The price of ${e164} went back to your credit when the number was released, and nothing of it is left.`,
        ),
      es: ({ e164 }) =>
        say(`El precio del ${e164} volvió a su saldo cuando se liberó el número y ya no queda nada.`),
      it: ({ e164 }) =>
        say(
          `Il prezzo del ${e164} è tornato nel tuo credito quando il numero è stato liberato, e non ne resta nulla.`,
        ),
    } satisfies Explanation<'e164'>,
    was_activated: {
      en: ({ e164 }) =>
        say(
          `The registration of ${e164} was approved, and the number works: only the price of a number that`,
          'cannot be registered is given back.',
        ),
      es: ({ e164 }) =>
        say(
          `El registro del ${e164} se aprobó y el número funciona: solo se devuelve el precio de un número que`,
          'no se puede registrar.',
        ),
      it: ({ e164 }) =>
        say(
          `La registrazione del ${e164} è stata approvata e il numero funziona: si restituisce solo il prezzo di un`,
          'numero che non si può registrare.',
        ),
    } satisfies Explanation<'e164'>,
    needs_no_registration: {
      en: ({ e164 }) =>
        say(
          `The number ${e164} asks for no registration: only the price of a number that cannot be registered is given back.`,
        ),
      es: ({ e164 }) =>
        say(
          `El ${e164} no exige registro: solo se devuelve el precio de un número que no se puede registrar.`,
        ),
      it: ({ e164 }) =>
        say(
          `Il ${e164} non richiede registrazione: si restituisce solo il prezzo di un numero che non si può registrare.`,
        ),
    } satisfies Explanation<'e164'>,
    paid_back: {
      en: (data, currency) =>
        say(`${price(data.amount, currency, 'en')} goes back to the ${datedPayment(data, 'en')}.`),
      es: (data, currency) =>
        say(`Al ${datedPayment(data, 'es')} vuelven ${price(data.amount, currency, 'es')}.`),
      it: (data, currency) =>
        say(`Al ${datedPayment(data, 'it')} tornano ${price(data.amount, currency, 'it')}.`),
    } satisfies Explanation<'processor' | 'paidOn' | 'amount'>,
    paid_by_hand: {
      en: (data, currency) =>
        say(
          `The ${datedPayment(data, 'en')} can no longer be refunded by its processor, which allows`,
          `${count(+data.days, 'day', 'days')}: we pay you ${price(data.amount, currency, 'en')} by bank transfer and ask you for your bank details.`,
        ),
      es: (data, currency) =>
        say(
          `El ${datedPayment(data, 'es')} ya no se puede reembolsar por la misma vía, que lo permite durante`,
          `${count(+data.days, 'día', 'días')}: le pagamos ${price(data.amount, currency, 'es')} por transferencia y le pedimos sus datos bancarios.`,
        ),
      it: (data, currency) =>
        say(
          `Il ${datedPayment(data, 'it')} non è più rimborsabile per la stessa via, che lo permette per`,
          `${count(+data.days, 'giorno', 'giorni')}: ti paghiamo ${price(data.amount, currency, 'it')} con bonifico e ti chiediamo le coordinate bancarie.`,
        ),
    } satisfies Explanation<'processor' | 'paidOn' | 'amount' | 'days'>,
    in_dispute: {
      en: (data, currency) =>
        say(
          `The ${datedPayment(data, 'en')} is in dispute: the ${price(data.part, currency, 'en')} that comes from it stays as credit until the dispute is decided.`,
        ),
      es: (data, currency) =>
        say(
          `El ${datedPayment(data, 'es')} está en disputa: los ${price(data.part, currency, 'es')} que proceden de él quedan como saldo hasta que se resuelva.`,
        ),
      it: (data, currency) =>
        say(
          `Il ${datedPayment(data, 'it')} è oggetto di contestazione: i ${price(data.part, currency, 'it')} che ne vengono restano come credito finché non è decisa.`,
        ),
    } satisfies Explanation<'processor' | 'paidOn' | 'part'>,
    no_more_than_it_brought: {
      en: (data, currency) =>
        say(
          `${price(data.part, currency, 'en')} stays as credit: the ${datedPayment(data, 'en')} would get back more than it brought in.`,
        ),
      es: (data, currency) =>
        say(
          `${price(data.part, currency, 'es')} quedan como saldo: el ${datedPayment(data, 'es')} recuperaría más de lo que aportó.`,
        ),
      it: (data, currency) =>
        say(
          `${price(data.part, currency, 'it')} restano come credito: il ${datedPayment(data, 'it')} riceverebbe più di quanto ha portato.`,
        ),
    } satisfies Explanation<'processor' | 'paidOn' | 'part'>,
    below_a_cent: {
      en: (data, currency) =>
        say(`${price(data.amount, currency, 'en')}, what is left below a cent, stays as credit.`),
      es: (data, currency) =>
        say(
          `${price(data.amount, currency, 'es')}, lo que queda por debajo de un céntimo, se conserva como saldo.`,
        ),
      it: (data, currency) =>
        say(
          `${price(data.amount, currency, 'it')}, ciò che resta al di sotto di un centesimo, rimane come credito.`,
        ),
    } satisfies Explanation<'amount'>,
  },
} as const satisfies Clause;
