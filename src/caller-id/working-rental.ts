import { quarantined, registering, rentalOf, type HeldNumber, type RentalView } from '#numbers';
import type { Tx } from '#platform';
import { refuseFrozen } from '#wallet';

/**
 * The rental of a customer's number that works now: what a certificate says, and what codes are sent to.
 * @refuses numbers.not_yours, numbers.registering, numbers.quarantined, wallet.frozen
 */
export const workingRental = async (
  tx: Tx,
  { customerId, e164 }: HeldNumber,
): Promise<RentalView & { readonly heldSince: Temporal.Instant }> => {
  await refuseFrozen(tx, customerId);
  const rental = await rentalOf(tx, { customerId, e164 });
  if (rental.state === 'quarantined') throw quarantined({ e164 });
  if (rental.state !== 'active' || rental.heldSince === null) throw registering({ e164 });
  return { ...rental, heldSince: rental.heldSince };
};
