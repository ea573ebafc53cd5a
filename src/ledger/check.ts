import type { Tx } from '#platform';
import { blocksAreAChain, blocksHoldWhatTheySealed, houseBalancesRollUp } from './store/checks/blocks.ts';
import { guardsAreOn } from './store/checks/guards.ts';
import {
  booksBalance,
  journalsHaveTheirTransfers,
  transfersConnectWhatTheyMay,
} from './store/checks/transfers.ts';
import {
  debtsAreWhatIsOwed,
  holdsAreWhatIsHeld,
  walletLegsAddUp,
  walletsAreTheSumOfTheirLegs,
  walletVersionsHaveNoGap,
} from './store/checks/wallets.ts';

/** Something that must hold of the books, and a question to the database that finds the first place where it does not. */
export interface LedgerCheck {
  /** A sentence with hyphens, stable: `wallets-are-the-sum-of-their-legs`. */
  readonly name: string;
  /** Names what is wrong first (journal, wallet, lot …) and what was expected there; null when nothing is wrong. */
  findFault(tx: Tx): Promise<string | null>;
}

/** What a check found. */
export interface Finding {
  readonly check: string;
  readonly ok: boolean;
  /** What is wrong first; empty when nothing is. */
  readonly message: string;
}

/** Runs checks one after the other: every one of them, whatever the ones before found. */
export const runChecks = async (tx: Tx, checks: readonly LedgerCheck[]): Promise<readonly Finding[]> => {
  const findings: Finding[] = [];
  for (const check of checks) {
    const fault = await check.findFault(tx);
    findings.push({ check: check.name, ok: fault === null, message: fault ?? '' });
  }
  return findings;
};

/** What `ledger check` asks of the books themselves. */
export const ledgerChecks: readonly LedgerCheck[] = [
  journalsHaveTheirTransfers,
  transfersConnectWhatTheyMay,
  walletVersionsHaveNoGap,
  walletLegsAddUp,
  walletsAreTheSumOfTheirLegs,
  holdsAreWhatIsHeld,
  debtsAreWhatIsOwed,
  booksBalance,
  blocksAreAChain,
  blocksHoldWhatTheySealed,
  houseBalancesRollUp,
  guardsAreOn,
];

/**
 * Checks the books and names, for each check, the first thing that is wrong. Every check is a question to the database; never more
 * than a row of its answer is in this process. `checkWallets` of #wallet and `checkPayments` of #payments go on from here.
 */
export const checkLedger = (tx: Tx): Promise<readonly Finding[]> => runChecks(tx, ledgerChecks);
