import { sql, type RawBuilder } from 'kysely';
import type { Database } from '#platform';

/** Which numbers are meant: by one of these. */
export type NumbersMeant =
  | { readonly numbers: readonly string[] }
  | { readonly supplier: string }
  | { readonly country: string }
  | { readonly cities: readonly { readonly country: string; readonly slug: string }[] };

const isMeant = (meant: NumbersMeant): RawBuilder<boolean> => {
  if ('numbers' in meant) return sql`n.e164 = any(${meant.numbers}::text[])`;
  if ('supplier' in meant) return sql`n.supplier = ${meant.supplier}`;
  if ('country' in meant) return sql`n.country = ${meant.country}`;
  const cities = meant.cities.map(({ country, slug }) => `${country}/${slug}`);
  return sql`n.country || '/' || n.city = any(${cities}::text[])`;
};

/** Those of these numbers that are meant. */
export const selectMeant = async (
  db: Database,
  meant: NumbersMeant,
  e164s: readonly string[],
): Promise<readonly string[]> => {
  const { rows } = await sql<{ e164: string }>`
    select n.e164 from numbers.number n where n.e164 = any(${e164s}::text[]) and ${isMeant(meant)} order by n.e164`.execute(
    db,
  );
  return rows.map(({ e164 }) => e164);
};

/**
 * What begins and what ends the time in which a rental is active, besides its activation. A number that is suspended goes on being paid for: as long as
 * that matters the credit is frozen, and after a dismissal, or an appeal that is upheld, all is as if it had never been suspended.
 * @source POLICY.md R3 (time in quarantine or before activation counts for nothing), F1 (everything is as before, to the cent)
 */
const begins = sql.raw(`('restored')`);
const ends = sql.raw(`('quarantined', 'dismissed', 'released')`);

export interface ActiveRental {
  readonly rentalId: bigint;
  readonly customerId: string;
  readonly e164: string;
}

export interface ActiveDuring {
  readonly meant: NumbersMeant;
  readonly from: Temporal.Instant;
  readonly until: Temporal.Instant;
  readonly customerId?: string | undefined;
}

const wasActive = ({ meant, from, until, customerId }: ActiveDuring): RawBuilder<boolean> => sql`
  ${isMeant(meant)} and r.held_since < ${until} and (r.ended_at is null or r.ended_at > ${from})
  and ${customerId === undefined ? sql`true` : sql`r.customer_id = ${customerId}`}
  and (r.held_since > ${from}
       or coalesce((select h.kind in ${begins} from numbers.history h
                     where h.e164 = r.e164 and h.rental_id = r.id and h.at <= ${from} and (h.kind in ${begins} or h.kind in ${ends})
                     order by h.at desc, h.id desc limit 1), true)
       or exists (select from numbers.history h
                   where h.e164 = r.e164 and h.rental_id = r.id and h.at > ${from} and h.at < ${until} and h.kind in ${begins}))`;

/** The rentals after `after` that were active at some moment of [from, until), in the order of their ids. */
export const selectActiveDuring = async (
  db: Database,
  during: ActiveDuring,
  page: { readonly after: bigint; readonly limit: number },
): Promise<readonly ActiveRental[]> => {
  const { rows } = await sql<ActiveRental>`
    select r.id as rental_id, r.customer_id, r.e164
      from numbers.rental r join numbers.number n using (e164)
     where r.id > ${page.after} and ${wasActive(during)}
     order by r.id limit ${page.limit}`.execute(db);
  return rows;
};

export interface ActiveCount {
  readonly numbers: number;
  readonly customers: number;
}

export const countActiveDuring = async (db: Database, during: ActiveDuring): Promise<ActiveCount> => {
  const { rows } = await sql<ActiveCount>`
    select count(distinct r.e164)::int as numbers, count(distinct r.customer_id)::int as customers
      from numbers.rental r join numbers.number n using (e164) where ${wasActive(during)}`.execute(db);
  return rows[0]!;
};

export interface TimedRental {
  readonly rentalId: bigint;
  readonly heldSince: Temporal.Instant;
  readonly changes: readonly { readonly at: Temporal.Instant; readonly begins: boolean }[];
}

/** The rentals of a customer and number that have started, with what began and ended their active time, oldest first. */
export const selectTimedRentals = async (
  db: Database,
  customerId: string,
  e164: string,
): Promise<readonly TimedRental[]> => {
  const { rows } = await sql<{
    rentalId: bigint;
    heldSince: Temporal.Instant;
    at: Temporal.Instant | null;
    begins: boolean;
  }>`
    select r.id as rental_id, r.held_since, h.at, coalesce(h.kind in ${begins}, false) as begins
      from numbers.rental r
      left join numbers.history h on h.e164 = r.e164 and h.rental_id = r.id and (h.kind in ${begins} or h.kind in ${ends})
     where r.customer_id = ${customerId} and r.e164 = ${e164} and r.held_since is not null
     order by r.id, h.at, h.id`.execute(db);
  return [...Map.groupBy(rows, ({ rentalId }) => rentalId)].map(([rentalId, group]) => ({
    rentalId,
    heldSince: group[0]!.heldSince,
    changes: group.flatMap(({ at, begins: isBegin }) => (at === null ? [] : [{ at, begins: isBegin }])),
  }));
};

/** What was paid for a rental, in order. */
export interface PaidTime {
  readonly rentalId: bigint;
  readonly fromMonth: number;
  readonly from: Temporal.PlainDate;
  readonly until: Temporal.PlainDate;
  readonly amountMicros: bigint;
  readonly policyVersionId: number;
  readonly journalId: bigint;
  readonly line: number;
}

export const selectPaidTimes = async (
  db: Database,
  rentalIds: readonly bigint[],
): Promise<readonly PaidTime[]> => {
  const { rows } = await sql<PaidTime>`
    select p.rental_id, p.from_month, (r.anchor + make_interval(months => p.from_month))::date as "from",
           (r.anchor + make_interval(months => p.from_month + p.months))::date as until, p.amount as amount_micros,
           p.policy_version_id, p.journal_id, p.line
      from numbers.rental_period p join numbers.rental r on r.id = p.rental_id
     where p.rental_id = any(${rentalIds}::bigint[]) and r.anchor is not null
     order by p.rental_id, p.from_month`.execute(db);
  return rows;
};
