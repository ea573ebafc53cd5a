import assert from 'node:assert/strict';
import { payDebt, post, type PostedJournal } from '#ledger';
import type { Tx } from '#platform';
import type { Context, CreditOrigin } from '#policy';
import { layFrom, sumOf } from './rules.ts';
import { insertLots, insertStretches, selectLineEnd } from './store.ts';

/** Credit from one source. */
export interface CreditPiece {
  readonly amountMicros: bigint;
  readonly origin: CreditOrigin;
  /** The payment to which it goes back when it is paid out; null for what was given, not paid. */
  readonly paymentId: string | null;
}

interface CreditTransfer {
  readonly walletId: string;
  readonly key: string;
  readonly code: string;
  readonly fromAccountId: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** From one source, or in pieces from several, which are spent in their order. */
export type CreditOrder = CreditTransfer & (CreditPiece | { readonly pieces: readonly CreditPiece[] });

/**
 * Brings new credit into a wallet: one transfer, and a lot for each piece, which is spent after all that is there already. What the
 * customer owes is paid from it at once.
 * @refuses ledger.key_reused
 * @source POLICY.md §2 (credit is spent oldest first); docs/decisions/0003-lots-by-position-without-holes.md
 */
export const creditWallet = async (tx: Tx, context: Context, order: CreditOrder): Promise<PostedJournal> => {
  const { walletId, key, code, fromAccountId, details } = order;
  const pieces = 'pieces' in order ? order.pieces : [order];
  assert(
    pieces.every((piece) => piece.amountMicros > 0n),
    'every piece of credit is worth something',
  );
  const sources = pieces.map(({ amountMicros, origin, paymentId }) => ({
    amount: String(amountMicros),
    origin,
    paymentId,
  }));
  const posted = await post(tx, context, {
    key,
    // Where the credit came from belongs to what is posted: the same key for another payment is refused.
    details: { ...details, credit: sources },
    transfers: [{ code, fromAccountId, toAccountId: walletId, amountMicros: sumOf(pieces) }],
  });
  if (posted.repeated) return posted;
  const { journalId, legs } = posted;
  const turn = legs[0]!.version;
  const lots = pieces.map(({ amountMicros, origin, paymentId }, part) => ({
    turn,
    part,
    amountMicros,
    origin,
    paymentId,
  }));
  const laying = { walletId, journalId, laidVersion: turn };
  await insertLots(tx, laying, lots);
  // The wallet is locked by its transfer, so the line is as it will stay: this must be read in a statement after that.
  await insertStretches(tx, laying, layFrom(await selectLineEnd(tx, walletId), lots));
  await payDebt(tx, context, walletId);
  return posted;
};
