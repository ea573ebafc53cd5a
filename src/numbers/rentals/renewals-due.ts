import type { Database } from '#platform';
import { costOf, nextPeriods } from './rules.ts';
import { renewedThrough, waitingPrices } from './store/rentals.ts';

/**
 * What the renewals of a customer that fall due through a date cost, with the prices that are announced: of numbers that are active and whose
 * renewal is on.
 */
export const renewalsDue = async (
  db: Database,
  customerId: string,
  through: Temporal.PlainDate,
): Promise<bigint> => {
  const rentals = await renewedThrough(db, customerId, through);
  if (rentals.length === 0) return 0n;
  const prices = await waitingPrices(
    db,
    rentals.map(({ e164 }) => e164),
  );
  return rentals.reduce((sum, rental) => {
    // No period is shorter than a month.
    const most = rental.paidUntil!.until(through, { largestUnit: 'months' }).months + 1;
    const periods = nextPeriods(rental, prices.get(rental.e164) ?? [], most);
    return sum + costOf(periods.filter(({ from }) => Temporal.PlainDate.compare(from, through) <= 0));
  }, 0n);
};
