import { quarantineSteps, restorableUntil } from '../calendar.ts';
import type { PolicyParameters } from '../parameters.ts';
import { count, exampleDate, daysList, say, withArticle } from '../text/words.ts';
import type { Clause } from './clause.ts';

/** C3: a cancelled number can be had back for the days of quarantine, and nobody else can get it. */
export const c3 = {
  id: 'C3',
  title: { en: 'Quarantine', es: 'Cuarentena', it: 'Quarantena' },
  text: {
    en: (parameters) => {
      const days = count(parameters.quarantineDays, 'day', 'days');
      const { cancelled, last, end } = exampleOf(parameters);
      const steps = quarantineSteps(parameters);
      return [
        say(
          `A cancelled number is in quarantine for ${days}. During this time nobody else can get it, and you`,
          'can make the due payments and have it back.',
        ),
        say(
          'The days count from the moment of the cancellation. Example: cancelled on',
          `${exampleDate(cancelled, 'en')}, a number can be restored through ${exampleDate(last, 'en')}; on`,
          `${exampleDate(end, 'en')} at 00:00 it is too late.`,
        ),
        say(
          'If the number was lost for lack of credit and its renewal is still on, credit that arrives during',
          'the quarantine restores it by itself; several numbers are restored in the order of C2. If you had',
          'stopped its renewal, it comes back only when you restore it.',
        ),
        say(
          'We write to you when a number is cancelled,',
          steps.length === 0 ? '' : `${daysList(steps, 'day', 'days', 'en')} after it,`,
          'and when the quarantine has ended. A number is never dismissed before you were told of its',
          `cancellation: if our system was down, the ${days} run from the moment at which it did cancel the`,
          'number.',
        ),
      ];
    },
    es: (parameters) => {
      const days = count(parameters.quarantineDays, 'día', 'días');
      const { cancelled, last, end } = exampleOf(parameters);
      const steps = quarantineSteps(parameters);
      return [
        say(
          `Un número cancelado queda en cuarentena durante ${days}. En ese tiempo nadie más puede obtenerlo`,
          'y usted puede hacer los pagos pendientes y recuperarlo.',
        ),
        say(
          'Los días cuentan desde el momento de la cancelación. Ejemplo: un número cancelado el',
          `${exampleDate(cancelled, 'es')} se puede recuperar hasta el ${exampleDate(last, 'es')} inclusive;`,
          `el ${exampleDate(end, 'es')} a las 00:00 ya es tarde.`,
        ),
        say(
          'Si el número se perdió por falta de saldo y su renovación sigue activada, el saldo que llegue',
          'durante la cuarentena lo recupera por sí solo; si son varios, en el orden de C2. Si usted había',
          'detenido su renovación, solo vuelve cuando usted lo recupera.',
        ),
        say(
          'Le escribimos cuando se cancela un número,',
          steps.length === 0 ? '' : `${daysList(steps, 'día', 'días', 'es')} después,`,
          'y cuando termina la cuarentena. Un número nunca se da de baja definitivamente antes de haberle',
          `avisado de su cancelación: si nuestro sistema estaba parado, los ${days} cuentan desde el momento`,
          'en que de verdad lo canceló.',
        ),
      ];
    },
    it: (parameters) => {
      const days = count(parameters.quarantineDays, 'giorno', 'giorni');
      const { cancelled, last, end } = exampleOf(parameters);
      const steps = quarantineSteps(parameters);
      return [
        say(
          `Un numero cancellato resta in quarantena per ${days}. In questo tempo nessun altro può averlo e`,
          'tu puoi fare i pagamenti dovuti e riaverlo.',
        ),
        say(
          'I giorni si contano dal momento della cancellazione. Esempio: un numero cancellato',
          `${withArticle('il', exampleDate(cancelled, 'it'))} si può recuperare fino`,
          `${withArticle('al', exampleDate(last, 'it'))} compreso;`,
          `${withArticle('il', exampleDate(end, 'it'))} alle 00:00 è troppo tardi.`,
        ),
        say(
          'Se il numero è stato perso per mancanza di credito e il suo rinnovo è ancora attivo, il credito',
          'che arriva durante la quarantena lo recupera da solo; se sono più d’uno, nell’ordine di C2. Se ne',
          'avevi fermato il rinnovo, torna solo quando lo recuperi tu.',
        ),
        say(
          'Ti scriviamo quando un numero viene cancellato,',
          steps.length === 0 ? '' : `${daysList(steps, 'giorno', 'giorni', 'it')} dopo,`,
          'e quando la quarantena è finita. Un numero non viene mai dismesso prima che tu sia stato avvisato',
          `della sua cancellazione: se il nostro sistema era fermo, il conto di ${days} parte dal momento in`,
          'cui lo ha davvero cancellato.',
        ),
      ];
    },
  },
  findings: {},
} as const satisfies Clause;

const exampleOf = (
  parameters: PolicyParameters,
): Readonly<Record<'cancelled' | 'last' | 'end', Temporal.PlainDate>> => {
  const cancelled = Temporal.PlainDate.from('2022-04-10');
  const end = restorableUntil(cancelled, parameters);
  return { cancelled, last: end.subtract({ days: 1 }), end };
};
