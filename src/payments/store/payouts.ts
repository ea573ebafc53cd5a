import { sql } from 'kysely';
import { dueAt, type Tx } from '#platform';
import type { ProcessorName } from '#policy';
import type { BankDetails, Payout, PayoutPart, PayoutState } from '../payment.ts';

const columns = sql`
  o.id, o.no, o.refund_id, o.payment_id, o.customer_id, p.processor, o.amount as amount_micros, o.retained as retained_micros,
  o.fee_free as fee_free_micros, o.parts, o.state, o.processor_reference as reference, o.bank_details, o.failure, o.created_at, o.closed_at`;

/** Parts are kept as JSON: their numbers are text there. */
type Row = Omit<Payout, 'parts'> & {
  readonly parts: readonly Record<'origin' | 'turn' | 'part' | 'amountMicros', string>[];
};

const fromRow = (row: Row): Payout => ({
  ...row,
  parts: row.parts.map((part) => ({
    origin: part.origin as PayoutPart['origin'],
    turn: BigInt(part.turn),
    part: Number(part.part),
    amountMicros: BigInt(part.amountMicros),
  })),
});

export interface NewPayout {
  readonly id: string;
  readonly refundId: string;
  readonly paymentId: string;
  readonly customerId: string;
  readonly amountMicros: bigint;
  readonly retainedMicros: bigint;
  readonly feeFreeMicros: bigint;
  readonly parts: readonly PayoutPart[];
  readonly state: 'waiting' | 'manual';
  readonly at: Temporal.Instant;
  readonly nextCheckAt: Temporal.Instant | null;
  readonly journalId: bigint;
}

export const insertPayout = async (tx: Tx, payout: NewPayout): Promise<void> => {
  const parts = payout.parts.map(({ origin, turn, part, amountMicros }) => ({
    origin,
    turn: String(turn),
    part: String(part),
    amountMicros: String(amountMicros),
  }));
  await sql`
    insert into payments.payout
      (id, refund_id, payment_id, customer_id, amount, retained, fee_free, parts, state, created_at, next_check_at, journal_id)
    values (${payout.id}, ${payout.refundId}, ${payout.paymentId}, ${payout.customerId}, ${payout.amountMicros},
            ${payout.retainedMicros}, ${payout.feeFreeMicros}, ${JSON.stringify(parts)}::jsonb, ${payout.state}, ${payout.at},
            ${payout.nextCheckAt}, ${payout.journalId})`.execute(tx);
};

export const selectPayout = async (tx: Tx, id: string): Promise<Payout | null> => {
  const { rows } = await sql<Row>`
    select ${columns} from payments.payout o join payments.payment p on p.id = o.payment_id where o.id = ${id}`.execute(
    tx,
  );
  return rows[0] ? fromRow(rows[0]) : null;
};

export const lockPayout = async (tx: Tx, id: string): Promise<Payout> => {
  const { rows } = await sql<Row>`
    select ${columns} from payments.payout o join payments.payment p on p.id = o.payment_id
     where o.id = ${id} for update of o`.execute(tx);
  return fromRow(rows[0]!);
};

/** Newest first, those before `no`. */
export const selectPayouts = async (
  tx: Tx,
  filter: {
    readonly customerId?: string | undefined;
    readonly refundId?: string | undefined;
    readonly paymentId?: string | undefined;
    readonly state?: PayoutState | undefined;
  },
  page: { readonly before: bigint | null; readonly limit: number },
): Promise<readonly Payout[]> => {
  const { rows } = await sql<Row>`
    select ${columns} from payments.payout o join payments.payment p on p.id = o.payment_id
     where ${filter.customerId ? sql`o.customer_id = ${filter.customerId}` : sql`true`}
       and ${filter.refundId ? sql`o.refund_id = ${filter.refundId}` : sql`true`}
       and ${filter.paymentId ? sql`o.payment_id = ${filter.paymentId}` : sql`true`}
       and ${filter.state ? sql`o.state = ${filter.state}` : sql`true`}
       and ${page.before === null ? sql`true` : sql`o.no < ${page.before}`}
     order by o.no desc limit ${page.limit}`.execute(tx);
  return rows.map(fromRow);
};

/** All of these refunds, oldest first. */
export const selectPayoutsOfRefunds = async (
  tx: Tx,
  refundIds: readonly string[],
): Promise<readonly Payout[]> => {
  const { rows } = await sql<Row>`
    select ${columns} from payments.payout o join payments.payment p on p.id = o.payment_id
     where o.refund_id = any(${refundIds}::uuid[]) order by o.no`.execute(tx);
  return rows.map(fromRow);
};

/** A payout that is to be asked for, or asked about, at its processor. */
export interface ClaimedPayout {
  readonly id: string;
  readonly no: bigint;
  readonly customerId: string;
  readonly processor: ProcessorName;
  readonly amountMicros: bigint;
  readonly currency: string;
  readonly reference: string | null;
  readonly paymentReference: string | null;
  readonly checks: number;
  /** Its state before it was claimed: `attempting` means that what became of the last call is unknown. */
  readonly stateBefore: PayoutState;
}

/**
 * Takes payouts that are due, for this worker alone until `leaseUntil`; those that waited are on their way
 * from here on.
 */
export const claimPayouts = async (
  tx: Tx,
  {
    now,
    leaseUntil,
    limit,
  }: { readonly now: Temporal.Instant; readonly leaseUntil: Temporal.Instant; readonly limit: number },
): Promise<readonly ClaimedPayout[]> => {
  const { rows } = await sql<ClaimedPayout>`
    with due as (
      select id, state from payments.payout where next_check_at <= ${now} order by next_check_at, no limit ${limit} for update skip locked)
    update payments.payout o
       set next_check_at = ${leaseUntil}, checks = o.checks + 1,
           state = case when o.state = 'waiting' then 'attempting' else o.state end
      from due, payments.payment p
     where o.id = due.id and p.id = o.payment_id
    returning o.id, o.no, o.customer_id, p.processor, o.amount as amount_micros, p.currency, o.processor_reference as reference,
              p.processor_reference as payment_reference, o.checks, due.state as state_before`.execute(tx);
  return rows.toSorted((a, b) => (a.no < b.no ? -1 : 1));
};

export const nextPayoutCheckDue = dueAt(
  sql`select min(next_check_at) from payments.payout where next_check_at is not null`,
);

/** Looks again at `at` (null: never), unless a webhook asked for it to be sooner meanwhile. */
export const postponePayout = async (
  tx: Tx,
  id: string,
  leaseUntil: Temporal.Instant,
  at: Temporal.Instant | null,
): Promise<void> => {
  await sql`
    update payments.payout set next_check_at = ${at} where id = ${id} and next_check_at = ${leaseUntil}`.execute(
    tx,
  );
};

export interface PayoutChange {
  readonly state: PayoutState;
  readonly reference: string | null;
  readonly failure: string | null;
  readonly closedAt: Temporal.Instant | null;
}

export const updatePayout = async (tx: Tx, id: string, change: PayoutChange): Promise<void> => {
  await sql`
    update payments.payout
       set state = ${change.state}, processor_reference = coalesce(processor_reference, ${change.reference}), failure = ${change.failure},
           closed_at = ${change.closedAt},
           checks = case when state = ${change.state} then checks else 0 end
     where id = ${id}`.execute(tx);
};

export const updateBankDetails = async (tx: Tx, id: string, details: BankDetails): Promise<void> => {
  await sql`update payments.payout set bank_details = ${JSON.stringify(details)}::jsonb where id = ${id}`.execute(
    tx,
  );
};

/** The fee of this payment is known: what waited for it can start. */
export const releaseWaiting = async (tx: Tx, paymentId: string, now: Temporal.Instant): Promise<void> => {
  await sql`
    update payments.payout set next_check_at = ${now}
     where payment_id = ${paymentId} and state = 'waiting' and next_check_at is null`.execute(tx);
};

/**
 * A webhook spoke of it: it is asked about now, unless nothing about it can change any more. Returns whether
 * it is ours.
 */
export const hurryPayout = async (
  tx: Tx,
  processor: ProcessorName,
  by: { readonly reference: string | null; readonly id: string | null },
  now: Temporal.Instant,
): Promise<boolean> => {
  const { rows } = await sql`
    update payments.payout o
       set next_check_at = case when o.state in ('attempting', 'pending', 'succeeded') then ${now} else o.next_check_at end
      from payments.payment p
     where p.id = o.payment_id and p.processor = ${processor} and (o.processor_reference = ${by.reference} or o.id = ${by.id}::uuid)
    returning o.id`.execute(tx);
  return rows.length > 0;
};
