import type { Tx } from '#platform';
import type { Context } from '#policy';
import { recordNumberEvents } from './events.ts';
import { costOf, missedPeriods } from './rules.ts';
import { cancelRentals, type DaysByVersion } from './store/quarantine.ts';
import { waitingPrices } from './store/rentals.ts';
import type { RunPlan } from './store/run-due.ts';

export interface Cancellation {
  readonly rentalIds: readonly bigint[];
  readonly plan: RunPlan;
  readonly quarantineDays: DaysByVersion;
  /** frozen: they were suspended, and fraud is confirmed. Left out: for want of a renewal, or of credit. */
  readonly reason?: 'frozen';
}

/** Puts rentals that were due and not renewed into quarantine, and tells their holders. Returns how many. */
export const cancel = async (
  tx: Tx,
  context: Context,
  { rentalIds, plan, quarantineDays, reason }: Cancellation,
): Promise<number> => {
  if (rentalIds.length === 0) return 0;
  const cancelled = await cancelRentals(tx, context, {
    rentalIds,
    today: plan.today,
    quarantineDays,
    reason: reason ?? null,
  });
  const e164s = cancelled.map(({ e164 }) => e164);
  const prices = plan.prices ? await waitingPrices(tx, e164s) : new Map<string, never>();
  await recordNumberEvents(
    tx,
    context,
    'numbers.quarantined',
    cancelled.map((rental) => ({
      customerId: rental.customerId,
      rentalId: rental.rentalId,
      e164: rental.e164,
      paidUntil: rental.paidUntil,
      restorableUntil: rental.restorableUntil,
      reason: reason ?? (rental.renewal ? ('no_credit' as const) : ('renewal_off' as const)),
      amountMicros: costOf(missedPeriods(rental, prices.get(rental.e164) ?? [], plan.today)),
    })),
  );
  return cancelled.length;
};
