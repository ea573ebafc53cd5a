import { lockWallets } from '#ledger';
import { recordEvents, type RecordedEvent, type Tx } from '#platform';
import type { Context } from '#policy';
import { callOf, catchCalls, listener } from '#voice';
import { codeInSpeech, codeInTones } from './code-in-speech.ts';
import { codeInText } from './code-in-text.ts';
import { insertCaught, lockAwaited } from './store.ts';
import type { Caught } from './verification.ts';

/**
 * Heard of a message that arrived, or is whole now: where a code is awaited at its number, it is caught. Heard twice, it is caught once.
 * @source POLICY S4
 */
export const catchMessage = async (tx: Tx, context: Context, { payload }: RecordedEvent): Promise<void> => {
  const text = (name: string): string => String(payload[name]);
  await catchAt(tx, context, BigInt(text('rentalId')), {
    way: 'sms',
    sender: text('from'),
    code: codeInText(text('text')),
    sourceId: text('messageId'),
    caughtAt: Temporal.Instant.from(text('receivedAt')),
  });
};

/** What the listener heard of a call that it answered: tones that were typed, and what was said. */
export interface Heard {
  readonly callId: string;
  readonly tones: string;
  readonly transcript: string;
}

/**
 * Told by the listener what a caught call said: the code in it is shown, and the calls that follow are forwarded again. Told twice, it is caught
 * once. False: the call was not the listener's, or nothing was awaited when it came.
 * @refuses voice.unknown_call
 * @source POLICY S4
 */
export const hearCall = async (
  tx: Tx,
  context: Context,
  { callId, tones, transcript }: Heard,
): Promise<boolean> => {
  const { rentalId, customerId, caller, routedAt, targets } = await callOf(tx, { callId });
  const isOurs = targets.some(({ kind, target }) => kind === 'service' && target === listener);
  if (!isOurs || rentalId === null || customerId === null) return false;
  await lockWallets(tx, [customerId]);
  const code = codeInTones(tones) ?? codeInSpeech(transcript);
  const caught = { way: 'call', sender: caller, code, sourceId: callId, caughtAt: routedAt } as const;
  const isAwaited = await catchAt(tx, context, rentalId, caught);
  if (isAwaited && code !== null) await catchCalls(tx, rentalId, null);
  return isAwaited;
};

/**
 * Keeps what arrived at `caught.caughtAt` with the verification that was awaited then, and tells; false when none was.
 */
const catchAt = async (tx: Tx, context: Context, rentalId: bigint, caught: Caught): Promise<boolean> => {
  const awaited = await lockAwaited(tx, rentalId, caught.caughtAt);
  if (awaited === undefined) return false;
  await insertCaught(tx, awaited.id, caught);
  const { customerId, e164, id: verificationId } = awaited;
  const { way, sourceId, code } = caught;
  await recordEvents(tx, context.clock, 'caller_id.caught', [
    { customerId, rentalId: String(rentalId), e164, verificationId, way, sourceId, hasCode: code !== null },
  ]);
  return true;
};
