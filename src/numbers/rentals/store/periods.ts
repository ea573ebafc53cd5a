import { sql } from 'kysely';
import type { Database, Tx } from '#platform';
import type { Period, PeriodReason, PriceChange } from '../rental.ts';

export interface PaidPeriods {
  readonly rentalId: bigint;
  readonly e164: string;
  /** Each with its line in the journal. */
  readonly periods: readonly (Period & { readonly line: number })[];
  readonly policyVersionId: number;
  readonly journalId: bigint;
  readonly paidAt: Temporal.Instant;
  readonly reason: PeriodReason;
}

/** Writes paid periods; one that is paid already fails the transaction. Announced prices that they were charged at count as applied. */
export const insertPeriods = async (tx: Tx, paid: PaidPeriods): Promise<void> => {
  for (const period of paid.periods) {
    await sql`
      insert into numbers.rental_period
        (rental_id, from_month, months, amount, policy_version_id, journal_id, line, paid_at, reason)
      values (${paid.rentalId}, ${period.fromMonth}, ${period.months}, ${period.amountMicros}, ${paid.policyVersionId},
              ${paid.journalId}, ${period.line}, ${paid.paidAt}, ${paid.reason})`.execute(tx);
  }
};

/** Marks these announced prices of a number as charged, unless they were corrected since, and makes the newest its price. */
export const applyPrices = async (
  tx: Tx,
  e164: string,
  charged: readonly PriceChange[],
  at: Temporal.Instant,
): Promise<void> => {
  await sql`
    with applied as (
      update numbers.price_change c set applied_at = ${at}
        from unnest(${charged.map(({ appliesFrom }) => appliesFrom)}::date[],
                    ${charged.map(({ monthlyMicros }) => monthlyMicros)}::bigint[]) as charged (applies_from, monthly)
       where c.e164 = ${e164} and c.applied_at is null and c.applies_from = charged.applies_from and c.monthly = charged.monthly
      returning c.applies_from, c.monthly)
    update numbers.number n set monthly = a.monthly
      from (select monthly from applied order by applies_from desc limit 1) a
     where n.e164 = ${e164}`.execute(tx);
};

/** A paid period of a number, with the movement that paid it. */
export interface RentalPeriod {
  readonly rentalId: bigint;
  readonly e164: string;
  /** null while documents are awaited: the period has not started. */
  readonly from: Temporal.PlainDate | null;
  readonly until: Temporal.PlainDate | null;
  readonly months: number;
  readonly amountMicros: bigint;
  readonly policyVersionId: number;
  readonly journalId: bigint;
  readonly line: number;
  readonly paidAt: Temporal.Instant;
  readonly reason: PeriodReason;
}

const columns = sql.raw(`
  p.rental_id, r.e164, (r.anchor + make_interval(months => p.from_month))::date as "from",
  (r.anchor + make_interval(months => p.from_month + p.months))::date as until, p.months, p.amount as amount_micros,
  p.policy_version_id, p.journal_id, p.line, p.paid_at, p.reason`);

/** The period of a rental that ends last. */
export const newestPeriod = async (db: Database, rentalId: bigint): Promise<RentalPeriod | undefined> => {
  const { rows } = await sql<RentalPeriod>`
    select ${columns} from numbers.rental_period p join numbers.rental r on r.id = p.rental_id
     where p.rental_id = ${rentalId} order by p.from_month desc limit 1`.execute(db);
  return rows[0];
};

/** What a renewal run paid for in one journal: of these customers, or (null) of all. */
export const renewedIn = async (
  db: Database,
  { journalId, customerIds }: { readonly journalId: bigint; readonly customerIds: readonly string[] | null },
): Promise<readonly (RentalPeriod & StartedRental)[]> => {
  const { rows } = await sql<RentalPeriod & StartedRental>`
    select ${columns}, r.customer_id
      from numbers.rental_period p join numbers.rental r on r.id = p.rental_id
     where p.journal_id = ${journalId} and p.reason = 'renewed'
       and (${customerIds}::uuid[] is null or r.customer_id = any (${customerIds}::uuid[]))
     order by p.line`.execute(db);
  return rows;
};

/** Whose it is; a renewed period has its dates. */
interface StartedRental {
  readonly customerId: string;
  readonly from: Temporal.PlainDate;
  readonly until: Temporal.PlainDate;
}

/** What a customer's journals paid for. */
export const periodsOfJournals = async (
  db: Database,
  customerId: string,
  journalIds: readonly bigint[],
): Promise<readonly RentalPeriod[]> => {
  const { rows } = await sql<RentalPeriod>`
    select ${columns} from numbers.rental r join numbers.rental_period p on p.rental_id = r.id
     where r.customer_id = ${customerId} and p.journal_id = any(${journalIds}::bigint[])
     order by p.journal_id, p.line`.execute(db);
  return rows;
};
