import { microsPerUnit, toDecimal } from '#money';
import type { InEveryLanguage, Language } from '#platform';
import { periodEnd, periodsToPass, restorableUntil } from '../calendar.ts';
import type { Operator } from '../operator.ts';
import type { PolicyParameters } from '../parameters.ts';
import { exampleDate, price, say, withArticle } from '../text/words.ts';
import type { Clause } from './clause.ts';

/** C5: restoring costs the periods that were missed; the renewal day does not move. */
export const c5 = {
  id: 'C5',
  title: {
    en: 'What restoring costs',
    es: 'Lo que cuesta recuperar un número',
    it: 'Quanto costa il recupero',
  },
  text: {
    en: (parameters, operator) => [
      say(
        'Restoring costs the days on which the number was not used: the missed periods are paid in full,',
        'from the old paid-until date on, as many as are needed to pass the day of the restore. The renewal',
        'day does not move.',
      ),
      say(
        `Example: a number at ${monthly(operator, 'en')} a month, paid until`,
        `${exampleDate(cancelled, 'en')}.`,
        ...examplesOf(parameters, operator, 'en').map(restored.en),
      ),
    ],
    es: (parameters, operator) => [
      say(
        'Recuperar un número cuesta los días en que no se usó: los periodos perdidos se pagan enteros, desde',
        'la fecha hasta la que estaba pagado, tantos como hagan falta para pasar del día en que se recupera.',
        'El día de renovación no cambia.',
      ),
      say(
        `Ejemplo: un número de ${monthly(operator, 'es')} al mes, pagado hasta el`,
        `${exampleDate(cancelled, 'es')}.`,
        ...examplesOf(parameters, operator, 'es').map(restored.es),
      ),
    ],
    it: (parameters, operator) => [
      say(
        'Il recupero costa i giorni in cui il numero non è stato usato: i periodi mancati si pagano per',
        'intero, dalla vecchia data di scadenza in poi, quanti ne servono per superare il giorno del',
        'recupero. Il giorno di rinnovo non cambia.',
      ),
      say(
        `Esempio: un numero da ${monthly(operator, 'it')} al mese, pagato fino`,
        `${withArticle('al', exampleDate(cancelled, 'it'))}.`,
        ...examplesOf(parameters, operator, 'it').map(restored.it),
      ),
    ],
  },
  findings: {},
} as const satisfies Clause;

// Example A of the specification, for the operator's own quarantine.
const anchor = Temporal.PlainDate.from('2022-03-10');
const cancelled = periodEnd(anchor, 1);
const monthlyMicros = 4n * microsPerUnit;

type Example = Readonly<Record<'on' | 'cost' | 'until', string>>;

const restored: InEveryLanguage<(example: Example) => string> = {
  en: ({ on, cost, until }) => `Restored on ${on} it costs ${cost} and is paid until ${until}.`,
  es: ({ on, cost, until }) => `Si se recupera el ${on}, cuesta ${cost} y queda pagado hasta el ${until}.`,
  it: ({ on, cost, until }) =>
    say(`Recuperato ${withArticle('il', on)}, costa ${cost} ed è pagato fino ${withArticle('al', until)}.`),
};

const monthly = (operator: Operator, language: Language): string =>
  price(toDecimal(monthlyMicros), operator.currency, language);

/** An early restore and one on the last day; only the early one where both cost the same. */
const examplesOf = (
  parameters: PolicyParameters,
  operator: Operator,
  language: Language,
): readonly Example[] => {
  const last = restorableUntil(cancelled, parameters).subtract({ days: 1 });
  const tenDaysLater = cancelled.add({ days: 10 });
  const early = Temporal.PlainDate.compare(tenDaysLater, last) < 0 ? tenDaysLater : last;
  const sameCost = periodsToPass(anchor, 1, 1, early) === periodsToPass(anchor, 1, 1, last);
  return (sameCost ? [early] : [early, last]).map((on) => {
    const periods = periodsToPass(anchor, 1, 1, on);
    return {
      on: exampleDate(on, language),
      cost: price(toDecimal(monthlyMicros * BigInt(periods)), operator.currency, language),
      until: exampleDate(periodEnd(anchor, 1 + periods), language),
    };
  });
};
