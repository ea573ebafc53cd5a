import { sql } from 'kysely';
import type { Context } from '#policy';
import { dueOn, type Database, type Tx } from '#platform';

/** A rental that was suspended, or works again. */
export interface SwitchedRental {
  readonly rentalId: bigint;
  readonly customerId: string;
  readonly e164: string;
  readonly paidUntil: Temporal.PlainDate;
}

/** Suspends all active rentals of a customer whose wallet is locked; their calendars wait at paid-until. */
export const suspendRentals = async (
  tx: Tx,
  context: Context,
  customerId: string,
): Promise<readonly SwitchedRental[]> => {
  const { rows } = await sql<SwitchedRental>`
    with switched as (
      update numbers.rental r set state = 'suspended', calendar_goes_on = false
       where r.customer_id = ${customerId} and r.state = 'active'
      returning r.id as rental_id, r.customer_id, r.e164, r.paid_until),
    noted as (
      insert into numbers.history (e164, rental_id, customer_id, at, kind, actor, details)
      select e164, rental_id, customer_id, ${context.clock.now()}, 'suspended', ${context.actor},
             jsonb_build_object('paidUntil', paid_until)
        from switched order by rental_id)
    select * from switched order by rental_id`.execute(tx);
  return rows;
};

/** Lets all suspended rentals of a customer work again. */
export const resumeRentals = async (
  tx: Tx,
  context: Context,
  customerId: string,
): Promise<readonly SwitchedRental[]> => {
  const { rows } = await sql<SwitchedRental>`
    with switched as (
      update numbers.rental r set state = 'active', calendar_goes_on = false
       where r.customer_id = ${customerId} and r.state = 'suspended'
      returning r.id as rental_id, r.customer_id, r.e164, r.paid_until),
    noted as (
      insert into numbers.history (e164, rental_id, customer_id, at, kind, actor, details)
      select e164, rental_id, customer_id, ${context.clock.now()}, 'resumed', ${context.actor},
             jsonb_build_object('paidUntil', paid_until)
        from switched order by rental_id)
    select * from switched order by rental_id`.execute(tx);
  return rows;
};

/** The suspended rentals of a customer no longer wait at their paid-until dates. */
export const startCalendars = async (tx: Tx, customerId: string): Promise<void> => {
  await sql`
    update numbers.rental set calendar_goes_on = true
     where customer_id = ${customerId} and state = 'suspended' and not calendar_goes_on`.execute(tx);
};

/** The rentals of locked customers that are suspended, do not wait, and are paid no longer than until `today`. */
export const selectLapsing = async (
  tx: Tx,
  customerIds: readonly string[],
  today: Temporal.PlainDate,
): Promise<readonly bigint[]> => {
  const { rows } = await sql<{ id: bigint }>`
    select id from numbers.rental
     where customer_id = any(${customerIds}::uuid[]) and state = 'suspended' and calendar_goes_on and paid_until <= ${today}
     order by id`.execute(tx);
  return rows.map(({ id }) => id);
};

/** The customers of up to `limit` rentals that are suspended and lapse by `today`. */
export const customersLapsing = async (
  tx: Tx,
  today: Temporal.PlainDate,
  limit: number,
): Promise<readonly string[]> => {
  const { rows } = await sql<{ customerId: string }>`
    select distinct customer_id from (
      select customer_id from numbers.rental
       where state = 'suspended' and calendar_goes_on and paid_until <= ${today}
       order by paid_until, id limit ${limit}) lapsing`.execute(tx);
  return rows.map(({ customerId }) => customerId);
};

const lapsing = sql`select min(paid_until) from numbers.rental where state = 'suspended' and calendar_goes_on`;

export const nextLapse = dueOn(lapsing);

/** The earliest paid-until date of suspended rentals whose calendar does not wait. */
export const firstLapse = async (db: Database): Promise<Temporal.PlainDate | null> => {
  const { rows } = await sql<{ date: Temporal.PlainDate | null }>`select (${lapsing}) as date`.execute(db);
  return rows[0]!.date;
};
