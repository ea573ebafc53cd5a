import { periodEnd, periodsToPass } from '#policy';
import type { Period, PriceChange, Rental } from './rental.ts';

// Pure: no clock, no database. The set-based statements of the tasks follow the same rules; properties compare the two.

type Calendar = Pick<Rental, 'anchor' | 'monthsPaid' | 'months' | 'monthlyMicros'>;

/**
 * The price of one month in a period that starts on `date`: the newest change that applies from that day or earlier.
 * @source the task: changes apply from the next renewal at least `priceNoticeDays` after their announcement
 */
export const priceOn = (
  date: Temporal.PlainDate,
  monthlyMicros: bigint,
  changes: readonly PriceChange[],
): bigint =>
  changes
    .filter(({ appliesFrom }) => Temporal.PlainDate.compare(appliesFrom, date) <= 0)
    .toSorted((a, b) => Temporal.PlainDate.compare(a.appliesFrom, b.appliesFrom))
    .at(-1)?.monthlyMicros ?? monthlyMicros;

/** The next `count` periods that a rental would pay, each at the price of the day on which it starts. */
export const nextPeriods = (
  rental: Calendar,
  changes: readonly PriceChange[],
  count: number,
): readonly Period[] => {
  const { anchor } = rental;
  if (anchor === null) throw new RangeError('a rental without an anchor has no periods to come');
  return Array.from({ length: count }, (_, index) => {
    const fromMonth = rental.monthsPaid + index * rental.months;
    const from = periodEnd(anchor, fromMonth);
    const monthlyMicros = priceOn(from, rental.monthlyMicros, changes);
    return {
      fromMonth,
      months: rental.months,
      from,
      until: periodEnd(anchor, fromMonth + rental.months),
      monthlyMicros,
      amountMicros: monthlyMicros * BigInt(rental.months),
    };
  });
};

/**
 * The periods that a restore on `today` pays: the missed ones in full, as many as are needed to pass today.
 * @source POLICY.md C5
 */
export const missedPeriods = (
  rental: Calendar,
  changes: readonly PriceChange[],
  today: Temporal.PlainDate,
): readonly Period[] =>
  rental.anchor === null
    ? []
    : nextPeriods(rental, changes, periodsToPass(rental.anchor, rental.monthsPaid, rental.months, today));

/** What periods cost together. */
export const costOf = (periods: readonly Period[]): bigint =>
  periods.reduce((sum, { amountMicros }) => sum + amountMicros, 0n);

/** One thing that falls due: a period of `rentalId`. */
export interface Due {
  readonly rentalId: bigint;
  readonly amountMicros: bigint;
}

/**
 * Which of `dues`, in the order in which they take the credit, it pays for. One that is too dear is passed over and cheaper ones after
 * it are still paid; what is due later for the same rental is not, because a number that is lost has no next period.
 * @source POLICY.md §1, a customer with too little credit
 */
export const payInTurn = (creditMicros: bigint, dues: readonly Due[]): readonly boolean[] => {
  const lost = new Set<bigint>();
  let left = creditMicros;
  return dues.map(({ rentalId, amountMicros }) => {
    if (lost.has(rentalId)) return false;
    if (amountMicros > left) {
      lost.add(rentalId);
      return false;
    }
    left -= amountMicros;
    return true;
  });
};
