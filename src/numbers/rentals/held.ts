import { lockWallets } from '#ledger';
import type { Tx } from '#platform';
import { dismissed, notYours } from './errors.ts';
import type { Rental } from './rental.ts';
import { endedRental, openRental } from './store/rentals.ts';

/** A customer's number. */
export interface HeldNumber {
  readonly customerId: string;
  readonly e164: string;
}

/**
 * The rental by which the customer holds the number, for a change: the lock of a wallet is the lock of all rentals of its customer,
 * here and in the runs of renewals.
 * @refuses numbers.dismissed when the customer lost it for good, numbers.not_yours
 */
export const lockHeld = async (tx: Tx, { customerId, e164 }: HeldNumber): Promise<Rental> => {
  await lockWallets(tx, [customerId]);
  const open = await openRental(tx, e164);
  if (open?.customerId === customerId) return open;
  const ended = await endedRental(tx, e164, customerId);
  throw ended?.endReason === 'dismissed' ? dismissed({ e164 }) : notYours({ e164 });
};
