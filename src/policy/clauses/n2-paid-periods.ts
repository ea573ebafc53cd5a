import { toDecimal } from '#money';
import type { DecisionLine } from '../refunds/decision.ts';
import type { RentalFacts } from '../refunds/facts.ts';
import { decided } from '../refunds/finding.ts';
import { longDate, price, say, withArticle } from '../text/words.ts';
import type { Clause, Explanation } from './clause.ts';

/** N2: a period that was paid for is not paid back. */
export const n2 = {
  id: 'N2',
  title: { en: 'Paid periods', es: 'Periodos pagados', it: 'Periodi pagati' },
  text: {
    en: () => [
      say(
        'A rental fee is not paid back once the number has been renewed for the period. The same holds for',
        'the first period, except under R2. The number remains yours until its paid-until date.',
      ),
    ],
    es: () => [
      say(
        'La cuota de un número no se devuelve una vez que el número se ha renovado para ese periodo. Lo',
        'mismo vale para el primer periodo, salvo en el caso de R2. El número sigue siendo suyo hasta la',
        'fecha hasta la que está pagado.',
      ),
    ],
    it: () => [
      say(
        'Il canone di un numero non viene rimborsato una volta che il numero è stato rinnovato per quel',
        'periodo. Lo stesso vale per il primo periodo, salvo il caso di R2. Il numero resta tuo fino alla',
        'data fino a cui è pagato.',
      ),
    ],
  },
  findings: {
    period_is_paid: {
      en: (data, currency) =>
        say(
          `The ${price(data.amount, currency, 'en')} that you paid for ${data.e164} from`,
          `${longDate(data.from, 'en')} to ${longDate(data.until, 'en')} is not paid back: the period has`,
          'been paid for, and the number works until then.',
        ),
      es: (data, currency) =>
        say(
          `Los ${price(data.amount, currency, 'es')} que pagó por el ${data.e164} del`,
          `${longDate(data.from, 'es')} al ${longDate(data.until, 'es')} no se devuelven: el periodo ya está`,
          'pagado y el número funciona hasta entonces.',
        ),
      it: (data, currency) =>
        say(
          `Il canone di ${price(data.amount, currency, 'it')} per il ${data.e164}`,
          `${withArticle('dal', longDate(data.from, 'it'))} ${withArticle('al', longDate(data.until, 'it'))}`,
          'non si rimborsa: il periodo è già pagato e il numero funziona fino ad allora.',
        ),
    } satisfies Explanation<'e164' | 'from' | 'until' | 'amount'>,
    first_period: {
      en: ({ e164 }) =>
        `What you paid for ${e164} is not paid back on request: the first period is paid back under R2 only.`,
      es: ({ e164 }) =>
        say(
          `Lo que pagó por el ${e164} no se devuelve a petición: el primer periodo solo se devuelve conforme`,
          'a R2.',
        ),
      it: ({ e164 }) =>
        say(
          `Quanto hai pagato per il ${e164} non si rimborsa su richiesta: il primo periodo si rimborsa solo`,
          'secondo R2.',
        ),
    } satisfies Explanation<'e164'>,
  },
} as const satisfies Clause;

/** The step of N2: whatever was paid for a number's time stays paid. */
export const refusePaidPeriod = ({ e164, period }: RentalFacts): DecisionLine => {
  if (period === null) return decided(n2, 'first_period', { e164 }, 0n);
  const { from, until, amountMicros } = period;
  const data = { e164, from: from.toString(), until: until.toString(), amount: toDecimal(amountMicros) };
  return decided(n2, 'period_is_paid', data, 0n);
};
