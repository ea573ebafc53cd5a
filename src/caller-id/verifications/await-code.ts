import { lockWallets } from '#ledger';
import type { HeldNumber } from '#numbers';
import { newId, type Tx } from '#platform';
import type { Context } from '#policy';
import { catchCalls } from '#voice';
import { workingRental } from '../working-rental.ts';
import { unknownVerification } from '../errors.ts';
import { closeOpen, closeVerification, insertVerification, selectVerification } from './store.ts';
import { awaitedMinutes, type VerificationView } from './verification.ts';

/**
 * Begins to catch what arrives at a number that works: a provider is about to send a code there. What was awaited before is closed.
 * @refuses numbers.not_yours, numbers.registering, numbers.quarantined, wallet.frozen
 * @source POLICY S4
 */
export const awaitCode = async (
  tx: Tx,
  context: Context,
  order: HeldNumber & Pick<VerificationView, 'provider' | 'catchesCalls'>,
): Promise<VerificationView> => {
  const { customerId, e164, provider, catchesCalls } = order;
  await lockWallets(tx, [customerId]);
  const { id: rentalId } = await workingRental(tx, order);
  const openedAt = context.clock.now();
  await closeOpen(tx, rentalId, openedAt);
  const expiresAt = openedAt.add({ minutes: awaitedMinutes });
  const id = newId(context.clock);
  await catchCalls(tx, rentalId, catchesCalls ? expiresAt : null);
  const wanted = { id, customerId, rentalId, e164, provider, catchesCalls, openedAt, expiresAt };
  const opened = await insertVerification(tx, wanted);
  return { ...opened, state: 'awaited', caught: [] };
};

/** Ends it before its time; one that is closed stays so. @refuses caller_id.unknown_verification */
export const closeAwaited = async (
  tx: Tx,
  context: Context,
  {
    verificationId,
    customerId,
  }: { readonly verificationId: string; readonly customerId?: string | undefined },
): Promise<void> => {
  const found = await selectVerification(tx, verificationId);
  if (found === undefined || (customerId !== undefined && found.customerId !== customerId))
    throw unknownVerification({ verificationId });
  await lockWallets(tx, [found.customerId]);
  const { closedAt } = (await selectVerification(tx, verificationId))!;
  // One that is closed may have a successor, whose calls these are.
  if (closedAt !== null) return;
  await closeVerification(tx, verificationId, context.clock.now());
  await catchCalls(tx, found.rentalId, null);
};
