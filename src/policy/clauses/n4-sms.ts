import { say } from '../text/words.ts';
import type { Clause } from './clause.ts';

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
  findings: {},
} as const satisfies Clause;
