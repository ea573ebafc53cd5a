import { numberCursor, pageFrom, type Page, type PageRequest, type Tx } from '#platform';
import type { AccountType } from './account.ts';
import { selectJournal, selectJournals, selectMovements } from './store/reading.ts';

/** An account as staff know it. */
export interface AccountName {
  readonly accountId: string;
  readonly type: AccountType;
  readonly name: string;
}

/** One event and what it moved. */
export interface Journal {
  readonly id: bigint;
  readonly key: string;
  readonly occurredAt: Temporal.Instant;
  readonly actor: string;
  readonly details: Readonly<Record<string, unknown>>;
  /** How many transfers it has. */
  readonly lines: number;
  /** The block that seals it; null for the newest. */
  readonly blockNo: bigint | null;
  /** The first hundred. */
  readonly transfers: readonly {
    readonly line: number;
    readonly code: string;
    readonly from: AccountName;
    readonly to: AccountName;
    readonly amountMicros: bigint;
  }[];
}

/** What one transfer did to a wallet. */
export interface WalletMovement {
  readonly version: bigint;
  readonly journalId: bigint;
  readonly line: number;
  readonly code: string;
  /** Positive: credit came; negative: credit went. */
  readonly changeMicros: bigint;
  readonly balanceMicros: bigint;
  readonly occurredAt: Temporal.Instant;
  readonly actor: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Journals, newest first, a page at a time. @refuses pages.invalid_cursor */
export const listJournals = async (tx: Tx, request: PageRequest): Promise<Page<Journal>> => {
  const before = numberCursor(request.cursor);
  const rows = await selectJournals(tx, { before, limit: request.limit + 1 });
  return pageFrom(rows, request.limit, (journal) => String(journal.id));
};

/** One journal, or undefined. */
export const findJournal = (tx: Tx, journalId: bigint): Promise<Journal | undefined> =>
  selectJournal(tx, journalId);

/** What moved a wallet, newest first, a page at a time. @refuses pages.invalid_cursor */
export const walletMovements = async (
  tx: Tx,
  request: PageRequest & { readonly walletId: string },
): Promise<Page<WalletMovement>> => {
  const before = numberCursor(request.cursor);
  const rows = await selectMovements(tx, { walletId: request.walletId, before, limit: request.limit + 1 });
  return pageFrom(rows, request.limit, (movement) => String(movement.version));
};
