import { inTransaction, type DueTask, type Tx } from '#platform';
import { today, type Context } from '#policy';
import { missingOf } from './check-registration.ts';
import { deadlineDate, recordRegistrationEvent } from './events.ts';
import type { Registration } from './registration.ts';
import { nextReminder } from './rules.ts';
import { lockDueReminders, nextReminderDue, setNextReminder } from './store.ts';

const batch = 200;

/**
 * 14, 7, 3 and 1 days before the deadline, whoever has not handed everything in is told what is missing. Of steps that fell in while
 * nothing ran, one reminder is sent.
 */
export const registrationReminders: DueTask<Context> = {
  name: 'compliance.reminders',
  nextDue: nextReminderDue,
  run: async (db, context) => {
    for (let total = 0; ;) {
      const count = await inTransaction(db, async (tx) => {
        const due = await lockDueReminders(tx, context.clock.now(), batch);
        for (const registration of due) await remind(tx, context, registration);
        return due.length;
      });
      total += count;
      if (count < batch) return total;
    }
  },
};

const remind = async (tx: Tx, context: Context, registration: Registration): Promise<void> => {
  const { id, deadline, releaseWaits } = registration;
  const now = context.clock.now();
  await setNextReminder(tx, id, nextReminder(deadline, now, context.operator.timeZone));
  const date = today(context);
  const daysLeft = date.until(deadlineDate(context, registration)).days;
  if (daysLeft <= 0 || releaseWaits) return;
  await recordRegistrationEvent(tx, context, 'compliance.missing', registration, {
    deadline: deadlineDate(context, registration).toString(),
    daysLeft,
    missing: await missingOf(tx, registration, date),
  });
};
