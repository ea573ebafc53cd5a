import { forgetInEvents, inTransaction, type Database, type DueTask } from '#platform';
import type { Context } from '#policy';
import { deliverFromSandbox } from './adapters/sandbox.ts';
import { forgottenOfEvents, messageEvents, recordReceived } from './events.ts';
import { receive } from './receive.ts';
import { assemble } from './rules.ts';
import { lockAwaited, partsOf, nextAwaited, showMessage } from './store/messages.ts';
import { eraseMessages, forgetArrivals, nextErasure } from './store/retention.ts';
import { nextPdu } from './store/sandbox.ts';

/** What the sandbox route still has to deliver. Only where there is one. */
export const sandboxMessages: DueTask<Context> = {
  name: 'messaging.sandbox',
  nextDue: nextPdu,
  run: (db, context) => deliverFromSandbox(db, context, receive),
};

/** Messages whose parts did not come in time are shown without them. */
export const incompleteMessages: DueTask<Context> = {
  name: 'messaging.incomplete',
  nextDue: nextAwaited,
  run: async (db, context) => {
    let count = 0;
    while (await showIncomplete(db, context)) count += 1;
    return count;
  },
};

const showIncomplete = (db: Database, context: Context): Promise<boolean> =>
  inTransaction(db, async (tx) => {
    const at = context.clock.now();
    const awaited = await lockAwaited(tx, at);
    if (awaited === undefined) return false;
    const parts = await partsOf(tx, awaited.id);
    const text = assemble(parts, awaited.partsExpected);
    const shown = { state: 'incomplete', text, partsReceived: parts.length, at } as const;
    await recordReceived(tx, context, 'messaging.received', await showMessage(tx, awaited.id, shown));
    return true;
  });

const batch = 1_000;

/** Erases what was kept for long enough: sender and text of messages, wherever they are, and what became of each delivery. */
export const erasedMessages = (keptDays: number): DueTask<Context> => ({
  name: 'messaging.retention',
  housekeeping: true,
  nextDue: nextErasure(keptDays),
  run: async (db, context) => {
    const now = context.clock.now();
    const until = now.subtract({ hours: keptDays * 24 });
    for (let total = 0; ;) {
      const count = await inTransaction(db, async (tx) => {
        await forgetInEvents(tx, { kinds: messageEvents, keys: forgottenOfEvents, until });
        const erased = await eraseMessages(tx, { until, limit: batch, now });
        return erased > 0 ? erased : forgetArrivals(tx, { until, limit: batch });
      });
      total += count;
      if (count === 0) return total;
    }
  },
});
