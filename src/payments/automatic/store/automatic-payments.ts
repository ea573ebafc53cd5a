import { sql } from 'kysely';
import { dueAt, type Tx } from '#platform';
import type { SandboxInstructions } from '../../adapters/sandbox/instructions.ts';
import type { AutomaticEnd, AutomaticPayment, AutomaticState } from '../automatic-payment.ts';

const columns = sql`
  a.id, a.no, a.customer_id, a.processor, a.amount as amount_micros, a.currency, a.anchor, a.state, a.ended_by, a.method_id, a.month,
  a.attempt, a.next_at, a.sandbox, a.created_at, a.ended_at,
  m.reference as method_reference, case when a.processor = 'bank' then m.reference end as creditor_reference`;
const source = sql`payments.automatic_payment a left join payments.saved_method m on m.id = a.method_id`;

export interface NewAutomaticPayment extends Omit<
  AutomaticPayment,
  'no' | 'state' | 'endedBy' | 'month' | 'attempt' | 'endedAt' | 'creditorReference' | 'methodReference'
> {
  readonly key: string;
}

/** False when the customer has used the key before. */
export const insertAutomaticPayment = async (tx: Tx, added: NewAutomaticPayment): Promise<boolean> => {
  const sandbox = added.sandbox && JSON.stringify(added.sandbox);
  const { rows } = await sql`
    insert into payments.automatic_payment
      (id, customer_id, processor, amount, currency, idempotency_key, anchor, state, method_id, sandbox, next_at, created_at)
    values (${added.id}, ${added.customerId}, ${added.processor}, ${added.amountMicros}, ${added.currency}, ${added.key}, ${added.anchor},
            'active', ${added.methodId}, ${sandbox}::jsonb, ${added.nextAt}, ${added.createdAt})
    on conflict (customer_id, idempotency_key) do nothing
    returning id`.execute(tx);
  return rows.length === 1;
};

export const selectAutomaticByKey = async (
  tx: Tx,
  customerId: string,
  key: string,
): Promise<AutomaticPayment | null> => {
  const { rows } = await sql<AutomaticPayment>`
    select ${columns} from ${source} where a.customer_id = ${customerId} and a.idempotency_key = ${key}`.execute(
    tx,
  );
  return rows[0] ?? null;
};

export const selectAutomaticPayment = async (tx: Tx, id: string): Promise<AutomaticPayment | null> => {
  const { rows } = await sql<AutomaticPayment>`select ${columns} from ${source} where a.id = ${id}`.execute(
    tx,
  );
  return rows[0] ?? null;
};

/** The caller has locked the wallet. */
export const lockAutomaticPayment = async (tx: Tx, id: string): Promise<AutomaticPayment> => {
  const { rows } = await sql<AutomaticPayment>`
    select ${columns} from ${source} where a.id = ${id} for update of a`.execute(tx);
  return rows[0]!;
};

/** The active ones that use a method. */
export const selectActiveOf = async (tx: Tx, methodId: string): Promise<readonly AutomaticPayment[]> => {
  const { rows } = await sql<AutomaticPayment>`
    select ${columns} from ${source} where a.method_id = ${methodId} and a.state = 'active' order by a.no`.execute(
    tx,
  );
  return rows;
};

/** The one that a standing order was ordered for. */
export const selectAutomaticOfMethod = async (tx: Tx, methodId: string): Promise<AutomaticPayment> => {
  const { rows } = await sql<AutomaticPayment>`
    select ${columns} from ${source} where a.method_id = ${methodId} order by a.no limit 1`.execute(tx);
  return rows[0]!;
};

/** Newest first, those before `no`. */
export const selectAutomaticPayments = async (
  tx: Tx,
  filter: { readonly customerId?: string | undefined; readonly state?: AutomaticState | undefined },
  page: { readonly before: bigint | null; readonly limit: number },
): Promise<readonly AutomaticPayment[]> => {
  const { rows } = await sql<AutomaticPayment>`
    select ${columns} from ${source}
     where ${filter.customerId ? sql`a.customer_id = ${filter.customerId}` : sql`true`}
       and ${filter.state ? sql`a.state = ${filter.state}` : sql`true`}
       and ${page.before === null ? sql`true` : sql`a.no < ${page.before}`}
     order by a.no desc limit ${page.limit}`.execute(tx);
  return rows;
};

/**
 * Nobody is asked for money while the credit is frozen: then it waits. Standing orders are the payer's own. A scalar, which is looked up by key: `exists`
 * would read all wallets.
 */
const mayBeAsked = sql`
  next_at is not null
  and (processor = 'bank' or not (select w.frozen from ledger.wallet w where w.id = automatic_payment.customer_id))`;

export const nextAutomaticDue = dueAt(
  sql`select min(next_at) from payments.automatic_payment where ${mayBeAsked}`,
);

/** The automatic payments that are due, oldest first. */
export const selectDueAutomatic = async (
  tx: Tx,
  now: Temporal.Instant,
  limit: number,
): Promise<readonly { readonly id: string; readonly customerId: string }[]> => {
  const { rows } = await sql<{ id: string; customerId: string }>`
    select id, customer_id from payments.automatic_payment
     where next_at <= ${now} and ${mayBeAsked} order by next_at, no limit ${limit}`.execute(tx);
  return rows;
};

/** For which month it was asked, and when it is next looked at. */
export const updateAsked = async (
  tx: Tx,
  id: string,
  asked: { readonly month: number; readonly attempt: number; readonly nextAt: Temporal.Instant },
): Promise<void> => {
  await sql`
    update payments.automatic_payment set month = ${asked.month}, attempt = ${asked.attempt}, next_at = ${asked.nextAt}
     where id = ${id} and state = 'active'`.execute(tx);
};

/** False when it had ended before. */
export const updateEnded = async (
  tx: Tx,
  id: string,
  { endedBy, at }: { readonly endedBy: AutomaticEnd; readonly at: Temporal.Instant },
): Promise<boolean> => {
  const { rows } = await sql`
    update payments.automatic_payment set state = 'ended', ended_by = ${endedBy}, ended_at = ${at}, next_at = null
     where id = ${id} and state = 'active' returning id`.execute(tx);
  return rows.length === 1;
};

/** How many payments were asked for, or arrived, under it; one that is asked for again, with its payer, is one. */
export const countPaymentsOf = async (tx: Tx, id: string): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from payments.payment where automatic_payment_id = ${id} and not calls_payer`.execute(
    tx,
  );
  return rows[0]!.count;
};

/** The newest payment of it that succeeded; null when none has. */
export const selectNewestPaymentOf = async (tx: Tx, id: string): Promise<string | null> => {
  const { rows } = await sql<{ id: string }>`
    select id from payments.payment where automatic_payment_id = ${id} and state = 'succeeded' order by no desc limit 1`.execute(
    tx,
  );
  return rows[0]?.id ?? null;
};

/** What a payment has to do with all this. */
export interface PaymentPurpose {
  readonly automaticPaymentId: string | null;
  readonly automaticMonth: number | null;
  readonly automaticAttempt: number | null;
  readonly isAutomaticTopUp: boolean;
  /** The saved method that was to pay it without the payer. */
  readonly methodId: string | null;
  readonly savesMethodId: string | null;
  /** It is asked for again, for the payer to make, who was wanted. */
  readonly callsPayer: boolean;
  readonly sandbox: SandboxInstructions | null;
}

export const selectPurpose = async (tx: Tx, paymentId: string): Promise<PaymentPurpose> => {
  const { rows } = await sql<PaymentPurpose>`
    select automatic_payment_id, automatic_month, automatic_attempt, is_automatic_top_up, method_id, saves_method_id, calls_payer, sandbox
      from payments.payment where id = ${paymentId}`.execute(tx);
  return rows[0]!;
};
