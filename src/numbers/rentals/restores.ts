import { lockWalletsOf } from '#ledger';
import { toDecimal } from '#money';
import { inTransaction, type Database, type Tx } from '#platform';
import { type Context, today as todayOf } from '#policy';
import { recordNumberEvents } from './events.ts';
import { planRun, publishedVersions, type Task } from './run-plan.ts';
import { settleRun } from './settle-run.ts';
import { anyArrival, insertArrivals, nextArrival, removeArrivals, takeArrivals } from './store/arrivals.ts';
import { insertRestoredHistory, selectRestored } from './store/quarantine.ts';
import { pinPlanner, withRunTables } from './store/run-tables.ts';

const batchCustomers = 2_000;

/**
 * Notes that the credit of these customers grew, now or at an instant that has passed: what they lost for lack of credit is restored as at
 * that instant, before quarantines end.
 * @source POLICY.md §1, credit that arrives during quarantine
 */
export const noteCreditArrived = (
  tx: Tx,
  context: Context,
  customerIds: readonly string[],
  at: Temporal.Instant = context.clock.now(),
): Promise<void> => insertArrivals(tx, customerIds, at);

/**
 * Credit that arrived restores numbers in quarantine whose renewal is still on, in the order that the customer chose; each costs all
 * periods that it takes to pass the day of the arrival, and one that is too dear is passed over. At the instant at which a quarantine ends
 * it is too late; credit that came before is in time, however late the run: what fell due since then is the next renewal's.
 * @source POLICY.md §1, C5
 */
export const restores: Task = {
  name: 'numbers.restores',
  nextDue: nextArrival,
  run: async (db, context) => {
    let total = 0;
    while (await anyArrival(db)) total += await restoreSome(db, context);
    return total;
  },
};

const restoreSome = async (db: Database, context: Context): Promise<number> => {
  const today = todayOf(context);
  return withRunTables(db, (session) =>
    inTransaction(session, async (tx) => {
      await pinPlanner(tx);
      const plan = {
        ...(await planRun(tx, context, await publishedVersions(tx), { first: today, through: today })),
        manyPeriods: true,
      };
      await takeArrivals(tx, context.operator.timeZone, batchCustomers);
      await lockWalletsOf(tx, { table: 'run_wallet', into: 'run_credit' });
      await removeArrivals(tx);
      const { paidRentals, journalId } = await settleRun(tx, context, 'restores', plan);
      if (journalId !== null) await tellRestored(tx, context, journalId);
      return paidRentals;
    }),
  );
};

const tellRestored = async (tx: Tx, context: Context, journalId: bigint): Promise<void> => {
  const restored = await selectRestored(tx);
  await insertRestoredHistory(
    tx,
    context,
    journalId,
    restored.map(({ rentalId, paidMicros }) => ({ rentalId, amount: toDecimal(paidMicros) })),
  );
  await recordNumberEvents(
    tx,
    context,
    'numbers.restored',
    restored.map(({ customerId, rentalId, e164, paidUntil, paidMicros }) => ({
      customerId,
      rentalId,
      e164,
      paidUntil,
      amountMicros: paidMicros,
      by: 'credit' as const,
    })),
  );
};
