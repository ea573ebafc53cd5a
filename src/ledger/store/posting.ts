import { CompiledQuery, sql } from 'kysely';
import type { Context } from '#policy';
import type { Tx } from '#platform';
import type { PostedLeg, TransferOrder } from '../post.ts';
import { canonicalJson } from '../rules.ts';

export interface PostingRow extends Omit<PostedLeg, 'walletId'> {
  readonly journalId: bigint;
  readonly walletId: string | null;
}

interface Posting {
  readonly key: string;
  readonly hash: Buffer;
  readonly details: unknown;
  readonly transfers: readonly TransferOrder[];
}

// The hot path: one transfer. Written for prepared execution with plain parameters, because the server never settles for a
// generic plan of the statement below, whose arrays it takes for longer than they are: 430 µs against 1,000.
const singlePosting = `/* name: ledger.post_one */
  with wallet as (
    select id, held, version + 1 as version, case when id = $8 then balance + $9 else balance - $9 end as balance
      from ledger.account where id in ($7, $8) and type = 'wallet' limit 1 for no key update
  ), journal as (
    insert into ledger.journal (idempotency_key, content_hash, occurred_at, actor, details, lines)
    select $1, $2, $3, $4, $5::jsonb, 1
     where not exists (select from wallet where id = $7 and balance < held)
    on conflict (idempotency_key) do nothing
    returning id
  ), moved as (
    update ledger.account a set balance = w.balance, version = w.version from wallet w cross join journal where a.id = w.id
  )
  insert into ledger.transfer
    (journal_id, line, code, from_account_id, to_account_id, amount, wallet_id, wallet_version, wallet_balance)
  select journal.id, 1, $6, $7, $8, $9, w.id, w.version, w.balance from journal left join wallet w on true
  returning journal_id, line, wallet_id, wallet_version as version, wallet_balance as balance_micros`;

/**
 * Everything in one statement (three round trips took two to eight times as long). It locks the wallets in id order, works out what
 * each has after each line, and writes only when the key is new and no wallet falls below what is held. An empty answer means that
 * one of the two was not so.
 */
export const insertPosting = async (
  tx: Tx,
  context: Context,
  posting: Posting,
): Promise<readonly PostingRow[]> => {
  const [transfer, ...more] = posting.transfers;
  return transfer !== undefined && more.length === 0
    ? insertSingle(tx, context, posting, transfer)
    : insertSeveral(tx, context, posting);
};

const insertSingle = async (
  tx: Tx,
  context: Context,
  { key, hash, details }: Posting,
  { code, fromAccountId, toAccountId, amountMicros }: TransferOrder,
): Promise<readonly PostingRow[]> => {
  const at = context.clock.now().toString();
  const { rows } = await tx.executeQuery<PostingRow>(
    CompiledQuery.raw(singlePosting, [
      key,
      hash,
      at,
      context.actor,
      canonicalJson(details),
      code,
      fromAccountId,
      toAccountId,
      amountMicros,
    ]),
  );
  return rows;
};

const insertSeveral = async (tx: Tx, context: Context, posting: Posting): Promise<readonly PostingRow[]> => {
  const { transfers } = posting;
  const { rows } = await sql<PostingRow>`/* name: ledger.post */
    with line as (
      select * from unnest(
        ${transfers.map((t) => t.code)}::text[], ${transfers.map((t) => t.fromAccountId)}::uuid[],
        ${transfers.map((t) => t.toAccountId)}::uuid[], ${transfers.map((t) => String(t.amountMicros))}::bigint[]
      ) with ordinality as l (code, from_id, to_id, amount, no)
    ), wallet as (
      select id, balance, held, version from ledger.account
       where id in (select from_id from line union select to_id from line) and type = 'wallet'
       order by id for no key update
    ), leg as (
      select l.no, l.code, l.from_id, l.to_id, l.amount, w.id as wallet_id, w.held,
             w.version + row_number() over of_wallet as version,
             w.balance + sum(case when w.id = l.to_id then l.amount else -l.amount end) over of_wallet as balance
        from line l left join wallet w on w.id in (l.from_id, l.to_id)
      window of_wallet as (partition by w.id order by l.no rows unbounded preceding)
    ), journal as (
      insert into ledger.journal (idempotency_key, content_hash, occurred_at, actor, details, lines)
      select ${posting.key}, ${posting.hash}, ${context.clock.now()}, ${context.actor},
             ${canonicalJson(posting.details)}::jsonb, ${transfers.length}
       where not exists (select from leg where wallet_id = from_id and balance < held)
      on conflict (idempotency_key) do nothing
      returning id
    ), moved as (
      update ledger.account a
         set balance = l.balance, version = l.version
        from (select distinct on (wallet_id) wallet_id, balance, version from leg
               where wallet_id is not null order by wallet_id, no desc) l
        cross join journal
       where a.id = l.wallet_id
    )
    insert into ledger.transfer
      (journal_id, line, code, from_account_id, to_account_id, amount, wallet_id, wallet_version, wallet_balance)
    select journal.id, no, code, from_id, to_id, amount, wallet_id, version, balance
      from leg cross join journal order by no
    returning journal_id, line, wallet_id, wallet_version as version, wallet_balance as balance_micros`.execute(
    tx,
  );
  return rows;
};

export const selectLegs = async (tx: Tx, journalId: bigint): Promise<readonly PostingRow[]> => {
  const { rows } = await sql<PostingRow>`
    select journal_id, line, wallet_id, wallet_version as version, wallet_balance as balance_micros
      from ledger.transfer where journal_id = ${journalId} order by line`.execute(tx);
  return rows;
};
