import type { PolicyParameters } from './parameters.ts';

// The calendar of a number: pure dates, in the operator's time zone. The same arithmetic holds in SQL:
// date + make_interval(months => n) clamps as Temporal does.

/**
 * The date on which the period of a rental ends that is `months` months after its anchor (exclusive).
 * Counted from the anchor, never from the previous end: renewal days do not drift (31 Jan, 28 Feb, 31 Mar).
 * @source POLICY.md §1
 */
export const periodEnd = (anchor: Temporal.PlainDate, months: number): Temporal.PlainDate =>
  anchor.add({ months }, { overflow: 'constrain' });

/**
 * How many periods of `months` a restore pays: as many as it takes, from the old paid-until date on, to pass
 * today. 0 when what is paid already passes today.
 * @source POLICY.md C5
 */
export const periodsToPass = (
  anchor: Temporal.PlainDate,
  monthsPaid: number,
  months: number,
  today: Temporal.PlainDate,
): number => {
  let periods = 0;
  while (Temporal.PlainDate.compare(periodEnd(anchor, monthsPaid + periods * months), today) <= 0)
    periods += 1;
  return periods;
};

/**
 * The date at whose start a number cancelled on `quarantinedOn` is dismissed. The day before is the last on
 * which it can be restored.
 * @source POLICY.md C3
 */
export const restorableUntil = (
  quarantinedOn: Temporal.PlainDate,
  parameters: Pick<PolicyParameters, 'quarantineDays'>,
): Temporal.PlainDate => quarantinedOn.add({ days: parameters.quarantineDays });

/**
 * The date on which a number dismissed on `dismissedOn` is for sale again; null: never.
 * @source POLICY.md C4
 */
export const forSaleAgainOn = (
  dismissedOn: Temporal.PlainDate,
  parameters: Pick<PolicyParameters, 'resaleAfterDays'>,
): Temporal.PlainDate | null =>
  parameters.resaleAfterDays === null ? null : dismissedOn.add({ days: parameters.resaleAfterDays });

/** The dates that one reminder step is about, in a run of reminders: after < date ≤ through. */
export interface ReminderWindow {
  /** Days before paid-until, or after the cancellation. */
  readonly step: number;
  readonly after: Temporal.PlainDate;
  readonly through: Temporal.PlainDate;
}

/**
 * Which paid-until dates are to be reminded of today, when reminders last ran on `lastRunOn` (that day is
 * done). Runs that follow each other remind of every date once for every step, however long they pause.
 * @source POLICY.md §1, reminders
 */
export const renewalReminders = (
  parameters: Pick<PolicyParameters, 'reminderDays'>,
  lastRunOn: Temporal.PlainDate,
  today: Temporal.PlainDate,
): readonly ReminderWindow[] =>
  renewalSteps(parameters).map((step) => ({
    step,
    after: lastRunOn.add({ days: step }),
    through: today.add({ days: step }),
  }));

/**
 * Which days of cancellation are to be reminded of today. Steps at which the number would already be
 * dismissed are left out.
 * @source POLICY.md §1, reminders
 */
export const quarantineReminders = (
  parameters: Pick<PolicyParameters, 'quarantineReminderDays' | 'quarantineDays'>,
  lastRunOn: Temporal.PlainDate,
  today: Temporal.PlainDate,
): readonly ReminderWindow[] =>
  quarantineSteps(parameters).map((step) => ({
    step,
    after: lastRunOn.subtract({ days: step }),
    through: today.subtract({ days: step }),
  }));

/** The days before paid-until on which the holder is reminded, first to last. */
export const renewalSteps = (parameters: Pick<PolicyParameters, 'reminderDays'>): readonly number[] =>
  parameters.reminderDays.toSorted((a, b) => b - a);

/** The days after a cancellation on which its former holder is reminded, first to last. */
export const quarantineSteps = (
  parameters: Pick<PolicyParameters, 'quarantineReminderDays' | 'quarantineDays'>,
): readonly number[] =>
  parameters.quarantineReminderDays
    .filter((step) => step < parameters.quarantineDays)
    .toSorted((a, b) => a - b);

/**
 * The days before the end of a service on which customers who are still on it are told.
 * @source POLICY.md S2
 */
export const sunsetReminderDays: readonly number[] = [90, 30, 7, 1];

/** A service that ends, as far as its reminders need to know it. */
export interface EndingService {
  /** At whose start it ends. */
  readonly end: Temporal.PlainDate;
  /** Reminders that fell on this date or earlier had nobody to remind: the end was announced on it. */
  readonly announcedOn: Temporal.PlainDate;
}

/**
 * Which step is to be reminded of today, when reminders last ran on `lastRunOn` (that day is done): of several that fell in since the most
 * recent alone; null: none, or the service has ended.
 * @source POLICY.md S2
 */
export const sunsetReminder = (
  { end, announcedOn }: EndingService,
  lastRunOn: Temporal.PlainDate,
  today: Temporal.PlainDate,
): number | null => {
  const left = today.until(end).days;
  const told = later(lastRunOn, announcedOn).until(end).days;
  const fallen = sunsetReminderDays.filter((step) => left <= step && step < told);
  return left <= 0 || fallen.length === 0 ? null : Math.min(...fallen);
};

/** The next date after `lastRunOn` on which a step of a service falls; null: there is none. */
export const nextSunsetReminder = (
  { end, announcedOn }: EndingService,
  lastRunOn: Temporal.PlainDate,
): Temporal.PlainDate | null => {
  const told = later(lastRunOn, announcedOn).until(end).days;
  const ahead = sunsetReminderDays.filter((step) => step < told);
  return ahead.length === 0 ? null : end.subtract({ days: Math.max(...ahead) });
};

const later = (a: Temporal.PlainDate, b: Temporal.PlainDate): Temporal.PlainDate =>
  Temporal.PlainDate.compare(a, b) < 0 ? b : a;
