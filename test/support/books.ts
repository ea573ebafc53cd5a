import { sql } from 'kysely';
import {
  houseAccount,
  openWallet,
  post,
  walletBalance,
  type Finding,
  type HouseAccountType,
  type WalletBalance,
} from '#ledger';
import { inTransaction, movableClock, newId, type Database, type MovableClock, type Tx } from '#platform';
import type { Context } from '#policy';

/** A context whose clock the test moves: 10 March 2022, 10:00 in Rome, with nobody but the system at work. */
export const bookContext = (currency = 'EUR'): Context & { readonly clock: MovableClock } => ({
  clock: movableClock(Temporal.Instant.from('2022-03-10T09:00:00Z')),
  operator: { name: 'Ringfence', timeZone: 'Europe/Rome', currency, supportEmail: 'help@ringfence.example' },
  actor: 'system',
});

/** A new wallet with credit in it that the ledger knows of, and nobody else: its lots are none of the ledger's business. */
export const walletWith = async (db: Database, context: Context, creditMicros: bigint): Promise<string> => {
  const walletId = newId(context.clock);
  await inTransaction(db, async (tx) => {
    await openWallet(tx, context, walletId);
    if (creditMicros > 0n) await give(tx, context, walletId, creditMicros);
  });
  return walletId;
};

const give = async (tx: Tx, context: Context, walletId: string, amountMicros: bigint): Promise<void> => {
  const fromAccountId = await houseAccount(tx, context, 'goodwill');
  const transfers = [{ code: 'promotion.granted', fromAccountId, toAccountId: walletId, amountMicros }];
  await post(tx, context, { key: `give:${newId(context.clock)}`, details: {}, transfers });
};

export const accountOf = (
  db: Database,
  context: Context,
  type: HouseAccountType,
  name = '',
): Promise<string> => inTransaction(db, (tx) => houseAccount(tx, context, type, name));

export const balanceOf = async (
  db: Database,
  walletId: string,
): Promise<Pick<WalletBalance, 'balanceMicros' | 'heldMicros' | 'version'>> => {
  const { balanceMicros, heldMicros, version } = await inTransaction(db, (tx) => walletBalance(tx, walletId));
  return { balanceMicros, heldMicros, version };
};

/** Runs statements that the database would refuse, as somebody with the owner's rights could. */
export const tamper = (db: Database, statement: string): Promise<void> =>
  inTransaction(db, async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx);
    await sql.raw(statement).execute(tx);
  });

/** A check of the books, as a test reads it: the names of what is wrong, with what was said. */
export const faultsOf = (findings: readonly Finding[]): Readonly<Record<string, string>> =>
  Object.fromEntries(findings.filter(({ ok }) => !ok).map(({ check, message }) => [check, message]));
