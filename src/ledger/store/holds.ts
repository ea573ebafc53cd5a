import { sql } from 'kysely';
import type { Context } from '#policy';
import { dueAt, type Tx } from '#platform';
import type { Hold, HoldState } from '../hold.ts';

interface NewHold {
  readonly id: string;
  readonly key: string;
  readonly hash: Buffer;
  readonly walletId: string;
  readonly purpose: string;
  readonly amountMicros: bigint;
  readonly expiresAt: Temporal.Instant;
}

const columns = sql`id, wallet_id, purpose, amount as amount_micros, state, opened_at, expires_at, journal_id`;

/** Undefined when the key was used. */
export const insertHold = async (tx: Tx, context: Context, hold: NewHold): Promise<Hold | undefined> => {
  const { rows } = await sql<Hold>`
    insert into ledger.hold
      (id, idempotency_key, content_hash, wallet_id, purpose, amount, state, opened_at, expires_at)
    values (${hold.id}, ${hold.key}, ${hold.hash}, ${hold.walletId}, ${hold.purpose}, ${hold.amountMicros}, 'open',
            ${context.clock.now()}, ${hold.expiresAt})
    on conflict (idempotency_key) do nothing
    returning ${columns}`.execute(tx);
  return rows[0];
};

export const findHoldByKey = async (
  tx: Tx,
  key: string,
): Promise<(Hold & { readonly hash: Buffer }) | undefined> => {
  const { rows } = await sql<Hold & { hash: Buffer }>`
    select ${columns}, content_hash as hash from ledger.hold where idempotency_key = ${key}`.execute(tx);
  return rows[0];
};

export const findHold = async (tx: Tx, holdId: string): Promise<Hold | undefined> => {
  const { rows } = await sql<Hold>`select ${columns} from ledger.hold where id = ${holdId}`.execute(tx);
  return rows[0];
};

/** Keeps more of a wallet's balance from being spent; false, and nothing changed, when it is not there. */
export const raiseHeld = async (tx: Tx, walletId: string, byMicros: bigint): Promise<boolean> => {
  const { numAffectedRows } = await sql`
    update ledger.account set held = held + ${byMicros}
     where id = ${walletId} and type = 'wallet' and balance - held >= ${byMicros}`.execute(tx);
  return numAffectedRows === 1n;
};

export const lowerHeld = async (tx: Tx, walletId: string, byMicros: bigint): Promise<void> => {
  await sql`update ledger.account set held = held - ${byMicros} where id = ${walletId}`.execute(tx);
};

export const changeHold = async (
  tx: Tx,
  hold: { readonly id: string; readonly amountMicros: bigint; readonly expiresAt: Temporal.Instant },
): Promise<void> => {
  await sql`
    update ledger.hold set amount = ${hold.amountMicros}, expires_at = ${hold.expiresAt} where id = ${hold.id}`.execute(
    tx,
  );
};

export const closeHold = async (
  tx: Tx,
  context: Context,
  hold: {
    readonly id: string;
    readonly state: Exclude<HoldState, 'open'>;
    readonly journalId: bigint | null;
  },
): Promise<void> => {
  await sql`
    update ledger.hold set state = ${hold.state}, closed_at = ${context.clock.now()}, journal_id = ${hold.journalId}
     where id = ${hold.id} and state = 'open'`.execute(tx);
};

export const nextHoldExpiry = dueAt(sql`select min(expires_at) from ledger.hold where state = 'open'`);

export const walletsWithExpiredHolds = async (
  tx: Tx,
  context: Context,
  limit: number,
): Promise<readonly string[]> => {
  const { rows } = await sql<{ walletId: string }>`
    select distinct wallet_id from (
      select wallet_id from ledger.hold
       where state = 'open' and expires_at <= ${context.clock.now()} order by expires_at limit ${limit}) due`.execute(
    tx,
  );
  return rows.map((row) => row.walletId);
};

/** The wallets are locked: no hold of theirs can be closed or extended meanwhile. */
export const expireHoldsOf = async (
  tx: Tx,
  context: Context,
  walletIds: readonly string[],
): Promise<number> => {
  const { rows } = await sql<{ expired: number }>`
    with expired as (
      update ledger.hold set state = 'expired', closed_at = ${context.clock.now()}
       where state = 'open' and expires_at <= ${context.clock.now()} and wallet_id = any(${walletIds}::uuid[])
      returning wallet_id, amount
    ), freed as (
      update ledger.account a set held = a.held - e.amount
        from (select wallet_id, sum(amount)::bigint as amount from expired group by wallet_id) e
       where a.id = e.wallet_id
    )
    select count(*)::int as expired from expired`.execute(tx);
  return rows[0]!.expired;
};
