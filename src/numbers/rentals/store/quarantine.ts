import { sql, type RawBuilder } from 'kysely';
import type { Context } from '#policy';
import { dueOn, type Database, type Tx } from '#platform';
import type { PeriodMonths } from '../rental.ts';

/** A parameter of each version, as SQL reads it. */
export interface DaysByVersion {
  readonly versionIds: readonly number[];
  readonly days: readonly (number | null)[];
}

/** A rental that was cancelled, with what its restore is computed from. */
export interface CancelledRental {
  readonly rentalId: bigint;
  readonly customerId: string;
  readonly e164: string;
  readonly renewal: boolean;
  readonly anchor: Temporal.PlainDate;
  readonly monthsPaid: number;
  readonly months: PeriodMonths;
  readonly monthlyMicros: bigint;
  readonly paidUntil: Temporal.PlainDate;
  readonly restorableUntil: Temporal.PlainDate;
}

const columns = sql.raw(`
  r.id as rental_id, r.customer_id, r.e164, r.renewal, r.anchor, r.months_paid, r.months, r.monthly as monthly_micros,
  r.paid_until, r.restorable_until`);

/** The due rentals of the batch whose renewal is off. */
export const selectStopped = async (
  tx: Tx,
  batch: number,
  today: Temporal.PlainDate,
): Promise<readonly bigint[]> => {
  const { rows } = await sql<{ id: bigint }>`
    select r.id from (select unnest(stopped) as customer_id from run_list where batch = ${batch}) l
      join numbers.rental r on r.customer_id = l.customer_id
     where r.state = 'active' and r.paid_until <= ${today} and not r.renewal
     order by r.id`.execute(tx);
  return rows.map(({ id }) => id);
};

/**
 * Cancels rentals now. The days run from today, not from the date on which it should have happened: nobody loses a number before they
 * were told.
 */
export const cancelRentals = async (
  tx: Tx,
  context: Context,
  order: {
    readonly rentalIds: readonly bigint[];
    readonly today: Temporal.PlainDate;
    readonly quarantineDays: DaysByVersion;
    /** null: for want of a renewal, or of credit, as each rental says. */
    readonly reason: 'frozen' | null;
  },
): Promise<readonly CancelledRental[]> => {
  const now = context.clock.now();
  const { rows } = await sql<CancelledRental>`
    with cancelled as (
      update numbers.rental r
         set state = 'quarantined', calendar_goes_on = false, quarantined_at = ${now}, restorable_until = ${order.today}::date + version.days
        from unnest(${order.rentalIds}::bigint[]) as lost (id),
             unnest(${order.quarantineDays.versionIds}::int[], ${order.quarantineDays.days}::int[]) as version (id, days)
       where r.id = lost.id and r.state = ${order.reason === 'frozen' ? 'suspended' : 'active'}::numbers.rental_state and r.paid_until <= ${order.today} and version.id = r.policy_version_id
      returning ${columns}),
    noted as (
      insert into numbers.history (e164, rental_id, customer_id, at, kind, actor, details)
      select e164, rental_id, customer_id, ${now}, 'quarantined', ${context.actor},
             jsonb_build_object('paidUntil', paid_until, 'restorableUntil', restorable_until,
                                'reason', coalesce(${order.reason}, case when renewal then 'no_credit' else 'renewal_off' end))
        from cancelled order by rental_id)
    select * from cancelled order by rental_id`.execute(tx);
  return rows;
};

/** The rentals of run_due that have just been restored. */
export const selectRestored = async (
  tx: Tx,
): Promise<readonly (CancelledRental & { readonly paidMicros: bigint })[]> => {
  const { rows } = await sql<CancelledRental & { readonly paidMicros: bigint }>`
    select ${columns}, d.paid_micros
      from (select rental_id, sum(amount)::bigint as paid_micros from run_due group by rental_id) d
      join numbers.rental r on r.id = d.rental_id order by r.id`.execute(tx);
  return rows;
};

export const insertRestoredHistory = async (
  tx: Tx,
  context: Context,
  journalId: bigint,
  restored: readonly { readonly rentalId: bigint; readonly amount: string }[],
): Promise<void> => {
  await sql`
    insert into numbers.history (e164, rental_id, customer_id, at, kind, actor, journal_id, details)
    select r.e164, r.id, r.customer_id, ${context.clock.now()}, 'restored', ${context.actor}, ${journalId},
           jsonb_build_object('amount', restored.amount, 'state', r.state, 'paidUntil', r.paid_until)
      from unnest(${restored.map(({ rentalId }) => rentalId)}::bigint[], ${restored.map(({ amount }) => amount)}::text[])
           as restored (id, amount)
      join numbers.rental r on r.id = restored.id order by r.id`.execute(tx);
};

export interface DismissedRental extends CancelledRental {
  readonly country: string;
  readonly city: string | null;
}

/** The customers of up to `limit` numbers whose quarantine ends by `today`, what ends first first. */
export const customersAtTheEnd = async (
  tx: Tx,
  today: Temporal.PlainDate,
  limit: number,
): Promise<readonly string[]> => {
  const { rows } = await sql<{ customerId: string }>`
    select distinct customer_id from (
      select customer_id from numbers.rental
       where state = 'quarantined' and restorable_until <= ${today}
       order by restorable_until, id limit ${limit}) over`.execute(tx);
  return rows.map(({ customerId }) => customerId);
};

/**
 * Dismisses the numbers of these customers whose quarantine ends by `today`: their rentals end, and the numbers are for sale again when,
 * if ever, the policy says. The wallets are locked.
 */
export const dismissRentals = async (
  tx: Tx,
  context: Context,
  order: {
    readonly today: Temporal.PlainDate;
    readonly resaleAfterDays: DaysByVersion;
    readonly customerIds: readonly string[];
  },
): Promise<readonly DismissedRental[]> => {
  const now = context.clock.now();
  const { rows } = await sql<DismissedRental>`
    with ended as (
      update numbers.rental r set state = 'ended', ended_at = ${now}, end_reason = 'dismissed'
       where r.customer_id = any(${order.customerIds}::uuid[]) and r.state = 'quarantined' and r.restorable_until <= ${order.today}
      returning ${columns}, r.policy_version_id),
    freed as (
      update numbers.number n
         set state = 'dismissed', dismissed_at = ${now}, for_sale_again_on = ${order.today}::date + version.days
        from ended e
        join unnest(${order.resaleAfterDays.versionIds}::int[], ${order.resaleAfterDays.days}::int[]) as version (id, days)
          on version.id = e.policy_version_id
       where n.e164 = e.e164
      returning n.e164, n.country, n.city),
    noted as (
      insert into numbers.history (e164, rental_id, customer_id, at, kind, actor, details)
      select e164, rental_id, customer_id, ${now}, 'dismissed', ${context.actor}, jsonb_build_object('paidUntil', paid_until)
        from ended order by rental_id)
    select e.*, f.country, f.city from ended e join freed f using (e164) order by e.rental_id`.execute(tx);
  return rows;
};

/** A price that was announced to a holder who is gone is the price for the next one. */
export const settlePricesOfDismissed = async (
  tx: Tx,
  e164s: readonly string[],
  now: Temporal.Instant,
): Promise<void> => {
  await sql`
    with newest as (
      select distinct on (e164) e164, monthly from numbers.price_change
       where e164 = any(${e164s}) and applied_at is null order by e164, applies_from desc),
    applied as (
      update numbers.price_change set applied_at = ${now} where e164 = any(${e164s}) and applied_at is null)
    update numbers.number n set monthly = newest.monthly from newest where n.e164 = newest.e164`.execute(tx);
};

/** Numbers that are for sale again from `today` or earlier. */
export const sellAgain = async (tx: Tx, context: Context, today: Temporal.PlainDate): Promise<number> => {
  const { numAffectedRows } = await sql`
    with again as (
      update numbers.number set state = 'available', dismissed_at = null, for_sale_again_on = null
       where for_sale_again_on <= ${today} and state = 'dismissed'
      returning e164)
    insert into numbers.history (e164, at, kind, actor, details)
    select e164, ${context.clock.now()}, 'for_sale_again', ${context.actor}, '{}' from again order by e164`.execute(
    tx,
  );
  return Number(numAffectedRows ?? 0n);
};

/** The dates on which something falls due next, each the least of its index. */
const paidUntil = sql`select min(paid_until) from numbers.rental where state = 'active'`;
const quarantineEnd = sql`select min(restorable_until) from numbers.rental where state = 'quarantined'`;

export const nextPaidUntil = dueOn(paidUntil);
export const nextQuarantineEnd = dueOn(quarantineEnd);
export const nextResale = dueOn(
  sql`select min(for_sale_again_on) from numbers.number where for_sale_again_on is not null`,
);
export const firstPaidUntil = (db: Database): Promise<Temporal.PlainDate | null> => least(db, paidUntil);
export const firstQuarantineEnd = (db: Database): Promise<Temporal.PlainDate | null> =>
  least(db, quarantineEnd);

const least = async (db: Database, expression: RawBuilder<unknown>): Promise<Temporal.PlainDate | null> => {
  const { rows } = await sql<{ date: Temporal.PlainDate | null }>`select (${expression}) as date`.execute(db);
  return rows[0]!.date;
};

/** Whether announced prices wait that apply by `through`; null: at any time. */
export const anyWaitingPrices = async (
  db: Database,
  through: Temporal.PlainDate | null,
): Promise<boolean> => {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from numbers.price_change
                    where applied_at is null and (${through}::date is null or applies_from <= ${through})) as found`.execute(
    db,
  );
  return rows[0]!.found;
};
