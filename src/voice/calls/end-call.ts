import assert from 'node:assert/strict';
import { houseAccount, payDebt, postHold, releaseHold } from '#ledger';
import { toDecimal } from '#money';
import { recordEvents, type Tx } from '#platform';
import type { Context } from '#policy';
import type { Call, CallTarget, EndedBecause, RefusedBecause } from './call.ts';
import { settlementOf, type EndTold, type Settlement } from './rules.ts';
import { endCall, selectTargets } from './store.ts';

/**
 * Ends a call that was answered: what it cost is charged from what was held for it, the rest is free again. The wallet is locked, and the call
 * has not ended.
 * @source POLICY.md C1
 */
export const settleCall = async (
  tx: Tx,
  context: Context,
  call: Call,
  end: { readonly at: Temporal.Instant; readonly told: EndTold },
): Promise<void> => {
  assert(call.answeredAt !== null, 'only an answered call is settled');
  const { rate } = await answeredTarget(tx, call);
  const seconds = Math.floor((end.at.epochMilliseconds - call.answeredAt.epochMilliseconds) / 1_000);
  await finish(tx, context, call, settlementOf(call, rate, { seconds, told: end.told }), end.at);
};

/** Ends a call that nobody answered, as far as is known: nothing is charged. */
export const giveUpCall = (
  tx: Tx,
  context: Context,
  call: Call,
  end: { readonly at: Temporal.Instant; readonly reason: 'not_answered' | 'no_news' },
): Promise<void> =>
  finish(
    tx,
    context,
    call,
    { outcome: 'unanswered', reason: end.reason, talkSeconds: 0, billedSeconds: 0, chargeMicros: 0n },
    end.at,
  );

/** The target that answered a call. */
export const answeredTarget = async (tx: Tx, call: Call): Promise<CallTarget> => {
  const targets = (await selectTargets(tx, [call.id])).get(call.id) ?? [];
  const found = targets.find(({ step, branch }) => step === call.step && branch === call.branch);
  assert(found, `call ${call.id} was answered by a target that it does not have`);
  return found;
};

const finish = async (
  tx: Tx,
  context: Context,
  call: Call,
  settlement: Settlement,
  endedAt: Temporal.Instant,
): Promise<void> => {
  assert(call.customerId !== null, 'nobody pays for a number that nobody holds');
  const journalId = await charge(tx, context, call, settlement);
  await endCall(tx, call.id, { ...settlement, endedAt, journalId });
  if (call.holdId !== null) await payDebt(tx, context, call.customerId);
  const target = call.step === null ? null : (await answeredTarget(tx, call)).target;
  await tellOfEnd(tx, context, call, { ...settlement, target });
};

const charge = async (
  tx: Tx,
  context: Context,
  { id, holdId, customerId, e164 }: Call,
  { chargeMicros, talkSeconds, billedSeconds }: Settlement,
): Promise<bigint | null> => {
  if (chargeMicros === 0n) {
    if (holdId !== null) await releaseHold(tx, context, holdId);
    return null;
  }
  assert(holdId !== null, `call ${id} is charged without a hold`);
  const { journalId } = await postHold(tx, context, {
    holdId,
    details: { callId: id, e164, talkSeconds, billedSeconds },
    transfers: [
      {
        code: 'call.charged',
        fromAccountId: customerId!,
        toAccountId: await houseAccount(tx, context, 'revenue_calls'),
        amountMicros: chargeMicros,
      },
    ],
  });
  return journalId;
};

/** What others are told of a call that has ended: signals of fraud, webhooks. */
export const tellOfEnd = (
  tx: Tx,
  context: Context,
  { id, customerId, e164, caller }: Pick<Call, 'id' | 'customerId' | 'e164' | 'caller'>,
  end: {
    readonly outcome: string;
    readonly reason: RefusedBecause | EndedBecause;
    readonly talkSeconds: number;
    readonly billedSeconds: number;
    readonly chargeMicros: bigint;
    readonly target: string | null;
  },
): Promise<void> =>
  recordEvents(tx, context.clock, 'voice.call_ended', [
    {
      customerId,
      callId: id,
      e164,
      caller,
      target: end.target,
      outcome: end.outcome,
      reason: end.reason,
      talkSeconds: end.talkSeconds,
      billedSeconds: end.billedSeconds,
      charge: toDecimal(end.chargeMicros),
      chargeMicros: String(end.chargeMicros),
    },
  ]);
