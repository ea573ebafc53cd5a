import assert from 'node:assert/strict';
import { toDecimal } from '#money';
import type { Context } from '#policy';
import { newId, type Tx } from '#platform';
import { lockWallets, walletBalance } from './account.ts';
import { payDebt } from './debt.ts';
import { holdClosed, insufficientCredit, keyReused } from './errors.ts';
import { post, type PostedJournal, type TransferOrder } from './post.ts';
import { contentHash } from './rules.ts';
import {
  changeHold,
  closeHold,
  findHold,
  findHoldByKey,
  insertHold,
  lowerHeld,
  raiseHeld,
} from './store/holds.ts';

/**
 * open → posted (charged, in whole or part; the rest is free again), released (nothing was charged) or expired (nobody came back).
 * The last three are final.
 */
export type HoldState = 'open' | 'posted' | 'released' | 'expired';

/** A part of a wallet's balance that cannot be spent until what it is for is known: a call in progress. */
export interface Hold {
  readonly id: string;
  readonly walletId: string;
  readonly purpose: string;
  readonly amountMicros: bigint;
  readonly state: HoldState;
  readonly openedAt: Temporal.Instant;
  /** The instant from which on it no longer holds, unless it is extended. */
  readonly expiresAt: Temporal.Instant;
  /** What charged it. */
  readonly journalId: bigint | null;
}

/** A new hold. Its key, used again with the same wallet, purpose and amount, returns the hold as it is by then. */
export interface HoldOrder {
  readonly key: string;
  readonly walletId: string;
  readonly purpose: string;
  readonly amountMicros: bigint;
  readonly expiresAt: Temporal.Instant;
}

/**
 * Keeps an amount of a wallet from being spent.
 * @refuses wallet.insufficient_credit when the balance less other holds is smaller
 * @refuses ledger.key_reused
 */
export const openHold = async (tx: Tx, context: Context, order: HoldOrder): Promise<Hold> => {
  const { key, walletId, purpose, amountMicros } = order;
  assert(amountMicros > 0n, 'a hold holds something');
  await lockWallets(tx, [walletId]);
  const hash = contentHash({ purpose }, { walletId, amountMicros });
  const known = await findHoldByKey(tx, key);
  if (known) return sameHold(key, hash, known);
  await holdMore(tx, walletId, amountMicros);
  const hold = await insertHold(tx, context, { ...order, id: newId(context.clock), hash });
  // Only a hold of another wallet can have taken the key since it was looked up.
  if (hold === undefined) throw keyReused({ key });
  return hold;
};

/**
 * Makes an open hold at least `amountMicros` and lets it last at least until `expiresAt`; it is never made smaller or shorter, so
 * a repetition changes nothing.
 * @refuses wallet.insufficient_credit
 * @refuses ledger.hold_closed
 */
export const extendHold = async (
  tx: Tx,
  order: { readonly holdId: string; readonly amountMicros: bigint; readonly expiresAt: Temporal.Instant },
): Promise<Hold> => {
  const hold = await lockHold(tx, order.holdId);
  if (hold.state !== 'open') throw holdClosed({ holdId: hold.id, state: hold.state });
  const amountMicros = order.amountMicros > hold.amountMicros ? order.amountMicros : hold.amountMicros;
  const expiresAt =
    Temporal.Instant.compare(order.expiresAt, hold.expiresAt) > 0 ? order.expiresAt : hold.expiresAt;
  if (amountMicros > hold.amountMicros) await holdMore(tx, hold.walletId, amountMicros - hold.amountMicros);
  const extended = { ...hold, amountMicros, expiresAt };
  await changeHold(tx, extended);
  return extended;
};

/** What a hold is charged: at most what it holds. Its idempotency key is the hold. */
export interface HoldPosting {
  readonly holdId: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly transfers: readonly TransferOrder[];
}

/**
 * Charges what a hold kept, in whole or part, and sets the rest free: what is owed is paid from it.
 * @refuses ledger.hold_closed when it was released or has expired
 * @refuses ledger.key_reused when it was already charged something else
 */
export const postHold = async (tx: Tx, context: Context, order: HoldPosting): Promise<PostedJournal> => {
  const hold = await lockHold(tx, order.holdId);
  if (hold.state === 'released' || hold.state === 'expired')
    throw holdClosed({ holdId: hold.id, state: hold.state });
  const charged = order.transfers.reduce(
    (sum, { fromAccountId, amountMicros }) => (fromAccountId === hold.walletId ? sum + amountMicros : sum),
    0n,
  );
  assert(charged > 0n, 'a hold that is charged nothing is released');
  if (hold.state === 'open') {
    assert(charged <= hold.amountMicros, 'a hold is charged at most what it holds');
    await lowerHeld(tx, hold.walletId, hold.amountMicros);
  }
  const posted = await post(tx, context, { ...order, key: `hold:${hold.id}` });
  await closeHold(tx, context, { id: hold.id, state: 'posted', journalId: posted.journalId });
  await payDebt(tx, context, hold.walletId);
  return posted;
};

/**
 * Sets free what a hold kept, when nothing is to be charged: what is owed is paid from it. Released or expired already: nothing happens.
 * @refuses ledger.hold_closed when it was charged
 */
export const releaseHold = async (tx: Tx, context: Context, holdId: string): Promise<void> => {
  const hold = await lockHold(tx, holdId);
  if (hold.state === 'posted') throw holdClosed({ holdId, state: hold.state });
  if (hold.state !== 'open') return;
  await lowerHeld(tx, hold.walletId, hold.amountMicros);
  await closeHold(tx, context, { id: holdId, state: 'released', journalId: null });
  await payDebt(tx, context, hold.walletId);
};

/** The wallet first, as everywhere: whoever has its lock is the only one who changes its holds. */
const lockHold = async (tx: Tx, holdId: string): Promise<Hold> => {
  const found = await findHold(tx, holdId);
  assert(found, `hold ${holdId} does not exist`);
  await lockWallets(tx, [found.walletId]);
  return (await findHold(tx, holdId))!;
};

const holdMore = async (tx: Tx, walletId: string, byMicros: bigint): Promise<void> => {
  if (await raiseHeld(tx, walletId, byMicros)) return;
  const { balanceMicros, heldMicros } = await walletBalance(tx, walletId);
  throw insufficientCredit({ needed: toDecimal(byMicros), available: toDecimal(balanceMicros - heldMicros) });
};

const sameHold = (
  key: string,
  hash: Buffer,
  { hash: first, ...hold }: Hold & { readonly hash: Buffer },
): Hold => {
  if (!first.equals(hash)) throw keyReused({ key });
  return hold;
};
