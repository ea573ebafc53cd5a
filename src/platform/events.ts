import { sql } from 'kysely';
import type { Clock } from './clock.ts';
import type { Tx } from './db/connect.ts';
import { dueAt } from './due.ts';

/** Something that happened, for whoever is subscribed to its kind. */
export interface RecordedEvent {
  readonly id: bigint;
  readonly kind: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly occurredAt: Temporal.Instant;
  readonly failures: number;
}

/** Writes events in the transaction that caused them; the worker dispatches each once. Payloads are JSON: ids and amounts as strings. */
export const recordEvents = async (
  tx: Tx,
  clock: Clock,
  kind: string,
  payloads: readonly Readonly<Record<string, unknown>>[],
): Promise<void> => {
  if (payloads.length === 0) return;
  await sql`
    insert into platform.event (kind, payload, occurred_at)
    select ${kind}, payload, ${clock.now()}
      from jsonb_array_elements(${JSON.stringify(payloads)}::jsonb) as payload`.execute(tx);
};

/**
 * Takes up to `limit` events that wait to be dispatched, oldest first, and marks them dispatched in this transaction. Those that another
 * worker has are waited for, not passed over: credit that arrived before a quarantine ends must be known before anybody ends it.
 */
export const takeEvents = async (tx: Tx, clock: Clock, limit: number): Promise<readonly RecordedEvent[]> => {
  const now = clock.now();
  const { rows } = await sql<RecordedEvent>`
    update platform.event e set dispatched_at = ${now}
      from (select id from platform.event
             where dispatched_at is null and (retry_at is null or retry_at <= ${now})
             order by id limit ${limit} for update) due
     where e.id = due.id
    returning e.id, e.kind, e.payload, e.occurred_at, e.failures`.execute(tx);
  return rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));
};

/** When the next event waits to be dispatched. */
export const nextEvent = dueAt(
  sql`select min(coalesce(retry_at, occurred_at)) from platform.event where dispatched_at is null`,
);

/** Puts an event whose reaction failed aside until `retryAt`. */
export const postponeEvent = async (
  tx: Tx,
  id: bigint,
  retryAt: Temporal.Instant,
  error: string,
): Promise<void> => {
  await sql`
    update platform.event set failures = failures + 1, retry_at = ${retryAt}, last_error = ${error}
     where id = ${id} and dispatched_at is null`.execute(tx);
};

/**
 * Takes `keys` out of the payloads of dispatched events of `kinds` that occurred until `until`: what they say of it may not be kept for
 * ever. Returns of how many. Wants an index of its own: on occurred_at, where kind is one of these.
 */
export const forgetInEvents = async (
  tx: Tx,
  order: {
    readonly kinds: readonly string[];
    readonly keys: readonly string[];
    readonly until: Temporal.Instant;
  },
): Promise<number> => {
  const kinds = sql.join(order.kinds.map((kind) => sql.lit(kind)));
  const { numAffectedRows = 0n } = await sql`
    update platform.event set payload = payload - ${order.keys}::text[]
     where kind in (${kinds}) and occurred_at <= ${order.until} and dispatched_at is not null
       and payload ?| ${order.keys}::text[]`.execute(tx);
  return Number(numAffectedRows);
};
