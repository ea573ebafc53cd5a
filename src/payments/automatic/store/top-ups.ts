import { sql } from 'kysely';
import { dueAt, type Tx } from '#platform';
import type { AutomaticTopUp } from '../automatic-payment.ts';

const columns = sql`
  t.customer_id, t.processor, t.method_id, t.below as below_micros, t.amount as amount_micros, t.most_a_month as most_a_month_micros,
  t.is_on, t.failures, t.rests_until`;

export const upsertTopUp = async (
  tx: Tx,
  set: Omit<AutomaticTopUp, 'isOn' | 'failures' | 'restsUntil'>,
  now: Temporal.Instant,
): Promise<void> => {
  await sql`
    insert into payments.automatic_top_up
      (customer_id, processor, method_id, below, amount, most_a_month, is_on, rests_until, set_at)
    values (${set.customerId}, ${set.processor}, ${set.methodId}, ${set.belowMicros}, ${set.amountMicros}, ${set.mostAMonthMicros}, true,
            ${now}, ${now})
    on conflict (customer_id) do update
      set processor = excluded.processor, method_id = excluded.method_id, below = excluded.below, amount = excluded.amount,
          most_a_month = excluded.most_a_month, is_on = true, failures = 0, rests_until = excluded.rests_until,
          set_at = excluded.set_at`.execute(tx);
};

export const selectTopUp = async (tx: Tx, customerId: string): Promise<AutomaticTopUp | null> => {
  const { rows } = await sql<AutomaticTopUp>`
    select ${columns} from payments.automatic_top_up t where t.customer_id = ${customerId}`.execute(tx);
  return rows[0] ?? null;
};

/** The caller has locked the wallet. */
export const lockTopUp = async (tx: Tx, customerId: string): Promise<AutomaticTopUp | null> => {
  const { rows } = await sql<AutomaticTopUp>`
    select ${columns} from payments.automatic_top_up t where t.customer_id = ${customerId} for update`.execute(
    tx,
  );
  return rows[0] ?? null;
};

export const deleteTopUp = async (tx: Tx, customerId: string): Promise<boolean> => {
  const { rows } = await sql`
    delete from payments.automatic_top_up where customer_id = ${customerId} returning customer_id`.execute(
    tx,
  );
  return rows.length === 1;
};

/** Whose credit is below the threshold and not frozen, and for whom nothing is on its way. */
const fallen = sql`
  payments.automatic_top_up t
  join ledger.wallet w on w.id = t.customer_id and w.credit < t.below and not w.frozen
 where t.is_on
   and not exists (select from payments.payment p where p.customer_id = t.customer_id and p.is_automatic_top_up and p.state = 'pending')`;

/** Whoever has it switched on is looked at: a wallet's row by its key. */
export const nextTopUpDue = dueAt(sql`select min(t.rests_until) from ${fallen}`);

export const selectFallen = async (
  tx: Tx,
  now: Temporal.Instant,
  limit: number,
): Promise<readonly string[]> => {
  const { rows } = await sql<{ customerId: string }>`
    select t.customer_id from ${fallen} and t.rests_until <= ${now} order by t.customer_id limit ${limit}`.execute(
    tx,
  );
  return rows.map((row) => row.customerId);
};

/** Whether a top-up is on its way: it counts for the fall that it was asked for. */
export const isUnderWay = async (tx: Tx, customerId: string): Promise<boolean> => {
  const { rows } = await sql`
    select id from payments.payment where customer_id = ${customerId} and is_automatic_top_up and state = 'pending' limit 1`.execute(
    tx,
  );
  return rows.length > 0;
};

/** How many top-ups a method was asked for. */
export const countTopUps = async (tx: Tx, methodId: string): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from payments.payment
     where method_id = ${methodId} and is_automatic_top_up`.execute(tx);
  return rows[0]!.count;
};

/** What top-ups have brought since an instant, or are about to. */
export const selectBrought = async (tx: Tx, customerId: string, since: Temporal.Instant): Promise<bigint> => {
  const { rows } = await sql<{ brought: bigint }>`
    select coalesce(sum(amount), 0)::bigint as brought from payments.payment
     where customer_id = ${customerId} and is_automatic_top_up and created_at >= ${since} and state <> 'failed'`.execute(
    tx,
  );
  return rows[0]!.brought;
};

export const updateTopUp = async (
  tx: Tx,
  customerId: string,
  change: { readonly isOn: boolean; readonly failures: number; readonly restsUntil: Temporal.Instant },
): Promise<void> => {
  await sql`
    update payments.automatic_top_up
       set is_on = ${change.isOn}, failures = ${change.failures}, rests_until = ${change.restsUntil}
     where customer_id = ${customerId}`.execute(tx);
};

/** The customers whose credit is topped up by a method. */
export const selectTopUpsOf = async (tx: Tx, methodId: string): Promise<readonly string[]> => {
  const { rows } = await sql<{ customerId: string }>`
    select customer_id from payments.automatic_top_up where method_id = ${methodId} and is_on`.execute(tx);
  return rows.map((row) => row.customerId);
};
