import assert from 'node:assert/strict';
import type { Context } from '#policy';
import type { Tx } from '#platform';
import { keyReused } from './errors.ts';
import { contentHash } from './rules.ts';
import { insertBatchTransfers, summariseBatch } from './store/batch.ts';
import { findKey, insertJournal } from './store/journals.ts';

/** Many wallets charged at once: the run of renewals. */
export interface BatchOrder {
  readonly key: string;
  /** The code of every transfer of the batch. */
  readonly code: string;
  readonly toAccountId: string;
  readonly details: Readonly<Record<string, unknown>>;
  /**
   * A temporary table with at least `wallet_id uuid, line int, amount bigint`: lines count from 1 and are the lines of the journal;
   * a wallet's rows are charged in the order of their lines. Filled by
   * `row_number() over (order by wallet_id, turn)`, the transfers lie in their index in the order in which they are written.
   */
  readonly table: string;
}

export interface BatchSummary {
  readonly lines: number;
  readonly totalMicros: bigint;
  /** Of which wallet is charged what in which line. */
  readonly digest: string;
  /** How many rows have a line. */
  readonly numbered: number;
}

/** What became of a batch. */
export interface PostedBatch {
  readonly journalId: bigint;
  /** The key was used before, with this content: nothing was moved again. */
  readonly repeated: boolean;
  readonly lines: number;
  readonly totalMicros: bigint;
}

/**
 * Charges every row of a temporary table: one journal, one transfer a row, in one set-based statement. The caller has locked the
 * wallets (`lockWallets`, `lockWalletsOf`), has decided what each can pay, and has analyzed the table; a wallet that would fall below
 * zero or below what is held fails the transaction, because then the decision was wrong.
 * @refuses ledger.key_reused
 * @source docs/decisions/0003-lots-by-position-without-holes.md
 */
export const chargeBatch = async (tx: Tx, context: Context, order: BatchOrder): Promise<PostedBatch> => {
  const { digest, numbered, ...summary } = await summariseBatch(tx, order.table);
  assert(summary.lines > 0, 'a batch charges at least one row');
  assert.equal(numbered, summary.lines, 'every row of a batch has its line');
  const { key, code, toAccountId, details } = order;
  const hash = contentHash(details, { code, toAccountId, digest, ...summary });
  const journalId = await insertJournal(tx, context, { key, hash, details, lines: summary.lines });
  if (journalId === undefined) {
    const known = await findKey(tx, key);
    if (!known?.hash.equals(hash)) throw keyReused({ key });
    return { journalId: known.journalId, repeated: true, ...summary };
  }
  const posted = await insertBatchTransfers(tx, { journalId, code, toAccountId, table: order.table });
  assert.equal(posted, BigInt(summary.lines), 'a row of the batch names a wallet that does not exist');
  return { journalId, repeated: false, ...summary };
};
