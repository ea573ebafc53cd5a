import type { Context } from '#policy';
import { inTransaction, type Database } from '#platform';
import { lockWallets } from './account.ts';
import { expireHoldsOf, walletsWithExpiredHolds } from './store/holds.ts';

const holdsATransaction = 1_000;

/** Sets free what holds kept for longer than they were meant to. Returns how many holds expired. */
export const expireHolds = async (db: Database, context: Context): Promise<number> => {
  for (let expired = 0; ;) {
    const more = await inTransaction(db, async (tx) => {
      const wallets = await lockWallets(tx, await walletsWithExpiredHolds(tx, context, holdsATransaction));
      return wallets.length === 0 ? null : expireHoldsOf(tx, context, wallets);
    });
    if (more === null) return expired;
    expired += more;
  }
};
