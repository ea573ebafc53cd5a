import type { Context } from '#policy';
import { inTransaction, type Database } from '#platform';
import { lockWallets } from './account.ts';
import { payDebt } from './debt.ts';
import { expireHoldsOf, walletsWithExpiredHolds } from './store/holds.ts';

const holdsATransaction = 1_000;

/** Sets free what holds kept for longer than they were meant to: what is owed is paid from it. Returns how many holds expired. */
export const expireHolds = async (db: Database, context: Context): Promise<number> => {
  for (let expired = 0; ;) {
    const more = await inTransaction(db, async (tx) => {
      const wallets = await lockWallets(tx, await walletsWithExpiredHolds(tx, context, holdsATransaction));
      if (wallets.length === 0) return null;
      const count = await expireHoldsOf(tx, context, wallets);
      for (const walletId of wallets) await payDebt(tx, context, walletId);
      return count;
    });
    if (more === null) return expired;
    expired += more;
  }
};
