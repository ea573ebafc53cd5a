import { walletBalance } from '#ledger';
import { renewalsDue } from '#numbers';
import type { Tx } from '#platform';
import { today, type Context } from '#policy';
import { selectSettings } from '../settings/store.ts';

/** What calls can spend, and why it is not more. */
export interface CreditForCalls {
  /** The credit less what is held and what is set aside; never below zero. */
  readonly creditMicros: bigint;
  /** What the renewals due in the days that the customer chose need; zero when nothing is to be set aside. */
  readonly setAsideMicros: bigint;
  readonly isFrozen: boolean;
  readonly isInDebt: boolean;
}

/** What a customer's calls can spend now. Lock the wallet first to act on it. */
export const creditForCalls = async (
  tx: Tx,
  context: Context,
  customerId: string,
): Promise<CreditForCalls> => {
  const { balanceMicros, heldMicros, debtMicros, frozenAt } = await walletBalance(tx, customerId);
  const { setAsideDays } = await selectSettings(tx, customerId);
  const setAsideMicros =
    setAsideDays === null
      ? 0n
      : await renewalsDue(tx, customerId, today(context).add({ days: setAsideDays }));
  const restMicros = balanceMicros - heldMicros - setAsideMicros;
  return {
    creditMicros: restMicros > 0n ? restMicros : 0n,
    setAsideMicros,
    isFrozen: frozenAt !== null,
    isInDebt: debtMicros > 0n,
  };
};
