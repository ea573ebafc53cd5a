import { rentalOf, type HeldNumber } from '#numbers';
import type { Database, Tx } from '#platform';
import type { Context } from '#policy';
import { refuseUnacknowledged } from './acknowledge.ts';
import { isForwardedToEmail, upsertForwarding } from './store/wishes.ts';

/** Where the messages of a number are sent on to. */
export interface Forwarding {
  readonly toEmail: boolean;
}

/**
 * Has the messages of a number sent on to the customer's mail address, or no longer. It holds for this hold on the number: who has it
 * next starts without.
 * @refuses numbers.not_yours, messaging.not_acknowledged
 */
export const forwardMessages = async (
  tx: Tx,
  context: Context,
  order: HeldNumber & Forwarding,
): Promise<void> => {
  const { id: rentalId } = await rentalOf(tx, order);
  const { customerId, toEmail } = order;
  if (toEmail) await refuseUnacknowledged(tx, customerId);
  await upsertForwarding(tx, { rentalId, customerId, toEmail, changedAt: context.clock.now() });
};

/** @refuses numbers.not_yours */
export const forwardingOf = async (db: Database, held: HeldNumber): Promise<Forwarding> => ({
  toEmail: await isForwardedToEmail(db, (await rentalOf(db, held)).id),
});

/** Whether the messages of a rental go to its customer's mail address. */
export const goesToEmail = (db: Database, rentalId: bigint): Promise<boolean> =>
  isForwardedToEmail(db, rentalId);
