import { lockWallets, payDebt, releaseHold } from '#ledger';
import type { Tx } from '#platform';
import type { Context } from '#policy';
import { newsGraceSeconds, type Call } from './call.ts';
import { giveUpCall, settleCall } from './end-call.ts';
import { lookAgain, type EndTold } from './rules.ts';
import { insertEvent, selectCall, selectEvent, selectTargets, updateProgress, updateSweep } from './store.ts';

/** Somebody answered: which target. */
export interface Answered {
  readonly kind: 'answered';
  readonly callId: string;
  readonly at: Temporal.Instant;
  readonly step: number;
  readonly branch: number;
}

/** A call that had been answered has ended: somebody hung up, or the edge cut it at the end of what it was granted. */
export interface Ended {
  readonly kind: 'ended';
  readonly callId: string;
  readonly at: Temporal.Instant;
  readonly told: Exclude<EndTold, 'lost'>;
}

/** Nobody answered, or the caller gave up. */
export interface Failed {
  readonly kind: 'failed';
  readonly callId: string;
  readonly at: Temporal.Instant;
  /** The SIP status that the caller got. */
  readonly code: number;
}

export type CallEvent = Answered | Ended | Failed;

/**
 * What was made of an event. repeated: it was known. late: the call had been closed already, nothing changes. unknown: there is no such call,
 * or it was refused.
 */
export type EventReceipt = 'taken' | 'repeated' | 'late' | 'unknown';

/**
 * Takes what the edge tells of a call, in any order and as often as it likes: each thing counts once.
 */
export const receiveCallEvent = async (tx: Tx, context: Context, event: CallEvent): Promise<EventReceipt> => {
  const found = await selectCall(tx, event.callId);
  if (found === undefined || found.customerId === null || found.outcome === 'refused') return 'unknown';
  await lockWallets(tx, [found.customerId]);
  const call = (await selectCall(tx, event.callId))!;
  const { kind, at, callId, ...details } = event;
  const isLate = call.state === 'ended';
  if (!(await insertEvent(tx, context, { kind, at, callId, isLate, details }))) return 'repeated';
  if (isLate) return 'late';
  if (event.kind === 'answered') await answer(tx, context, call, event);
  else if (event.kind === 'ended') await end(tx, context, call, event);
  // One that was answered has not failed, whatever is told.
  else if (call.state === 'ringing') await giveUpCall(tx, context, call, { at, reason: 'not_answered' });
  return 'taken';
};

const answer = async (tx: Tx, context: Context, call: Call, event: Answered): Promise<void> => {
  const targets = (await selectTargets(tx, [call.id])).get(call.id) ?? [];
  // An edge that names a target that it was not given has answered for what it was given first.
  const target =
    targets.find(({ step, branch }) => step === event.step && branch === event.branch) ?? targets[0]!;
  const { step, branch, rate, grantedSeconds } = target;
  // The edge has a clock of its own.
  const answeredAt = laterOf(event.at, call.routedAt);
  // It was held for a target that costs something, and another one answered.
  const needless = rate === null ? call.holdId : null;
  if (needless !== null) await releaseHold(tx, context, needless);
  const progress = {
    answeredAt,
    step,
    branch,
    grantedSeconds,
    askedSeconds: null,
    holdId: rate === null ? null : call.holdId,
    ...lookAgain(answeredAt, rate, grantedSeconds),
  };
  await updateProgress(tx, call.id, progress);
  if (needless !== null) await payDebt(tx, context, call.customerId!);
  const ended = await selectEvent(tx, call.id, 'ended');
  if (ended === undefined) return;
  const answered = (await selectCall(tx, call.id))!;
  await settleCall(tx, context, answered, { at: ended.at, told: toldIn(ended.details) });
};

const end = async (tx: Tx, context: Context, call: Call, event: Ended): Promise<void> => {
  if (call.answeredAt !== null)
    return settleCall(tx, context, call, { at: laterOf(event.at, call.answeredAt), told: event.told });
  // The end came before the answer: that is on its way, or lost.
  return updateSweep(tx, call.id, context.clock.now().add({ seconds: newsGraceSeconds }));
};

const toldIn = (details: Readonly<Record<string, unknown>>): EndTold =>
  details['told'] === 'timeout' ? 'timeout' : 'hung_up';

const laterOf = (a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant =>
  Temporal.Instant.compare(a, b) < 0 ? b : a;
