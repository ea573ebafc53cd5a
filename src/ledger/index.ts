export {
  houseAccount,
  lockWallets,
  lockWalletsOf,
  openWallet,
  walletBalance,
  type AccountType,
  type HouseAccountType,
  type WalletBalance,
} from './account.ts';
export { chargeBatch, type BatchOrder, type PostedBatch } from './charge-batch.ts';
export { checkLedger, ledgerChecks, runChecks, type Finding, type LedgerCheck } from './check.ts';
export { forgiveDebt, payDebt, raiseDebt, type DebtOrder, type ForgivenessOrder } from './debt.ts';
export { holdClosed, insufficientCredit, keyReused } from './errors.ts';
export { freezeWallet, thawWallet } from './freeze.ts';
export {
  extendHold,
  openHold,
  postHold,
  releaseHold,
  type Hold,
  type HoldOrder,
  type HoldPosting,
} from './hold.ts';
export { houseBalances, walletTotals, type HouseBalance, type WalletTotal } from './house-balances.ts';
export { tasks } from './jobs.ts';
export { post, type PostedJournal, type PostedLeg, type PostOrder, type TransferOrder } from './post.ts';
export {
  findJournal,
  listJournals,
  walletMovements,
  type AccountName,
  type Journal,
  type WalletMovement,
} from './read-journals.ts';
export {
  benchLedger,
  ledgerBenchDefaults,
  type LedgerBenchOptions,
  type LedgerBenchRate,
  type LedgerBenchResult,
} from './bench.ts';
export { firstFault } from './store/checks/first-fault.ts';
export { guardsCheck } from './store/checks/guards.ts';
