import { lockWallets } from '#ledger';
import { inTransaction, Outage, type Database, type DueTask } from '#platform';
import type { Context } from '#policy';
import type { CallEdge } from '../adapters/edge.ts';
import { newsGraceSeconds, type Call } from './call.ts';
import { giveUpCall, settleCall } from './end-call.ts';
import { callsToSweep, nextSweep, selectCall, updateSweep } from './store.ts';

const callsAtOnce = 100;
// An edge that is down tells of its calls when it is back: they are waited for so long, then closed without it.
const patienceMinutes = 30;

/**
 * Calls of which nothing was heard when something should have been: the edge is asked, and those that it does not have any more are closed.
 * One that was answered is charged for what it was granted: the edge has not let it talk longer.
 */
export const sweeping = (edge: CallEdge | undefined): DueTask<Context> => ({
  name: 'voice.sweeping',
  nextDue: nextSweep,
  run: async (db, context) => {
    const due = await callsToSweep(db, context.clock.now(), callsAtOnce);
    for (const id of due) await sweep(db, context, edge, id);
    return due.length;
  },
});

const sweep = async (
  db: Database,
  context: Context,
  edge: CallEdge | undefined,
  id: string,
): Promise<void> => {
  const call = await inTransaction(db, (tx) => selectCall(tx, id));
  if (call === undefined || call.sweepAt === null) return;
  const shouldWait = edge !== undefined && (await mayStillTell(edge, context, call));
  await inTransaction(db, async (tx) => {
    await lockWallets(tx, [call.customerId!]);
    const now = context.clock.now();
    const locked = (await selectCall(tx, id))!;
    if (locked.sweepAt === null || Temporal.Instant.compare(locked.sweepAt, now) > 0) return;
    if (shouldWait) return updateSweep(tx, id, now.add({ seconds: newsGraceSeconds }));
    if (locked.answeredAt === null) return giveUpCall(tx, context, locked, { at: now, reason: 'no_news' });
    const at = locked.answeredAt.add({ seconds: locked.grantedSeconds! });
    return settleCall(tx, context, locked, { at, told: 'lost' });
  });
};

/** Whether the edge has the call, or cannot be asked yet. */
const mayStillTell = async (edge: CallEdge, { clock }: Context, call: Call): Promise<boolean> => {
  try {
    return await edge.isAlive(call.id, call.edgeCallId);
  } catch (error) {
    if (!(error instanceof Outage)) throw error;
    const since = (call.answeredAt ?? call.routedAt).add({ seconds: call.grantedSeconds ?? 0 });
    return since.until(clock.now()).total('minutes') < patienceMinutes;
  }
};
