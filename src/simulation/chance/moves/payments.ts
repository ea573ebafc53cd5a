import type { Dice } from '../dice.ts';
import { namesOf, someAmount, type Move } from './move.ts';

const processors = ['paypal', 'card', 'bank'] as const;

/** What a payer does about payments that are made without them. */
const payer = (dice: Dice) => ({
  payments: Array.from({ length: 1 + dice.below(4) }, () =>
    dice.pick(['pays', 'pays', 'declines', 'confirms', 'ignores']),
  ),
  after: dice.pick(['PT0S', 'PT3M', 'P2D']),
});

/** Everything that a processor has been seen to do. */
const sandbox: Move['order'] = (_town, dice) => ({
  outcome: dice.pick(['succeeds', 'succeeds', 'succeeds', 'fails', 'confirms', 'ignores']),
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
  later: payer(dice),
});

export const paymentMoves: readonly Move[] = [
  {
    verb: 'topUp',
    weight: 20,
    keyed: true,
    named: true,
    order: (town, dice, past) => ({
      customer: dice.pick(town.customers),
      amount: someAmount(town, dice),
      via: dice.pick(processors),
      save: dice.happens(0.2),
      ...(dice.happens(0.4) ? { sandbox: sandbox(town, dice, past) } : {}),
    }),
  },
  {
    verb: 'promote',
    weight: 2,
    keyed: true,
    order: (town, dice) => ({ customer: dice.pick(town.customers), amount: someAmount(town, dice) }),
  },
  {
    verb: 'automaticPayment',
    weight: 2,
    named: true,
    order: (town, dice) => ({
      customer: dice.pick(town.customers),
      amount: someAmount(town, dice),
      via: dice.pick(processors),
      ...(dice.happens(0.5) ? { payer: { ...payer(dice), keepsSending: dice.below(3) } } : {}),
    }),
  },
  {
    verb: 'cancelAutomaticPayment',
    weight: 2,
    order: (_town, dice, past) => ({
      payment: dice.pick(['nobody', ...namesOf(past, 'automaticPayment')]),
      by: dice.pick(['customer', 'customer', 'payer']),
    }),
  },
  {
    verb: 'automaticTopUp',
    weight: 3,
    order: (town, dice) => {
      const customer = dice.pick(town.customers);
      if (dice.happens(0.2)) return { customer, off: true };
      const below = someAmount(town, dice);
      return { customer, below, amount: below, atMost: (Number(below) * 3).toFixed(2) };
    },
  },
  {
    verb: 'dispute',
    weight: 5,
    order: (_town, dice, past) => ({
      payment: dice.pick(['nobody', ...namesOf(past, 'topUp').slice(-6)]),
      do: dice.pick(['open', 'open', 'win', 'lose']),
    }),
  },
];
