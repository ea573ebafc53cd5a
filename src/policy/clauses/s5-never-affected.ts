import { say } from '../text/words.ts';
import type { Clause } from './clause.ts';

/** S5: receiving calls on VoIP or PSTN, and SMS, are never affected by the end of a service. */
export const s5 = {
  id: 'S5',
  title: { en: 'Never affected', es: 'Lo que nunca se ve afectado', it: 'Ciò che non cambia mai' },
  text: {
    en: () => [
      say(
        'Receiving calls on a VoIP account or a telephone number, and receiving SMS, are never affected by',
        'the end of a service.',
      ),
    ],
    es: () => [
      say(
        'La recepción de llamadas en una cuenta VoIP o en un número de teléfono, y la de SMS, nunca se ven',
        'afectadas por el fin de un servicio.',
      ),
    ],
    it: () => [
      say(
        'La ricezione di chiamate su un account VoIP o su un numero telefonico, e quella degli SMS, non',
        'risentono mai della fine di un servizio.',
      ),
    ],
  },
  findings: {},
} as const satisfies Clause;
