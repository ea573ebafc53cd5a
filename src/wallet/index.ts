export { chargeWallet, type ChargeOrder } from './charge-wallet.ts';
export { checkWallets, walletChecks } from './checks.ts';
export { creditWallet, type CreditOrder, type CreditPiece } from './credit-wallet.ts';
export { creditMoved, frozen, inDebt } from './errors.ts';
export type { CreditShare, LotId, LotShare } from './lot.ts';
export { removeCredit, returnCredit, type CreditMove } from './move-credit.ts';
export {
  removalsOfJournals,
  spentByJournal,
  sourcesOfCharges,
  spentFrom,
  statement,
  unspentParts,
  type ChargeSources,
  type Removal,
  type StatementKind,
  type StatementLine,
} from './read-credit.ts';
export { allocateCredit, type Allocation } from './rules.ts';
export { freezeCredit, refuseFrozen, refuseUnlessFree, thawCredit } from './standing.ts';
