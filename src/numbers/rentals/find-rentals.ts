import assert from 'node:assert/strict';
import { toDecimal } from '#money';
import { invalidCursor, numberCursor, pageFrom, type Database, type Page, type PageRequest } from '#platform';
import { notYours, unknownNumber } from './errors.ts';
import type { HeldNumber } from './held.ts';
import type { PriceChange, Rental, RentalState } from './rental.ts';
import { nextPeriods } from './rules.ts';
import { selectHistory, type HistoryEntry, type HistoryPlace } from './store/history.ts';
import { newestPeriod, type RentalPeriod } from './store/periods.ts';
import { findNumber } from './store/purchase.ts';
import { selectPurchase, type Purchase } from './store/registrations.ts';
import { endedRental, openRental, rentalsOfCustomer, selectStates, waitingPrices } from './store/rentals.ts';

/** A rental, and what its next renewal would cost with the prices that are announced. */
export interface RentalView extends Rental {
  /** null while documents are awaited, and when it has ended. */
  readonly nextPeriodMicros: bigint | null;
  readonly announcedPrices: readonly PriceChange[];
}

/**
 * One number of a customer.
 * @refuses numbers.not_yours also for a number that the customer lost
 */
export const rentalOf = async (db: Database, { customerId, e164 }: HeldNumber): Promise<RentalView> => {
  const rental = await openRental(db, e164);
  if (rental?.customerId !== customerId) throw notYours({ e164 });
  const prices = await waitingPrices(db, [e164]);
  return withPrices(rental, prices.get(e164) ?? []);
};

const openStates: readonly RentalState[] = ['registering', 'active', 'suspended', 'quarantined'];

/**
 * The numbers of a customer, in the order in which they were bought; without `states` all that are not ended.
 * @refuses pages.invalid_cursor
 */
export const rentalsOf = async (
  db: Database,
  filter: PageRequest & {
    readonly customerId: string;
    readonly states?: readonly RentalState[] | undefined;
  },
): Promise<Page<RentalView>> => {
  const rentals = await rentalsOfCustomer(db, {
    customerId: filter.customerId,
    states: filter.states ?? openStates,
    after: numberCursor(filter.cursor),
    limit: filter.limit + 1,
  });
  const prices = await waitingPrices(
    db,
    rentals.map(({ e164 }) => e164),
  );
  const views = rentals.map((rental) => withPrices(rental, prices.get(rental.e164) ?? []));
  return pageFrom(views, filter.limit, ({ id }) => String(id));
};

/** In which state each of these rentals is. */
export const statesOf = (
  db: Database,
  rentalIds: readonly bigint[],
): Promise<ReadonlyMap<bigint, RentalState>> => selectStates(db, rentalIds);

const withPrices = (rental: Rental, announcedPrices: readonly PriceChange[]): RentalView => ({
  ...rental,
  announcedPrices,
  nextPeriodMicros:
    rental.anchor === null || rental.state === 'ended'
      ? null
      : (nextPeriods(rental, announcedPrices, 1)[0]?.amountMicros ?? null),
});

/** By which rental a number is held now, whoever asks: null when by none, `unknown` when it is not in the stock. */
export const heldBy = async (db: Database, e164: string): Promise<Rental | null | 'unknown'> => {
  const rental = await openRental(db, e164);
  if (rental !== undefined) return rental;
  return (await findNumber(db, e164)) === undefined ? 'unknown' : null;
};

/** What is known of a number, whoever asks: for staff and for stories. */
export interface NumberStatus {
  readonly e164: string;
  readonly state: 'available' | 'withdrawn' | 'dismissed' | Exclude<RentalState, 'ended'>;
  /** The customer who holds it, or held it until its quarantine began; null: nobody. */
  readonly holder: string | null;
  /** The customer of the newest rental, also when it has ended; null: it was never rented. */
  readonly newestHolder: string | null;
  readonly paidUntil: Temporal.PlainDate | null;
  readonly restorableUntil: Temporal.PlainDate | null;
  readonly renewal: boolean | null;
}

/**
 * The one state that a number has now, and who holds it.
 * @refuses numbers.unknown_number
 */
export const numberStatus = async (db: Database, e164: string): Promise<NumberStatus> => {
  const number = await findNumber(db, e164);
  if (number === undefined) throw unknownNumber({ e164 });
  const open = await openRental(db, e164);
  if (open !== undefined && open.state !== 'ended') {
    const { state, customerId, paidUntil, restorableUntil, renewal } = open;
    return {
      e164,
      state,
      holder: customerId,
      newestHolder: customerId,
      paidUntil,
      restorableUntil,
      renewal,
    };
  }
  assert(number.state !== 'rented', `${e164} is rented by nobody`);
  const ended = await endedRental(db, e164);
  return {
    e164,
    state: number.state,
    holder: null,
    newestHolder: ended?.customerId ?? null,
    paidUntil: null,
    restorableUntil: null,
    renewal: null,
  };
};

/** A paid period with its dates. */
export type StartedPeriod = RentalPeriod & {
  readonly from: Temporal.PlainDate;
  readonly until: Temporal.PlainDate;
};

const hasStarted = (period: RentalPeriod): period is StartedPeriod => period.from !== null;

/**
 * The newest period that was paid for a number; null when it is not started yet.
 * @refuses numbers.not_yours
 */
export const newestPeriodOf = async (
  db: Database,
  { customerId, e164 }: HeldNumber,
): Promise<StartedPeriod | null> => {
  const rental = (await openRental(db, e164)) ?? (await endedRental(db, e164, customerId));
  if (rental?.customerId !== customerId) throw notYours({ e164 });
  const period = await newestPeriod(db, rental.id);
  return period !== undefined && hasStarted(period) ? period : null;
};

/**
 * What a customer's newest rental of a number cost when it was bought, also when it has ended.
 * @refuses numbers.not_yours
 */
export const purchaseOf = async (db: Database, { customerId, e164 }: HeldNumber): Promise<Purchase> => {
  const purchase = await selectPurchase(db, customerId, e164);
  if (purchase === undefined) throw notYours({ e164 });
  return purchase;
};

/**
 * What happened to a number, when, by whom, and which journal it made; newest first. `customerId` leaves out what concerns others.
 * @refuses numbers.unknown_number, numbers.not_yours when nothing of it concerns the customer, pages.invalid_cursor
 */
export const historyOf = async (
  db: Database,
  filter: PageRequest & { readonly e164: string; readonly customerId?: string | undefined },
): Promise<Page<HistoryEntry>> => {
  const { e164, customerId = null } = filter;
  const before = placeOf(filter.cursor);
  const rows = await selectHistory(db, { e164, customerId, before, limit: filter.limit + 1 });
  if (rows.length === 0 && before === null) {
    if (customerId !== null) throw notYours({ e164 });
    if ((await findNumber(db, e164)) === undefined) throw unknownNumber({ e164 });
  }
  const { items, nextCursor } = pageFrom(rows, filter.limit, cursorOf);
  return { items: items.map(asEntry), nextCursor };
};

const asEntry = ({
  source: _source,
  major: _major,
  minor: _minor,
  ...entry
}: HistoryEntry & HistoryPlace): HistoryEntry => {
  const { amountMicros, ...details } = entry.details;
  return typeof amountMicros === 'string'
    ? { ...entry, details: { ...details, amount: toDecimal(BigInt(amountMicros)) } }
    : entry;
};

const cursorOf = ({ at, source, major, minor }: HistoryPlace): string =>
  [at.toString(), source, major, minor].join('_');

const placeOf = (cursor: string | undefined): HistoryPlace | null => {
  if (cursor === undefined) return null;
  const [, at, source, major, minor] =
    /^(\d{4}-\d\d-\d\dT[\d:.]+Z)_([01])_(\d{1,18})_(\d{1,9})$/.exec(cursor) ?? [];
  if (at === undefined || Number.isNaN(Date.parse(at))) throw invalidCursor({ cursor });
  return {
    at: Temporal.Instant.from(at),
    source: Number(source),
    major: BigInt(major!),
    minor: Number(minor),
  };
};
