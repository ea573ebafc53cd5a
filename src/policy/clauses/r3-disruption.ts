import { price, say } from '../text/words.ts';
import type { Clause } from './clause.ts';
import { disruptionFindings } from './r3-findings.ts';

/** R3: a proven disruption that is ours to answer for is paid back in proportion to its duration. */
export const r3 = {
  id: 'R3',
  title: {
    en: 'Disruptions of the service',
    es: 'Interrupciones del servicio',
    it: 'Interruzioni del servizio',
  },
  text: {
    en: (_parameters, { currency }) => [
      say(
        'When the service of your number was disrupted, and the disruption is proven and ours to answer for,',
        'the rental is paid back in proportion to its duration, as credit or in money, as you choose.',
        'Nothing is retained, also when you have such credit paid out later; it then goes to the payments',
        'that the rental was paid from.',
      ),
      say(
        'The amount is rounded up to the cent, once for each incident and number. A disruption across two',
        'periods is computed for each period, and then added. Where incidents overlap, the same minute is',
        'paid back once. Time in quarantine or before the activation does not count.',
      ),
      say(
        'A disruption is proven when our staff have confirmed it or our own probes have recorded it.',
        'Whatever was paid from promotional credit becomes promotional credit again (N5).',
      ),
      say(
        'Example: voice was disrupted from 12 April 06:00 to 14 April 06:00. The rental of',
        `${price('4.00', currency, 'en')} covers the 30 days from 10 April to 10 May:`,
        `${price('4.00', currency, 'en')} × 48 hours ÷ 720 hours, rounded up, is`,
        `${price('0.27', currency, 'en')}.`,
      ),
    ],
    es: (_parameters, { currency }) => [
      say(
        'Cuando el servicio de su número se interrumpe, y la interrupción está probada y es responsabilidad',
        'nuestra, se devuelve la cuota en proporción a su duración, como saldo o en dinero, según usted',
        'prefiera. No se retiene nada, tampoco si más adelante pide que se le pague ese saldo, que vuelve',
        'entonces a los pagos de los que salió la cuota.',
      ),
      say(
        'El importe se redondea hacia arriba al céntimo, una vez por incidente y número. Una interrupción',
        'que abarca dos periodos se calcula para cada periodo y después se suma. Si varios incidentes se',
        'solapan, el mismo minuto se devuelve una sola vez. El tiempo en cuarentena o anterior a la',
        'activación no cuenta.',
      ),
      say(
        'Una interrupción está probada cuando nuestro personal la ha confirmado o nuestras propias sondas la',
        'han registrado. Lo que se pagó con saldo promocional vuelve a ser saldo promocional (N5).',
      ),
      say(
        'Ejemplo: la voz estuvo interrumpida desde el 12 de abril a las 06:00 hasta el 14 de abril a las',
        `06:00. La cuota de ${price('4.00', currency, 'es')} cubre los 30 días del 10 de abril al 10 de`,
        `mayo: ${price('4.00', currency, 'es')} × 48 horas ÷ 720 horas, redondeado hacia arriba, son`,
        `${price('0.27', currency, 'es')}.`,
      ),
    ],
    it: (_parameters, { currency }) => [
      say(
        'Quando il servizio del tuo numero si interrompe, e l’interruzione è provata e ne rispondiamo noi,',
        'il canone viene rimborsato in proporzione alla durata, come credito o in denaro, a tua scelta. Non',
        'si trattiene nulla, nemmeno se più avanti chiedi che quel credito ti venga pagato: torna allora ai',
        'pagamenti da cui era uscito il canone.',
      ),
      say(
        'L’importo si arrotonda per eccesso al centesimo, una volta per disservizio e numero.',
        'Un’interruzione a cavallo di due periodi si calcola per ciascun periodo e poi si somma. Se più',
        'disservizi si sovrappongono, lo stesso minuto si rimborsa una volta sola. Il tempo in quarantena o',
        'prima dell’attivazione non conta.',
      ),
      say(
        'Un’interruzione è provata quando il nostro personale l’ha confermata o le nostre sonde l’hanno',
        'registrata. Ciò che era stato pagato con credito promozionale torna a essere credito promozionale',
        '(N5).',
      ),
      say(
        'Esempio: la voce è rimasta interrotta dal 12 aprile alle 06:00 al 14 aprile alle 06:00. Il canone',
        `di ${price('4.00', currency, 'it')} copre i 30 giorni dal 10 aprile al 10 maggio:`,
        `${price('4.00', currency, 'it')} × 48 ore ÷ 720 ore, arrotondato per eccesso, fa`,
        `${price('0.27', currency, 'it')}.`,
      ),
    ],
  },
  findings: disruptionFindings,
} as const satisfies Clause;
