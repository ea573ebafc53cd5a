import type { Tx } from '#platform';
import type { Context } from '#policy';
import { bankDetailsMissing, invalidBankDetails, payoutNotByHand, unknownPayout } from './errors.ts';
import type { BankDetails, Payout } from './payment.ts';
import { giveBack, lockPayoutWithWallet, settle } from './record-payout.ts';
import { isBankAccount } from './rules.ts';
import { selectPayout, updateBankDetails } from './store/payouts.ts';

export interface BankDetailsGiven {
  readonly payoutId: string;
  /** Whose payout it must be; left out by staff. */
  readonly customerId?: string | undefined;
  readonly bankDetails: BankDetails;
}

/**
 * Says where a payout that its processor no longer makes is to go. Can be corrected until it is settled.
 * @refuses payments.payout_unknown, payments.payout_not_by_hand, payments.invalid_bank_details
 * @source POLICY.md §2: it waits for bank details, and is never dropped
 */
export const giveBankDetails = async (tx: Tx, given: BankDetailsGiven): Promise<Payout> => {
  const account = given.bankDetails.account.replaceAll(/[\s.-]/g, '').toUpperCase();
  const accountHolder = given.bankDetails.accountHolder.trim();
  if (!isBankAccount(account) || accountHolder === '')
    throw invalidBankDetails({ account: given.bankDetails.account });
  const payout = await lockManual(tx, given.payoutId, given.customerId);
  const { bank } = given.bankDetails;
  const bankDetails = { accountHolder, account, ...(bank ? { bank } : {}) };
  await updateBankDetails(tx, payout.id, bankDetails);
  return { ...payout, bankDetails };
};

/**
 * Staff have made the transfer: the payout is settled, out of what the bank holds.
 * @refuses payments.payout_unknown, payments.payout_not_by_hand, payments.bank_details_missing
 */
export const settleManualPayout = async (
  tx: Tx,
  context: Context,
  order: { readonly payoutId: string; readonly reference?: string | undefined },
): Promise<Payout> => {
  const payout = await lockManual(tx, order.payoutId);
  if (!payout.bankDetails) throw bankDetailsMissing({ payoutId: payout.id });
  await settle(tx, context, payout, { state: 'settled', reference: order.reference ?? null, via: 'bank' });
  return (await selectPayout(tx, payout.id))!;
};

/**
 * A payout by hand that cannot be made, or that came back: its value is credit again.
 * @refuses payments.payout_unknown, payments.payout_not_by_hand
 */
export const failManualPayout = async (
  tx: Tx,
  context: Context,
  order: { readonly payoutId: string; readonly failure: string },
): Promise<Payout> => {
  const payout = await lockManual(tx, order.payoutId, undefined, ['manual', 'settled']);
  await giveBack(tx, context, payout, { reference: null, failure: order.failure });
  return (await selectPayout(tx, payout.id))!;
};

const lockManual = async (
  tx: Tx,
  payoutId: string,
  customerId?: string,
  states: readonly Payout['state'][] = ['manual'],
): Promise<Payout> => {
  const found = await selectPayout(tx, payoutId);
  if (!found || (customerId !== undefined && found.customerId !== customerId))
    throw unknownPayout({ payoutId });
  const payout = await lockPayoutWithWallet(tx, payoutId);
  if (!states.includes(payout.state)) throw payoutNotByHand({ payoutId, state: payout.state });
  return payout;
};
