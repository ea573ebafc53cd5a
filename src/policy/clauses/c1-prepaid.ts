import { count, say } from '../text/words.ts';
import type { Clause } from './clause.ts';

/** C1: everything is prepaid; nothing is ever charged beyond the credit. */
export const c1 = {
  id: 'C1',
  title: {
    en: 'Prepaid, without a contract',
    es: 'Prepago y sin contrato',
    it: 'Prepagato e senza contratto',
  },
  text: {
    en: ({ priceNoticeDays }) => [
      say(
        'You pay for everything in advance, from your credit. There is no contract and no minimum term.',
        'Nothing is ever charged beyond your credit.',
      ),
      priceNoticeDays === 0
        ? 'A new price applies from the first renewal after we announce it.'
        : say(
            'A new price applies from the first renewal that is at least',
            `${count(priceNoticeDays, 'day', 'days')} after we announce it.`,
          ),
    ],
    es: ({ priceNoticeDays }) => [
      say(
        'Todo se paga por adelantado, con cargo a su saldo. No hay contrato ni permanencia. Nunca se cobra',
        'nada por encima de su saldo.',
      ),
      priceNoticeDays === 0
        ? 'Un precio nuevo se aplica desde la primera renovación posterior a su anuncio.'
        : say(
            'Un precio nuevo se aplica desde la primera renovación que llegue al menos',
            `${count(priceNoticeDays, 'día', 'días')} después de su anuncio.`,
          ),
    ],
    it: ({ priceNoticeDays }) => [
      say(
        'Tutto si paga in anticipo, con il tuo credito. Non c’è contratto né durata minima. Non viene mai',
        'addebitato nulla oltre il tuo credito.',
      ),
      priceNoticeDays === 0
        ? 'Un nuovo prezzo vale dal primo rinnovo successivo al suo annuncio.'
        : say(
            'Un nuovo prezzo vale dal primo rinnovo che cade almeno',
            `${count(priceNoticeDays, 'giorno', 'giorni')} dopo il suo annuncio.`,
          ),
    ],
  },
  findings: {},
} as const satisfies Clause;
