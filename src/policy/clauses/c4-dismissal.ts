import { count, say } from '../text/words.ts';
import type { Clause } from './clause.ts';

/** C4: at the end of the quarantine the number is gone for good. */
export const c4 = {
  id: 'C4',
  title: { en: 'Dismissal', es: 'Baja definitiva', it: 'Dismissione' },
  text: {
    en: ({ resaleAfterDays }) => [
      say(
        'At the end of the quarantine the number is dismissed. It can never be restored. You can buy another',
        'number of the same country and city, and it will be a different one.',
      ),
      resaleAfterDays === null
        ? 'We do not sell a dismissed number again.'
        : say(
            `We do not sell a dismissed number to anyone before ${count(resaleAfterDays, 'day', 'days')}`,
            'have passed.',
          ),
    ],
    es: ({ resaleAfterDays }) => [
      say(
        'Al final de la cuarentena el número se da de baja definitivamente. Ya no se puede recuperar nunca.',
        'Usted puede comprar otro número del mismo país y de la misma ciudad, pero será distinto.',
      ),
      resaleAfterDays === null
        ? 'No volvemos a vender un número dado de baja.'
        : say(
            'No vendemos a nadie un número dado de baja hasta que pasen',
            `${count(resaleAfterDays, 'día', 'días')}.`,
          ),
    ],
    it: ({ resaleAfterDays }) => [
      say(
        'Alla fine della quarantena il numero viene dismesso. Non si può più recuperare. Puoi comprare un',
        'altro numero dello stesso Paese e della stessa città, ma sarà diverso.',
      ),
      resaleAfterDays === null
        ? 'Un numero dismesso non viene più venduto.'
        : say(
            'Un numero dismesso non viene venduto a nessuno prima che siano passati',
            `${count(resaleAfterDays, 'giorno', 'giorni')}.`,
          ),
    ],
  },
  findings: {},
} as const satisfies Clause;
