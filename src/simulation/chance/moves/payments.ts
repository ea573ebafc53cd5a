import { namesOf, someAmount, type Move } from './move.ts';

const processors = ['paypal', 'card', 'bank'] as const;

/** Everything that a processor has been seen to do. */
const sandbox: Move['order'] = (_town, dice) => ({
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
    }),
  },
  {
    verb: 'cancelAutomaticPayment',
    weight: 2,
    order: (_town, dice, past) => ({ payment: dice.pick(['nobody', ...namesOf(past, 'automaticPayment')]) }),
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
