import { sql } from 'kysely';
import type { Tx } from '#platform';
import type { CreditOrigin, CreditPart, CreditShare, LotShare, Stretch } from './lot.ts';

export interface NewLot extends LotShare {
  readonly origin: CreditOrigin;
  readonly paymentId: string | null;
}

interface Laying {
  readonly walletId: string;
  readonly journalId: bigint;
  readonly laidVersion: bigint;
}

/** Where the wallet's line ends. */
export const selectLineEnd = async (tx: Tx, walletId: string): Promise<bigint> => {
  const { rows } = await sql<{ lineEnd: bigint }>`
    select coalesce(max(to_position), 0) as line_end from wallet.stretch where wallet_id = ${walletId}`.execute(
    tx,
  );
  return rows[0]!.lineEnd;
};

export const insertLots = async (tx: Tx, laying: Laying, lots: readonly NewLot[]): Promise<void> => {
  await sql`
    insert into wallet.lot (wallet_id, turn, part, amount, origin, payment_id, journal_id)
    select ${laying.walletId}, l.turn, l.part, l.amount, l.origin, l.payment_id, ${laying.journalId}
      from unnest(${lots.map((lot) => String(lot.turn))}::bigint[], ${lots.map((lot) => lot.part)}::int[],
                  ${lots.map((lot) => String(lot.amountMicros))}::bigint[],
                  ${lots.map((lot) => lot.origin)}::wallet.origin[], ${lots.map((lot) => lot.paymentId)}::uuid[])
           as l (turn, part, amount, origin, payment_id)`.execute(tx);
};

export const insertStretches = async (
  tx: Tx,
  laying: Laying,
  stretches: readonly Stretch[],
): Promise<void> => {
  if (stretches.length === 0) return;
  await sql`
    insert into wallet.stretch (wallet_id, from_position, to_position, turn, part, laid_version)
    select ${laying.walletId}, s.from_position, s.to_position, s.turn, s.part, ${laying.laidVersion}
      from unnest(${stretches.map((s) => String(s.fromPosition))}::bigint[],
                  ${stretches.map((s) => String(s.toPosition))}::bigint[],
                  ${stretches.map((s) => String(s.turn))}::bigint[], ${stretches.map((s) => s.part)}::int[])
           as s (from_position, to_position, turn, part)`.execute(tx);
};

/** Positive amounts left their lots, negative ones came back. */
export const insertRemovals = async (
  tx: Tx,
  removal: { readonly walletId: string; readonly journalId: bigint; readonly reason: string },
  shares: readonly LotShare[],
): Promise<void> => {
  await sql`
    insert into wallet.removal (journal_id, no, wallet_id, turn, part, amount, reason)
    select ${removal.journalId}, s.no, ${removal.walletId}, s.turn, s.part, s.amount, ${removal.reason}
      from unnest(${shares.map((s) => String(s.turn))}::bigint[], ${shares.map((s) => s.part)}::int[],
                  ${shares.map((s) => String(s.amountMicros))}::bigint[])
           with ordinality as s (turn, part, amount, no)`.execute(tx);
};

/** Of each lot that ever lost credit otherwise than by spending: how much is gone. */
export const selectRemoved = async (tx: Tx, walletId: string): Promise<readonly LotShare[]> => {
  const { rows } = await sql<LotShare>`
    select turn, part, sum(amount)::bigint as amount_micros
      from wallet.removal where wallet_id = ${walletId} group by turn, part`.execute(tx);
  return rows;
};

/** What left a lot, or (negative) came back to it. */
export interface Removal extends LotShare {
  readonly journalId: bigint;
  readonly walletId: string;
  readonly reason: string;
}

export const selectRemovals = async (tx: Tx, journalIds: readonly bigint[]): Promise<readonly Removal[]> => {
  const { rows } = await sql<Removal>`
    select journal_id, wallet_id, turn, part, amount as amount_micros, reason
      from wallet.removal where journal_id = any(${journalIds}::bigint[]) order by journal_id, no`.execute(
    tx,
  );
  return rows;
};

/** One statement, so that the wallet and its line are of one moment even when nothing is locked. */
export const selectUnspent = async (tx: Tx, walletId: string): Promise<readonly CreditPart[]> => {
  const { rows } = await sql<CreditPart>`
    with wallet as (
      select w.id, coalesce((select max(to_position) from wallet.stretch where wallet_id = w.id), 0) - w.balance as position
        from ledger.wallet w where w.id = ${walletId}
    )
    select s.turn, s.part, l.origin, l.payment_id, greatest(s.from_position, w.position) as from_position,
           s.to_position - greatest(s.from_position, w.position) as amount_micros
      from wallet w
      join wallet.stretch s on s.wallet_id = w.id and s.to_position > w.position
      join wallet.lot l on l.wallet_id = s.wallet_id and l.turn = s.turn and l.part = s.part
     order by s.from_position`.execute(tx);
  return rows;
};

/** The versions that a journal gave a wallet; undefined: it did not touch it. */
export const selectVersions = async (
  tx: Tx,
  { walletId, journalId }: { readonly walletId: string; readonly journalId: bigint },
): Promise<{ readonly fromVersion: bigint; readonly toVersion: bigint } | undefined> => {
  const { rows } = await sql<{ fromVersion: bigint | null; toVersion: bigint }>`
    select min(version) as from_version, max(version) as to_version
      from ledger.wallet_leg where journal_id = ${journalId} and wallet_id = ${walletId}`.execute(tx);
  const { fromVersion, toVersion } = rows[0]!;
  return fromVersion === null ? undefined : { fromVersion, toVersion };
};

/** The share of a lot in one version of the wallet. */
export interface ShareOfVersion extends CreditShare {
  readonly version: bigint;
}

/**
 * For the charges among a wallet's versions, where on the line they were made and which lots lie there. The line ended, for a charge,
 * where the last stretch laid by then ends; what is laid later lies beyond.
 */
export const selectSpent = async (
  tx: Tx,
  range: { readonly walletId: string; readonly fromVersion: bigint; readonly toVersion: bigint },
): Promise<readonly ShareOfVersion[]> => {
  const { rows } = await sql<ShareOfVersion>`
    with charge as (
      select l.version, e.line_end - l.balance + l.change as from_position, e.line_end - l.balance as to_position
        from ledger.wallet_leg l
       cross join lateral (
         select s.to_position as line_end from wallet.stretch s
          where s.wallet_id = l.wallet_id and s.laid_version <= l.version
          order by s.laid_version desc, s.to_position desc limit 1) e
       where l.wallet_id = ${range.walletId} and l.version between ${range.fromVersion} and ${range.toVersion}
         and l.change < 0
         and not exists (select from wallet.removal r where r.wallet_id = l.wallet_id and r.journal_id = l.journal_id)
    )
    select c.version, s.turn, s.part, l.origin, l.payment_id,
           least(s.to_position, c.to_position) - greatest(s.from_position, c.from_position) as amount_micros
      from charge c
      join wallet.stretch s on s.wallet_id = ${range.walletId}
       and s.to_position > c.from_position and s.from_position < c.to_position
      join wallet.lot l on l.wallet_id = s.wallet_id and l.turn = s.turn and l.part = s.part
     order by c.version, s.from_position`.execute(tx);
  return rows;
};

/** The versions of a wallet that lines of journals made, in the order of the lines given. */
export const selectVersionsOfLines = async (
  tx: Tx,
  walletId: string,
  lines: readonly { readonly journalId: bigint; readonly line: number }[],
): Promise<readonly bigint[]> => {
  const { rows } = await sql<{ version: bigint }>`
    select l.version
      from unnest(${lines.map(({ journalId }) => journalId)}::bigint[], ${lines.map(({ line }) => line)}::int[])
           with ordinality as asked (journal_id, line, place)
      join ledger.wallet_leg l on l.wallet_id = ${walletId} and l.journal_id = asked.journal_id and l.line = asked.line
     order by asked.place`.execute(tx);
  return rows.map(({ version }) => version);
};

/**
 * For the other movements among a wallet's versions, the lots that they brought, took from or gave back to. A journal's lines and its
 * lots are in one order and add up to the same: laid side by side, each line covers its lots.
 */
export const selectMoved = async (
  tx: Tx,
  range: { readonly walletId: string; readonly fromVersion: bigint; readonly toVersion: bigint },
): Promise<readonly (ShareOfVersion & { readonly isNew: boolean })[]> => {
  const { rows } = await sql<ShareOfVersion & { isNew: boolean }>`
    with share as (
      select journal_id, turn, part, amount, true as is_new,
             sum(amount) over (partition by journal_id order by part rows unbounded preceding) as through
        from wallet.lot where wallet_id = ${range.walletId}
      union all
      select journal_id, turn, part, abs(amount), false,
             sum(abs(amount)) over (partition by journal_id order by no rows unbounded preceding)
        from wallet.removal where wallet_id = ${range.walletId}
    ), leg as (
      select l.journal_id, l.version, abs(l.change) as amount,
             sum(abs(l.change)) over (partition by l.journal_id order by l.version rows unbounded preceding) as through
        from ledger.wallet_leg l
       where l.wallet_id = ${range.walletId} and l.journal_id in (
               select journal_id from ledger.wallet_leg
                where wallet_id = ${range.walletId} and version between ${range.fromVersion} and ${range.toVersion})
    )
    select leg.version, s.turn, s.part, lot.origin, lot.payment_id, s.is_new,
           (least(leg.through, s.through) - greatest(leg.through - leg.amount, s.through - s.amount))::bigint as amount_micros
      from leg
      join share s on s.journal_id = leg.journal_id
       and s.through > leg.through - leg.amount and s.through - s.amount < leg.through
      join wallet.lot lot on lot.wallet_id = ${range.walletId} and lot.turn = s.turn and lot.part = s.part
     where leg.version between ${range.fromVersion} and ${range.toVersion}
     order by leg.version, s.through`.execute(tx);
  return rows;
};
