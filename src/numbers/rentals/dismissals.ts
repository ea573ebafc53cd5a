import { lockWallets } from '#ledger';
import { inTransaction, type Database } from '#platform';
import { type Context, today as todayOf } from '#policy';
import { recordNumberEvents } from './events.ts';
import { byVersion, publishedVersions, type Task } from './run-plan.ts';
import {
  anyWaitingPrices,
  customersAtTheEnd,
  dismissRentals,
  firstQuarantineEnd,
  nextQuarantineEnd,
  nextResale,
  sellAgain,
  settlePricesOfDismissed,
} from './store/quarantine.ts';

const batchSize = 5_000;

/**
 * At 00:00 on the date through which a number could be restored (exclusive) it is dismissed: its former holder never gets it back.
 * @source POLICY.md C4
 */
export const dismissals: Task = {
  name: 'numbers.dismissals',
  nextDue: nextQuarantineEnd,
  run: async (db, context) => {
    const today = todayOf(context);
    let total = 0;
    for (;;) {
      const first = await firstQuarantineEnd(db);
      if (first === null || Temporal.PlainDate.compare(first, today) > 0) return total;
      total += await dismissSome(db, context, today);
    }
  },
};

const dismissSome = (db: Database, context: Context, today: Temporal.PlainDate): Promise<number> =>
  inTransaction(db, async (tx) => {
    const versions = await publishedVersions(tx);
    const resaleAfterDays = byVersion(versions, ({ parameters }) => parameters.resaleAfterDays);
    const customerIds = await customersAtTheEnd(tx, today, batchSize);
    // Whoever is restoring a number at this moment is waited for: what they pay for is not dismissed.
    await lockWallets(tx, customerIds);
    const gone = await dismissRentals(tx, context, { today, resaleAfterDays, customerIds });
    if (await anyWaitingPrices(tx, null)) {
      const e164s = gone.map(({ e164 }) => e164);
      await settlePricesOfDismissed(tx, e164s, context.clock.now());
    }
    await recordNumberEvents(
      tx,
      context,
      'numbers.dismissed',
      gone.map(({ customerId, rentalId, e164, paidUntil, restorableUntil, country, city }) => ({
        customerId,
        rentalId,
        e164,
        paidUntil,
        restorableUntil,
        country,
        city,
      })),
    );
    return gone.length;
  });

/**
 * What was dismissed is for sale again after the days that the policy names, if it names any; never to its former holder.
 * @source POLICY.md C4, parameter `resaleAfterDays`
 */
export const resale: Task = {
  name: 'numbers.resale',
  nextDue: nextResale,
  run: (db, context) => inTransaction(db, (tx) => sellAgain(tx, context, todayOf(context))),
};
