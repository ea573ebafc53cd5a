import { sql } from 'kysely';
import type { Context } from '#policy';
import type { Database, Tx } from '#platform';

/** One thing that happened to a number. */
export interface HistoryEntry {
  readonly at: Temporal.Instant;
  readonly kind: string;
  /** Who did it: `system`, `customer:<uuid>`, `staff:<id>`. */
  readonly actor: string;
  readonly e164: string;
  readonly rentalId: bigint | null;
  readonly customerId: string | null;
  /** The journal that moved the money, and for a renewal its line there. */
  readonly journalId: bigint | null;
  readonly line: number | null;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Where an entry stands: entries are read newest first. */
export interface HistoryPlace {
  readonly at: Temporal.Instant;
  readonly source: number;
  readonly major: bigint;
  readonly minor: number;
}

export interface NewEntry {
  readonly e164: string;
  readonly rentalId?: bigint;
  readonly customerId?: string;
  readonly kind: string;
  readonly journalId?: bigint;
  readonly details: Readonly<Record<string, unknown>>;
  readonly orderKey?: string;
}

/** Writes what happened now, by the context's actor. */
export const insertHistory = async (tx: Tx, context: Context, entry: NewEntry): Promise<void> => {
  await sql`
    insert into numbers.history (e164, rental_id, customer_id, at, kind, actor, journal_id, details, order_key)
    values (${entry.e164}, ${entry.rentalId ?? null}, ${entry.customerId ?? null}, ${context.clock.now()}, ${entry.kind},
            ${context.actor}, ${entry.journalId ?? null}, ${JSON.stringify(entry.details)}::jsonb,
            ${entry.orderKey ?? null})`.execute(tx);
};

/** The entry of an order that a customer gave under this key. */
export const entryOfOrder = async (
  tx: Tx,
  customerId: string,
  orderKey: string,
): Promise<HistoryEntry | undefined> => {
  const { rows } = await sql<HistoryEntry>`
    select at, kind, actor, e164, rental_id, customer_id, journal_id, null::int as line, details
      from numbers.history where customer_id = ${customerId} and order_key = ${orderKey}`.execute(tx);
  return rows[0];
};

/**
 * Newest first. Renewals are read from the paid periods, and an import from its own row: neither writes a line here for each of its
 * numbers. `customerId` leaves out what concerns other customers.
 */
export const selectHistory = async (
  db: Database,
  filter: {
    readonly e164: string;
    readonly customerId: string | null;
    readonly before: HistoryPlace | null;
    readonly limit: number;
  },
): Promise<readonly (HistoryEntry & HistoryPlace)[]> => {
  const { rows } = await sql<HistoryEntry & HistoryPlace>`
    with entry as (
      select h.at, 1 as source, h.id as major, 0 as minor, h.kind, h.actor, h.rental_id, h.customer_id, h.journal_id,
             null::int as line, h.details
        from numbers.history h
       where h.e164 = ${filter.e164}
      union all
      select p.paid_at, 0, p.rental_id, p.from_month, 'renewed', 'system', p.rental_id, r.customer_id, p.journal_id, p.line,
             jsonb_build_object(
               'from', (r.anchor + make_interval(months => p.from_month))::date,
               'until', (r.anchor + make_interval(months => p.from_month + p.months))::date,
               'amountMicros', p.amount::text)
        from numbers.rental r
        join numbers.rental_period p on p.rental_id = r.id and p.reason = 'renewed'
       where (r.e164 = ${filter.e164} and r.state <> 'ended') or (r.e164 = ${filter.e164} and r.state = 'ended')
      union all
      select n.imported_at, 0, 0, 0, 'imported', i.started_by, null, null, null, null, jsonb_build_object('importId', i.id)
        from numbers.number n join numbers.stock_import i on i.id = n.import_id
       where n.e164 = ${filter.e164})
    select ${filter.e164}::text as e164, entry.* from entry
     where (${filter.customerId}::uuid is null or customer_id = ${filter.customerId})
       and (${filter.before === null}
            or (at, source, major, minor) < (${filter.before?.at ?? null}::timestamptz, ${filter.before?.source ?? 0}::int,
                                             ${filter.before?.major ?? 0n}::bigint, ${filter.before?.minor ?? 0}::int))
     order by at desc, source desc, major desc, minor desc
     limit ${filter.limit}`.execute(db);
  return rows;
};
