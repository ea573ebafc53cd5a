// Every check that there is, in the order of the domains: the command, the API and the stories make the same ones.
import { fraudChecks } from '#fraud';
import { complianceChecks } from '#compliance';
import { ledgerChecks, runChecks, type Finding, type LedgerCheck } from '#ledger';
import { messagingChecks } from '#messaging';
import { numberChecks } from '#numbers';
import { paymentChecks } from '#payments';
import type { Tx } from '#platform';
import { refundChecks } from '#refunds';
import { voiceChecks } from '#voice';
import { walletChecks } from '#wallet';

export const allChecks: readonly LedgerCheck[] = [
  ...ledgerChecks,
  ...walletChecks,
  ...complianceChecks,
  ...paymentChecks,
  ...numberChecks,
  ...voiceChecks,
  ...messagingChecks,
  ...refundChecks,
  ...fraudChecks,
];

/** What all of them find, one finding a check, whether or not something is wrong. */
export const checkEverything = (tx: Tx): Promise<readonly Finding[]> => runChecks(tx, allChecks);
