import { sql } from 'kysely';
import type { Context } from '#policy';
import { dueAt, type DueQuestion, type Tx } from '#platform';
import type { HouseAccountType } from '../account.ts';

// Any number that nothing else locks.
const sealLock = 7_264_332;

/** One worker seals at a time; the others wait, and find nothing left. */
export const lockSealing = async (tx: Tx): Promise<void> => {
  await sql`select pg_advisory_xact_lock(${sealLock})`.execute(tx);
};

/**
 * One block of the journals that no block holds yet, oldest first. They are found by `block_no is null`, never by `id > last`: ids
 * commit out of order. At most 1,000 journals; no further one is taken once they have 50,000 transfers, which are digested in memory.
 */
export const insertBlock = async (tx: Tx, context: Context): Promise<number> => {
  const { rows } = await sql<{ journals: number }>`/* name: ledger.seal */
    with waiting as (
      select id, sum(lines) over (order by id rows unbounded preceding) - lines as lines_before
        from (select id, lines from ledger.journal where block_no is null order by id limit 1000) j
    ), chosen as materialized (
      select j.id, ledger.journal_digest(j) as digest
        from waiting w join ledger.journal j on j.id = w.id where w.lines_before < 50000
    ), last as (
      select coalesce(max(no), 0) as no,
             coalesce((select hash from ledger.block order by no desc limit 1), decode(repeat('00', 32), 'hex')) as hash
        from ledger.block
    ), block as (
      insert into ledger.block (no, previous_hash, hash, journals, sealed_at)
      select last.no + 1, last.hash, sha256(last.hash || content.digests), content.journals, ${context.clock.now()}
        from last, (select string_agg(digest, ''::bytea order by id) as digests, count(*)::int as journals from chosen) content
       where content.journals > 0
      returning no, journals
    ), sealed as (
      update ledger.journal j set block_no = block.no from block, chosen c where j.id = c.id
    ), moved as (
      select m.account_id, sum(m.change) as change
        from chosen c
        join ledger.transfer t on t.journal_id = c.id
       cross join lateral (values (t.from_account_id, -t.amount), (t.to_account_id, t.amount)) m (account_id, change)
       where m.account_id is distinct from t.wallet_id
       group by m.account_id
    ), rolled_up as (
      insert into ledger.house_balance (account_id, block_no, balance)
      select moved.account_id, block.no, moved.change + coalesce((
               select h.balance from ledger.house_balance h
                where h.account_id = moved.account_id order by h.block_no desc limit 1), 0)
        from moved cross join block
    )
    select journals from block`.execute(tx);
  return rows[0]?.journals ?? 0;
};

/** When the oldest journal that no block holds was written. */
/** So many seconds after the oldest journal that no block holds. */
export const nextSealing = (seconds: number): DueQuestion =>
  dueAt(sql`
    select occurred_at + make_interval(secs => ${sql.lit(seconds)}) from ledger.journal where block_no is null order by id limit 1`);

export interface HouseBalanceRow {
  readonly accountId: string;
  readonly type: HouseAccountType;
  readonly name: string;
  readonly currency: string;
  readonly balanceMicros: bigint;
}

/** What each house account had at its last block, and what journals that no block holds yet added. */
export const selectHouseBalances = async (tx: Tx): Promise<readonly HouseBalanceRow[]> => {
  const { rows } = await sql<HouseBalanceRow>`
    with unsealed as (
      select m.account_id, sum(m.change) as change
        from ledger.journal j
        join ledger.transfer t on t.journal_id = j.id
       cross join lateral (values (t.from_account_id, -t.amount), (t.to_account_id, t.amount)) m (account_id, change)
       where j.block_no is null and m.account_id is distinct from t.wallet_id
       group by m.account_id
    )
    select a.id as account_id, a.type, a.name, a.currency,
           (coalesce(h.balance, 0) + coalesce(u.change, 0))::bigint as balance_micros
      from ledger.account a
      left join lateral (
        select balance from ledger.house_balance where account_id = a.id order by block_no desc limit 1) h on true
      left join unsealed u on u.account_id = a.id
     where a.type <> 'wallet'
     order by a.currency, a.type, a.name`.execute(tx);
  return rows;
};

export const selectWalletTotals = async (
  tx: Tx,
): Promise<readonly { currency: string; wallets: number; balanceMicros: bigint; heldMicros: bigint }[]> => {
  const { rows } = await sql<{
    currency: string;
    wallets: number;
    balanceMicros: bigint;
    heldMicros: bigint;
  }>`
    select currency, count(*)::int as wallets, sum(balance)::bigint as balance_micros, sum(held)::bigint as held_micros
      from ledger.account where type = 'wallet' group by currency order by currency`.execute(tx);
  return rows;
};
