import type { Language } from '#platform';
import { processorNames, type PolicyParameters } from '../parameters.ts';
import { count, datedPayment, listOf, price, processorLabel, say } from '../text/words.ts';
import type { Clause, Explanation } from './clause.ts';

/** R1: credit that was not consumed is paid back, less retained fees. Its step: r1-take-newest-first.ts. */
export const r1 = {
  id: 'R1',
  title: { en: 'Leaving', es: 'Si usted se va', it: 'Se te ne vai' },
  text: {
    en: (parameters) => [
      say(
        'The prepaid credit that you have not consumed is paid back when you ask for it, less the fees that',
        'we retain (R4).',
      ),
      say(
        'It goes back to the payments that it came from, each by the way it came: to PayPal, to the card or',
        'to the bank account. No payment gets back more than it brought in, less what was already paid back',
        'of it or is in dispute.',
      ),
      say(
        'You can also ask for a part of it. The newest payments are then used first. The amount that you',
        'name is the credit that leaves; what arrives is that amount less the retained fees.',
      ),
      say(
        'What goes back to a payment is rounded down to the cent; what is left below a cent stays as credit.',
      ),
      say(
        limits(parameters, 'en'),
        'If the processor of a payment no longer lets us refund it, we pay you the same amount by bank',
        'transfer and ask you for your bank details. The money is never lost.',
      ),
    ],
    es: (parameters) => [
      say(
        'El saldo prepago que no haya consumido se le devuelve cuando lo pida, menos las comisiones que',
        'retenemos (R4).',
      ),
      say(
        'Vuelve a los pagos de los que procede, cada parte por donde vino: a PayPal, a la tarjeta o a la',
        'cuenta bancaria. Ningún pago recupera más de lo que aportó, menos lo que ya se haya devuelto de él',
        'o esté en disputa.',
      ),
      say(
        'También puede pedir solo una parte. En ese caso se usan primero los pagos más recientes. El importe',
        'que usted indica es el saldo que sale; lo que recibe es ese importe menos las comisiones retenidas.',
      ),
      say(
        'Lo que vuelve a cada pago se redondea hacia abajo al céntimo; lo que queda por debajo de un céntimo',
        'se conserva como saldo.',
      ),
      say(
        limits(parameters, 'es'),
        'Si la pasarela de un pago ya no nos permite reembolsarlo, le pagamos el mismo importe por',
        'transferencia y le pedimos sus datos bancarios. El dinero no se pierde nunca.',
      ),
    ],
    it: (parameters) => [
      say(
        'Il credito prepagato che non hai consumato ti viene rimborsato quando lo chiedi, meno le',
        'commissioni che tratteniamo (R4).',
      ),
      say(
        'Torna ai pagamenti da cui proviene, ogni parte per la strada da cui è arrivata: su PayPal, sulla',
        'carta o sul conto bancario. Nessun pagamento riceve più di quanto ha portato, meno ciò che ne è già',
        'stato rimborsato o è oggetto di contestazione.',
      ),
      say(
        'Puoi chiederne anche solo una parte. In tal caso si usano per primi i pagamenti più recenti.',
        'L’importo che indichi è il credito che esce; quello che ricevi è lo stesso importo meno le',
        'commissioni trattenute.',
      ),
      say(
        'Quanto torna a ogni pagamento è arrotondato per difetto al centesimo; ciò che resta al di sotto di',
        'un centesimo rimane come credito.',
      ),
      say(
        limits(parameters, 'it'),
        'Se il gestore di un pagamento non ci permette più di rimborsarlo, ti paghiamo lo stesso importo con',
        'bonifico e ti chiediamo le coordinate bancarie. Il denaro non va mai perso.',
      ),
    ],
  },
  findings: {
    credit_unspent: {
      en: ({ credit }, currency) => `Your unspent credit is ${price(credit, currency, 'en')}.`,
      es: ({ credit }, currency) => `Su saldo sin gastar es de ${price(credit, currency, 'es')}.`,
      it: ({ credit }, currency) => `Il tuo credito non speso è di ${price(credit, currency, 'it')}.`,
    } satisfies Explanation<'credit'>,
    amount_asked: {
      en: ({ amount, credit }, currency) =>
        say(
          `You asked for ${price(amount, currency, 'en')} of your unspent credit of`,
          `${price(credit, currency, 'en')}.`,
        ),
      es: ({ amount, credit }, currency) =>
        say(
          `Ha pedido ${price(amount, currency, 'es')} de su saldo sin gastar de`,
          `${price(credit, currency, 'es')}.`,
        ),
      it: ({ amount, credit }, currency) =>
        say(
          `Hai chiesto ${price(amount, currency, 'it')} del tuo credito non speso di`,
          `${price(credit, currency, 'it')}.`,
        ),
    } satisfies Explanation<'amount' | 'credit'>,
    nothing_unspent: {
      en: () => 'You have no unspent credit that could be paid back.',
      es: () => 'No tiene saldo sin gastar que se pueda devolver.',
      it: () => 'Non hai credito non speso da rimborsare.',
    } satisfies Explanation<never>,
    is_credit_already: {
      en: () => 'Your credit is credit already. Ask for it in money, and it goes back to your payments.',
      es: () => 'Su saldo ya es saldo. Pídalo en dinero y volverá a sus pagos.',
      it: () => 'Il tuo credito è già credito. Chiedilo in denaro e tornerà ai tuoi pagamenti.',
    } satisfies Explanation<never>,
    paid_back: {
      en: (data, currency) =>
        `${price(data.amount, currency, 'en')} goes back to the ${datedPayment(data, 'en')}.`,
      es: (data, currency) => `Al ${datedPayment(data, 'es')} vuelven ${price(data.amount, currency, 'es')}.`,
      it: (data, currency) => `Al ${datedPayment(data, 'it')} tornano ${price(data.amount, currency, 'it')}.`,
    } satisfies Explanation<'processor' | 'paidOn' | 'amount'>,
    paid_by_hand: {
      en: (data, currency) =>
        say(
          `The ${datedPayment(data, 'en')} can no longer be refunded by its processor, which allows`,
          `${count(+data.days, 'day', 'days')}: we pay you ${price(data.amount, currency, 'en')} by bank`,
          'transfer and ask you for your bank details.',
        ),
      es: (data, currency) =>
        say(
          `El ${datedPayment(data, 'es')} ya no se puede reembolsar por la misma vía, que lo permite durante`,
          `${count(+data.days, 'día', 'días')}: le pagamos ${price(data.amount, currency, 'es')} por`,
          'transferencia y le pedimos sus datos bancarios.',
        ),
      it: (data, currency) =>
        say(
          `Il ${datedPayment(data, 'it')} non è più rimborsabile per la stessa via, che lo permette per`,
          `${count(+data.days, 'giorno', 'giorni')}: ti paghiamo ${price(data.amount, currency, 'it')} con`,
          'bonifico e ti chiediamo le coordinate bancarie.',
        ),
    } satisfies Explanation<'processor' | 'paidOn' | 'amount' | 'days'>,
    in_dispute: {
      en: (data, currency) =>
        say(
          `The ${datedPayment(data, 'en')} is in dispute: the ${price(data.part, currency, 'en')} that is`,
          'left of it is not refunded until the dispute is decided.',
        ),
      es: (data, currency) =>
        say(
          `El ${datedPayment(data, 'es')} está en disputa: lo que queda de él,`,
          `${price(data.part, currency, 'es')}, no se devuelve hasta que la disputa se resuelva.`,
        ),
      it: (data, currency) =>
        say(
          `Il ${datedPayment(data, 'it')} è oggetto di contestazione: ciò che ne resta,`,
          `${price(data.part, currency, 'it')}, non si rimborsa finché la contestazione non è decisa.`,
        ),
    } satisfies Explanation<'processor' | 'paidOn' | 'part'>,
    no_more_than_it_brought: {
      en: (data, currency) =>
        say(
          `${price(data.part, currency, 'en')} stays as credit: the ${datedPayment(data, 'en')} would get`,
          'back more than it brought in.',
        ),
      es: (data, currency) =>
        say(
          `${price(data.part, currency, 'es')} se conservan como saldo: el ${datedPayment(data, 'es')}`,
          'recuperaría más de lo que aportó.',
        ),
      it: (data, currency) =>
        say(
          `${price(data.part, currency, 'it')} rimangono come credito: il ${datedPayment(data, 'it')}`,
          'riceverebbe più di quanto ha portato.',
        ),
    } satisfies Explanation<'processor' | 'paidOn' | 'part'>,
    below_a_cent: {
      en: ({ amount }, currency) =>
        `${price(amount, currency, 'en')}, what is left of payments below a cent, stays as credit.`,
      es: ({ amount }, currency) =>
        say(
          `${price(amount, currency, 'es')}, lo que queda de los pagos por debajo de un céntimo, se conserva`,
          'como saldo.',
        ),
      it: ({ amount }, currency) =>
        say(
          `${price(amount, currency, 'it')}, ciò che resta dei pagamenti al di sotto di un centesimo, rimane`,
          'come credito.',
        ),
    } satisfies Explanation<'amount'>,
    not_covered: {
      en: ({ amount }, currency) =>
        `${price(amount, currency, 'en')} of what you asked for could not be taken from your payments.`,
      es: ({ amount }, currency) =>
        `${price(amount, currency, 'es')} de lo que ha pedido no se han podido tomar de sus pagos.`,
      it: ({ amount }, currency) =>
        say(
          `${price(amount, currency, 'it')} di quanto hai chiesto non si sono potuti prendere dai tuoi`,
          'pagamenti.',
        ),
    } satisfies Explanation<'amount'>,
  },
} as const satisfies Clause;

/** "PayPal lets us refund a payment for 180 days." Empty when no processor has a limit. */
const limits = (parameters: PolicyParameters, language: Language): string => {
  const limited = processorNames.flatMap((processor) => {
    const days = parameters.refundableDays[processor];
    return days === null ? [] : [{ name: processorLabel(processor, language), days }];
  });
  if (limited.length === 0) return '';
  const texts = {
    en: `We can refund a payment through its processor for a limited time only: ${listOf(
      limited.map(({ name, days }) => `${name}, ${count(days, 'day', 'days')}`),
      'en',
    )}.`,
    es: `Un pago solo se puede reembolsar por la misma vía durante un tiempo limitado: ${listOf(
      limited.map(({ name, days }) => `${name}, ${count(days, 'día', 'días')}`),
      'es',
    )}.`,
    it: `Un pagamento si può rimborsare per la stessa via solo per un tempo limitato: ${listOf(
      limited.map(({ name, days }) => `${name}, ${count(days, 'giorno', 'giorni')}`),
      'it',
    )}.`,
  };
  return texts[language];
};
