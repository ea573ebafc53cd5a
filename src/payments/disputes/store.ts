import { sql } from 'kysely';
import { dueAt, newId, type Clock, type Tx } from '#platform';
import type { ProcessorName } from '#policy';
import type { ProcessorDispute } from '../adapters/processor.ts';
import type { Dispute, DisputedPart, DisputeState, ReadState } from './dispute.ts';

const columns = sql`
  d.id, d.no, d.processor, d.processor_reference as reference, d.state, d.payment_id, d.customer_id, d.amount as amount_micros,
  d.fee as fee_micros, d.reason, d.held as held_micros, d.taken as taken_micros, d.owed as owed_micros, d.borne as borne_micros,
  d.parts, d.moves, d.opened_at, d.closed_at`;

const wasRead = sql`d.state in ('open', 'won', 'lost')`;

/** Parts are kept as JSON: their numbers are text there. */
interface StoredPart {
  readonly origin: DisputedPart['origin'];
  readonly paymentId: string | null;
  readonly turn: string;
  readonly part: number;
  readonly amountMicros: string;
}

type Row = Omit<Dispute, 'parts'> & { readonly parts: readonly StoredPart[] };

const fromRow = (row: Row): Dispute => ({
  ...row,
  parts: row.parts.map((part) => ({
    ...part,
    turn: BigInt(part.turn),
    amountMicros: BigInt(part.amountMicros),
  })),
});

const partsJson = (parts: readonly DisputedPart[]): string =>
  JSON.stringify(
    parts.map(({ origin, paymentId, turn, part, amountMicros }): StoredPart => ({
      origin,
      paymentId,
      turn: String(turn),
      part,
      amountMicros: String(amountMicros),
    })),
  );

/** A webhook spoke of it: it is read now, for the first time or again. */
export const announceDispute = async (
  tx: Tx,
  clock: Clock,
  processor: ProcessorName,
  reference: string,
): Promise<void> => {
  await sql`
    insert into payments.dispute (id, processor, processor_reference, state, seen_at, next_check_at)
    values (${newId(clock)}, ${processor}, ${reference}, 'announced', ${clock.now()}, ${clock.now()})
    on conflict (processor, processor_reference)
      do update set next_check_at = excluded.next_check_at where dispute.state <> 'not_ours'`.execute(tx);
};

/** A dispute that is to be asked about at its processor. */
export interface ClaimedDispute {
  readonly id: string;
  readonly no: bigint;
  readonly processor: ProcessorName;
  readonly reference: string;
  /** Cases are read one after the other where the payment is not known yet. */
  readonly customerId: string;
  readonly checks: number;
}

/** Takes disputes that are due, for this worker alone until `leaseUntil`, oldest first. */
export const claimDisputes = async (
  tx: Tx,
  {
    now,
    leaseUntil,
    limit,
  }: { readonly now: Temporal.Instant; readonly leaseUntil: Temporal.Instant; readonly limit: number },
): Promise<readonly ClaimedDispute[]> => {
  const { rows } = await sql<ClaimedDispute>`
    with due as (
      select id from payments.dispute where next_check_at <= ${now} order by next_check_at, no limit ${limit} for update skip locked)
    update payments.dispute d set next_check_at = ${leaseUntil}, checks = d.checks + 1
      from due where d.id = due.id
    returning d.id, d.no, d.processor, d.processor_reference as reference, coalesce(d.customer_id, d.id) as customer_id, d.checks`.execute(
    tx,
  );
  return rows.toSorted((a, b) => (a.no < b.no ? -1 : 1));
};

export const nextDisputeCheck = dueAt(
  sql`select min(next_check_at) from payments.dispute where next_check_at is not null`,
);

/** Looks again at `at` (null: never), unless a webhook asked for it to be sooner meanwhile. */
export const postponeDispute = async (
  tx: Tx,
  id: string,
  leaseUntil: Temporal.Instant,
  at: Temporal.Instant | null,
): Promise<void> => {
  await sql`
    update payments.dispute set next_check_at = ${at} where id = ${id} and next_check_at = ${leaseUntil}`.execute(
    tx,
  );
};

/** It is of another shop of the same account: it is not looked at again. */
export const updateNotOurs = async (tx: Tx, id: string): Promise<void> => {
  await sql`
    update payments.dispute set state = 'not_ours', next_check_at = null where id = ${id} and state = 'announced'`.execute(
    tx,
  );
};

/** null while it was not read. The caller has locked the wallet. */
export const lockDispute = async (tx: Tx, id: string): Promise<Dispute | null> => {
  const { rows } = await sql<Row>`
    select ${columns} from payments.dispute d where d.id = ${id} and ${wasRead} for update`.execute(tx);
  return rows[0] ? fromRow(rows[0]) : null;
};

/** The disputes of a payment that move something: all but those that were won. Locked, oldest first. */
export const lockDisputesOf = async (
  tx: Tx,
  by: { readonly paymentId: string } | { readonly customerId: string },
): Promise<readonly Dispute[]> => {
  const whose =
    'paymentId' in by ? sql`d.payment_id = ${by.paymentId}` : sql`d.customer_id = ${by.customerId}`;
  const { rows } = await sql<Row>`
    select ${columns} from payments.dispute d where ${whose} and d.state in ('open', 'lost') order by d.no for update`.execute(
    tx,
  );
  return rows.map(fromRow);
};

/** Whether a customer has disputes that move something. */
export const hasDisputes = async (tx: Tx, customerId: string): Promise<boolean> => {
  const { rows } = await sql`
    select from payments.dispute where customer_id = ${customerId} and state in ('open', 'lost') limit 1`.execute(
    tx,
  );
  return rows.length > 0;
};

/** It was read for the first time: whose it is. False when it was read before. */
export const openDispute = async (
  tx: Tx,
  id: string,
  opened: { readonly paymentId: string; readonly customerId: string; readonly at: Temporal.Instant },
): Promise<boolean> => {
  const { rows } = await sql`
    update payments.dispute
       set state = 'open', payment_id = ${opened.paymentId}, customer_id = ${opened.customerId}, opened_at = ${opened.at}, checks = 0
     where id = ${id} and state = 'announced' returning id`.execute(tx);
  return rows.length === 1;
};

/** What its processor says of it beside its outcome. */
export const updateCase = async (tx: Tx, id: string, seen: ProcessorDispute): Promise<void> => {
  await sql`
    update payments.dispute set amount = ${seen.amountMicros}, reason = ${seen.reason}
     where id = ${id} and taken + owed + borne = 0`.execute(tx);
};

/** What it is, and what it holds or took, from here on. */
export const updateDispute = async (
  tx: Tx,
  dispute: Dispute & { readonly state: ReadState },
): Promise<void> => {
  await sql`
    update payments.dispute
       set state = ${dispute.state}, fee = ${dispute.feeMicros}, held = ${dispute.heldMicros}, taken = ${dispute.takenMicros},
           owed = ${dispute.owedMicros}, borne = ${dispute.borneMicros}, parts = ${partsJson(dispute.parts)}::jsonb,
           moves = ${dispute.moves}, closed_at = ${dispute.closedAt}
     where id = ${dispute.id}`.execute(tx);
};

export const selectDispute = async (tx: Tx, id: string): Promise<Dispute | null> => {
  const { rows } =
    await sql<Row>`select ${columns} from payments.dispute d where d.id = ${id} and ${wasRead}`.execute(tx);
  return rows[0] ? fromRow(rows[0]) : null;
};

/** Newest first, those before `no`. */
export const selectDisputes = async (
  tx: Tx,
  filter: {
    readonly customerId?: string | undefined;
    readonly paymentId?: string | undefined;
    readonly state?: DisputeState | undefined;
  },
  page: { readonly before: bigint | null; readonly limit: number },
): Promise<readonly Dispute[]> => {
  const { rows } = await sql<Row>`
    select ${columns} from payments.dispute d
     where ${wasRead}
       and ${filter.customerId ? sql`d.customer_id = ${filter.customerId}` : sql`true`}
       and ${filter.paymentId ? sql`d.payment_id = ${filter.paymentId}` : sql`true`}
       and ${filter.state ? sql`d.state = ${filter.state}` : sql`true`}
       and ${page.before === null ? sql`true` : sql`d.no < ${page.before}`}
     order by d.no desc limit ${page.limit}`.execute(tx);
  return rows.map(fromRow);
};

/** The disputes of a customer that hold credit now. */
export const selectHolding = async (tx: Tx, customerId: string): Promise<readonly Dispute[]> => {
  const { rows } = await sql<Row>`
    select ${columns} from payments.dispute d where d.customer_id = ${customerId} and d.held > 0 order by d.no`.execute(
    tx,
  );
  return rows.map(fromRow);
};
