// Pure rules of automatic payments: on which days they are asked for, and when they are given up.

/** The date of a month's payment: counted from the anchor and clamped, as periods are. @source POLICY.md §1 */
export const dueDate = (anchor: Temporal.PlainDate, month: number): Temporal.PlainDate =>
  anchor.add({ months: month }, { overflow: 'constrain' });

/** A payment that failed is tried again so many days after it was due; then it is given up. */
const retryDays: readonly number[] = [1, 3, 7];
/** A standing order that did not arrive so many days after it was due no longer does. */
const missedAfterDays = 14;

/**
 * The latest month whose payment is due today. Months that passed while nobody asked are not made up for: a
 * payer is never asked for two months at once.
 */
export const monthOf = (anchor: Temporal.PlainDate, today: Temporal.PlainDate): number => {
  const { months } = anchor.until(today, { largestUnit: 'months' });
  // A clamped date (28 February of 31 January) comes a month early for `until`.
  return Temporal.PlainDate.compare(dueDate(anchor, months + 1), today) <= 0 ? months + 1 : months;
};

/** What is asked for today: the first time for a new month, otherwise once more for the same. */
export const attemptFor = (
  last: { readonly anchor: Temporal.PlainDate; readonly month: number; readonly attempt: number },
  today: Temporal.PlainDate,
): { readonly month: number; readonly attempt: number } => {
  const month = monthOf(last.anchor, today);
  return month > last.month ? { month, attempt: 0 } : { month: last.month, attempt: last.attempt + 1 };
};

/** When a payment that failed is tried again; null: it is given up. */
export const retryOn = (
  failed: { readonly anchor: Temporal.PlainDate; readonly month: number; readonly attempt: number },
  today: Temporal.PlainDate,
): Temporal.PlainDate | null => {
  const days = retryDays[failed.attempt];
  if (days === undefined) return null;
  const date = dueDate(failed.anchor, failed.month).add({ days });
  const tomorrow = today.add({ days: 1 });
  return Temporal.PlainDate.compare(date, tomorrow) < 0 ? tomorrow : date;
};

/** When the standing order of a month is given up, if it has not arrived. */
export const missedOn = (anchor: Temporal.PlainDate, month: number): Temporal.PlainDate =>
  dueDate(anchor, month).add({ days: missedAfterDays });

/** From this many failures in a row on, credit is no longer topped up by itself. */
export const mostTopUpFailures = 3;
/** After one that failed, or while the credit cannot be topped up, so long. */
export const topUpRestHours = 24;

/** Whether one more top-up stays within what a month may bring. */
export const hasRoom = (
  { amountMicros, mostAMonthMicros }: { readonly amountMicros: bigint; readonly mostAMonthMicros: bigint },
  broughtMicros: bigint,
): boolean => broughtMicros + amountMicros <= mostAMonthMicros;
