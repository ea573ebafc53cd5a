import { z } from 'zod';
import { toDecimal } from '#money';
import { callOf } from '#voice';
import { known } from '../names.ts';
import { amount, expectation, name } from '../word.ts';

export const call = expectation(
  z.strictObject({
    call: name,
    outcome: z.enum(['completed', 'cut', 'refused', 'unanswered']).optional(),
    reason: name.optional(),
    target: name.optional(),
    talkSeconds: z.int().min(0).optional(),
    billedSeconds: z.int().min(0).optional(),
    charge: amount.optional(),
  }),
  async (world, expected) => {
    const callId = known(world.calls, expected.call, 'call');
    const { outcome, reason, answeredBy, talkSeconds, billedSeconds, chargeMicros } =
      await world.inTransaction((tx) => callOf(tx, { callId }));
    return {
      outcome,
      reason,
      target: answeredBy?.target ?? 'none',
      talkSeconds,
      billedSeconds,
      charge: toDecimal(chargeMicros ?? 0n),
    };
  },
);
