import assert from 'node:assert/strict';
import { lockWallets, payDebt, post, type PostedJournal, type TransferOrder } from '#ledger';
import type { Tx } from '#platform';
import type { Context } from '#policy';
import { creditMoved } from './errors.ts';
import type { LotShare } from './lot.ts';
import { layFrom, sumOf, withoutShares, withShares } from './rules.ts';
import { insertRemovals, insertStretches, selectLineEnd, selectRemoved, selectUnspent } from './store.ts';

/** Credit that leaves named lots, or comes back to them, otherwise than by being spent and topped up. */
export interface CreditMove {
  readonly walletId: string;
  readonly key: string;
  readonly details: Readonly<Record<string, unknown>>;
  /** The lots, and how much of each. What else a caller knows of them (a CreditPart) is not looked at. */
  readonly parts: readonly LotShare[];
  /** Together as much as the parts, and in the same order: the statement reads from it which lot paid which transfer. */
  readonly transfers: readonly TransferOrder[];
  /** A stable word for why: `refund`, `dispute`, `forfeit`. */
  readonly reason: string;
}

/**
 * Takes unspent credit out of named lots (payout, dispute, forfeit). The rest of the unspent credit is laid anew, so that it stays in
 * one piece and spending stays one number. The caller has locked the wallet before it chose the parts.
 * @refuses wallet.credit_moved when a lot has less unspent credit than is to leave it
 * @refuses wallet.insufficient_credit when what would be left is less than what is held
 * @refuses ledger.key_reused
 * @source POLICY.md §2; docs/decisions/0003-lots-by-position-without-holes.md
 */
export const removeCredit = async (tx: Tx, context: Context, move: CreditMove): Promise<PostedJournal> => {
  checkMove(move, (transfer) => transfer.fromAccountId);
  await lockWallets(tx, [move.walletId]);
  const unspent = await selectUnspent(tx, move.walletId);
  const posted = await post(tx, context, { ...move, details: detailsOf(move) });
  if (posted.repeated) return posted;
  const rest = withoutShares(unspent, move.parts);
  if (rest === null) throw creditMoved({ walletId: move.walletId });
  await layAnew(tx, move, posted, move.parts, rest);
  return posted;
};

/**
 * Brings credit back to the lots that it was removed from (a payout that failed, a dispute that was won), in their old turn: it is
 * spent before whatever arrived after it.
 * @refuses ledger.key_reused
 * @source MONEY.md (comes back to the same lot, once); docs/decisions/0003-lots-by-position-without-holes.md
 */
export const returnCredit = async (tx: Tx, context: Context, move: CreditMove): Promise<PostedJournal> => {
  checkMove(move, (transfer) => transfer.toAccountId);
  await lockWallets(tx, [move.walletId]);
  const unspent = await selectUnspent(tx, move.walletId);
  const posted = await post(tx, context, { ...move, details: detailsOf(move) });
  if (posted.repeated) return posted;
  const removed = await selectRemoved(tx, move.walletId);
  assert(withoutShares(removed, move.parts) !== null, 'no more comes back to a lot than was removed from it');
  const returned = move.parts.map((share) => ({ ...share, amountMicros: -share.amountMicros }));
  await layAnew(tx, move, posted, returned, withShares(unspent, move.parts));
  await payDebt(tx, context, move.walletId);
  return posted;
};

const checkMove = (move: CreditMove, side: (transfer: TransferOrder) => string): void => {
  assert(
    move.transfers.every((transfer) => side(transfer) === move.walletId),
    'every transfer moves credit of this wallet, in one direction',
  );
  assert(
    move.parts.every((share) => share.amountMicros > 0n),
    'every part moves something',
  );
  assert.equal(sumOf(move.parts), sumOf(move.transfers), 'the transfers move what the parts say');
};

/** The same key with other lots is something else. */
const detailsOf = (move: CreditMove): Readonly<Record<string, unknown>> => ({
  ...move.details,
  reason: move.reason,
  lots: move.parts.map(({ turn, part, amountMicros }) => ({
    turn: String(turn),
    part,
    amount: String(amountMicros),
  })),
});

const layAnew = async (
  tx: Tx,
  move: CreditMove,
  { journalId, legs }: PostedJournal,
  removed: readonly LotShare[],
  rest: readonly LotShare[],
): Promise<void> => {
  const { walletId, reason } = move;
  await insertRemovals(tx, { walletId, journalId, reason }, removed);
  const laying = { walletId, journalId, laidVersion: legs.at(-1)!.version };
  await insertStretches(tx, laying, layFrom(await selectLineEnd(tx, walletId), rest));
};
