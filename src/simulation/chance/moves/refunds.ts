import type { Move } from './move.ts';
import { boughtNumber, someAmount } from './move.ts';

const request: Move['order'] = (town, dice, past) => {
  const subject = dice.pick(['credit', 'credit', 'credit', 'rental']);
  return {
    customer: dice.pick(town.customers),
    for: subject,
    to: dice.pick(['payments', 'payments', 'payments', 'credit']),
    ...(subject === 'rental' ? { number: boughtNumber(town, dice, past) } : {}),
    ...(subject === 'credit' && dice.happens(0.5) ? { amount: someAmount(town, dice) } : {}),
  };
};

export const refundMoves: readonly Move[] = [
  { verb: 'refund', weight: 8, keyed: true, named: true, order: request },
  { verb: 'quote', weight: 2, order: request },
];
