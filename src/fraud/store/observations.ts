import { sql } from 'kysely';
import type { Context } from '#policy';
import { dueAt, type Database, type Tx } from '#platform';
import type { SignalName, Threshold } from '../signals.ts';

/** One thing that a customer did, and a signal counts. */
export interface Observation {
  readonly customerId: string;
  readonly signal: SignalName;
  readonly at: Temporal.Instant;
  /** Unique among what the signal counts: a payment, a rental, a call. */
  readonly subject: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** False when it was counted before. */
export const insertObservation = async (tx: Tx, seen: Observation): Promise<boolean> => {
  const { rows } = await sql`
    insert into fraud.observation (customer_id, kind, at, subject, facts)
    values (${seen.customerId}, ${seen.signal}, ${seen.at}, ${seen.subject}, ${JSON.stringify(seen.facts)}::jsonb)
    on conflict (kind, subject) do nothing
    returning id`.execute(tx);
  return rows.length === 1;
};

/** How many there are after `since`, and the newest few. */
export const countObservations = async (
  tx: Tx,
  order: {
    readonly customerId: string;
    readonly signal: SignalName;
    readonly since: Temporal.Instant;
    readonly through: Temporal.Instant;
    readonly examples: number;
  },
): Promise<{ readonly found: number; readonly examples: readonly unknown[] }> => {
  const { rows } = await sql<{ found: number; examples: readonly unknown[] }>`
    with seen as (
      select id, at, facts from fraud.observation
       where customer_id = ${order.customerId} and kind = ${order.signal} and at > ${order.since} and at <= ${order.through})
    select (select count(*)::int from seen) as found,
           (select coalesce(jsonb_agg(newest.facts order by newest.at, newest.id), '[]')
              from (select * from seen order by at desc, id desc limit ${order.examples}) newest) as examples`.execute(
    tx,
  );
  return rows[0]!;
};

export const selectThresholds = async (db: Database): Promise<readonly Threshold[]> => {
  const { rows } = await sql<Threshold>`
    select signal, count, window_minutes, enabled from fraud.threshold`.execute(db);
  return rows;
};

export const upsertThreshold = async (
  tx: Tx,
  context: Context,
  { signal, count, windowMinutes, enabled }: Threshold,
): Promise<void> => {
  const changed = { at: context.clock.now(), by: context.actor };
  await sql`
    insert into fraud.threshold (signal, count, window_minutes, enabled, changed_at, changed_by)
    values (${signal}, ${count}, ${windowMinutes}, ${enabled}, ${changed.at}, ${changed.by})
    on conflict (signal) do update
      set count = excluded.count, window_minutes = excluded.window_minutes, enabled = excluded.enabled,
          changed_at = excluded.changed_at, changed_by = excluded.changed_by`.execute(tx);
};

// No window is longer than a month: see the checks of fraud.threshold.
const keptHours = 31 * 24;

export const nextForgotten = dueAt(
  sql`select min(at) + make_interval(hours => ${sql.lit(keptHours)}) from fraud.observation`,
);

/** What no window reaches any more, at `now`. */
export const deleteOld = async (tx: Tx, now: Temporal.Instant): Promise<number> => {
  const { numAffectedRows } = await sql`
    delete from fraud.observation where at <= ${now.subtract({ hours: keptHours })}`.execute(tx);
  return Number(numAffectedRows ?? 0n);
};
