import { runChecks, type Finding } from '#ledger';
import type { Tx } from '#platform';
import { fraudChecks } from './checks-store.ts';

export { fraudChecks };

/**
 * Checks that credit is frozen for exactly those who have an open case, that what was forfeited is what the books and the cases say, and
 * that it all came back where an appeal was upheld. Names, for each check, the first thing that is wrong.
 */
export const checkFraud = (tx: Tx): Promise<readonly Finding[]> => runChecks(tx, fraudChecks);
