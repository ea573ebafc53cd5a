import { toDecimal } from '#money';
import type { DecisionLine } from '../refunds/decision.ts';
import type { CallsFacts } from '../refunds/facts.ts';
import { decided } from '../refunds/finding.ts';
import { price, say } from '../text/words.ts';
import type { Clause, Explanation } from './clause.ts';

/** N1: credit already spent on PSTN calls is not paid back. */
export const n1 = {
  id: 'N1',
  title: { en: 'Calls', es: 'Llamadas', it: 'Chiamate' },
  text: {
    en: () => ['Credit already spent on calls forwarded to a telephone number (PSTN) is not paid back.'],
    es: () => ['El saldo ya gastado en llamadas desviadas a un número de teléfono (RTC) no se devuelve.'],
    it: () => [
      'Il credito già speso in chiamate inoltrate a un numero telefonico (PSTN) non viene rimborsato.',
    ],
  },
  findings: {
    spent_on_calls: {
      en: ({ amount }, currency) =>
        say(
          `The ${price(amount, currency, 'en')} that you have spent on calls is not paid back: the calls were`,
          'made.',
        ),
      es: ({ amount }, currency) =>
        say(
          `Los ${price(amount, currency, 'es')} que ha gastado en llamadas no se devuelven: las llamadas se`,
          'realizaron.',
        ),
      it: ({ amount }, currency) =>
        say(
          `Il credito di ${price(amount, currency, 'it')} che hai speso in chiamate non si rimborsa: le`,
          'chiamate sono state effettuate.',
        ),
    } satisfies Explanation<'amount'>,
    nothing_spent: {
      en: () => 'You have not spent any credit on calls; what calls cost would not be paid back either.',
      es: () => 'No ha gastado saldo en llamadas; lo que cuestan las llamadas tampoco se devolvería.',
      it: () => 'Non hai speso credito in chiamate; il costo delle chiamate comunque non si rimborsa.',
    } satisfies Explanation<never>,
  },
} as const satisfies Clause;

/** The step of N1: whatever calls have cost stays spent. */
export const refuseCalls = ({ spentMicros }: CallsFacts): DecisionLine =>
  spentMicros === 0n
    ? decided(n1, 'nothing_spent', {}, 0n)
    : decided(n1, 'spent_on_calls', { amount: toDecimal(spentMicros) }, 0n);
