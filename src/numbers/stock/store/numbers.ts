import { sql } from 'kysely';
import { dueAt, type Database, type Tx } from '#platform';
import type { OfferedNumber, StockState } from '../stock-number.ts';
import { isFreeFor, type Buyer } from './free.ts';

/** In the order of the numbers; returns how many were new. */
export const insertNumbers = async (
  tx: Tx,
  numbers: readonly OfferedNumber[],
  now: Temporal.Instant,
): Promise<readonly string[]> => {
  const rows = numbers.map(({ setupMicros, monthlyMicros, ...rest }) => ({
    ...rest,
    setup: String(setupMicros),
    monthly: String(monthlyMicros),
  }));
  const { rows: added } = await sql<{ e164: string }>`
    insert into numbers.number (e164, country, city, kind, features, setup, monthly, registration, supplier, imported_at)
    select e164, country, city, kind, features, setup, monthly, registration, supplier, ${now}
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as number (
        e164 text, country text, city text, kind numbers.kind, features text[], setup bigint, monthly bigint,
        registration boolean, supplier text)
     order by e164
    on conflict (e164) do nothing
    returning e164`.execute(tx);
  return added.map(({ e164 }) => e164);
};

/** Whether one customer's reservations are counted and made one after the other. */
export const lockReservationsOf = async (tx: Tx, customerId: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`numbers.reservations ${customerId}`}, 0))`.execute(
    tx,
  );
};

export const lockFreeNumber = async (
  tx: Tx,
  buyer: Buyer,
  e164: string,
): Promise<
  { readonly setupMicros: bigint; readonly monthlyMicros: bigint; readonly registration: boolean } | undefined
> => {
  const { rows } = await sql<{ setupMicros: bigint; monthlyMicros: bigint; registration: boolean }>`
    select n.setup as setup_micros, n.monthly as monthly_micros, n.registration
      from numbers.number n where n.e164 = ${e164} and ${isFreeFor(buyer)} for no key update`.execute(tx);
  return rows[0];
};

export const isInStock = async (tx: Tx, e164: string): Promise<boolean> => {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from numbers.number where e164 = ${e164}) as found`.execute(tx);
  return rows[0]!.found;
};

/** How many other numbers the customer has reserved. */
export const countOtherReservations = async (
  tx: Tx,
  customerId: string,
  now: Temporal.Instant,
  e164: string,
): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from numbers.number
     where reserved_for = ${customerId} and reserved_until > ${now} and e164 <> ${e164}`.execute(tx);
  return rows[0]!.count;
};

export const setReservation = async (
  tx: Tx,
  e164: string,
  customerId: string,
  until: Temporal.Instant,
): Promise<void> => {
  await sql`
    update numbers.number set reserved_for = ${customerId}, reserved_until = ${until} where e164 = ${e164}`.execute(
    tx,
  );
};

export const clearReservation = async (tx: Tx, e164: string, customerId: string): Promise<void> => {
  await sql`
    update numbers.number set reserved_for = null, reserved_until = null
     where e164 = ${e164} and reserved_for = ${customerId}`.execute(tx);
};

export interface ReservedNumber {
  readonly e164: string;
  readonly reservedUntil: Temporal.Instant;
}

export const selectReservations = async (
  tx: Tx,
  customerId: string,
  now: Temporal.Instant,
): Promise<readonly ReservedNumber[]> => {
  const { rows } = await sql<ReservedNumber>`
    select e164, reserved_until from numbers.number
     where reserved_for = ${customerId} and reserved_until > ${now} order by reserved_until, e164`.execute(
    tx,
  );
  return rows;
};

export const nextReservationEnd = dueAt(
  sql`select min(reserved_until) from numbers.number where reserved_until is not null`,
);

/** At most `most` at a time; those that somebody is buying at this moment are left for the next time. */
export const clearEndedReservations = async (
  db: Database,
  now: Temporal.Instant,
  most: number,
): Promise<number> => {
  const { numAffectedRows } = await sql`
    update numbers.number n set reserved_for = null, reserved_until = null
      from (select e164 from numbers.number where reserved_until <= ${now}
             order by reserved_until limit ${most} for no key update skip locked) ended
     where n.e164 = ended.e164`.execute(db);
  return Number(numAffectedRows ?? 0n);
};

/** Locks numbers in their order. */
export const lockStates = async (
  tx: Tx,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, StockState>> => {
  const { rows } = await sql<{ e164: string; state: StockState }>`
    select e164, state from numbers.number where e164 = any(${numbers}::text[]) order by e164 for no key update`.execute(
    tx,
  );
  return new Map(rows.map(({ e164, state }) => [e164, state]));
};

export const setState = async (
  tx: Tx,
  numbers: readonly string[],
  state: 'available' | 'withdrawn',
): Promise<void> => {
  await sql`
    update numbers.number set state = ${state}, reserved_for = null, reserved_until = null
     where e164 = any(${numbers}::text[])`.execute(tx);
};
