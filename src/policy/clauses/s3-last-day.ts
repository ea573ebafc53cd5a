import { say } from '../text/words.ts';
import type { Clause } from './clause.ts';

/** S3: at the end of the last day the forwarding stops; number, SMS and rental go on. */
export const s3 = {
  id: 'S3',
  title: { en: 'The last day', es: 'El último día', it: 'L’ultimo giorno' },
  text: {
    en: () => [
      say(
        'At the end of the last day the forwarding stops and callers hear that the number is not available.',
        'The number, its SMS and its rental go on.',
      ),
    ],
    es: () => [
      say(
        'Al final del último día el desvío se detiene y quien llama oye que el número no está disponible. El',
        'número, sus SMS y su alquiler continúan.',
      ),
    ],
    it: () => [
      say(
        'Alla fine dell’ultimo giorno l’inoltro si ferma e chi chiama sente che il numero non è disponibile.',
        'Il numero, i suoi SMS e il suo noleggio continuano.',
      ),
    ],
  },
  findings: {},
} as const satisfies Clause;
