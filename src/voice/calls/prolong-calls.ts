import { extendHold, lockWallets } from '#ledger';
import { inTransaction, Outage, type Database, type DueTask, type Tx } from '#platform';
import type { Context } from '#policy';
import type { CallEdge } from '../adapters/edge.ts';
import { chargeFor } from '../rates/charging.ts';
import { holdHours, openCallHold } from './hold.ts';
import { lastLook, lookAgain, nextGrant } from './rules.ts';
import type { Call } from './call.ts';
import { creditForCalls } from './credit-for-calls.ts';
import { answeredTarget } from './end-call.ts';
import { callsToProlong, nextProlongation, selectCall, updateProgress, type Progress } from './store.ts';

const callsAtOnce = 100;
// Less than the lead: an edge that could not be reached is asked again while the slice lasts.
const retrySeconds = 5;

/**
 * Calls in progress get their next slice before the one they have ends, as long as the credit pays for it. It is held before the edge is told,
 * so that a call never talks for more than was held, whatever breaks off in between; when nobody prolongs it, it ends with its slice.
 */
export const prolongations = (edge: CallEdge): DueTask<Context> => ({
  name: 'voice.prolongations',
  nextDue: nextProlongation,
  run: async (db, context) => {
    const due = await callsToProlong(db, context.clock.now(), callsAtOnce);
    for (const id of due) await prolong(db, context, edge, id);
    return due.length;
  },
});

const prolong = async (db: Database, context: Context, edge: CallEdge, id: string): Promise<void> => {
  const asked = await inTransaction(db, (tx) => holdNextSlice(tx, context, id));
  if (asked === null) return;
  const { edgeCallId, askedSeconds } = asked;
  try {
    const heard = await edge.prolong(id, edgeCallId, askedSeconds);
    await inTransaction(db, (tx) => recordHeard(tx, id, askedSeconds, heard));
  } catch (error) {
    // It may have heard: what it was asked stays held, and it is asked again.
    if (!(error instanceof Outage)) throw error;
  }
};

interface Asked {
  readonly edgeCallId: string;
  readonly askedSeconds: number;
}

/** Holds what the next slice costs; null: there is none. */
const holdNextSlice = async (tx: Tx, context: Context, id: string): Promise<Asked | null> => {
  const call = await lockCall(tx, id);
  const now = context.clock.now();
  if (call?.state !== 'answered' || call.prolongAt === null) return null;
  if (Temporal.Instant.compare(call.prolongAt, now) > 0) return null;
  const progress = progressOf(call);
  const next = await holdMore(tx, context, call);
  if (next === null) {
    const prolongAt = lastLook(progress.answeredAt, progress.grantedSeconds, now);
    await updateProgress(tx, id, { ...progress, prolongAt });
    return null;
  }
  await updateProgress(tx, id, { ...progress, ...next, prolongAt: now.add({ seconds: retrySeconds }) });
  return { edgeCallId: call.edgeCallId, askedSeconds: next.askedSeconds };
};

/** Holds what one more slice costs, as far as what is free beside what is held already pays for it; null: it pays for nothing more. */
const holdMore = async (
  tx: Tx,
  context: Context,
  call: Call,
): Promise<{ readonly askedSeconds: number; readonly holdId: string | null } | null> => {
  const { id, holdId, customerId } = call;
  const { rate } = await answeredTarget(tx, call);
  if (rate === null) return null;
  const { creditMicros, isFrozen, isInDebt } = await creditForCalls(tx, context, customerId!);
  if (isFrozen || isInDebt) return null;
  const expiresAt = context.clock.now().add({ hours: holdHours });
  // Made larger by nothing: that tells how large it is.
  const held = holdId === null ? null : await extendHold(tx, { holdId, amountMicros: 0n, expiresAt });
  const heldMicros = held?.amountMicros ?? 0n;
  const askedSeconds = nextGrant(rate, heldMicros + creditMicros, call.grantedSeconds!);
  if (askedSeconds <= call.grantedSeconds!) return null;
  const amountMicros = chargeFor(rate, askedSeconds);
  if (amountMicros <= heldMicros) return { askedSeconds, holdId };
  if (holdId === null)
    return {
      askedSeconds,
      holdId: await openCallHold(tx, context, { id, customerId: customerId!, amountMicros }),
    };
  await extendHold(tx, { holdId, amountMicros, expiresAt });
  return { askedSeconds, holdId };
};

const recordHeard = async (
  tx: Tx,
  id: string,
  askedSeconds: number,
  heard: 'done' | 'unknown',
): Promise<void> => {
  const call = await lockCall(tx, id);
  if (call?.state !== 'answered') return;
  const progress = progressOf(call);
  // The edge has no such call: that it ended will be told, or the sweeper finds out.
  if (heard === 'unknown') return updateProgress(tx, id, { ...progress, prolongAt: null });
  const { rate } = await answeredTarget(tx, call);
  const isAnswered = call.askedSeconds === null || call.askedSeconds <= askedSeconds;
  await updateProgress(tx, id, {
    ...progress,
    grantedSeconds: Math.max(askedSeconds, progress.grantedSeconds),
    askedSeconds: isAnswered ? null : call.askedSeconds,
    ...lookAgain(progress.answeredAt, rate, askedSeconds),
  });
};

const lockCall = async (tx: Tx, id: string): Promise<Call | undefined> => {
  const found = await selectCall(tx, id);
  if (found === undefined || found.customerId === null) return undefined;
  await lockWallets(tx, [found.customerId]);
  return selectCall(tx, id);
};

const progressOf = (call: Call): Progress => ({
  answeredAt: call.answeredAt!,
  step: call.step!,
  branch: call.branch!,
  grantedSeconds: call.grantedSeconds!,
  askedSeconds: call.askedSeconds,
  prolongAt: call.prolongAt,
  sweepAt: call.sweepAt!,
  holdId: call.holdId,
});
