import { boughtNumber, namesOf, someAmount, type Move } from './move.ts';

const request: Move['order'] = (town, dice, past) => {
  const incidents = namesOf(past, 'incident');
  const subject = dice.pick([
    ...(['credit', 'credit', 'credit', 'rental', 'registration', 'calls', 'sms'] as const),
    ...(incidents.length > 0 ? (['disruption', 'disruption', 'disruption'] as const) : []),
  ]);
  return {
    customer: dice.pick(town.customers),
    for: subject,
    to: dice.pick(['payments', 'payments', 'payments', 'credit']),
    ...(['rental', 'registration', 'disruption'].includes(subject)
      ? { number: boughtNumber(town, dice, past) }
      : {}),
    ...(subject === 'disruption' ? { incident: dice.pick(incidents) } : {}),
    ...(subject === 'credit' && dice.happens(0.5) ? { amount: someAmount(town, dice) } : {}),
  };
};

export const refundMoves: readonly Move[] = [
  { verb: 'refund', weight: 12, keyed: true, named: true, order: request },
  { verb: 'quote', weight: 2, order: request },
];
