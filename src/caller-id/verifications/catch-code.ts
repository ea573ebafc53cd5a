import { recordEvents, type RecordedEvent, type Tx } from '#platform';
import type { Context } from '#policy';
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
