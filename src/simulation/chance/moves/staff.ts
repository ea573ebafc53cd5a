import type { Dice } from '../dice.ts';
import type { Town } from '../town.ts';
import { boughtNumber, type Move, type Past } from './move.ts';

export const staffMoves: readonly Move[] = [
  {
    verb: 'submitDocuments',
    weight: 4,
    order: (town, dice, past) => ({ number: registeredNumber(town, dice, past) }),
  },
  {
    verb: 'reviewDocuments',
    weight: 4,
    order: (town, dice, past) => ({
      number: registeredNumber(town, dice, past),
      verdict: dice.pick(['approved', 'approved', 'rejected']),
      final: dice.happens(0.3),
    }),
  },
  {
    verb: 'fraud',
    weight: 4,
    order: (town, dice) => ({
      customer: dice.pick(town.customers),
      do: dice.pick(['propose', 'confirm', 'dismiss', 'dismiss', 'upholdAppeal']),
    }),
  },
  {
    verb: 'incident',
    weight: 3,
    named: true,
    order: (town, dice, past) => {
      const { country, city } = dice.pick(town.numbers);
      const to = timeOf(town, past).subtract({ hours: dice.below(30 * 24) });
      return {
        from: to.subtract({ minutes: 1 + dice.below(4 * 24 * 60) }).toString({ smallestUnit: 'minute' }),
        to: to.toString({ smallestUnit: 'minute' }),
        scope: dice.pick([{ country }, { city }, { numbers: [boughtNumber(town, dice, past)] }]),
        fault: dice.pick(['ours', 'ours', 'ours', 'external']),
        proven: dice.happens(0.8),
      };
    },
  },
  {
    verb: 'sunset',
    weight: 0.3,
    order: (town, dice, past) => {
      const from = timeOf(town, past).toPlainDate();
      return {
        service: 'phone-system',
        closedFrom: from.add({ days: dice.below(60) }).toString(),
        lastDay: from.add({ days: 60 + dice.below(200) }).toString(),
      };
    },
  },
];

/** Mostly a number that needs documents. */
const registeredNumber = (town: Town, dice: Dice, past: Past): string => {
  const asking = town.numbers.filter(({ registration }) => registration);
  return asking.length === 0 || dice.happens(0.1) ? boughtNumber(town, dice, past) : dice.pick(asking).number;
};

/** Where the story stands. */
const timeOf = (town: Town, past: Past): Temporal.PlainDateTime => {
  const last = past.steps.findLast(({ verb }) => verb === 'at')?.with as string | undefined;
  return Temporal.PlainDateTime.from(last ?? town.head.start);
};
