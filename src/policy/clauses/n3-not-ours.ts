import { say } from '../text/words.ts';
import type { Clause, Explanation } from './clause.ts';

/** N3: a disruption that does not depend on us is not paid back. */
export const n3 = {
  id: 'N3',
  title: { en: 'Disruptions that are not ours', es: 'Interrupciones ajenas', it: 'Interruzioni non nostre' },
  text: {
    en: () => [
      say(
        'Nothing is paid back for a disruption that does not depend on us, for example one of your own',
        'internet provider.',
      ),
    ],
    es: () => [
      say(
        'No se devuelve nada por una interrupción que no depende de nosotros, por ejemplo la de su propio',
        'proveedor de internet.',
      ),
    ],
    it: () => [
      say(
        'Non si rimborsa nulla per un’interruzione che non dipende da noi, per esempio quella del tuo',
        'fornitore di accesso a internet.',
      ),
    ],
  },
  findings: {
    not_ours: {
      en: () => 'This disruption did not depend on us, so nothing is paid back for it.',
      es: () => 'Esta interrupción no dependió de nosotros, así que no se devuelve nada por ella.',
      it: () => 'Questa interruzione non è dipesa da noi, quindi non si rimborsa nulla.',
    } satisfies Explanation<never>,
  },
} as const satisfies Clause;
