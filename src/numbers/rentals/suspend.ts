import { lockWallets } from '#ledger';
import type { Tx } from '#platform';
import type { Context } from '#policy';
import { recordNumberEvents } from './events.ts';
import { lapse } from './lapses.ts';
import { releaseArrival } from './store/arrivals.ts';
import { resumeRentals, startCalendars, suspendRentals, type SwitchedRental } from './store/suspensions.ts';

/**
 * Suspends the active numbers of a customer: they do not work, and wait at their paid-until dates, neither renewed nor cancelled.
 * Numbers in quarantine go on to their dismissal, and cannot be restored: the credit is frozen. Returns how many were suspended.
 * @source POLICY.md F1 (the active numbers are suspended; their calendar waits)
 */
export const suspendNumbers = async (tx: Tx, context: Context, customerId: string): Promise<number> => {
  await lockWallets(tx, [customerId]);
  const suspended = await suspendRentals(tx, context, customerId);
  await recordNumberEvents(tx, context, 'numbers.suspended', suspended.map(asEvent));
  return suspended.length;
};

/**
 * The suspended numbers of a customer no longer wait: those whose paid-until date has passed enter quarantine now, the others on that
 * date. Returns how many did now.
 * @source POLICY.md F1 (confirmed)
 */
export const lapseNumbers = async (tx: Tx, context: Context, customerId: string): Promise<number> => {
  await lockWallets(tx, [customerId]);
  await startCalendars(tx, customerId);
  return lapse(tx, context, [customerId]);
};

/**
 * The suspended numbers of a customer work again. What was due meanwhile is the next run's of renewals, which is late; what is in
 * quarantine is restored by credit that arrived while it was frozen. Returns how many work again.
 * @source POLICY.md F1 (everything is as before; renewals that waited are made up for)
 */
export const resumeNumbers = async (tx: Tx, context: Context, customerId: string): Promise<number> => {
  await lockWallets(tx, [customerId]);
  const resumed = await resumeRentals(tx, context, customerId);
  await releaseArrival(tx, customerId, context.clock.now());
  await recordNumberEvents(tx, context, 'numbers.resumed', resumed.map(asEvent));
  return resumed.length;
};

const asEvent = ({ customerId, rentalId, e164, paidUntil }: SwitchedRental) => ({
  customerId,
  rentalId,
  e164,
  paidUntil,
});
