import { inTransaction, type Database } from '#platform';
import { type Context, today as todayOf } from '#policy';
import { recordNumberEvents } from './events.ts';
import { costOf, missedPeriods } from './rules.ts';
import { anyWaitingPrices } from './store/quarantine.ts';
import { insertQuarantineReminders, type QuarantineReminder, type StepWindow } from './store/reminders.ts';
import { waitingPrices } from './store/rentals.ts';

const batchSize = 5_000;

/** Reminds of numbers that can still be restored. Returns how many. */
export const remindOfQuarantines = async (
  db: Database,
  context: Context,
  windows: readonly StepWindow[],
): Promise<number> => {
  let total = 0;
  for (let afterId: bigint | null = 0n; afterId !== null;) {
    const { count, lastId }: Reminded = await remindSome(db, context, windows, afterId);
    total += count;
    afterId = lastId;
  }
  return total;
};

interface Reminded {
  readonly count: number;
  readonly lastId: bigint | null;
}

const remindSome = (
  db: Database,
  context: Context,
  windows: readonly StepWindow[],
  afterId: bigint,
): Promise<Reminded> =>
  inTransaction(db, async (tx) => {
    const today = todayOf(context);
    const order = { windows, today, afterId, limit: batchSize };
    const { reminders, lastId } = await insertQuarantineReminders(tx, context, order);
    const e164s = reminders.map(({ e164 }) => e164);
    const prices = (await anyWaitingPrices(tx, today))
      ? await waitingPrices(tx, e164s)
      : new Map<string, never>();
    await recordNumberEvents(
      tx,
      context,
      'numbers.quarantine_reminder',
      reminders.map((rental) => ({
        customerId: rental.customerId,
        rentalId: rental.rentalId,
        e164: rental.e164,
        paidUntil: rental.paidUntil,
        restorableUntil: rental.restorableUntil,
        step: rental.step,
        daysLeft: today.until(rental.restorableUntil).days,
        reason: reasonOf(rental),
        amountMicros: costOf(missedPeriods(rental, prices.get(rental.e164) ?? [], today)),
      })),
    );
    return { count: reminders.length, lastId };
  });

const reasonOf = ({ frozen, renewal }: QuarantineReminder): 'frozen' | 'no_credit' | 'renewal_off' => {
  if (frozen) return 'frozen';
  return renewal ? 'no_credit' : 'renewal_off';
};
