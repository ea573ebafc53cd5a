import { sql, type RawBuilder } from 'kysely';
import type { Context } from '#policy';
import { doneThroughExpression, dueOn, type Database, type DueQuestion, type Tx } from '#platform';
import type { PeriodMonths } from '../rental.ts';
import type { CancelledRental } from './quarantine.ts';
import { listCustomers } from './run-tables.ts';

/** A step of one version of the policy, and which dates it is about today: after < date ≤ through. */
export interface StepWindow {
  readonly versionId: number;
  readonly step: number;
  readonly after: Temporal.PlainDate;
  readonly through: Temporal.PlainDate;
  /** Days from the date that the step counts from to the date of the window. */
  readonly offset: number;
}

const asRows = (windows: readonly StepWindow[]): RawBuilder<unknown> => sql`
  unnest(${windows.map(({ versionId }) => versionId)}::int[], ${windows.map(({ step }) => step)}::int[],
         ${windows.map(({ after }) => after)}::date[], ${windows.map(({ through }) => through)}::date[],
         ${windows.map(({ offset }) => offset)}::int[])
    as w (version_id, step, after, through, days_after)`;

/**
 * Lists in run_reminder the active rentals that a step is about: of several steps that fell in while nothing ran the most recent, none for
 * a step whose day came before the period was paid. Cut into batches that never split a customer, in run_list; returns their numbers.
 */
export const listReminders = async (
  session: Database,
  order: {
    readonly windows: readonly StepWindow[];
    readonly today: Temporal.PlainDate;
    readonly timeZone: string;
    readonly size: number;
  },
): Promise<readonly number[]> => {
  const { numAffectedRows } = await sql`
    insert into run_reminder (rental_id, customer_id, about, step, renewal)
    select distinct on (r.id) r.id, r.customer_id, r.paid_until, w.step, r.renewal
      from ${asRows(order.windows)}
      join numbers.rental r on r.paid_until > w.after and r.paid_until <= w.through
     where r.state = 'active' and r.policy_version_id = w.version_id and r.paid_until > ${order.today}
       and (r.paid_until = w.through
            or (select max(p.paid_at at time zone ${order.timeZone})::date from numbers.rental_period p
                 where p.rental_id = r.id) < r.paid_until - w.step)
     order by r.id, w.step`.execute(session);
  if (numAffectedRows === 0n) return [];
  if ((numAffectedRows ?? 0n) > 1_000n) await sql`analyze run_reminder`.execute(session);
  return listCustomers(session, sql`run_reminder`, order.size);
};

/** A reminder that was written down now, and by nobody before. */
export interface RenewalReminder {
  readonly rentalId: bigint;
  readonly customerId: string;
  readonly e164: string;
  readonly paidUntil: Temporal.PlainDate;
  readonly step: number;
  readonly renewal: boolean;
  readonly anchor: Temporal.PlainDate;
  readonly monthsPaid: number;
  readonly months: PeriodMonths;
  readonly monthlyMicros: bigint;
}

/**
 * Writes down the reminders of the batch in run_wallet: of rentals whose renewal is off, and of those among `unpaid` (the periods that the credit will not
 * reach, by rental and date). Returns those that nobody was sent before.
 */
export const insertRenewalReminders = async (
  tx: Tx,
  context: Context,
  unpaid: readonly { readonly rentalId: bigint; readonly dueOn: Temporal.PlainDate }[],
): Promise<readonly RenewalReminder[]> => {
  const { rows } = await sql<RenewalReminder>`
    with written as (
      insert into numbers.reminder (rental_id, about, kind, step, sent_at)
      select m.rental_id, m.about, 'renewal_due_soon', m.step, ${context.clock.now()}::timestamptz
        from run_wallet w
        join run_reminder m on m.customer_id = w.wallet_id
        left join unnest(${unpaid.map(({ rentalId }) => rentalId)}::bigint[],
                         ${unpaid.map((rental) => rental.dueOn)}::date[]) as u (rental_id, due_on)
               on u.rental_id = m.rental_id and u.due_on = m.about
       where not m.renewal or u.rental_id is not null
       order by m.rental_id
      on conflict do nothing
      returning rental_id, step)
    select r.id as rental_id, r.customer_id, r.e164, r.paid_until, written.step, r.renewal, r.anchor,
           r.months_paid, r.months, r.monthly as monthly_micros
      from written join numbers.rental r on r.id = written.rental_id order by r.id`.execute(tx);
  return rows;
};

/** A reminder of a number in quarantine. */
export interface QuarantineReminder extends CancelledRental {
  readonly step: number;
  /** It cannot be restored now. */
  readonly frozen: boolean;
}

/**
 * Writes down the reminders of numbers in quarantine, at most `limit` of rentals after `afterId`: of several steps that fell in while
 * nothing ran the most recent. Windows are about the date on which the quarantine ends. Returns those that nobody was sent before, and
 * the last rental that was looked at, null when there are no more.
 */
export const insertQuarantineReminders = async (
  tx: Tx,
  context: Context,
  order: {
    readonly windows: readonly StepWindow[];
    readonly today: Temporal.PlainDate;
    readonly afterId: bigint;
    readonly limit: number;
  },
): Promise<{ readonly reminders: readonly QuarantineReminder[]; readonly lastId: bigint | null }> => {
  const { rows: candidates } = await sql<{ id: bigint; about: Temporal.PlainDate; step: number }>`
    select distinct on (r.id) r.id, r.restorable_until - w.days_after as about, w.step
      from ${asRows(order.windows)}
      join numbers.rental r on r.restorable_until > w.after and r.restorable_until <= w.through
     where r.state = 'quarantined' and r.policy_version_id = w.version_id and r.restorable_until > ${order.today}
       and r.id > ${order.afterId}
     order by r.id, w.step desc
     limit ${order.limit}`.execute(tx);
  const { rows } = await sql<QuarantineReminder>`
    with written as (
      insert into numbers.reminder (rental_id, about, kind, step, sent_at)
      select id, about, 'quarantine_reminder', step, ${context.clock.now()}::timestamptz
        from unnest(${candidates.map(({ id }) => id)}::bigint[], ${candidates.map(({ about }) => about)}::date[],
                    ${candidates.map(({ step }) => step)}::int[]) as c (id, about, step)
      on conflict do nothing
      returning rental_id, step)
    select r.id as rental_id, r.customer_id, r.e164, r.renewal, r.anchor, r.months_paid, r.months, r.monthly as monthly_micros,
           r.paid_until, r.restorable_until, written.step, w.frozen
      from written join numbers.rental r on r.id = written.rental_id join ledger.wallet w on w.id = r.customer_id
     order by r.id`.execute(tx);
  return { reminders: rows, lastId: candidates.length < order.limit ? null : candidates.at(-1)!.id };
};

/**
 * The next date on which a step of an active rental, or of one in quarantine, comes up after what is done. Before anything is done, the
 * first of all.
 */
export const nextReminder = (name: string): DueQuestion =>
  dueOn(sql`
    select min(case step.before
                 when 'paid_until' then (select min(paid_until) from numbers.rental
                                          where state = 'active' and paid_until > done.through + step.days)
                 else (select min(restorable_until) from numbers.rental
                        where state = 'quarantined' and restorable_until > done.through + step.days)
               end - step.days)
      from policy.reminder_step step,
           (select coalesce(${doneThroughExpression(name)}, date '0001-01-01') as through) done`);

/** When the first number was bought: nobody had to be reminded of anything before. */
export const firstPurchase = async (db: Database): Promise<Temporal.Instant | null> => {
  const { rows } = await sql<{ boughtAt: Temporal.Instant }>`
    select bought_at from numbers.rental order by id limit 1`.execute(db);
  return rows[0]?.boughtAt ?? null;
};
