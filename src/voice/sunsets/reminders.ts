import {
  dateAt,
  doneThrough,
  inTransaction,
  recordDoneThrough,
  recordEvents,
  type Database,
  type DueTask,
} from '#platform';
import { sunsetReminder, sunsetReminderDays, today as todayOf, type Context } from '#policy';
import { endOf, listSunsets } from '#suppliers';
import { stillOn } from './service-users.ts';
import { insertReminders, nextReminder, type ReminderStep } from './store.ts';

const name = 'voice.sunset_reminders';

/**
 * Before a service ends, who is still on it is reminded, on the days that the policy names: each customer once a step, of all numbers together.
 * What fell in while nothing ran is made up for with the most recent step alone.
 * @source POLICY.md S2
 */
export const sunsetReminders: DueTask<Context> = {
  name,
  nextDue: nextReminder(name, sunsetReminderDays),
  run: async (db, context) => {
    const today = todayOf(context);
    const done = (await doneThrough(db, name)) ?? Temporal.PlainDate.from('0001-01-01');
    if (Temporal.PlainDate.compare(done, today) >= 0) return 0;
    let count = 0;
    for (const sunset of await listSunsets(db)) {
      const announcedOn = dateAt(sunset.announcedAt, context.operator.timeZone);
      const step = sunsetReminder({ end: endOf(sunset), announcedOn }, done, today);
      if (step !== null) count += await remindAll(db, context, { ...sunset, step });
    }
    await recordDoneThrough(db, name, today);
    // The day itself counts: it is done now, whether anybody was to be reminded or not.
    return count + 1;
  },
};

const remindAll = async (db: Database, context: Context, step: ReminderStep): Promise<number> => {
  let count = 0;
  let after: string | null = null;
  do {
    const reminded: Reminded = await remindSome(db, context, step, after);
    count += reminded.count;
    after = reminded.after;
  } while (after !== null);
  return count;
};

interface Reminded {
  readonly count: number;
  readonly after: string | null;
}

const remindSome = (
  db: Database,
  context: Context,
  reminder: ReminderStep,
  from: string | null,
): Promise<Reminded> =>
  inTransaction(db, async (tx) => {
    const { service, lastDay, step } = reminder;
    const { customers, after } = await stillOn(tx, service, from);
    const ids = customers.map(({ customerId }) => customerId);
    const reminded = await insertReminders(tx, reminder, ids, context.clock.now());
    const daysLeft = todayOf(context).until(endOf(reminder)).days;
    await recordEvents(
      tx,
      context.clock,
      'voice.sunset_reminder',
      customers
        .filter(({ customerId }) => reminded.has(customerId))
        .map(({ customerId, e164s }) => ({
          customerId,
          service,
          lastDay: String(lastDay),
          step,
          daysLeft,
          numbers: e164s,
        })),
    );
    return { count: reminded.size, after };
  });
