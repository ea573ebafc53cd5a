import { freezeWallet, payDebt, thawWallet, walletBalance } from '#ledger';
import { toDecimal } from '#money';
import type { Tx } from '#platform';
import type { Context } from '#policy';
import { frozen, inDebt } from './errors.ts';

/**
 * Lets only those pass whose credit is not frozen. Lock the wallet first to act on it.
 * @refuses wallet.frozen
 * @source POLICY.md F1
 */
export const refuseFrozen = async (tx: Tx, customerId: string): Promise<void> => {
  const { frozenAt } = await walletBalance(tx, customerId);
  if (frozenAt !== null) throw frozen({ customerId });
};

/**
 * Lets only those pass who may spend: neither frozen nor in debt. Lock the wallet first to act on it.
 * @refuses wallet.frozen, wallet.in_debt
 * @source POLICY.md F1; §3 (renewals, purchases, restores and calls wait)
 */
export const refuseUnlessFree = async (tx: Tx, customerId: string): Promise<void> => {
  const { frozenAt, debtMicros } = await walletBalance(tx, customerId);
  if (frozenAt !== null) throw frozen({ customerId });
  if (debtMicros > 0n) throw inDebt({ debt: toDecimal(debtMicros) });
};

/** Freezes the credit of a customer: nothing is spent, charged or refunded. @source POLICY.md F1 */
export const freezeCredit = (tx: Tx, context: Context, customerId: string): Promise<void> =>
  freezeWallet(tx, context, customerId);

/** Ends the freeze; what is owed is paid from the credit that is there. @source POLICY.md F1 */
export const thawCredit = async (tx: Tx, context: Context, customerId: string): Promise<void> => {
  await thawWallet(tx, customerId);
  await payDebt(tx, context, customerId);
};
