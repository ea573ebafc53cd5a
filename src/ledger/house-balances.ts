import type { Tx } from '#platform';
import type { HouseAccountType } from './account.ts';
import { selectHouseBalances, selectWalletTotals } from './store/seals.ts';

/** What a house account received less what it gave: positive for income and what is owed to others, negative for money held elsewhere. */
export interface HouseBalance {
  readonly accountId: string;
  readonly type: HouseAccountType;
  readonly name: string;
  readonly currency: string;
  readonly balanceMicros: bigint;
}

/** What all customers together have. */
export interface WalletTotal {
  readonly currency: string;
  readonly wallets: number;
  readonly balanceMicros: bigint;
  readonly heldMicros: bigint;
}

/** The balances of the house accounts now, by currency, type and name: their last sealed balance and what came after it. */
export const houseBalances = (tx: Tx): Promise<readonly HouseBalance[]> => selectHouseBalances(tx);

/** What the wallets hold together, by currency. With the house balances of a currency it adds up to zero. */
export const walletTotals = (tx: Tx): Promise<readonly WalletTotal[]> => selectWalletTotals(tx);
