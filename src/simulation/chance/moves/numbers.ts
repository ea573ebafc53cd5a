import type { Move } from './move.ts';
import { boughtNumber } from './move.ts';

export const numberMoves: readonly Move[] = [
  {
    verb: 'buy',
    weight: 14,
    keyed: true,
    order: (town, dice) => {
      const { number, country, city } = dice.pick(town.numbers);
      return {
        customer: dice.pick(town.customers),
        ...(dice.happens(0.8) ? { number } : { country, city }),
        months: dice.pick([1, 1, 1, 3, 6, 12]),
      };
    },
  },
  {
    verb: 'stopRenewal',
    weight: 4,
    order: (town, dice, past) => ({ number: boughtNumber(town, dice, past) }),
  },
  {
    verb: 'resumeRenewal',
    weight: 4,
    order: (town, dice, past) => ({ number: boughtNumber(town, dice, past) }),
  },
  {
    verb: 'renew',
    weight: 5,
    keyed: true,
    order: (town, dice, past) => ({
      number: boughtNumber(town, dice, past),
      periods: dice.pick([1, 1, 2, 5]),
    }),
  },
  {
    verb: 'restore',
    weight: 8,
    keyed: true,
    order: (town, dice, past) => ({
      number: boughtNumber(town, dice, past),
      ...(dice.happens(0.1) ? { customer: dice.pick(town.customers) } : {}),
    }),
  },
  {
    verb: 'prioritise',
    weight: 2,
    order: (town, dice, past) => ({
      customer: dice.pick(town.customers),
      numbers: [...new Set([boughtNumber(town, dice, past), boughtNumber(town, dice, past)])],
    }),
  },
];
