import type { Clause } from './clause.ts';

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
  findings: {},
} as const satisfies Clause;
