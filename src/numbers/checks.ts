import { runChecks, type Finding } from '#ledger';
import type { Tx } from '#platform';
import { numberChecks } from './checks-store.ts';

export { numberChecks };

/**
 * Checks what must hold of numbers, their rentals and the periods that were paid for, also against the ledger. Names, for each check, the
 * first thing that is wrong.
 */
export const checkNumbers = (tx: Tx): Promise<readonly Finding[]> => runChecks(tx, numberChecks);
