import type { Database, Page, PageRequest } from '#platform';
import { numberCursor, pageFrom } from '#platform';
import { notYours } from './errors.ts';
import type { HeldNumber } from './held.ts';
import {
  countActiveDuring,
  selectActiveDuring,
  selectMeant,
  selectPaidTimes,
  selectTimedRentals,
  type ActiveCount,
  type ActiveDuring,
  type ActiveRental,
  type NumbersMeant,
  type PaidTime,
} from './store/held-times.ts';
import { endedRental, openRental } from './store/rentals.ts';

export type { ActiveCount, ActiveDuring, ActiveRental, NumbersMeant, PaidTime };

/** A time in which a number was active; until null: it still is. */
export interface ActiveTime {
  readonly from: Temporal.Instant;
  readonly until: Temporal.Instant | null;
}

/** What a customer had of a number. */
export interface HeldTimes {
  /** Neither before the activation nor in quarantine; suspended for a case of fraud it is as before. In order. */
  readonly active: readonly ActiveTime[];
  /** Every period that was paid, also for time in quarantine. */
  readonly paid: readonly PaidTime[];
}

/**
 * When a customer's number was active, and what was paid for it, over all rentals of this customer.
 * @refuses numbers.not_yours when the customer never had it
 */
export const heldTimes = async (db: Database, { customerId, e164 }: HeldNumber): Promise<HeldTimes> => {
  const rental = await openRental(db, e164);
  if (rental?.customerId !== customerId && !(await endedRental(db, e164, customerId)))
    throw notYours({ e164 });
  const rentals = await selectTimedRentals(db, customerId, e164);
  const paid = await selectPaidTimes(
    db,
    rentals.map(({ rentalId }) => rentalId),
  );
  return { active: rentals.flatMap(({ heldSince, changes }) => activeTimes(heldSince, changes)), paid };
};

/** What was paid for these rentals, in the order of rentals and periods. */
export const paidTimesOf = (db: Database, rentalIds: readonly bigint[]): Promise<readonly PaidTime[]> =>
  selectPaidTimes(db, rentalIds);

/** The time between what began it and what ended it. What begins while it is active already, or ends while it is not, changes nothing. */
export const activeTimes = (
  heldSince: Temporal.Instant,
  changes: readonly { readonly at: Temporal.Instant; readonly begins: boolean }[],
): readonly ActiveTime[] => {
  const times: ActiveTime[] = [];
  let since: Temporal.Instant | null = heldSince;
  for (const { at, begins } of changes) {
    if (begins) since ??= at;
    else if (since !== null) {
      if (Temporal.Instant.compare(since, at) < 0) times.push({ from: since, until: at });
      since = null;
    }
  }
  return since === null ? times : [...times, { from: since, until: null }];
};

/** Rentals that were active at some moment of a time, in the order in which they began; a page at a time. @refuses pages.invalid_cursor */
export const rentalsActiveDuring = async (
  db: Database,
  during: ActiveDuring,
  { cursor, limit }: PageRequest,
): Promise<Page<ActiveRental>> => {
  const rows = await selectActiveDuring(db, during, { after: numberCursor(cursor) ?? 0n, limit: limit + 1 });
  return pageFrom(rows, limit, ({ rentalId }) => String(rentalId));
};

/** How many numbers and customers were active at some moment of a time. */
export const countRentalsActiveDuring = (db: Database, during: ActiveDuring): Promise<ActiveCount> =>
  countActiveDuring(db, during);

/** Those of `e164s` that are meant. */
export const numbersMeant = (
  db: Database,
  meant: NumbersMeant,
  e164s: readonly string[],
): Promise<readonly string[]> => selectMeant(db, meant, e164s);
