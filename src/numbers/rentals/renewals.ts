import assert from 'node:assert/strict';
import { lockWalletsOf } from '#ledger';
import { inTransaction, type Database, type Tx } from '#platform';
import { type Context, today as todayOf } from '#policy';
import { cancel } from './cancel.ts';
import { byVersion, planRun, publishedVersions, type Task } from './run-plan.ts';
import { settleRun } from './settle-run.ts';
import { firstPaidUntil, nextPaidUntil, selectStopped, type DaysByVersion } from './store/quarantine.ts';
import type { RunPlan } from './store/run-due.ts';
import {
  areMoreDue,
  claimBatch,
  listDueCustomers,
  pinPlanner,
  takeBatch,
  withRunTables,
  type Lane,
} from './store/run-tables.ts';

/** How a run is cut. */
export interface RunSize {
  /** Rentals a batch, more or less: its locks are held for a quarter of a second. */
  readonly batch: number;
  /** Connections that share a run of more than one batch: each keeps one core of the database busy. */
  readonly lanes: number;
}

const usualSize: RunSize = { batch: 8_000, lanes: 2 };

/**
 * At 00:00 on its paid-until date a number is renewed for one period, if its renewal is on and the credit suffices; otherwise it enters
 * quarantine at that instant. A run that is late makes up for every period, in the order of their dates.
 * @source POLICY.md §1, C2, C3; MONEY.md, renewals
 */
export const renewals: Task = {
  name: 'numbers.renewals',
  nextDue: nextPaidUntil,
  run: (db, context) => renewDue(db, context, usualSize),
};

/** Renews or cancels all that is due. */
export const renewDue = async (db: Database, context: Context, size: RunSize): Promise<number> => {
  let total = 0;
  for (let idle = 0; ;) {
    const first = await firstPaidUntil(db);
    if (first === null || Temporal.PlainDate.compare(first, todayOf(context)) > 0) return total;
    const done = await renewOnce(db, context, first, size);
    total += done;
    // Another run may be about to do what this one found; nobody has three such runs beside each other.
    idle = done === 0 ? idle + 1 : 0;
    assert(idle < 3, `a number that is due on ${first} is neither renewed nor cancelled`);
  }
};

interface RenewalRun {
  readonly plan: RunPlan;
  readonly quarantineDays: DaysByVersion;
}

const renewOnce = async (
  db: Database,
  context: Context,
  first: Temporal.PlainDate,
  size: RunSize,
): Promise<number> => {
  const run = await inTransaction(db, async (tx) => {
    const versions = await publishedVersions(tx);
    return {
      plan: await planRun(tx, context, versions, { first, through: todayOf(context) }),
      quarantineDays: byVersion(versions, ({ parameters }) => parameters.quarantineDays),
    };
  });
  const lanes = (await areMoreDue(db, run.plan.today, size.batch)) ? size.lanes : 1;
  const counts = await Promise.allSettled(
    Array.from({ length: lanes }, (_, lane) => renewLane(db, context, run, size.batch, { lane, lanes })),
  );
  const failed = counts.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
  return counts.reduce((sum, one) => sum + (one.status === 'fulfilled' ? one.value : 0), 0);
};

const renewLane = (
  db: Database,
  context: Context,
  run: RenewalRun,
  batchSize: number,
  lane: Lane,
): Promise<number> =>
  withRunTables(db, async (session) => {
    const batches = await listDueCustomers(session, run.plan.today, batchSize, lane);
    const passed: number[] = [];
    let done = 0;
    for (const batch of batches) {
      const count = await inTransaction(session, async (tx) =>
        (await claimBatch(tx, batch)) ? renewBatch(tx, context, run, batch) : null,
      );
      if (count === null) passed.push(batch);
      else done += count;
    }
    // Whoever was at these may have died: wait for their locks, and look again.
    for (const batch of passed)
      done += await inTransaction(session, (tx) => renewBatch(tx, context, run, batch));
    return done;
  });

/** One transaction: lock the wallets, then read what is due of them, charge it, move or cancel the rentals. */
const renewBatch = async (
  tx: Tx,
  context: Context,
  { plan, quarantineDays }: RenewalRun,
  batch: number,
): Promise<number> => {
  await pinPlanner(tx);
  await takeBatch(tx, batch);
  await lockWalletsOf(tx, { table: 'run_wallet', into: 'run_credit' });
  const stopped = await selectStopped(tx, batch, plan.today);
  const { paidRentals, unpaidRentalIds } = await settleRun(tx, context, 'renewals', plan);
  const cancelled = await cancel(tx, context, {
    rentalIds: [...stopped, ...unpaidRentalIds],
    plan,
    quarantineDays,
  });
  return paidRentals + cancelled;
};
