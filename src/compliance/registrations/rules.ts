import { dateAt, startOfDate } from '#platform';

// Pure dates of a registration, in the operator's zone.

/** The days before the deadline on which whoever has handed in nothing yet is reminded. */
export const reminderSteps = [14, 7, 3, 1] as const;

/** 00:00 on the date of the purchase and `registrationDays`. @source POLICY.md R2 */
export const deadlineOf = (
  openedOn: Temporal.PlainDate,
  registrationDays: number,
  timeZone: string,
): Temporal.Instant => startOfDate(openedOn.add({ days: registrationDays }), timeZone);

/** When the next reminder is due after `after`; null: none is left before the deadline. */
export const nextReminder = (
  deadline: Temporal.Instant,
  after: Temporal.Instant,
  timeZone: string,
): Temporal.Instant | null => {
  const date = dateAt(deadline, timeZone);
  const instants = reminderSteps.map((days) => startOfDate(date.subtract({ days }), timeZone));
  return instants.find((instant) => Temporal.Instant.compare(instant, after) > 0) ?? null;
};
