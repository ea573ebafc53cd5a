import type { Context } from '#policy';
import { inTransaction, type Database } from '#platform';
import { insertBlock, lockSealing } from './store/seals.ts';

/**
 * Seals what was written since the last time: blocks of journals, each with the hash of the one before, and the balances of the
 * house accounts at its end. Returns how many journals it sealed.
 */
export const sealJournals = async (db: Database, context: Context): Promise<number> => {
  for (let sealed = 0; ;) {
    const journals = await inTransaction(db, async (tx) => {
      await lockSealing(tx);
      return insertBlock(tx, context);
    });
    if (journals === 0) return sealed;
    sealed += journals;
  }
};
