import { lockWallets, post, type PostedJournal } from '#ledger';
import type { Tx } from '#platform';
import type { Context } from '#policy';
import { refuseUnlessFree } from './standing.ts';

/** What a wallet is charged, in the order in which it is charged. */
export interface ChargeOrder {
  readonly walletId: string;
  readonly key: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly lines: readonly {
    readonly code: string;
    readonly toAccountId: string;
    readonly amountMicros: bigint;
  }[];
}

/**
 * Spends credit, oldest first: all lines or none. Nothing is written but the ledger's journal; which payments it was spent from
 * follows from where the wallet stood.
 * @refuses wallet.insufficient_credit, wallet.frozen, wallet.in_debt
 * @refuses ledger.key_reused
 * @source POLICY.md C1, §2 (credit is spent oldest first)
 */
export const chargeWallet = async (tx: Tx, context: Context, order: ChargeOrder): Promise<PostedJournal> => {
  await lockWallets(tx, [order.walletId]);
  await refuseUnlessFree(tx, order.walletId);
  return post(tx, context, {
    key: order.key,
    details: order.details,
    transfers: order.lines.map((line) => ({ ...line, fromAccountId: order.walletId })),
  });
};
