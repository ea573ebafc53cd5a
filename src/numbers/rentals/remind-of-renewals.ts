import { lockWalletsOf } from '#ledger';
import { inTransaction, type Database, type Tx } from '#platform';
import { type Context, today as todayOf } from '#policy';
import { recordNumberEvents } from './events.ts';
import { planRun, publishedVersions } from './run-plan.ts';
import { nextPeriods, costOf } from './rules.ts';
import { unpaidOf } from './settle-run.ts';
import { insertRenewalReminders, listReminders, type StepWindow } from './store/reminders.ts';
import { waitingPrices } from './store/rentals.ts';
import { fillDue, selectShort, type RunPlan } from './store/run-due.ts';
import { pinPlanner, takeBatch, withRunTables } from './store/run-tables.ts';

const batchSize = 5_000;

/** Reminds of numbers that will not be renewed: their renewal is off, or the credit will not reach them. Returns how many. */
export const remindOfRenewals = (
  db: Database,
  context: Context,
  windows: readonly StepWindow[],
): Promise<number> =>
  withRunTables(db, async (session) => {
    const today = todayOf(context);
    const { timeZone } = context.operator;
    const batches = await listReminders(session, { windows, today, timeZone, size: batchSize });
    if (batches.length === 0) return 0;
    const furthest = windows.reduce((date, { through }) => laterOf(date, through), today);
    const plan = await inTransaction(session, async (tx) =>
      planRun(tx, context, await publishedVersions(tx), { first: today, through: furthest }),
    );
    let count = 0;
    for (const batch of batches)
      count += await inTransaction(session, (tx) => remindBatch(tx, context, plan, batch));
    return count;
  });

const laterOf = (a: Temporal.PlainDate, b: Temporal.PlainDate): Temporal.PlainDate =>
  Temporal.PlainDate.compare(a, b) < 0 ? b : a;

/** The forecast is the run of renewals without its effects: the same periods, in the same order, from the same credit. */
const remindBatch = async (tx: Tx, context: Context, plan: RunPlan, batch: number): Promise<number> => {
  await pinPlanner(tx);
  await takeBatch(tx, batch);
  await lockWalletsOf(tx, { table: 'run_wallet', into: 'run_credit' });
  await fillDue(tx, 'renewals', plan);
  const unpaid = unpaidOf('renewals', await selectShort(tx));
  const reminders = await insertRenewalReminders(tx, context, unpaid);
  const e164s = reminders.map(({ e164 }) => e164);
  const prices = plan.prices ? await waitingPrices(tx, e164s) : new Map<string, never>();
  await recordNumberEvents(
    tx,
    context,
    'numbers.renewal_due_soon',
    reminders.map((rental) => ({
      customerId: rental.customerId,
      rentalId: rental.rentalId,
      e164: rental.e164,
      paidUntil: rental.paidUntil,
      step: rental.step,
      daysLeft: plan.today.until(rental.paidUntil).days,
      reason: rental.renewal ? ('no_credit' as const) : ('renewal_off' as const),
      amountMicros: costOf(nextPeriods(rental, prices.get(rental.e164) ?? [], 1)),
    })),
  );
  return reminders.length;
};
