import { sql } from 'kysely';
import type { Tx } from '#platform';
import type { Journal, WalletMovement } from '../read-journals.ts';

interface JournalRow extends Omit<Journal, 'transfers'> {
  readonly transfers: readonly {
    readonly line: number;
    readonly code: string;
    readonly from: Journal['transfers'][number]['from'];
    readonly to: Journal['transfers'][number]['to'];
    readonly amount: string;
  }[];
}

// A run of renewals makes one journal of thousands of transfers: a list shows the first of them, and `lines` says how many there are.
const shownTransfers = 100;

const journalColumns = sql`
  j.id, j.idempotency_key as key, j.occurred_at, j.actor, j.details, j.lines, j.block_no, (
    select json_agg(json_build_object('line', t.line, 'code', t.code, 'amount', t.amount::text,
             'from', json_build_object('accountId', f.id, 'type', f.type, 'name', f.name),
             'to', json_build_object('accountId', o.id, 'type', o.type, 'name', o.name)) order by t.line)
      from ledger.transfer t
      join ledger.account f on f.id = t.from_account_id
      join ledger.account o on o.id = t.to_account_id
     where t.journal_id = j.id and t.line <= ${shownTransfers}) as transfers`;

const readJournal = ({ transfers, ...journal }: JournalRow): Journal => ({
  ...journal,
  transfers: transfers.map(({ amount, ...transfer }) => ({ ...transfer, amountMicros: BigInt(amount) })),
});

export const selectJournals = async (
  tx: Tx,
  page: { readonly before: bigint | null; readonly limit: number },
): Promise<readonly Journal[]> => {
  const { rows } = await sql<JournalRow>`
    select ${journalColumns} from ledger.journal j
     where j.id < coalesce(${page.before}::bigint, 9223372036854775807)
     order by j.id desc limit ${page.limit}`.execute(tx);
  return rows.map(readJournal);
};

export const selectJournal = async (tx: Tx, journalId: bigint): Promise<Journal | undefined> => {
  const { rows } = await sql<JournalRow>`
    select ${journalColumns} from ledger.journal j where j.id = ${journalId}`.execute(tx);
  return rows[0] && readJournal(rows[0]);
};

const movementColumns = sql`
  l.version, l.journal_id, l.line, l.code, l.change as change_micros, l.balance as balance_micros,
  j.occurred_at, j.actor, j.details`;

export const selectMovements = async (
  tx: Tx,
  page: { readonly walletId: string; readonly before: bigint | null; readonly limit: number },
): Promise<readonly WalletMovement[]> => {
  const { rows } = await sql<WalletMovement>`
    select ${movementColumns} from ledger.wallet_leg l join ledger.journal j on j.id = l.journal_id
     where l.wallet_id = ${page.walletId} and l.version < coalesce(${page.before}::bigint, 9223372036854775807)
     order by l.version desc limit ${page.limit}`.execute(tx);
  return rows;
};
