import { divide, microsPerCent, roundToCent } from '#money';
import type { PolicyParameters } from '../parameters.ts';
import type { PaymentFacts } from '../refunds/facts.ts';
import { datedPayment, price, say } from '../text/words.ts';
import type { Clause, Explanation } from './clause.ts';

type Mode = PolicyParameters['retainedFees'];

/** R4: the fees of PayPal and card payments are retained, because processors do not give them back. */
export const r4 = {
  id: 'R4',
  title: { en: 'Retained fees', es: 'Comisiones retenidas', it: 'Commissioni trattenute' },
  text: {
    en: (parameters, operator) => [
      say(
        'On refunds under R1 and R2 we retain the transaction fees of the PayPal and card payments',
        'concerned, because PayPal and the card companies do not give them back to us. Bank transfers carry',
        'no fee.',
      ),
      ...retained[parameters.retainedFees].en((decimal) => price(decimal, operator.currency, 'en')),
    ],
    es: (parameters, operator) => [
      say(
        'En los reembolsos de R1 y R2 retenemos las comisiones de los pagos con PayPal y con tarjeta',
        'afectados, porque ni PayPal ni las tarjetas nos las devuelven. Las transferencias bancarias no',
        'tienen comisión.',
      ),
      ...retained[parameters.retainedFees].es((decimal) => price(decimal, operator.currency, 'es')),
    ],
    it: (parameters, operator) => [
      say(
        'Sui rimborsi previsti da R1 e R2 tratteniamo le commissioni dei pagamenti PayPal e con carta',
        'interessati, perché né PayPal né i circuiti delle carte ce le restituiscono. I bonifici non hanno',
        'commissioni.',
      ),
      ...retained[parameters.retainedFees].it((decimal) => price(decimal, operator.currency, 'it')),
    ],
  },
  findings: {
    fee_retained: {
      en: (data, currency) =>
        say(
          `${price(data.retained, currency, 'en')}, the fee of the ${datedPayment(data, 'en')}, is retained:`,
          'it was kept by the processor and is not given back to us.',
        ),
      es: (data, currency) =>
        say(
          `Se retienen ${price(data.retained, currency, 'es')}, la comisión del ${datedPayment(data, 'es')}:`,
          'se la quedó la pasarela de pago y no nos la devuelve.',
        ),
      it: (data, currency) =>
        say(
          `Si trattengono ${price(data.retained, currency, 'it')}, la commissione del`,
          `${datedPayment(data, 'it')}: se l’è tenuta il gestore del pagamento e non ce la restituisce.`,
        ),
    } satisfies Explanation<'processor' | 'paidOn' | 'retained'>,
    fee_share_retained: {
      en: (data, currency) =>
        say(
          `${price(data.retained, currency, 'en')} is retained of the ${price(data.fee, currency, 'en')} fee`,
          `of the ${datedPayment(data, 'en')}: the share that belongs to what is paid back of it.`,
        ),
      es: (data, currency) =>
        say(
          `De la comisión de ${price(data.fee, currency, 'es')} del ${datedPayment(data, 'es')} se retienen`,
          `${price(data.retained, currency, 'es')}: lo que corresponde a la parte que se devuelve.`,
        ),
      it: (data, currency) =>
        say(
          `Della commissione di ${price(data.fee, currency, 'it')} del ${datedPayment(data, 'it')} si`,
          `trattengono ${price(data.retained, currency, 'it')}: la quota che corrisponde alla parte`,
          'rimborsata.',
        ),
    } satisfies Explanation<'processor' | 'paidOn' | 'fee' | 'retained'>,
    nothing_more_retained: {
      en: (data, currency) =>
        say(
          `Nothing more of the ${price(data.fee, currency, 'en')} fee of the ${datedPayment(data, 'en')} is`,
          `retained: ${price(data.alreadyRetained, currency, 'en')} was retained before.`,
        ),
      es: (data, currency) =>
        say(
          `No se retiene nada más de la comisión de ${price(data.fee, currency, 'es')} del`,
          `${datedPayment(data, 'es')}: ya se habían retenido`,
          `${price(data.alreadyRetained, currency, 'es')}.`,
        ),
      it: (data, currency) =>
        say(
          `Della commissione di ${price(data.fee, currency, 'it')} del ${datedPayment(data, 'it')} non si`,
          `trattiene altro: erano già stati trattenuti ${price(data.alreadyRetained, currency, 'it')}.`,
        ),
    } satisfies Explanation<'processor' | 'paidOn' | 'fee' | 'alreadyRetained'>,
    no_fee: {
      en: (data) => `The ${datedPayment(data, 'en')} carries no fee that could be retained.`,
      es: (data) => `El ${datedPayment(data, 'es')} no tiene ninguna comisión que retener.`,
      it: (data) => `Il ${datedPayment(data, 'it')} non ha commissioni da trattenere.`,
    } satisfies Explanation<'processor' | 'paidOn'>,
    left_alone: {
      en: (data, currency) =>
        say(
          `The ${price(data.part, currency, 'en')} that comes from the ${datedPayment(data, 'en')} is left`,
          `alone: nothing would remain of it after the fee of ${price(data.due, currency, 'en')} that is`,
          'still to be retained. It stays as credit, and nothing is retained.',
        ),
      es: (data, currency) =>
        say(
          `La parte que procede del ${datedPayment(data, 'es')}, ${price(data.part, currency, 'es')}, no se`,
          `toca: no quedaría nada tras la comisión de ${price(data.due, currency, 'es')} que aún habría que`,
          'retener. Se conserva como saldo y no se retiene nada.',
        ),
      it: (data, currency) =>
        say(
          `La parte che viene dal ${datedPayment(data, 'it')}, ${price(data.part, currency, 'it')}, non si`,
          `tocca: dopo la commissione di ${price(data.due, currency, 'it')} ancora da trattenere non ne`,
          'resterebbe nulla. Rimane come credito e non si trattiene niente.',
        ),
    } satisfies Explanation<'processor' | 'paidOn' | 'part' | 'due'>,
    fee_unknown: {
      en: (data) =>
        say(
          `The fee of the ${datedPayment(data, 'en')} is not known yet. The refund waits until the processor`,
          'tells us; you do not have to do anything.',
        ),
      es: (data) =>
        say(
          `Todavía no se conoce la comisión del ${datedPayment(data, 'es')}. El reembolso espera a que la`,
          'pasarela de pago nos la comunique; usted no tiene que hacer nada.',
        ),
      it: (data) =>
        say(
          `La commissione del ${datedPayment(data, 'it')} non è ancora nota. Il rimborso attende che il`,
          'gestore ce la comunichi; non devi fare nulla.',
        ),
    } satisfies Explanation<'processor' | 'paidOn'>,
  },
} as const satisfies Clause;

type Amount = (decimal: string) => string;

/** How much of a fee is retained, with examples (C and D of the specification). */
const retained = {
  whole: {
    en: (amount: Amount) => [
      say(
        'We retain the whole fee of each payment from which anything is paid back, once per payment. If what',
        'would go back to a payment does not exceed the fee that is still to be retained, the payment is',
        'left alone: nothing is paid back from it, nothing is retained, and that part stays as credit.',
      ),
      say(
        `Example: you topped up ${amount('50.00')} by PayPal (fee ${amount('2.05')}) and used`,
        `${amount('10.00')}. Of the ${amount('40.00')} that is left we retain ${amount('2.05')};`,
        `${amount('37.95')} goes back to that PayPal payment.`,
      ),
      say(
        `Example: you topped up ${amount('10.00')} by card (fee ${amount('0.40')}), then ${amount('20.00')}`,
        `by PayPal (fee ${amount('1.03')}), and used ${amount('12.00')}. The card payment is used up, and`,
        `${amount('18.00')} of the PayPal payment is left: ${amount('16.97')} goes back to PayPal. Nothing`,
        'goes back to the card, and its fee is not retained either.',
      ),
    ],
    es: (amount: Amount) => [
      say(
        'Retenemos la comisión entera de cada pago del que se devuelve algo, una sola vez por pago. Si lo',
        'que se devolvería de un pago no supera la comisión que queda por retener, ese pago no se toca: no',
        'se devuelve nada de él, no se retiene nada y esa parte se conserva como saldo.',
      ),
      say(
        `Ejemplo: recargó ${amount('50.00')} con PayPal (comisión: ${amount('2.05')}) y gastó`,
        `${amount('10.00')}. De los ${amount('40.00')} que quedan retenemos ${amount('2.05')}; a ese pago`,
        `con PayPal vuelven ${amount('37.95')}.`,
      ),
      say(
        `Ejemplo: recargó ${amount('10.00')} con tarjeta (comisión: ${amount('0.40')}), después`,
        `${amount('20.00')} con PayPal (comisión: ${amount('1.03')}) y gastó ${amount('12.00')}. El pago con`,
        `tarjeta está agotado y del pago con PayPal quedan ${amount('18.00')}: a PayPal vuelven`,
        `${amount('16.97')}. A la tarjeta no vuelve nada, y tampoco se retiene su comisión.`,
      ),
    ],
    it: (amount: Amount) => [
      say(
        'Tratteniamo l’intera commissione di ogni pagamento da cui si rimborsa qualcosa, una sola volta per',
        'pagamento. Se quanto tornerebbe a un pagamento non supera la commissione ancora da trattenere, quel',
        'pagamento non si tocca: non se ne rimborsa nulla, non si trattiene nulla e quella parte rimane come',
        'credito.',
      ),
      say(
        `Esempio: hai ricaricato ${amount('50.00')} con PayPal (commissione ${amount('2.05')}) e ne hai`,
        `usati ${amount('10.00')}. Dei ${amount('40.00')} rimasti tratteniamo ${amount('2.05')}; a quel`,
        `pagamento PayPal tornano ${amount('37.95')}.`,
      ),
      say(
        `Esempio: hai ricaricato ${amount('10.00')} con carta (commissione ${amount('0.40')}), poi`,
        `${amount('20.00')} con PayPal (commissione ${amount('1.03')}), e ne hai usati ${amount('12.00')}.`,
        `Il pagamento con carta è esaurito e del pagamento PayPal restano ${amount('18.00')}: a PayPal`,
        `tornano ${amount('16.97')}. Alla carta non torna nulla, e nemmeno la sua commissione viene`,
        'trattenuta.',
      ),
    ],
  },
  proportional: {
    en: (amount: Amount) => [
      say(
        'Of the fee of each payment we retain the share that belongs to what is paid back: fee × part paid',
        'back ÷ payment, rounded to the cent (half a cent up). If a payment is paid back in several parts,',
        'what we retain for it never adds up to more than its fee. If nothing would remain of a part after',
        'its share of the fee, it is left alone and stays as credit.',
      ),
      say(
        `Example: you topped up ${amount('50.00')} by PayPal (fee ${amount('2.05')}) and used`,
        `${amount('10.00')}. Of the ${amount('40.00')} that is left we retain ${amount('2.05')} × 40 ÷ 50 =`,
        `${amount('1.64')}; ${amount('38.36')} goes back to that PayPal payment.`,
      ),
    ],
    es: (amount: Amount) => [
      say(
        'De la comisión de cada pago retenemos lo que corresponde a la parte devuelta: comisión × parte',
        'devuelta ÷ pago, redondeado al céntimo (medio céntimo hacia arriba). Si un pago se devuelve en',
        'varias partes, lo que retenemos por él nunca suma más que su comisión. Si de una parte no quedaría',
        'nada después de retener lo que le corresponde, no se toca y se conserva como saldo.',
      ),
      say(
        `Ejemplo: recargó ${amount('50.00')} con PayPal (comisión: ${amount('2.05')}) y gastó`,
        `${amount('10.00')}. De los ${amount('40.00')} que quedan retenemos ${amount('2.05')} × 40 ÷ 50 =`,
        `${amount('1.64')}; a ese pago con PayPal vuelven ${amount('38.36')}.`,
      ),
    ],
    it: (amount: Amount) => [
      say(
        'Della commissione di ogni pagamento tratteniamo la quota che corrisponde alla parte rimborsata:',
        'commissione × parte rimborsata ÷ pagamento, arrotondata al centesimo (mezzo centesimo per eccesso).',
        'Se un pagamento viene rimborsato in più volte, quanto tratteniamo non supera mai in totale la sua',
        'commissione. Se di una parte non resterebbe nulla dopo la sua quota di commissione, non si tocca e',
        'rimane come credito.',
      ),
      say(
        `Esempio: hai ricaricato ${amount('50.00')} con PayPal (commissione ${amount('2.05')}) e ne hai`,
        `usati ${amount('10.00')}. Dei ${amount('40.00')} rimasti tratteniamo ${amount('2.05')} × 40 ÷ 50 =`,
        `${amount('1.64')}; a quel pagamento PayPal tornano ${amount('38.36')}.`,
      ),
    ],
  },
} as const;

/** What R4 does to a part of one payment. `dueMicros`: the fee still to be retained on this part. */
export type Retention =
  | { readonly kind: 'no_fee' | 'unknown' | 'nothing_more'; readonly retainedMicros: 0n }
  | { readonly kind: 'left_alone'; readonly retainedMicros: 0n; readonly dueMicros: bigint }
  | { readonly kind: 'retained'; readonly retainedMicros: bigint };

/**
 * The step of R4: what is retained when `partMicros` of a payment are to be paid back. A part of which less
 * than a cent would remain is left alone.
 * @source POLICY.md §2, R4
 */
export const retainFee = (payment: PaymentFacts, partMicros: bigint, mode: Mode): Retention => {
  if (payment.processor === 'bank' || payment.feeMicros === 0n || partMicros === 0n)
    return { kind: 'no_fee', retainedMicros: 0n };
  if (payment.feeMicros === null) return { kind: 'unknown', retainedMicros: 0n };
  const dueMicros = feeDue(payment, payment.feeMicros, partMicros, mode);
  if (partMicros - dueMicros < microsPerCent && dueMicros > 0n)
    return { kind: 'left_alone', retainedMicros: 0n, dueMicros };
  return dueMicros === 0n
    ? { kind: 'nothing_more', retainedMicros: 0n }
    : { kind: 'retained', retainedMicros: dueMicros };
};

const feeDue = (payment: PaymentFacts, feeMicros: bigint, partMicros: bigint, mode: Mode): bigint => {
  const targetMicros = mode === 'whole' ? feeMicros : shareOfFee(payment, feeMicros, partMicros);
  // Never negative: under an earlier version the whole fee may have been retained.
  return targetMicros > payment.feeRetainedMicros ? targetMicros - payment.feeRetainedMicros : 0n;
};

/**
 * The fee's share of all that was ever paid back of the payment, this part included: so that slices add up.
 */
const shareOfFee = (payment: PaymentFacts, feeMicros: bigint, partMicros: bigint): bigint => {
  const earlierMicros = payment.paidBackMicros + payment.feeRetainedMicros - payment.paidBackFeeFreeMicros;
  const baseMicros = earlierMicros + roundToCent(partMicros, 'down');
  const cents = divide(feeMicros * baseMicros, payment.amountMicros * microsPerCent, 'half_up');
  const shareMicros = cents * microsPerCent;
  return shareMicros < feeMicros ? shareMicros : feeMicros;
};
