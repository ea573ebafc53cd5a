import type { CreditPart } from '../refunds/facts.ts';
import { price, say } from '../text/words.ts';
import type { Clause, Explanation } from './clause.ts';

/** N5: promotional credit is spent in its turn, and never paid back in money. */
export const n5 = {
  id: 'N5',
  title: { en: 'Promotional credit', es: 'Saldo promocional', it: 'Credito promozionale' },
  text: {
    en: () => [
      say(
        'Credit that we gave you and that you did not pay for is used in its turn like any other, but it is',
        'never paid back in money.',
      ),
    ],
    es: () => [
      say(
        'El saldo que le hemos regalado, y que usted no ha pagado, se gasta cuando le llega el turno como',
        'cualquier otro, pero nunca se devuelve en dinero.',
      ),
    ],
    it: () => [
      say(
        'Il credito che ti abbiamo regalato, e che non hai pagato, si consuma al suo turno come ogni altro,',
        'ma non viene mai rimborsato in denaro.',
      ),
    ],
  },
  findings: {
    promotional_credit: {
      en: ({ amount }, currency) =>
        say(
          `${price(amount, currency, 'en')} of it is promotional credit, which is not paid back in money and`,
          'stays as credit.',
        ),
      es: ({ amount }, currency) =>
        say(
          `${price(amount, currency, 'es')} son saldo promocional, que no se devuelve en dinero y se`,
          'conserva como saldo.',
        ),
      it: ({ amount }, currency) =>
        say(
          `${price(amount, currency, 'it')} sono credito promozionale, che non si rimborsa in denaro e`,
          'rimane come credito.',
        ),
    } satisfies Explanation<'amount'>,
    promotional_again: {
      en: ({ amount }, currency) =>
        `${price(amount, currency, 'en')} of it was paid from promotional credit, and is promotional credit again.`,
      es: ({ amount }, currency) =>
        `${price(amount, currency, 'es')} se pagaron con saldo promocional y vuelven a ser saldo promocional.`,
      it: ({ amount }, currency) =>
        `${price(amount, currency, 'it')} erano stati pagati con credito promozionale, e tornano a essere credito promozionale.`,
    } satisfies Explanation<'amount'>,
  },
} as const satisfies Clause;

/** Whether a part was given rather than paid: no payment stands behind it. */
export const isPromotional = (part: CreditPart): boolean => part.paymentId === null;
