import { lockWallets } from '#ledger';
import type { Tx } from '#platform';
import type { Context } from '#policy';
import { notYours } from './errors.ts';
import { recordNumberEvents } from './events.ts';
import { settlePricesOfDismissed } from './store/quarantine.ts';
import { insertHistory } from './store/history.ts';
import { endRegistering } from './store/registrations.ts';
import { openRental } from './store/rentals.ts';

export interface ReleaseOrder {
  readonly customerId: string;
  readonly e164: string;
  /** deadline: it passed. rejected: for good. customer: gave it up. forfeited: its price is kept (F1). */
  readonly reason: 'deadline' | 'rejected' | 'customer' | 'forfeited';
}

/**
 * The registration of a number has failed: its rental ends before it began, and the number is for sale again, also to the same customer.
 * What becomes of its price is for others to decide.
 * @refuses numbers.not_yours when it does not wait for a registration of this customer
 * @source POLICY.md R2
 */
export const releaseRegistering = async (tx: Tx, context: Context, order: ReleaseOrder): Promise<void> => {
  const { customerId, e164, reason } = order;
  await lockWallets(tx, [customerId]);
  const rental = await openRental(tx, e164);
  if (rental?.customerId !== customerId || rental.state !== 'registering') throw notYours({ e164 });
  const now = context.clock.now();
  const { id: rentalId } = rental;
  const { country, city } = await endRegistering(tx, rentalId, now);
  await settlePricesOfDismissed(tx, [e164], now);
  await insertHistory(tx, context, { e164, rentalId, customerId, kind: 'released', details: { reason } });
  await recordNumberEvents(tx, context, 'numbers.released', [
    { customerId, rentalId, e164, country, city, released: reason },
  ]);
};
