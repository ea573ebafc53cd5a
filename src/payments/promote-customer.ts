import { houseAccount, lockWallets } from '#ledger';
import { recordEvents, type Tx } from '#platform';
import type { Context } from '#policy';
import { creditWallet, refuseFrozen } from '#wallet';

export interface Promotion {
  readonly customerId: string;
  readonly amountMicros: bigint;
  readonly key: string;
  /** Why, for the statement and for staff. */
  readonly reason: string;
}

/**
 * Gives a customer promotional credit: spent in its turn, never paid back in money. Records
 * payments.credited, as all credit that arrives.
 * @refuses ledger.key_reused, wallet.frozen
 * @source POLICY.md N5
 */
export const promoteCustomer = async (tx: Tx, context: Context, promotion: Promotion): Promise<void> => {
  const { customerId, amountMicros, reason } = promotion;
  await lockWallets(tx, [customerId]);
  await refuseFrozen(tx, customerId);
  const { repeated } = await creditWallet(tx, context, {
    walletId: customerId,
    amountMicros,
    origin: 'promotion',
    paymentId: null,
    key: `promotion.granted:${customerId}:${promotion.key}`,
    code: 'promotion.granted',
    fromAccountId: await houseAccount(tx, context, 'goodwill'),
    details: { reason },
  });
  if (repeated) return;
  await recordEvents(tx, context.clock, 'payments.credited', [
    { customerId, paymentId: null, amountMicros: String(amountMicros) },
  ]);
};
