import { lockWallets } from '#ledger';
import { inTransaction, type Tx } from '#platform';
import { type Context, today as todayOf } from '#policy';
import { cancel } from './cancel.ts';
import { byVersion, planRun, publishedVersions, type Task } from './run-plan.ts';
import { customersLapsing, firstLapse, nextLapse, selectLapsing } from './store/suspensions.ts';

const batchSize = 1_000;

/**
 * At 00:00 on its paid-until date a suspended number whose case of fraud is confirmed enters quarantine: there is no credit to renew it.
 * @source POLICY.md F1
 */
export const lapses: Task = {
  name: 'numbers.lapses',
  nextDue: nextLapse,
  run: async (db, context) => {
    let total = 0;
    for (;;) {
      const first = await firstLapse(db);
      if (first === null || Temporal.PlainDate.compare(first, todayOf(context)) > 0) return total;
      total += await inTransaction(db, async (tx) => {
        const customerIds = await customersLapsing(tx, todayOf(context), batchSize);
        // An appeal that is upheld at this moment is waited for: then nothing of it lapses.
        await lockWallets(tx, customerIds);
        return lapse(tx, context, customerIds);
      });
    }
  },
};

/** Puts the numbers of customers whose wallets are locked into quarantine that are suspended, do not wait, and are not paid any longer. */
export const lapse = async (tx: Tx, context: Context, customerIds: readonly string[]): Promise<number> => {
  const today = todayOf(context);
  const rentalIds = await selectLapsing(tx, customerIds, today);
  if (rentalIds.length === 0) return 0;
  const versions = await publishedVersions(tx);
  return cancel(tx, context, {
    rentalIds,
    plan: await planRun(tx, context, versions, { first: today, through: today }),
    quarantineDays: byVersion(versions, ({ parameters }) => parameters.quarantineDays),
    reason: 'frozen',
  });
};
