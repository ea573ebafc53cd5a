import { inTransaction, type DueTask } from '#platform';
import type { Context } from '#policy';
import { deleteOld, deletePrivate, nextToForget } from './store/messages.ts';

/** Messages that ended, and their log, are kept for so long. */
const endedHours = 90 * 24;
const atOnce = 1_000;

/**
 * Forgets messages that ended 90 days ago and more, and what tells of SMS as soon as the SMS themselves are forgotten, whatever became of it.
 */
export const pruneTask = (smsRetentionDays: number): DueTask<Context> => {
  const privateHours = smsRetentionDays * 24;
  return {
    name: 'webhooks.prune',
    housekeeping: true,
    nextDue: nextToForget({ endedHours, privateHours }),
    run: async (db, context) => {
      // An instant is over when the next one has come.
      const now = context.clock.now().add({ milliseconds: 1 });
      for (let total = 0; ;) {
        const count = await inTransaction(
          db,
          async (tx) =>
            (await deletePrivate(tx, now.subtract({ hours: privateHours }), atOnce)) +
            (await deleteOld(tx, now.subtract({ hours: endedHours }), atOnce)),
        );
        if (count === 0) return total;
        total += count;
      }
    },
  };
};
