import type { DecisionLine } from '../refunds/decision.ts';
import type { SmsFacts } from '../refunds/facts.ts';
import { decided } from '../refunds/finding.ts';
import { say } from '../text/words.ts';
import type { Clause, Explanation } from './clause.ts';

/** N4: SMS that did not arrive are not paid back. */
export const n4 = {
  id: 'N4',
  title: { en: 'SMS', es: 'SMS', it: 'SMS' },
  text: {
    en: () => [
      say('Receiving SMS is free and without warranty. Nothing is paid back for an SMS that did not arrive.'),
    ],
    es: () => [say('Recibir SMS es gratis y sin garantía. No se devuelve nada por un SMS que no llegó.')],
    it: () => [
      say('Ricevere SMS è gratuito e senza garanzia. Non si rimborsa nulla per un SMS non arrivato.'),
    ],
  },
  findings: {
    free_of_charge: {
      en: () =>
        'Receiving SMS costs nothing and comes without warranty: for one that did not arrive there is nothing to pay back.',
      es: () =>
        'Recibir SMS no cuesta nada y no tiene garantía: por uno que no llegó no hay nada que devolver.',
      it: () =>
        'Ricevere SMS non costa nulla ed è senza garanzia: per uno che non è arrivato non c’è nulla da rimborsare.',
    } satisfies Explanation<never>,
    free_of_charge_on: {
      en: ({ e164 }) =>
        `Receiving SMS on ${e164} costs nothing and comes without warranty: for one that did not arrive there is nothing to pay back.`,
      es: ({ e164 }) =>
        `Recibir SMS en el ${e164} no cuesta nada y no tiene garantía: por uno que no llegó no hay nada que devolver.`,
      it: ({ e164 }) =>
        `Ricevere SMS sul ${e164} non costa nulla ed è senza garanzia: per uno che non è arrivato non c’è nulla da rimborsare.`,
    } satisfies Explanation<'e164'>,
  },
} as const satisfies Clause;

/** The step of N4: nothing was paid for an SMS. */
export const refuseSms = ({ e164 }: Pick<SmsFacts, 'e164'>): DecisionLine =>
  e164 === null ? decided(n4, 'free_of_charge', {}, 0n) : decided(n4, 'free_of_charge_on', { e164 }, 0n);
