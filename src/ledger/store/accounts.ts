import { sql } from 'kysely';
import type { Context } from '#policy';
import { newId, type Tx } from '#platform';
import type { HouseAccountType, WalletBalance } from '../account.ts';

export const insertWallet = async (tx: Tx, context: Context, customerId: string): Promise<void> => {
  await sql`
    insert into ledger.account (id, type, currency, opened_at, balance, held, version)
    values (${customerId}, 'wallet', ${context.operator.currency}, ${context.clock.now()}, 0, 0, 0)`.execute(
    tx,
  );
};

export const findHouseAccount = async (
  tx: Tx,
  context: Context,
  type: HouseAccountType,
  name: string,
): Promise<string | undefined> => {
  const { rows } = await sql<{ id: string }>`
    select id from ledger.account
     where type = ${type} and name = ${name} and currency = ${context.operator.currency}`.execute(tx);
  return rows[0]?.id;
};

export const insertHouseAccount = async (
  tx: Tx,
  context: Context,
  type: HouseAccountType,
  name: string,
): Promise<void> => {
  await sql`
    insert into ledger.account (id, type, name, currency, opened_at)
    values (${newId(context.clock)}, ${type}, ${name}, ${context.operator.currency}, ${context.clock.now()})
    on conflict (type, name, currency) where type <> 'wallet' do nothing`.execute(tx);
};

export const selectWalletBalance = async (tx: Tx, walletId: string): Promise<WalletBalance | undefined> => {
  const { rows } = await sql<WalletBalance>`
    select balance as balance_micros, held as held_micros, version, frozen_at, debt as debt_micros
      from ledger.account where id = ${walletId} and type = 'wallet'`.execute(tx);
  return rows[0];
};

/** In id order, whatever the order of `ids`: two callers never wait for each other in a circle. */
export const lockWalletRows = async (tx: Tx, ids: readonly string[]): Promise<readonly string[]> => {
  const { rows } = await sql<{ id: string }>`
    select id from ledger.account
     where id = any(${ids}::uuid[]) and type = 'wallet'
     order by id for no key update`.execute(tx);
  return rows.map((row) => row.id);
};

export const lockWalletRowsOf = async (
  tx: Tx,
  order: { readonly table: string; readonly into: string },
): Promise<bigint> => {
  const { numAffectedRows } = await sql`
    with locked as (
      select id, case when frozen_at is null and debt = 0 then balance - held else 0 end as credit from ledger.account
       where id in (select wallet_id from ${sql.table(order.table)}) and type = 'wallet'
       order by id for no key update)
    insert into ${sql.table(order.into)} (wallet_id, credit) select id, credit from locked`.execute(tx);
  return numAffectedRows ?? 0n;
};

export const updateFrozen = async (
  tx: Tx,
  walletId: string,
  frozenAt: Temporal.Instant | null,
): Promise<void> => {
  await sql`update ledger.account set frozen_at = ${frozenAt} where id = ${walletId} and type = 'wallet'`.execute(
    tx,
  );
};

export const changeDebt = async (tx: Tx, walletId: string, byMicros: bigint): Promise<void> => {
  await sql`update ledger.account set debt = debt + ${byMicros} where id = ${walletId} and type = 'wallet'`.execute(
    tx,
  );
};
