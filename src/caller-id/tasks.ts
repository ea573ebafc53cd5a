import { inTransaction, type DueTask } from '#platform';
import type { Context } from '#policy';
import { forgetCaught, nextForgetting } from './verifications/store.ts';
import { keptHours } from './verifications/verification.ts';

const batch = 1_000;

/** Forgets codes that were caught a day ago. */
export const forgottenCodes: DueTask<Context> = {
  name: 'caller-id.forgotten-codes',
  housekeeping: true,
  nextDue: nextForgetting(keptHours),
  run: async (db, context) => {
    const now = context.clock.now();
    const until = now.subtract({ hours: keptHours });
    for (let total = 0; ;) {
      const count = await inTransaction(db, (tx) => forgetCaught(tx, { until, limit: batch, now }));
      total += count;
      if (count === 0) return total;
    }
  },
};
