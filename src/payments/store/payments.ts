import { sql } from 'kysely';
import { dueAt, type Tx } from '#platform';
import type { PaymentFacts, ProcessorName } from '#policy';
import type { SandboxInstructions } from '../adapters/sandbox/instructions.ts';
import type { Payment, PaymentState } from '../payment.ts';
import { isUuid } from '../rules.ts';

const columns = sql`
  p.id, p.no, p.customer_id, p.processor, p.amount as amount_micros, p.currency, p.state, p.processor_reference as reference, p.pay_url,
  p.failure, p.created_at, p.succeeded_at, p.fee as fee_micros, p.paid_back as paid_back_micros,
  p.paid_back_fee_free as paid_back_fee_free_micros, p.fee_retained as fee_retained_micros, p.lost as lost_micros, p.journal_id`;

export interface NewPayment {
  readonly id: string;
  readonly customerId: string;
  readonly processor: ProcessorName;
  readonly amountMicros: bigint;
  readonly currency: string;
  readonly key: string;
  readonly sandbox: SandboxInstructions | null;
  /** Which month of which automatic payment it is, and which attempt at it. */
  readonly automatic?: { readonly paymentId: string; readonly month: number; readonly attempt: number };
  readonly isAutomaticTopUp?: boolean;
  /** The saved method that pays it. */
  readonly methodId?: string;
  /** The id that the method gets which is saved with it. */
  readonly savesMethodId?: string | null;
  /** Its payer, who was wanted, is called to make it. */
  readonly callsPayer?: boolean;
  readonly at: Temporal.Instant;
}

/** False when the customer has used the key before. */
export const insertPayment = async (tx: Tx, payment: NewPayment): Promise<boolean> => {
  const sandbox = payment.sandbox && JSON.stringify(payment.sandbox);
  const { rows } = await sql`
    insert into payments.payment
      (id, customer_id, processor, amount, currency, state, idempotency_key, sandbox, created_at, next_check_at, automatic_payment_id,
       automatic_month, automatic_attempt, is_automatic_top_up, method_id, saves_method_id, calls_payer)
    values (${payment.id}, ${payment.customerId}, ${payment.processor}, ${payment.amountMicros}, ${payment.currency}, 'pending',
            ${payment.key}, ${sandbox}::jsonb, ${payment.at}, ${payment.at}, ${payment.automatic?.paymentId ?? null},
            ${payment.automatic?.month ?? null}, ${payment.automatic?.attempt ?? null}, ${payment.isAutomaticTopUp ?? false},
            ${payment.methodId ?? null}, ${payment.savesMethodId ?? null}, ${payment.callsPayer ?? false})
    on conflict (customer_id, idempotency_key) do nothing
    returning id`.execute(tx);
  return rows.length === 1;
};

export const selectPaymentByKey = async (tx: Tx, customerId: string, key: string): Promise<Payment> => {
  const { rows } = await sql<Payment>`
    select ${columns} from payments.payment p where p.customer_id = ${customerId} and p.idempotency_key = ${key}`.execute(
    tx,
  );
  return rows[0]!;
};

export const selectPayment = async (tx: Tx, id: string): Promise<Payment | null> => {
  const { rows } = await sql<Payment>`select ${columns} from payments.payment p where p.id = ${id}`.execute(
    tx,
  );
  return rows[0] ?? null;
};

/** null when the processor's payment is not known to us. */
export const selectPaymentByReference = async (
  tx: Tx,
  processor: ProcessorName,
  reference: string,
): Promise<Payment | null> => {
  const { rows } = await sql<Payment>`
    select ${columns} from payments.payment p where p.processor = ${processor} and p.processor_reference = ${reference}`.execute(
    tx,
  );
  return rows[0] ?? null;
};

export const lockPayment = async (tx: Tx, id: string): Promise<Payment> => {
  const { rows } =
    await sql<Payment>`select ${columns} from payments.payment p where p.id = ${id} for update`.execute(tx);
  return rows[0]!;
};

/** Newest first, those before `no`. */
export const selectPayments = async (
  tx: Tx,
  filter: {
    readonly customerId?: string | undefined;
    readonly processor?: ProcessorName | undefined;
    readonly state?: PaymentState | undefined;
    readonly automaticPaymentId?: string | undefined;
  },
  page: { readonly before: bigint | null; readonly limit: number },
): Promise<readonly Payment[]> => {
  const { rows } = await sql<Payment>`
    select ${columns} from payments.payment p
     where ${filter.customerId ? sql`p.customer_id = ${filter.customerId}` : sql`true`}
       and ${filter.processor ? sql`p.processor = ${filter.processor}` : sql`true`}
       and ${filter.state ? sql`p.state = ${filter.state}` : sql`true`}
       and ${filter.automaticPaymentId ? sql`p.automatic_payment_id = ${filter.automaticPaymentId}` : sql`true`}
       and ${page.before === null ? sql`true` : sql`p.no < ${page.before}`}
     order by p.no desc limit ${page.limit}`.execute(tx);
  return rows;
};

/** What decisions need of these payments, in the order in which they were asked for. */
export const selectPaymentFacts = async (
  tx: Tx,
  ids: readonly string[],
): Promise<readonly PaymentFacts[]> => {
  const { rows } = await sql<PaymentFacts & { lostMicros: bigint }>`
    select p.id, p.processor, p.amount as amount_micros, p.fee as fee_micros, p.paid_back as paid_back_micros,
           p.paid_back_fee_free as paid_back_fee_free_micros, p.fee_retained as fee_retained_micros, p.succeeded_at, p.lost as lost_micros,
           exists (select from payments.dispute d where d.payment_id = p.id and d.state = 'open') as disputed
      from payments.payment p where p.id = any(${ids}::uuid[]) and p.state = 'succeeded' order by p.no`.execute(
    tx,
  );
  // Said only where there is something to say: a decision of before disputes reads as it was written.
  return rows.map(({ lostMicros, ...facts }) => (lostMicros === 0n ? facts : { ...facts, lostMicros }));
};

/** A payment that is to be asked about at its processor. */
export interface ClaimedPayment {
  readonly id: string;
  readonly no: bigint;
  readonly customerId: string;
  readonly processor: ProcessorName;
  readonly amountMicros: bigint;
  readonly currency: string;
  readonly reference: string | null;
  readonly sandbox: SandboxInstructions | null;
  /** The processor's name of the saved method that pays it. */
  readonly method: string | null;
  readonly savesMethodId: string | null;
  readonly callsPayer: boolean;
  readonly checks: number;
  /** It was asked for before: with no reference, what became of that call is unknown. */
  readonly attemptedBefore: boolean;
}

/**
 * Who has not been asked for their money yet is not asked while the credit is frozen: it waits. What was asked for may have arrived. A scalar, which is
 * looked up by key: `exists` would read all wallets.
 * @source POLICY.md F1 (nothing is topped up)
 */
const mayBeAsked = sql`
  next_check_at is not null
  and (attempted_at is not null or not (select w.frozen from ledger.wallet w where w.id = payment.customer_id))`;

/** Takes payments that are due, for this worker alone until `leaseUntil`, oldest first. */
export const claimPayments = async (
  tx: Tx,
  {
    now,
    leaseUntil,
    limit,
  }: { readonly now: Temporal.Instant; readonly leaseUntil: Temporal.Instant; readonly limit: number },
): Promise<readonly ClaimedPayment[]> => {
  const { rows } = await sql<ClaimedPayment>`
    with due as (
      select id, attempted_at is not null as attempted_before from payments.payment
       where next_check_at <= ${now} and ${mayBeAsked} order by next_check_at, no limit ${limit} for update skip locked)
    update payments.payment p
       set next_check_at = ${leaseUntil}, checks = p.checks + 1, attempted_at = coalesce(p.attempted_at, ${now})
      from due where p.id = due.id
    returning p.id, p.no, p.customer_id, p.processor, p.amount as amount_micros, p.currency, p.processor_reference as reference,
              p.sandbox,
              (select m.reference from payments.saved_method m where m.id = p.method_id) as method, p.saves_method_id, p.calls_payer, p.checks,
              due.attempted_before`.execute(tx);
  return rows.toSorted((a, b) => (a.no < b.no ? -1 : 1));
};

export const nextPaymentCheck = dueAt(
  sql`select min(next_check_at) from payments.payment where ${mayBeAsked}`,
);

/** Looks again at `at` (null: never), unless a webhook asked for it to be sooner meanwhile. */
export const postponePayment = async (
  tx: Tx,
  id: string,
  leaseUntil: Temporal.Instant,
  at: Temporal.Instant | null,
): Promise<void> => {
  await sql`
    update payments.payment set next_check_at = ${at} where id = ${id} and next_check_at = ${leaseUntil}`.execute(
    tx,
  );
};

/** What its processor says of it without moving its state: the reference and the page to pay on. */
export const updateSeen = async (
  tx: Tx,
  id: string,
  seen: { readonly reference: string | null; readonly payUrl: string | null },
): Promise<void> => {
  await sql`
    update payments.payment
       set processor_reference = coalesce(processor_reference, ${seen.reference}), pay_url = ${seen.payUrl}
     where id = ${id}`.execute(tx);
};

export const updateSucceeded = async (
  tx: Tx,
  id: string,
  { journalId, succeededAt }: { readonly journalId: bigint; readonly succeededAt: Temporal.Instant },
): Promise<void> => {
  await sql`
    update payments.payment
       set state = 'succeeded', succeeded_at = ${succeededAt}, journal_id = ${journalId}, failure = null, pay_url = null, checks = 0
     where id = ${id}`.execute(tx);
};

export const updateFailed = async (tx: Tx, id: string, failure: string): Promise<void> => {
  await sql`
    update payments.payment set state = 'failed', failure = ${failure}, pay_url = null, checks = 0
     where id = ${id}`.execute(tx);
};

/** The fee is known: nothing is left to ask. */
export const updateFee = async (tx: Tx, id: string, feeMicros: bigint): Promise<void> => {
  await sql`update payments.payment set fee = ${feeMicros}, next_check_at = null, checks = 0 where id = ${id}`.execute(
    tx,
  );
};

/** Counts what goes back to the payer, or (negative) what came back to us. */
export const addPaidBack = async (
  tx: Tx,
  id: string,
  added: { readonly amountMicros: bigint; readonly feeFreeMicros: bigint; readonly retainedMicros: bigint },
): Promise<void> => {
  await sql`
    update payments.payment
       set paid_back = paid_back + ${added.amountMicros}, paid_back_fee_free = paid_back_fee_free + ${added.feeFreeMicros},
           fee_retained = fee_retained + ${added.retainedMicros}
     where id = ${id}`.execute(tx);
};

/** Counts what is lost in disputes, or (negative) is ours again. */
export const addLost = async (tx: Tx, id: string, lostMicros: bigint): Promise<void> => {
  if (lostMicros === 0n) return;
  await sql`update payments.payment set lost = lost + ${lostMicros} where id = ${id}`.execute(tx);
};

/** The payment that a dispute is about, by our key or the processor's reference; null when it is not ours. */
export const selectDisputedPayment = async (
  tx: Tx,
  processor: ProcessorName,
  {
    paymentKey,
    paymentReference,
  }: { readonly paymentKey: string | null; readonly paymentReference: string | null },
): Promise<Payment | null> => {
  const { rows } = await sql<Payment>`
    select ${columns} from payments.payment p
     where p.processor = ${processor} and (p.id = ${isUuid(paymentKey) ? paymentKey : null}::uuid or p.processor_reference = ${paymentReference})`.execute(
    tx,
  );
  return rows[0] ?? null;
};

/**
 * A webhook spoke of it: it is asked about now, unless nothing about it can change any more. Returns whether
 * it is ours.
 */
export const hurryPayment = async (
  tx: Tx,
  processor: ProcessorName,
  by: { readonly reference: string | null; readonly id: string | null },
  now: Temporal.Instant,
): Promise<boolean> => {
  const { rows } = await sql`
    update payments.payment
       set next_check_at = case when state = 'succeeded' and fee is not null then next_check_at else ${now} end
     where processor = ${processor} and (processor_reference = ${by.reference} or id = ${by.id}::uuid)
    returning id`.execute(tx);
  return rows.length > 0;
};
