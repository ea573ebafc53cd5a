import { dateAt, doneThrough, inTransaction, recordDoneThrough, type Database, type Tx } from '#platform';
import {
  type Context,
  type PolicyVersion,
  quarantineReminders,
  renewalReminders,
  today as todayOf,
} from '#policy';
import { remindOfQuarantines } from './remind-of-quarantines.ts';
import { remindOfRenewals } from './remind-of-renewals.ts';
import { publishedVersions, type Task } from './run-plan.ts';
import { firstPurchase, nextReminder, type StepWindow } from './store/reminders.ts';

const name = 'numbers.reminders';

/**
 * Before paid-until, when a number will not be renewed, and during its quarantine, its holder is reminded: on the days that the policy
 * names, of each step once. What fell in while nothing ran is made up for with the most recent step alone.
 * @source POLICY.md §1, reminders
 */
export const reminders: Task = {
  name,
  nextDue: nextReminder(name),
  run: async (db, context) => {
    const today = todayOf(context);
    const { done, versions } = await inTransaction(db, (tx) => standing(tx, context));
    if (done !== null && Temporal.PlainDate.compare(done, today) >= 0) return 0;
    const count = done === null ? 0 : await remind(db, context, versions, done);
    await recordDoneThrough(db, name, today);
    // The day itself counts: it is done now, whether anybody was to be reminded or not.
    return count + 1;
  },
};

interface Standing {
  /** The last date on which everybody was reminded; null: there was nobody yet. */
  readonly done: Temporal.PlainDate | null;
  readonly versions: readonly PolicyVersion[];
}

const standing = async (tx: Tx, context: Context): Promise<Standing> => {
  const versions = await publishedVersions(tx);
  const done = await doneThrough(tx, name);
  if (done !== null) return { done, versions };
  const first = await firstPurchase(tx);
  return {
    done: first === null ? null : dateAt(first, context.operator.timeZone).subtract({ days: 1 }),
    versions,
  };
};

const remind = async (
  db: Database,
  context: Context,
  versions: readonly PolicyVersion[],
  done: Temporal.PlainDate,
): Promise<number> => {
  const today = todayOf(context);
  const before = versions.flatMap(({ id, parameters }): readonly StepWindow[] =>
    renewalReminders(parameters, done, today).map((window) => ({ ...window, versionId: id, offset: 0 })),
  );
  // Rentals in quarantine are found by the date on which it ends.
  const after = versions.flatMap(({ id, parameters }): readonly StepWindow[] => {
    const offset = parameters.quarantineDays;
    return quarantineReminders(parameters, done, today).map((window) => ({
      versionId: id,
      step: window.step,
      after: window.after.add({ days: offset }),
      through: window.through.add({ days: offset }),
      offset,
    }));
  });
  return (await remindOfRenewals(db, context, before)) + (await remindOfQuarantines(db, context, after));
};
