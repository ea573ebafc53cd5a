import assert from 'node:assert/strict';
import { toDecimal } from '#money';
import type { Context } from '#policy';
import type { Tx } from '#platform';
import { insufficientCredit, keyReused } from './errors.ts';
import { contentHash, shortfall } from './rules.ts';
import { selectWalletBalance } from './store/accounts.ts';
import { findKey } from './store/journals.ts';
import { insertPosting, selectLegs, type PostingRow } from './store/posting.ts';

/** Moves an amount (> 0) from one account to another. */
export interface TransferOrder {
  /** Dotted and stable, `rental.renewed`: says what the movement is, and which types of accounts it may connect. */
  readonly code: string;
  readonly fromAccountId: string;
  readonly toAccountId: string;
  readonly amountMicros: bigint;
}

/** One event, and what it moves. */
export interface PostOrder {
  /** Unique for ever. Used again with the same details and transfers, it returns what it returned the first time. */
  readonly key: string;
  /** What staff and statements need to know of the event, as JSON; the same at a repetition, so no instants. */
  readonly details: Readonly<Record<string, unknown>>;
  /** In the order in which they are made. */
  readonly transfers: readonly TransferOrder[];
}

/** What a transfer left in the wallet that it touched. */
export interface PostedLeg {
  readonly line: number;
  readonly walletId: string;
  readonly version: bigint;
  readonly balanceMicros: bigint;
}

/** What became of an order. */
export interface PostedJournal {
  readonly journalId: bigint;
  /** The key was used before, with this content: nothing was moved again. */
  readonly repeated: boolean;
  /** One for each transfer that touched a wallet, in the order of the lines. */
  readonly legs: readonly PostedLeg[];
}

/**
 * Writes one journal of transfers and moves the wallets that it touches: all of it or nothing, once per key.
 * @refuses wallet.insufficient_credit when a wallet would fall below zero or below what is held
 * @refuses ledger.key_reused when the key was used for something else
 */
export const post = async (tx: Tx, context: Context, order: PostOrder): Promise<PostedJournal> => {
  assert(order.transfers.length > 0, 'a journal moves something');
  const hash = contentHash(order.details, order.transfers);
  const rows = await insertPosting(tx, context, { ...order, hash });
  if (rows.length > 0) return { journalId: rows[0]!.journalId, repeated: false, legs: legsOf(rows) };
  const known = await findKey(tx, order.key);
  if (known === undefined) throw await refusalFor(tx, order);
  if (!known.hash.equals(hash)) throw keyReused({ key: order.key });
  return { journalId: known.journalId, repeated: true, legs: legsOf(await selectLegs(tx, known.journalId)) };
};

const legsOf = (rows: readonly PostingRow[]): readonly PostedLeg[] =>
  rows
    .filter((row): row is PostingRow & { readonly walletId: string } => row.walletId !== null)
    .map(({ line, walletId, version, balanceMicros }) => ({ line, walletId, version, balanceMicros }))
    .toSorted((a, b) => a.line - b.line);

/** The wallets are locked by now: what they have is what was found too little. */
const refusalFor = async (tx: Tx, order: PostOrder): Promise<Error> => {
  for (const fromAccountId of new Set(order.transfers.map((transfer) => transfer.fromAccountId))) {
    const wallet = await selectWalletBalance(tx, fromAccountId);
    if (wallet === undefined) continue;
    const availableMicros = wallet.balanceMicros - wallet.heldMicros;
    const neededMicros = shortfall(fromAccountId, order.transfers);
    if (neededMicros > availableMicros)
      return insufficientCredit({ needed: toDecimal(neededMicros), available: toDecimal(availableMicros) });
  }
  return new Error(`journal ${order.key} was not written, and nothing says why`);
};
