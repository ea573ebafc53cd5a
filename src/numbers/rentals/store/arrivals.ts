import { sql } from 'kysely';
import { dueAt, type Database, type Tx } from '#platform';

/** Keeps those of the customers who have a number in quarantine that credit may restore. */
export const insertArrivals = async (
  tx: Tx,
  customerIds: readonly string[],
  at: Temporal.Instant,
): Promise<void> => {
  await sql`
    insert into numbers.credit_arrival (customer_id, noted_at)
    select distinct r.customer_id, ${at}::timestamptz from numbers.rental r
     where r.customer_id = any(${customerIds}::uuid[]) and r.state = 'quarantined' and r.renewal
     order by r.customer_id
    on conflict (customer_id) do nothing`.execute(tx);
};

export const nextArrival = dueAt(sql`select min(noted_at) from numbers.credit_arrival where not waits`);

export const anyArrival = async (db: Database): Promise<boolean> => {
  const { rows } = await sql<{
    found: boolean;
  }>`select exists (select from numbers.credit_arrival where not waits) as found`.execute(db);
  return rows[0]!.found;
};

/** Puts the wallets of up to `limit` of these customers into run_wallet, each through the date on which its credit arrived. */
export const takeArrivals = async (tx: Tx, timeZone: string, limit: number): Promise<void> => {
  await sql`
    insert into run_wallet (wallet_id, through)
    select customer_id, (noted_at at time zone ${timeZone})::date
      from numbers.credit_arrival where not waits order by customer_id limit ${limit}`.execute(tx);
};

/** After their wallets are locked: credit that arrives from now on is noted anew. What arrived in a wallet that is frozen waits. */
export const removeArrivals = async (tx: Tx): Promise<void> => {
  await sql`
    with frozen as (
      update numbers.credit_arrival a set waits = true
        from run_wallet r join ledger.wallet w on w.id = r.wallet_id
       where a.customer_id = r.wallet_id and w.frozen)
    delete from numbers.credit_arrival a
     using run_wallet r join ledger.wallet w on w.id = r.wallet_id
     where a.customer_id = r.wallet_id and not w.frozen`.execute(tx);
};

/** What arrived while the credit was frozen counts from `at` on. */
export const releaseArrival = async (tx: Tx, customerId: string, at: Temporal.Instant): Promise<void> => {
  await sql`
    update numbers.credit_arrival set waits = false, noted_at = ${at}
     where customer_id = ${customerId} and waits`.execute(tx);
};
