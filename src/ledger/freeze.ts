import type { Context } from '#policy';
import type { Tx } from '#platform';
import { lockWallets, walletBalance } from './account.ts';
import { updateFrozen } from './store/accounts.ts';

/**
 * Freezes a wallet: from now on the database refuses every transfer of it whose rule does not say `while_frozen`. Frozen already:
 * nothing happens.
 * @source POLICY.md F1
 */
export const freezeWallet = async (tx: Tx, context: Context, walletId: string): Promise<void> => {
  await lockWallets(tx, [walletId]);
  const { frozenAt } = await walletBalance(tx, walletId);
  if (frozenAt === null) await updateFrozen(tx, walletId, context.clock.now());
};

/** Ends the freeze of a wallet. What it owes is to be paid then: see `thawCredit` of #wallet, which does both. */
export const thawWallet = async (tx: Tx, walletId: string): Promise<void> => {
  await lockWallets(tx, [walletId]);
  await updateFrozen(tx, walletId, null);
};
