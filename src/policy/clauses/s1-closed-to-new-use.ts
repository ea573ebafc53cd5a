import { say } from '../text/words.ts';
import type { Clause } from './clause.ts';

/** S1: from its closing date a service that ends takes no new numbers. */
export const s1 = {
  id: 'S1',
  title: { en: 'Closed to new use', es: 'Cierre a nuevos usos', it: 'Chiusura a nuovi usi' },
  text: {
    en: () => [
      say(
        'From its closing date on, no number can newly be forwarded to a service that ends. Numbers that',
        'already are keep working through its last day.',
      ),
    ],
    es: () => [
      say(
        'A partir de su fecha de cierre, ningún número puede empezar a desviarse a un servicio que termina.',
        'Los que ya lo están siguen funcionando hasta su último día inclusive.',
      ),
    ],
    it: () => [
      say(
        'Dalla data di chiusura in poi nessun nuovo numero può essere inoltrato a un servizio che finisce.',
        'Quelli che già lo sono continuano a funzionare fino all’ultimo giorno compreso.',
      ),
    ],
  },
  findings: {},
} as const satisfies Clause;
