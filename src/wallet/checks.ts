import { runChecks, type Finding } from '#ledger';
import type { Tx } from '#platform';
import { walletChecks } from './checks-store.ts';

export { walletChecks };

/**
 * Checks what must hold of wallets beside what `checkLedger` checks: their lots, the line on which these lie, and what was spent of
 * each. Names, for each check, the first thing that is wrong.
 */
export const checkWallets = (tx: Tx): Promise<readonly Finding[]> => runChecks(tx, walletChecks);
