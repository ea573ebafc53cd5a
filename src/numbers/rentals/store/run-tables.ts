import { sql, type RawBuilder } from 'kysely';
import type { Database, Tx } from '#platform';

// Temporary tables of a run, on its own connection, which keeps them for the next one: making them takes 10 ms.
//   run_list      the customers concerned, in id order, in batches that never split a customer; and which of them have a renewal
//                 that is off
//   run_reminder  the rentals that a reminder is about
// These are emptied when a run begins; the others are empty again after every transaction:
//   run_wallet    the batch: the wallets to lock; for a restore with the date on which the credit arrived
//   run_credit    what the locked wallets can spend, written by the ledger
//   run_due       one row a period that falls due: what the ledger charges
const tables = sql`
  create temporary table run_list (batch int primary key, customers uuid[] not null, stopped uuid[]);
  alter table run_list alter customers set storage external;
  create temporary table run_reminder (
    rental_id bigint not null, customer_id uuid not null, about date not null, step int not null, renewal boolean not null);
  create index on run_reminder (customer_id);
  create temporary table run_wallet (wallet_id uuid not null, through date) on commit delete rows;
  create temporary table run_credit (wallet_id uuid not null, credit bigint not null) on commit delete rows;
  create temporary table run_due (
    rental_id bigint not null, wallet_id uuid not null, line int not null, amount bigint not null,
    from_month int not null, months int not null, due_on date not null, monthly bigint not null, version_id int not null,
    is_last boolean not null, credit bigint not null) on commit delete rows`;

/** Gives `work` a connection of its own with the tables of a run, empty. */
export const withRunTables = <T>(db: Database, work: (session: Database) => Promise<T>): Promise<T> =>
  db.connection().execute(async (session) => {
    const { rows } = await sql<{ known: boolean; large: boolean }>`
      select to_regclass('pg_temp.run_due') is not null as known,
             coalesce(pg_total_relation_size(to_regclass('pg_temp.run_list'))
                      + pg_relation_size(to_regclass('pg_temp.run_reminder')), 0) > 1000000 as large`.execute(
      session,
    );
    const { known, large } = rows[0]!;
    if (!known) await tables.execute(session);
    // To truncate makes new files, which takes longer than a small run.
    else if (large) await sql`truncate run_list, run_reminder`.execute(session);
    else await sql`with one as (delete from run_list) delete from run_reminder`.execute(session);
    return work(session);
  });

/** One of several sessions that share a run: each has its own customers. */
export interface Lane {
  readonly lane: number;
  readonly lanes: number;
}

/** Whether more than `size` rentals are due through `today`. */
export const areMoreDue = async (db: Database, today: Temporal.PlainDate, size: number): Promise<boolean> => {
  const { rows } = await sql<{ more: boolean }>`
    select exists (select from numbers.rental where state = 'active' and paid_until <= ${today} offset ${size}) as more`.execute(
    db,
  );
  return rows[0]!.more;
};

/**
 * Lists the lane's customers with rentals that are due through `today`, in batches of some `size` rentals. Neighbours in the list lie
 * together in their tables, because ids are ordered by time. Returns the batches' numbers.
 */
export const listDueCustomers = async (
  session: Database,
  today: Temporal.PlainDate,
  size: number,
  { lane, lanes }: Lane,
): Promise<readonly number[]> => {
  const inLane = lanes === 1 ? sql`` : sql`and abs(uuid_hash(customer_id) % ${lanes}::int) = ${lane}::int`;
  const due = sql`numbers.rental where state = 'active' and paid_until <= ${today} ${inLane}`;
  return listCustomers(session, due, size);
};

/** Lists the customers of the rentals that `rentals` selects (after `from`: customer_id, renewal). Returns the batches' numbers. */
export const listCustomers = async (
  session: Database,
  rentals: RawBuilder<unknown>,
  size: number,
): Promise<readonly number[]> => {
  const { rows } = await sql<{ batch: number }>`
    insert into run_list (batch, customers, stopped)
    select batch, array_agg(customer_id), array_agg(customer_id) filter (where stopped)
      from (select customer_id, stopped, ((sum(rentals) over (order by customer_id) - rentals) / ${size}::int)::int as batch
              from (select customer_id, count(*) as rentals, bool_or(not renewal) as stopped from ${rentals}
                     group by customer_id) concerned) cut
     group by batch
    returning batch`.execute(session);
  return rows.map(({ batch }) => batch).toSorted((a, b) => a - b);
};

/**
 * A batch is found row by row through indexes whose pages were read a moment ago. The planner believes that to be dear, and would read
 * whole tables instead: 100,000 rows for a batch of 8,000 took three times as long, and more with every row that is not due.
 */
export const pinPlanner = async (tx: Tx): Promise<void> => {
  await sql`
    select set_config('random_page_cost', '0.1', true), set_config('cpu_tuple_cost', '0.05', true),
           set_config('enable_mergejoin', 'off', true), set_config('jit', 'off', true)`.execute(tx);
};

/**
 * False when another run is at this batch right now. Only a hint that lets runs pass each other: what keeps them apart is the lock of
 * the wallets.
 */
export const claimBatch = async (tx: Tx, batch: number): Promise<boolean> => {
  const { rows } = await sql<{ claimed: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(customers[1]::text, 4)) as claimed
      from run_list where batch = ${batch}`.execute(tx);
  return rows[0]!.claimed;
};

export const takeBatch = async (tx: Tx, batch: number): Promise<void> => {
  await sql`insert into run_wallet (wallet_id) select unnest(customers) from run_list where batch = ${batch}`.execute(
    tx,
  );
};
