import { sql } from 'kysely';
import type { Database, Tx } from '#platform';
import type { Kind } from '../../plan/index.ts';
import { isFreeFor, type Buyer } from '../../stock/store/free.ts';

/** A number of the stock, as far as its sale is concerned. */
export interface StockNumber {
  readonly e164: string;
  readonly country: string;
  readonly city: string | null;
  readonly kind: Kind;
  readonly setupMicros: bigint;
  readonly monthlyMicros: bigint;
  readonly registration: boolean;
  readonly state: 'available' | 'rented' | 'dismissed' | 'withdrawn';
}

const columns = sql.raw(`
  n.e164, n.country, n.city, n.kind, n.setup as setup_micros, n.monthly as monthly_micros, n.registration, n.state`);

export const findNumber = async (db: Database, e164: string): Promise<StockNumber | undefined> => {
  const { rows } = await sql<StockNumber>`
    select ${columns} from numbers.number n where n.e164 = ${e164}`.execute(db);
  return rows[0];
};

export const lockNumber = async (tx: Tx, e164: string): Promise<StockNumber | undefined> => {
  const { rows } = await sql<StockNumber>`
    select ${columns} from numbers.number n where n.e164 = ${e164} for no key update`.execute(tx);
  return rows[0];
};

/** Locks the number for its sale to this customer; undefined when it is not for sale to them. */
export const takeNumber = async (tx: Tx, buyer: Buyer, e164: string): Promise<StockNumber | undefined> => {
  const { rows } = await sql<StockNumber>`
    select ${columns} from numbers.number n
     where n.e164 = ${e164} and ${isFreeFor(buyer)} for no key update`.execute(tx);
  return rows[0];
};

export interface PlaceToBuyIn {
  readonly country: string;
  /** A slug; null: anywhere in the country. */
  readonly city: string | null;
  readonly kinds: readonly Kind[];
}

/**
 * Locks the cheapest number of a place that is free: by the month, then by the setup, then the lowest. Those that others are buying at
 * this moment are passed over. `depth`: how many to look at of each stretch of the index of what is for sale, of which there is one a kind
 * and shelf.
 */
export const takeNumberIn = async (
  tx: Tx,
  buyer: Buyer,
  place: PlaceToBuyIn,
  depth: number,
): Promise<StockNumber | undefined> => {
  const inPlace =
    place.city === null
      ? sql`n.country = ${place.country}`
      : sql`n.country = ${place.country} and n.city = ${place.city}`;
  const { rows } = await sql<StockNumber>`
    with candidate as materialized (
      select stretch.e164
        from unnest(${place.kinds}::numbers.kind[]) as wanted (kind)
       cross join generate_series(2, 7) as shelf
       cross join lateral (
         select n.e164 from numbers.number n
          where ${inPlace} and n.kind = wanted.kind and n.shelf = shelf::smallint and ${isFreeFor(buyer)}
          order by n.monthly, n.setup, n.e164 limit ${depth}) stretch)
    select ${columns} from numbers.number n
     where n.e164 in (select e164 from candidate) and ${isFreeFor(buyer)}
     order by n.monthly, n.setup, n.e164 limit 1 for no key update skip locked`.execute(tx);
  return rows[0];
};

/** Whether a place has anything at all that this customer may buy: then what was not found is being bought by others. */
export const isAnythingFree = async (tx: Tx, buyer: Buyer, place: PlaceToBuyIn): Promise<boolean> => {
  const { rows } = await sql<{ found: boolean }>`
    select exists (
      select from numbers.number n
       where n.country = ${place.country} and (${place.city}::text is null or n.city = ${place.city})
         and n.kind = any(${place.kinds}::numbers.kind[]) and ${isFreeFor(buyer)}) as found`.execute(tx);
  return rows[0]!.found;
};

export const markRented = async (tx: Tx, e164: string): Promise<void> => {
  await sql`
    update numbers.number set state = 'rented', reserved_for = null, reserved_until = null where e164 = ${e164}`.execute(
    tx,
  );
};

export const setListPrice = async (tx: Tx, e164: string, monthlyMicros: bigint): Promise<void> => {
  await sql`update numbers.number set monthly = ${monthlyMicros} where e164 = ${e164}`.execute(tx);
};

/** A second announcement for the same day takes the place of the first, also when that was charged already. */
export const insertPriceChange = async (
  tx: Tx,
  change: {
    readonly e164: string;
    readonly appliesFrom: Temporal.PlainDate;
    readonly monthlyMicros: bigint;
    readonly announcedAt: Temporal.Instant;
    readonly announcedBy: string;
  },
): Promise<void> => {
  await sql`
    insert into numbers.price_change (e164, applies_from, monthly, announced_at, announced_by)
    values (${change.e164}, ${change.appliesFrom}, ${change.monthlyMicros}, ${change.announcedAt}, ${change.announcedBy})
    on conflict (e164, applies_from) do update
      set monthly = excluded.monthly, announced_at = excluded.announced_at, announced_by = excluded.announced_by,
          applied_at = null`.execute(tx);
};
