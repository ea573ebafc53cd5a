import { sql } from 'kysely';
import type { Database, Tx } from '#platform';
import type { PeriodMonths, PriceChange, Rental, RentalState } from '../rental.ts';

const columns = sql.raw(`
  r.id, r.e164, r.customer_id, r.state, r.months, r.monthly as monthly_micros, r.renewal, r.priority, r.bought_at,
  r.held_since, r.anchor, r.months_paid, r.paid_until, r.policy_version_id, r.quarantined_at, r.restorable_until,
  r.ended_at, r.end_reason`);

/** The rental that holds a number, in any state but ended. */
export const openRental = async (db: Database, e164: string): Promise<Rental | undefined> => {
  const { rows } = await sql<Rental>`
    select ${columns} from numbers.rental r where r.e164 = ${e164} and r.state <> 'ended'`.execute(db);
  return rows[0];
};

/** The newest rental of a number that has ended; of `customerId`, where one is given. */
export const endedRental = async (
  db: Database,
  e164: string,
  customerId: string | null = null,
): Promise<Rental | undefined> => {
  const { rows } = await sql<Rental>`
    select ${columns} from numbers.rental r
     where r.e164 = ${e164} and r.state = 'ended' and (${customerId}::uuid is null or r.customer_id = ${customerId})
     order by r.id desc limit 1`.execute(db);
  return rows[0];
};

export const rentalsOfCustomer = async (
  db: Database,
  filter: {
    readonly customerId: string;
    readonly states: readonly string[];
    readonly after: bigint | null;
    readonly limit: number;
  },
): Promise<readonly Rental[]> => {
  const { rows } = await sql<Rental>`
    select ${columns} from numbers.rental r
     where r.customer_id = ${filter.customerId} and r.state = any(${filter.states}::numbers.rental_state[])
       and (${filter.after}::bigint is null or r.id > ${filter.after})
     order by r.id limit ${filter.limit}`.execute(db);
  return rows;
};

/** The active rentals of a customer that are to be renewed on a date or before. */
export const renewedThrough = async (
  db: Database,
  customerId: string,
  through: Temporal.PlainDate,
): Promise<readonly Rental[]> => {
  const { rows } = await sql<Rental>`
    select ${columns} from numbers.rental r
     where r.customer_id = ${customerId} and r.state = 'active' and r.renewal and r.paid_until <= ${through}
     order by r.id`.execute(db);
  return rows;
};

/** The state of each of these rentals. */
export const selectStates = async (
  db: Database,
  ids: readonly bigint[],
): Promise<ReadonlyMap<bigint, RentalState>> => {
  const { rows } = await sql<{ id: bigint; state: RentalState }>`
    select id, state from numbers.rental where id = any(${ids}::bigint[])`.execute(db);
  return new Map(rows.map(({ id, state }) => [id, state]));
};

/** Announced prices that are not charged yet, by number. */
export const waitingPrices = async (
  db: Database,
  e164s: readonly string[],
): Promise<ReadonlyMap<string, readonly PriceChange[]>> => {
  const { rows } = await sql<PriceChange & { readonly e164: string }>`
    select e164, applies_from, monthly as monthly_micros from numbers.price_change
     where e164 = any(${e164s}) and applied_at is null order by applies_from`.execute(db);
  return Map.groupBy(rows, ({ e164 }) => e164);
};

export interface NewRental {
  readonly e164: string;
  readonly customerId: string;
  readonly state: 'registering' | 'active';
  readonly months: PeriodMonths;
  readonly monthlyMicros: bigint;
  readonly boughtAt: Temporal.Instant;
  readonly heldSince: Temporal.Instant | null;
  readonly anchor: Temporal.PlainDate | null;
  readonly policyVersionId: number;
}

/** Opens a rental whose first period is paid. */
export const insertRental = async (tx: Tx, rental: NewRental): Promise<Rental> => {
  const { rows } = await sql<Rental>`
    insert into numbers.rental as r
      (e164, customer_id, state, months, monthly, bought_at, held_since, anchor, months_paid, policy_version_id)
    values (${rental.e164}, ${rental.customerId}, ${rental.state}, ${rental.months}, ${rental.monthlyMicros},
            ${rental.boughtAt}, ${rental.heldSince}, ${rental.anchor}, ${rental.months}, ${rental.policyVersionId})
    returning ${columns}`.execute(tx);
  return rows[0]!;
};

/** What a payment for periods makes of a rental: active, paid for longer. */
export const extendRental = async (
  tx: Tx,
  id: bigint,
  paid: { readonly monthsPaid: number; readonly monthlyMicros: bigint; readonly policyVersionId: number },
): Promise<Rental> => {
  const { rows } = await sql<Rental>`
    update numbers.rental r
       set state = case when state = 'quarantined' then 'active' else state end, quarantined_at = null, restorable_until = null,
           months_paid = ${paid.monthsPaid}, monthly = ${paid.monthlyMicros}, policy_version_id = ${paid.policyVersionId}
     where id = ${id}
    returning ${columns}`.execute(tx);
  return rows[0]!;
};

export const setRenewal = async (tx: Tx, id: bigint, renewal: boolean): Promise<void> => {
  await sql`update numbers.rental set renewal = ${renewal} where id = ${id}`.execute(tx);
};

export const setMonths = async (tx: Tx, id: bigint, months: PeriodMonths): Promise<void> => {
  await sql`update numbers.rental set months = ${months} where id = ${id}`.execute(tx);
};

/** The listed open numbers of a customer come first, in this order; all others after them. Returns those that were found. */
export const setPriorities = async (
  tx: Tx,
  customerId: string,
  e164s: readonly string[],
): Promise<readonly string[]> => {
  const { rows } = await sql<{ e164: string; priority: number | null }>`
    update numbers.rental r set priority = p.priority
      from (select mine.id, listed.priority
              from numbers.rental mine
              left join unnest(${e164s}::text[]) with ordinality as listed (e164, priority) using (e164)
             where mine.customer_id = ${customerId} and mine.state <> 'ended') p
     where r.id = p.id
    returning r.e164, r.priority`.execute(tx);
  return rows.filter(({ priority }) => priority !== null).map(({ e164 }) => e164);
};
