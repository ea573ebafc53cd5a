import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '#platform';
import type { PeriodReason } from '../rental.ts';

/** What the dates of a run mean: which version of the policy a date falls under, and which surprises are possible. */
export interface RunPlan {
  readonly today: Temporal.PlainDate;
  /** The last date that counts: today, or as far as a forecast looks. */
  readonly through: Temporal.PlainDate;
  /** Published versions that are in force by then, oldest first; never empty. */
  readonly versions: readonly { readonly id: number; readonly inForceFrom: Temporal.PlainDate }[];
  /** A rental may owe more than one period: the run is late, or looks further ahead than a month. */
  readonly manyPeriods: boolean;
  /** Announced prices wait that apply by then. */
  readonly prices: boolean;
}

/** renewals: in the order of their dates. restores: all at this instant, in the customer's order alone. */
export type DueKind = 'renewals' | 'restores';

const turnOf = {
  renewals: sql.raw('customer_id, due_on, priority nulls last, held_since, id'),
  restores: sql.raw('customer_id, priority nulls last, held_since, id, due_on'),
} as const;

/**
 * Fills run_due with every period that falls due of the rentals of the locked wallets whose renewal is on: through the last date of the
 * plan, or, for a restore, through the date of the wallet. Lines are numbered in the order in which the periods take the credit. Returns
 * how many there are.
 */
export const fillDue = async (tx: Tx, kind: DueKind, plan: RunPlan): Promise<number> => {
  const versionOn =
    kind === 'renewals' ? versionOnDate(plan) : versionOnDate({ ...plan, versions: plan.versions.slice(-1) });
  const { numAffectedRows } = await sql`
    insert into run_due
      (rental_id, wallet_id, line, amount, from_month, months, due_on, monthly, version_id, is_last, credit)
    select id, customer_id, row_number() over (order by ${turnOf[kind]}), monthly * months, from_month, months, due_on,
           monthly, ${versionOn}, is_last, credit
      from (${periodsDue(kind, plan)}) due`.execute(tx);
  return Number(numAffectedRows ?? 0n);
};

const periodsDue = (kind: DueKind, { through, manyPeriods, prices }: RunPlan): RawBuilder<unknown> => {
  const monthly = prices
    ? sql`coalesce((select c.monthly from numbers.price_change c
                     where c.e164 = p.e164 and c.applied_at is null and c.applies_from <= p.due_on
                     order by c.applies_from desc limit 1), list_monthly)`
    : sql`list_monthly`;
  const columns = sql`
    r.id, r.customer_id, r.e164, r.months, r.monthly as list_monthly, r.priority, r.held_since, r.anchor, r.months_paid,
    r.paid_until, c.credit`;
  const rentals =
    kind === 'renewals'
      ? sql`
        select ${columns}, ${through}::date as through
          from run_credit c
          join numbers.rental r on r.customer_id = c.wallet_id
         where r.state = 'active' and r.renewal and r.paid_until <= ${through}`
      : sql`
        select ${columns}, w.through
          from run_credit c
          join run_wallet w on w.wallet_id = c.wallet_id
          join numbers.rental r on r.customer_id = c.wallet_id
         where r.state = 'quarantined' and r.renewal and r.paid_until <= w.through and r.restorable_until > w.through`;
  const periods = manyPeriods
    ? sql`
      select r.*, r.months_paid + nth * r.months as from_month, nth = later as is_last,
             (r.anchor + make_interval(months => r.months_paid + nth * r.months))::date as due_on
        from (select r.*, ${periodsAfterTheFirst} as later from (${rentals}) r) r
       cross join lateral generate_series(0, r.later) as nth`
    : sql`select r.*, r.months_paid as from_month, true as is_last, r.paid_until as due_on from (${rentals}) r`;
  return sql`select *, ${monthly} as monthly from (${periods}) p`;
};

/**
 * How many periods after the one that starts on paid_until start by `through`. Whole periods between the two months, less one when the
 * last of them starts later in that month: `rules.ts` counts them one by one.
 */
const periodsAfterTheFirst = sql.raw(`
  (select n.whole - case when (r.anchor + make_interval(months => r.months_paid + n.whole * r.months))::date > r.through
                         then 1 else 0 end
     from (select ((extract(year from r.through) - extract(year from r.paid_until)) * 12
                   + extract(month from r.through) - extract(month from r.paid_until))::int / r.months as whole) n)`);

/** The version in force on due_on. */
const versionOnDate = ({ versions }: Pick<RunPlan, 'versions'>): RawBuilder<unknown> => {
  const [oldest, ...later] = versions;
  if (later.length === 0) return sql`${oldest!.id}::int`;
  const cases = later
    .toReversed()
    .map(({ id, inForceFrom }) => sql`when due_on >= ${inForceFrom}::date then ${id}::int`);
  return sql`case ${sql.join(cases, sql` `)} else ${oldest!.id}::int end`;
};

/** A period that wants credit of a wallet that cannot pay for all. */
export interface ShortDue {
  readonly rentalId: bigint;
  readonly walletId: string;
  readonly fromMonth: number;
  readonly amountMicros: bigint;
  readonly creditMicros: bigint;
  readonly dueOn: Temporal.PlainDate;
}

/** What the wallets are asked for that cannot pay for all of it, wallet by wallet, in the order in which it takes the credit. */
export const selectShort = async (tx: Tx): Promise<readonly ShortDue[]> => {
  const { rows } = await sql<ShortDue>`
    select rental_id, wallet_id, from_month, amount as amount_micros, credit as credit_micros, due_on
      from run_due
     where wallet_id in (select wallet_id from run_due group by wallet_id having sum(amount) > min(credit))
     order by line`.execute(tx);
  return rows;
};

/**
 * Takes out what is not paid: of each rental the period that starts with this month, and all after it. The rest is numbered anew; returns
 * how many rows that is.
 */
export const removeUnpaid = async (
  tx: Tx,
  unpaid: readonly { readonly rentalId: bigint; readonly fromMonth: number }[],
): Promise<number> => {
  const first = sql`unnest(${unpaid.map((due) => due.rentalId)}::bigint[], ${unpaid.map((due) => due.fromMonth)}::int[])
                    as first (rental_id, from_month)`;
  await sql`
    delete from run_due d using ${first} where d.rental_id = first.rental_id and d.from_month >= first.from_month`.execute(
    tx,
  );
  await sql`
    update run_due d set is_last = true from ${first}
     where d.rental_id = first.rental_id and d.from_month + d.months = first.from_month`.execute(tx);
  const { numAffectedRows } = await sql`
    update run_due d set line = n.line
      from (select ctid as place, row_number() over (order by line) as line from run_due) n
     where d.ctid = n.place`.execute(tx);
  return Number(numAffectedRows ?? 0n);
};

export const analyzeDue = async (tx: Tx): Promise<void> => {
  await sql`analyze run_due`.execute(tx);
};

export interface ChargedRun {
  readonly journalId: bigint;
  readonly now: Temporal.Instant;
  readonly reason: PeriodReason;
}

/** Writes the charged periods down and moves their rentals. Returns how many rentals were to be moved, and how many were. */
export const recordCharged = async (
  tx: Tx,
  { journalId, now, reason }: ChargedRun,
): Promise<{ readonly wanted: number; readonly moved: number }> => {
  const isRestored = reason === 'restored';
  const backToLife = sql`state = 'active', quarantined_at = null, restorable_until = null,`;
  const { rows } = await sql<{ wanted: number; moved: number }>`
    with written as (
      insert into numbers.rental_period
        (rental_id, from_month, months, amount, policy_version_id, journal_id, line, paid_at, reason)
      select rental_id, from_month, months, amount, version_id, ${journalId}, line, ${now}, ${reason}::numbers.period_reason
        from run_due),
    moved as (
      update numbers.rental r
         set ${isRestored ? backToLife : sql``} months_paid = d.from_month + d.months, monthly = d.monthly,
             policy_version_id = d.version_id
        from run_due d
       where d.is_last and r.id = d.rental_id
         and r.state = ${isRestored ? 'quarantined' : 'active'}::numbers.rental_state
      returning 1)
    select (select count(*)::int from run_due where is_last) as wanted, (select count(*)::int from moved) as moved`.execute(
    tx,
  );
  return rows[0]!;
};

/** Announced prices that the periods were charged at count as applied, and the newest is the number's price from now on. */
export const applyRunPrices = async (tx: Tx, now: Temporal.Instant): Promise<void> => {
  await sql`
    with applied as (
      update numbers.price_change c set applied_at = ${now}
        from run_due d join numbers.rental r on r.id = d.rental_id
       where d.is_last and c.e164 = r.e164 and c.applied_at is null and c.applies_from <= d.due_on
      returning c.e164, d.monthly)
    update numbers.number n set monthly = a.monthly
      from (select distinct e164, monthly from applied) a
     where n.e164 = a.e164`.execute(tx);
};
