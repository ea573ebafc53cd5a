import { sunsetReminderDays } from '../calendar.ts';
import { daysList, say } from '../text/words.ts';
import type { Clause } from './clause.ts';

/** S2: customers who are still on a service that ends are told, with a way to move in one step. */
export const s2 = {
  id: 'S2',
  title: { en: 'Told in time', es: 'Aviso a tiempo', it: 'Avviso in tempo' },
  text: {
    en: () => [
      say(
        'If you are still on a service that ends, we write to you when its end is announced and',
        `${daysList(sunsetReminderDays, 'day', 'days', 'en')} before it, with a way to move in one step: to`,
        'a VoIP account, from a list of free and recommended providers, or to a telephone number.',
      ),
    ],
    es: () => [
      say(
        'Si usted sigue en un servicio que termina, le escribimos cuando se anuncia su fin y',
        `${daysList(sunsetReminderDays, 'día', 'días', 'es')} antes, con la forma de cambiarse en un solo`,
        'paso: a una cuenta VoIP, de una lista de proveedores gratuitos y recomendados, o a un número de',
        'teléfono.',
      ),
    ],
    it: () => [
      say(
        'Se sei ancora su un servizio che finisce, ti scriviamo quando la sua fine viene annunciata e',
        `${daysList(sunsetReminderDays, 'giorno', 'giorni', 'it')} prima, con il modo di passare in un solo`,
        'passo a un account VoIP, da un elenco di fornitori gratuiti e consigliati, o a un numero',
        'telefonico.',
      ),
    ],
  },
  findings: {},
} as const satisfies Clause;
