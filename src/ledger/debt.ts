import type { Context } from '#policy';
import type { Tx } from '#platform';
import { houseAccount, lockWallets, walletBalance } from './account.ts';
import { post, type PostedJournal } from './post.ts';
import { changeDebt } from './store/accounts.ts';

/** What a customer comes to owe: it is given from their receivable account to `toAccountId`. */
export interface DebtOrder {
  readonly walletId: string;
  readonly key: string;
  readonly code: string;
  readonly toAccountId: string;
  readonly amountMicros: bigint;
  readonly details: Readonly<Record<string, unknown>>;
}

/**
 * A customer owes an amount: once per key.
 * @refuses ledger.key_reused
 * @source POLICY.md §3 (a dispute that is lost)
 */
export const raiseDebt = async (tx: Tx, context: Context, order: DebtOrder): Promise<PostedJournal> => {
  const { walletId, key, code, toAccountId, amountMicros, details } = order;
  await lockWallets(tx, [walletId]);
  const fromAccountId = await houseAccount(tx, context, 'receivable', walletId);
  const posted = await post(tx, context, {
    key,
    details,
    transfers: [{ code, fromAccountId, toAccountId, amountMicros }],
  });
  if (!posted.repeated) await changeDebt(tx, walletId, amountMicros);
  return posted;
};

/** What a customer no longer owes: `fromAccountId` gives it to their receivable account. */
export type ForgivenessOrder = Omit<DebtOrder, 'toAccountId'> & { readonly fromAccountId: string };

/**
 * A customer no longer owes an amount, at most their debt: once per key.
 * @refuses ledger.key_reused
 * @source POLICY.md §3 (a dispute that was lost is reversed)
 */
export const forgiveDebt = async (
  tx: Tx,
  context: Context,
  order: ForgivenessOrder,
): Promise<PostedJournal> => {
  const { walletId, key, code, fromAccountId, amountMicros, details } = order;
  await lockWallets(tx, [walletId]);
  const toAccountId = await houseAccount(tx, context, 'receivable', walletId);
  const posted = await post(tx, context, {
    key,
    details,
    transfers: [{ code, fromAccountId, toAccountId, amountMicros }],
  });
  if (!posted.repeated) await changeDebt(tx, walletId, -amountMicros);
  return posted;
};

/**
 * Pays as much of a wallet's debt as its free credit covers; null when there is nothing to pay, or nothing to pay with, or the wallet
 * is frozen. Spent like any charge, oldest credit first.
 * @source POLICY.md §3 (credit that arrives pays the debt first)
 */
export const payDebt = async (tx: Tx, context: Context, walletId: string): Promise<PostedJournal | null> => {
  await lockWallets(tx, [walletId]);
  const { balanceMicros, heldMicros, debtMicros, frozenAt, version } = await walletBalance(tx, walletId);
  const freeMicros = balanceMicros - heldMicros;
  const amountMicros = debtMicros < freeMicros ? debtMicros : freeMicros;
  if (amountMicros <= 0n || frozenAt !== null) return null;
  const posted = await post(tx, context, {
    key: `debt.paid:${walletId}:${version}`,
    details: {},
    transfers: [
      {
        code: 'debt.paid',
        fromAccountId: walletId,
        toAccountId: await houseAccount(tx, context, 'receivable', walletId),
        amountMicros,
      },
    ],
  });
  await changeDebt(tx, walletId, -amountMicros);
  return posted;
};
