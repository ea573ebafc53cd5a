import type { Language } from '#platform';
import { periodEnd, renewalSteps } from '../calendar.ts';
import { dayAndMonth, daysList, listOf, say } from '../text/words.ts';
import type { Clause } from './clause.ts';

/** C2: the customer cancels by not paying; the number works until its paid-until date. */
export const c2 = {
  id: 'C2',
  title: { en: 'Renewal and cancellation', es: 'Renovación y cancelación', it: 'Rinnovo e cancellazione' },
  text: {
    en: (parameters) => [
      say(
        'You cancel by not paying: by stopping the renewal of a number, by cancelling your automatic',
        'payment, or by leaving too little credit. The number works until its paid-until date and is',
        'cancelled then.',
      ),
      say(
        'Periods count from the day on which the number was activated. In a month that is too short for that',
        'day a period ends on the last day of the month; the periods after it do not move. Example:',
        `activated on ${dayAndMonth(anchor, 'en')} and paid by the month, its periods end on`,
        `${monthEnds('en', '')}.`,
      ),
      say(
        'At 00:00 on the paid-until date, a number whose renewal is on is renewed for one more period of 1,',
        '3, 6 or 12 months, as you chose, if your credit is enough. Each period is charged once. Otherwise',
        'the number is cancelled at that moment.',
      ),
      say(
        'If your credit is not enough for all the numbers that are due at the same moment, you keep as many',
        'as it buys, in the order that you chose, or else those that you have held longest first. A number',
        'that costs more than what is left is passed over; cheaper ones after it are still renewed.',
      ),
      parameters.reminderDays.length === 0
        ? ''
        : say(
            `We write to you ${daysList(renewalSteps(parameters), 'day', 'days', 'en')} before the`,
            'paid-until date of a number that will not be renewed, because its renewal is off or because',
            'your credit is not enough for everything that is due by then.',
          ),
    ],
    es: (parameters) => [
      say(
        'Usted cancela dejando de pagar: detiene la renovación de un número, cancela su pago automático o',
        'deja un saldo insuficiente. El número funciona hasta la fecha hasta la que está pagado y se cancela',
        'entonces.',
      ),
      say(
        'Los periodos se cuentan desde el día en que se activó el número. En un mes demasiado corto para ese',
        'día, el periodo termina el último día del mes; los siguientes no se desplazan. Ejemplo: si se',
        `activó el ${dayAndMonth(anchor, 'es')} y se paga por meses, sus periodos terminan`,
        `${monthEnds('es', 'el')}.`,
      ),
      say(
        'A las 00:00 de la fecha hasta la que está pagado, un número con la renovación activada se renueva',
        'por un periodo más de 1, 3, 6 o 12 meses, según usted eligió, si el saldo basta. Cada periodo se',
        'cobra una sola vez. Si no, el número se cancela en ese momento.',
      ),
      say(
        'Si el saldo no basta para todos los números que vencen en el mismo momento, usted conserva tantos',
        'como permita el saldo, en el orden que haya elegido o, si no lo eligió, empezando por los que tiene',
        'desde hace más tiempo. Un número que cuesta más de lo que queda se salta; los siguientes, si son',
        'más baratos, se renuevan igualmente.',
      ),
      parameters.reminderDays.length === 0
        ? ''
        : say(
            `Le escribimos ${daysList(renewalSteps(parameters), 'día', 'días', 'es')} antes de la fecha`,
            'hasta la que está pagado un número que no se va a renovar, porque su renovación está detenida o',
            'porque el saldo no basta para todo lo que vence hasta entonces.',
          ),
    ],
    it: (parameters) => [
      say(
        'Si cancella smettendo di pagare: fermi il rinnovo di un numero, annulli il pagamento automatico o',
        'lasci un credito insufficiente. Il numero funziona fino alla data fino a cui è pagato e in quel',
        'momento viene cancellato.',
      ),
      say(
        'I periodi si contano dal giorno in cui il numero è stato attivato. In un mese troppo corto per quel',
        'giorno il periodo finisce l’ultimo giorno del mese; quelli successivi non si spostano. Esempio: se',
        `è stato attivato il ${dayAndMonth(anchor, 'it')} e si paga mese per mese, i suoi periodi finiscono`,
        `${monthEnds('it', 'il')}.`,
      ),
      say(
        'Alle 00:00 della data fino a cui è pagato, un numero con il rinnovo attivo viene rinnovato per un',
        'altro periodo di 1, 3, 6 o 12 mesi, secondo la tua scelta, se il credito basta. Ogni periodo viene',
        'addebitato una sola volta. Altrimenti il numero viene cancellato in quel momento.',
      ),
      say(
        'Se il credito non basta per tutti i numeri in scadenza nello stesso momento, ne conservi quanti il',
        'credito permette, nell’ordine che hai scelto o, se non l’hai scelto, a partire da quelli che hai da',
        'più tempo. Un numero che costa più di quanto resta viene saltato; quelli dopo, se costano meno,',
        'vengono rinnovati lo stesso.',
      ),
      parameters.reminderDays.length === 0
        ? ''
        : say(
            `Ti scriviamo ${daysList(renewalSteps(parameters), 'giorno', 'giorni', 'it')} prima della data`,
            'fino a cui è pagato un numero che non sarà rinnovato, perché il rinnovo è fermo o perché il',
            'credito non basta per tutto ciò che scade entro quella data.',
          ),
    ],
  },
  findings: {},
} as const satisfies Clause;

const anchor = Temporal.PlainDate.from('2022-01-31');

const monthEnds = (language: Language, article: string): string =>
  listOf(
    [1, 2, 3].map((months) => say(article, dayAndMonth(periodEnd(anchor, months), language))),
    language,
  );
