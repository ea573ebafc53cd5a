import { datedPayment, duration, longDate, price, say, withArticle } from '../text/words.ts';
import type { Explanation } from './clause.ts';

type PaymentData = 'paymentId' | 'processor' | 'paidOn';

/** What R3 found, as the customer reads it in a decision. */
export const disruptionFindings = {
  not_affected: {
    en: ({ e164 }) => `This incident did not affect ${e164}.`,
    es: ({ e164 }) => `Este incidente no afectó al ${e164}.`,
    it: ({ e164 }) => `Questo disservizio non ha colpito il ${e164}.`,
  } satisfies Explanation<'e164'>,
  not_proven: {
    en: () =>
      'This incident is not proven yet: neither our staff have confirmed it nor our probes have recorded it. Ask again once it is.',
    es: () =>
      'Este incidente todavía no está probado: ni lo ha confirmado nuestro personal ni lo han registrado nuestras sondas. Vuelva a pedirlo cuando lo esté.',
    it: () =>
      'Questo disservizio non è ancora provato: né il nostro personale lo ha confermato né le nostre sonde lo hanno registrato. Chiedi di nuovo quando lo sarà.',
  } satisfies Explanation<never>,
  not_over: {
    en: () => 'This incident is not over yet. Ask again when it is: only then its duration is known.',
    es: () =>
      'Este incidente todavía no ha terminado. Vuelva a pedirlo cuando termine: solo entonces se sabe cuánto duró.',
    it: () =>
      'Questo disservizio non è ancora finito. Chiedi di nuovo quando lo sarà: solo allora se ne conosce la durata.',
  } satisfies Explanation<never>,
  nothing_disrupted: {
    en: ({ e164 }) =>
      `During this incident ${e164} was not working for you in any period that you had paid for, so nothing was disrupted.`,
    es: ({ e164 }) =>
      `Durante este incidente el ${e164} no estaba activo para usted en ningún periodo pagado, así que no se interrumpió nada.`,
    it: ({ e164 }) =>
      `Durante questo disservizio il ${e164} non era attivo per te in alcun periodo pagato, quindi nulla è stato interrotto.`,
  } satisfies Explanation<'e164'>,
  already_given_back: {
    en: ({ amount }, currency) =>
      `For this incident and number you have already been given back ${price(amount, currency, 'en')}; nothing more is due.`,
    es: ({ amount }, currency) =>
      `Por este incidente y número ya se le devolvieron ${price(amount, currency, 'es')}; no se debe nada más.`,
    it: ({ amount }, currency) =>
      `Per questo disservizio e numero ti sono già stati restituiti ${price(amount, currency, 'it')}; non è dovuto altro.`,
  } satisfies Explanation<'amount'>,
  counted_with_others: {
    en: ({ amount }, currency) =>
      say(
        `The time of this incident was already paid back with ${price(amount, currency, 'en')} for others that`,
        'overlap it: the same minute is paid back once.',
      ),
    es: ({ amount }, currency) =>
      say(
        `El tiempo de este incidente ya se devolvió con ${price(amount, currency, 'es')} por otros con los que se`,
        'solapa: el mismo minuto se devuelve una sola vez.',
      ),
    it: ({ amount }, currency) =>
      say(
        `Il tempo di questo disservizio è già stato rimborsato con ${price(amount, currency, 'it')} per altri con`,
        'cui si sovrappone: lo stesso minuto si rimborsa una volta sola.',
      ),
  } satisfies Explanation<'amount'>,
  no_more_than_was_paid: {
    en: ({ e164 }) => `All that you paid for ${e164} has already been given back.`,
    es: ({ e164 }) => `Ya se le ha devuelto todo lo que pagó por el ${e164}.`,
    it: ({ e164 }) => `Ti è già stato restituito tutto ciò che avevi pagato per il ${e164}.`,
  } satisfies Explanation<'e164'>,
  period_disrupted: {
    en: ({ from, until, amount, seconds }, currency) =>
      say(
        `${duration(seconds)} of the period from ${longDate(from, 'en')} to ${longDate(until, 'en')}, which cost`,
        `${price(amount, currency, 'en')}, were disrupted.`,
      ),
    es: ({ from, until, amount, seconds }, currency) =>
      say(
        `Se interrumpieron ${duration(seconds)} del periodo del ${longDate(from, 'es')} al`,
        `${longDate(until, 'es')}, que costó ${price(amount, currency, 'es')}.`,
      ),
    it: ({ from, until, amount, seconds }, currency) =>
      say(
        `Sono state interrotte ${duration(seconds)} del periodo`,
        `${withArticle('dal', longDate(from, 'it'))} ${withArticle('al', longDate(until, 'it'))}, che era costato`,
        `${price(amount, currency, 'it')}.`,
      ),
  } satisfies Explanation<'from' | 'until' | 'amount' | 'seconds'>,
  given_back: {
    en: ({ amount }, currency) =>
      `${price(amount, currency, 'en')} of the rental is given back for it, in proportion to the time and rounded up to the cent.`,
    es: ({ amount }, currency) =>
      `Por ello se devuelven ${price(amount, currency, 'es')} de la cuota, en proporción al tiempo y redondeando al céntimo hacia arriba.`,
    it: ({ amount }, currency) =>
      `Per questo si restituiscono ${price(amount, currency, 'it')} del canone, in proporzione al tempo e arrotondando per eccesso al centesimo.`,
  } satisfies Explanation<'amount'>,
  given_back_in_part: {
    en: ({ amount, e164 }, currency) =>
      `${price(amount, currency, 'en')} is given back for it: the last of what you paid for ${e164}, and no more than that.`,
    es: ({ amount, e164 }, currency) =>
      `Por ello se devuelven ${price(amount, currency, 'es')}: lo último de lo que pagó por el ${e164}, y no más que eso.`,
    it: ({ amount, e164 }, currency) =>
      `Per questo si restituiscono ${price(amount, currency, 'it')}: l’ultima parte di quanto avevi pagato per il ${e164}, e non di più.`,
  } satisfies Explanation<'amount' | 'e164'>,
  difference_given_back: {
    en: ({ amount, worth, given }, currency) =>
      say(
        `${price(amount, currency, 'en')} of the rental is given back for it: ${price(worth, currency, 'en')} for this`,
        `incident and those that overlap it, less the ${price(given, currency, 'en')} that you already had for them.`,
      ),
    es: ({ amount, worth, given }, currency) =>
      say(
        `Por ello se devuelven ${price(amount, currency, 'es')} de la cuota: ${price(worth, currency, 'es')} por este`,
        `incidente y los que se solapan con él, menos los ${price(given, currency, 'es')} que ya recibió por ellos.`,
      ),
    it: ({ amount, worth, given }, currency) =>
      say(
        `Per questo si restituiscono ${price(amount, currency, 'it')} del canone: ${price(worth, currency, 'it')} per`,
        'questo disservizio e per quelli con cui si sovrappone, meno i',
        `${price(given, currency, 'it')} che avevi già ricevuto.`,
      ),
  } satisfies Explanation<'amount' | 'worth' | 'given'>,
  paid_back: {
    en: (data, currency) =>
      `${price(data.amount, currency, 'en')} goes back to your ${datedPayment(data, 'en')}, which the rental was paid from.`,
    es: (data, currency) =>
      `${price(data.amount, currency, 'es')} vuelven a su ${datedPayment(data, 'es')}, del que salió la cuota.`,
    it: (data, currency) =>
      `${price(data.amount, currency, 'it')} tornano al tuo ${datedPayment(data, 'it')}, da cui era uscito il canone.`,
  } satisfies Explanation<PaymentData | 'amount'>,
  paid_by_hand: {
    en: (data, currency) =>
      say(
        `${price(data.amount, currency, 'en')} of your ${datedPayment(data, 'en')} is paid back by bank transfer:`,
        `after ${data.days} days the payment itself can no longer be refunded.`,
      ),
    es: (data, currency) =>
      say(
        `${price(data.amount, currency, 'es')} de su ${datedPayment(data, 'es')} se devuelven por transferencia:`,
        `después de ${data.days} días el pago mismo ya no se puede devolver.`,
      ),
    it: (data, currency) =>
      say(
        `${price(data.amount, currency, 'it')} del tuo ${datedPayment(data, 'it')} si rimborsano con un bonifico:`,
        `dopo ${data.days} giorni il pagamento stesso non si può più rimborsare.`,
      ),
  } satisfies Explanation<PaymentData | 'amount' | 'days'>,
  in_dispute: {
    en: (data, currency) =>
      `${price(data.part, currency, 'en')} of your ${datedPayment(data, 'en')} stays as credit: the payment is in dispute.`,
    es: (data, currency) =>
      `${price(data.part, currency, 'es')} de su ${datedPayment(data, 'es')} se quedan como saldo: el pago está en disputa.`,
    it: (data, currency) =>
      `${price(data.part, currency, 'it')} del tuo ${datedPayment(data, 'it')} restano come credito: il pagamento è contestato.`,
  } satisfies Explanation<PaymentData | 'part'>,
  no_more_than_it_brought: {
    en: (data, currency) =>
      say(
        `${price(data.part, currency, 'en')} of your ${datedPayment(data, 'en')} stays as credit: no more than it`,
        'brought in goes back to a payment.',
      ),
    es: (data, currency) =>
      say(
        `${price(data.part, currency, 'es')} de su ${datedPayment(data, 'es')} se quedan como saldo: a un pago no`,
        'vuelve más de lo que trajo.',
      ),
    it: (data, currency) =>
      say(
        `${price(data.part, currency, 'it')} del tuo ${datedPayment(data, 'it')} restano come credito: a un`,
        'pagamento non torna più di quanto aveva portato.',
      ),
  } satisfies Explanation<PaymentData | 'part'>,
  below_a_cent: {
    en: ({ amount }, currency) =>
      `${price(amount, currency, 'en')}, which is less than a cent, stays as credit.`,
    es: ({ amount }, currency) =>
      `${price(amount, currency, 'es')}, que no llegan a un céntimo, se quedan como saldo.`,
    it: ({ amount }, currency) =>
      `${price(amount, currency, 'it')}, meno di un centesimo, restano come credito.`,
  } satisfies Explanation<'amount'>,
  pays_the_debt: {
    en: ({ amount, debt }, currency) =>
      `You owe ${price(debt, currency, 'en')}: the ${price(amount, currency, 'en')} arrives as credit and pays that first.`,
    es: ({ amount, debt }, currency) =>
      `Usted debe ${price(debt, currency, 'es')}: los ${price(amount, currency, 'es')} llegan como saldo y pagan primero esa deuda.`,
    it: ({ amount, debt }, currency) =>
      `Devi ancora ${price(debt, currency, 'it')}: i ${price(amount, currency, 'it')} arrivano come credito e pagano prima quel debito.`,
  } satisfies Explanation<'amount' | 'debt'>,
} as const;
