// The sandbox's books: all its SQL. The product reads them only through the processor interface, as it would
// over the network.
import { sql } from 'kysely';
import { dueAt, type Tx } from '#platform';
import type { ProcessorName } from '#policy';
import type { SandboxDispute, SandboxPayment, SandboxRefund, Shown, Step } from './state.ts';

type Kind = 'payment' | 'method' | 'refund' | 'dispute' | 'event' | 'lost_call';

export interface BookEntry<Body> {
  readonly processor: ProcessorName;
  readonly reference: string;
  readonly kind: Kind;
  readonly body: Body;
}

export interface NewEntry {
  readonly processor: ProcessorName;
  readonly reference: string;
  readonly kind: Kind;
  readonly parent?: string;
  readonly key: string;
  readonly body: object;
  readonly at: Temporal.Instant;
  readonly changesAt: Temporal.Instant | null;
}

/** Writes an object down; false when one of this kind has the key already. */
export const enter = async (tx: Tx, entry: NewEntry): Promise<boolean> => {
  const { rows } = await sql`
    insert into payments.sandbox_object (processor, reference, kind, parent, idempotency_key, body, created_at, changes_at)
    values (${entry.processor}, ${entry.reference}, ${entry.kind}, ${entry.parent ?? null}, ${entry.key},
            ${JSON.stringify(entry.body)}::jsonb, ${entry.at}, ${entry.changesAt})
    on conflict (processor, kind, idempotency_key) do nothing
    returning reference`.execute(tx);
  return rows.length === 1;
};

export const rewrite = async (
  tx: Tx,
  processor: ProcessorName,
  body: { readonly reference: string; readonly plan: readonly Step<string>[] },
): Promise<void> => {
  await sql`
    update payments.sandbox_object set body = ${JSON.stringify(body)}::jsonb, changes_at = ${body.plan[0]?.at ?? null}
     where processor = ${processor} and reference = ${body.reference}`.execute(tx);
};

/**
 * An object by its own reference or by the key under which it was ordered, locked until the transaction ends.
 */
export const find = async <Body>(
  tx: Tx,
  processor: ProcessorName,
  kind: Kind,
  by: { readonly reference?: string | null; readonly key?: string | null },
): Promise<Body | null> => {
  const { rows } = await sql<{ body: Body }>`
    select body from payments.sandbox_object
     where processor = ${processor} and kind = ${kind}
       and (reference = ${by.reference ?? null} or idempotency_key = ${by.key ?? null})
     for update`.execute(tx);
  return rows[0]?.body ?? null;
};

/** A payment with all its refunds, oldest first; locked. */
export const findShown = async (
  tx: Tx,
  processor: ProcessorName,
  by: { readonly reference?: string | null; readonly key?: string | null },
): Promise<Shown | null> => {
  const payment = await find<SandboxPayment>(tx, processor, 'payment', by);
  if (!payment) return null;
  const { rows } = await sql<{ body: SandboxRefund }>`
    select body from payments.sandbox_object
     where processor = ${processor} and kind = 'refund' and parent = ${payment.reference} order by no`.execute(
    tx,
  );
  return { payment, refunds: rows.map((row) => row.body) };
};

/** The payments that a standing order has sent, oldest first. */
export const findArrivals = async (
  tx: Tx,
  processor: ProcessorName,
  methodReference: string,
): Promise<readonly SandboxPayment[]> => {
  const { rows } = await sql<{ body: SandboxPayment }>`
    select body from payments.sandbox_object
     where processor = ${processor} and kind = 'payment' and parent = ${methodReference} order by no`.execute(
    tx,
  );
  return rows.map((row) => row.body);
};

/** The disputes of a payment, oldest first. */
export const findDisputes = async (
  tx: Tx,
  processor: ProcessorName,
  paymentReference: string,
): Promise<readonly SandboxDispute[]> => {
  const { rows } = await sql<{ body: SandboxDispute }>`
    select body from payments.sandbox_object
     where processor = ${processor} and kind = 'dispute' and parent = ${paymentReference} order by no`.execute(
    tx,
  );
  return rows.map((row) => row.body);
};

/**
 * One object that changes by itself at or before `now`, oldest first; others leave it alone until the
 * transaction ends.
 */
export const takeChanging = async (tx: Tx, now: Temporal.Instant): Promise<BookEntry<unknown> | null> => {
  const { rows } = await sql<BookEntry<unknown>>`
    select processor, reference, kind, body from payments.sandbox_object
     where changes_at <= ${now} order by changes_at, no limit 1 for update skip locked`.execute(tx);
  return rows[0] ?? null;
};

export const nextChange = dueAt(
  sql`select min(changes_at) from payments.sandbox_object where changes_at is not null`,
);
