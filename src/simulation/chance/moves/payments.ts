import type { Move } from './move.ts';
import { someAmount } from './move.ts';

const processors = ['paypal', 'card', 'bank'] as const;

export const paymentMoves: readonly Move[] = [
  {
    verb: 'topUp',
    weight: 20,
    keyed: true,
    named: true,
    order: (town, dice) => ({
      customer: dice.pick(town.customers),
      amount: someAmount(town, dice),
      via: dice.pick(processors),
      ...(dice.happens(0.4)
        ? {
            sandbox: {
              outcome: dice.pick(['succeeds', 'succeeds', 'succeeds', 'fails']),
              after: dice.pick(['PT0S', 'PT3M', 'P1D', 'P6D']),
              feeAfter: dice.pick(['PT0S', 'PT1H', 'P3D']),
              repeats: dice.below(3),
              answer: dice.pick(['given', 'given', 'lost', 'unreachable']),
              refund: dice.pick([
                'succeeds',
                'pending',
                'fails',
                'succeeds_then_fails',
                'outcome_unknown',
                'unreachable',
              ]),
              refundAfter: dice.pick(['P1D', 'P9D']),
            },
          }
        : {}),
    }),
  },
  {
    verb: 'promote',
    weight: 2,
    keyed: true,
    order: (town, dice) => ({ customer: dice.pick(town.customers), amount: someAmount(town, dice) }),
  },
];
