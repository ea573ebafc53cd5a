import { sql } from 'kysely';
import type { Tx } from '#platform';
import type { BatchSummary } from '../charge-batch.ts';

export const summariseBatch = async (tx: Tx, table: string): Promise<BatchSummary> => {
  const { rows } = await sql<BatchSummary>`
    select count(*)::int as lines, count(line)::int as numbered, coalesce(sum(amount), 0)::bigint as total_micros,
           coalesce(sum(hash_record_extended((wallet_id, line, amount), 0)), 0)::text as digest
      from ${sql.table(table)}`.execute(tx);
  return rows[0]!;
};

/**
 * One statement moves the wallets and writes a transfer for every row. The window functions give each row its turn within its
 * wallet and what the wallet has paid through it, so a wallet may stand in the table any number of times.
 */
export const insertBatchTransfers = async (
  tx: Tx,
  batch: {
    readonly journalId: bigint;
    readonly code: string;
    readonly toAccountId: string;
    readonly table: string;
  },
): Promise<bigint> => {
  const { numAffectedRows } = await sql`
    with numbered as materialized (
      select wallet_id, line, amount, row_number() over of_wallet as nth, sum(amount) over of_wallet as through
        from ${sql.table(batch.table)}
      window of_wallet as (partition by wallet_id order by line rows unbounded preceding)
    ), moved as (
      update ledger.account a
         set balance = a.balance - t.total, version = a.version + t.lines
        from (select wallet_id, max(through)::bigint as total, count(*) as lines from numbered group by wallet_id) t
       where a.id = t.wallet_id and a.type = 'wallet'
      returning a.id, a.balance + t.total as balance, a.version - t.lines as version
    )
    insert into ledger.transfer
      (journal_id, line, code, from_account_id, to_account_id, amount, wallet_id, wallet_version, wallet_balance)
    select ${batch.journalId}, n.line, ${batch.code}, n.wallet_id, ${batch.toAccountId}, n.amount,
           n.wallet_id, m.version + n.nth, m.balance - n.through
      from numbered n
      join moved m on m.id = n.wallet_id
     order by n.line`.execute(tx);
  return numAffectedRows ?? 0n;
};
