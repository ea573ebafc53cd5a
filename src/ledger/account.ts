import assert from 'node:assert/strict';
import type { Context } from '#policy';
import type { Tx } from '#platform';
import {
  findHouseAccount,
  insertHouseAccount,
  insertWallet,
  lockWalletRows,
  lockWalletRowsOf,
  selectWalletBalance,
} from './store/accounts.ts';

/** The operator's own accounts. What each is for stands in the README of this folder. */
export type HouseAccountType =
  | 'revenue_setup'
  | 'revenue_rental'
  | 'revenue_calls'
  | 'processor_clearing'
  | 'processor_fees'
  | 'fees_retained'
  | 'refunds_payable'
  | 'dispute_suspense'
  | 'dispute_fees'
  | 'forfeited_funds'
  | 'goodwill'
  | 'compensation'
  | 'rounding'
  | 'receivable';

/** All accounts: the operator's own, and the wallets of customers. */
export type AccountType = HouseAccountType | 'wallet';

/** A wallet at a moment. */
export interface WalletBalance {
  readonly balanceMicros: bigint;
  /** What open holds keep from being spent: it is part of the balance. */
  readonly heldMicros: bigint;
  /** Counts the transfers of the wallet, without gaps. */
  readonly version: bigint;
  /** Nothing is spent, charged or refunded while a fraud case is open or confirmed; null: it is free. */
  readonly frozenAt: Temporal.Instant | null;
  /** What the customer owes: credit that arrives pays it first. */
  readonly debtMicros: bigint;
}

/** Opens the wallet of a customer, empty, in the operator's currency. Its id is the customer's id. */
export const openWallet = async (tx: Tx, context: Context, customerId: string): Promise<string> => {
  await insertWallet(tx, context, customerId);
  return customerId;
};

/**
 * The id of a house account, which is opened when it is first asked for. `name` tells accounts of one type apart: the processor of a
 * clearing or fee account, the customer of a receivable.
 */
export const houseAccount = async (
  tx: Tx,
  context: Context,
  type: HouseAccountType,
  name = '',
): Promise<string> => {
  const known = await findHouseAccount(tx, context, type, name);
  if (known !== undefined) return known;
  await insertHouseAccount(tx, context, type, name);
  const opened = await findHouseAccount(tx, context, type, name);
  assert(opened !== undefined, `the account ${type} ${name} was not opened`);
  return opened;
};

/** What a wallet holds now. Whoever decides by it locks the wallet first. */
export const walletBalance = async (tx: Tx, walletId: string): Promise<WalletBalance> => {
  const found = await selectWalletBalance(tx, walletId);
  assert(found, `wallet ${walletId} does not exist`);
  return found;
};

/** Locks wallets until the transaction ends, in id order; waits for whoever holds them. Returns the ids that exist. */
export const lockWallets = (tx: Tx, ids: readonly string[]): Promise<readonly string[]> =>
  lockWalletRows(tx, ids);

/**
 * Locks the wallets that the temporary table `table` names (`wallet_id uuid`, also repeatedly) in id order, and writes what each can
 * spend (balance less holds; nothing when it is frozen or owes) to the temporary table `into` (`wallet_id uuid, credit bigint`). Returns how many there are. Read what is
 * due in the next statement: a statement that waits for locks still sees the rows as they were when it began.
 */
export const lockWalletsOf = (
  tx: Tx,
  order: { readonly table: string; readonly into: string },
): Promise<bigint> => lockWalletRowsOf(tx, order);
