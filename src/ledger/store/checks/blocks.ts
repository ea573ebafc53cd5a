import { sql } from 'kysely';
import type { Tx } from '#platform';
import type { LedgerCheck } from '../../check.ts';
import { firstFault } from './first-fault.ts';

export const blocksAreAChain: LedgerCheck = {
  name: 'blocks-are-a-chain',
  findFault: (tx) =>
    firstFault(
      tx,
      sql`
      select case when no <> place then format('block %s is missing', place)
                  else format('block %s does not continue the hash of block %s', no, no - 1) end as fault
        from (select no, row_number() over (order by no) as place, previous_hash,
                     coalesce(lag(hash) over (order by no), decode(repeat('00', 32), 'hex')) as expected
                from ledger.block) b
       where no <> place or previous_hash <> expected
       order by no limit 1`,
    ),
};

// Each block digests up to 50,000 transfers and more in memory: a few at a time keep that bounded.
const blocksAtOnce = 20;

export const blocksHoldWhatTheySealed: LedgerCheck = {
  name: 'blocks-hold-what-they-sealed',
  findFault: async (tx) => {
    const { rows } = await sql<{
      last: bigint;
    }>`select coalesce(max(no), 0) as last from ledger.block`.execute(tx);
    for (let from = 1n; from <= rows[0]!.last; from += BigInt(blocksAtOnce)) {
      const fault = await faultInBlocks(tx, from);
      if (fault !== null) return fault;
    }
    return null;
  },
};

const faultInBlocks = (tx: Tx, from: bigint): Promise<string | null> =>
  firstFault(
    tx,
    sql`
    select case when count(d.digest) <> b.journals
                  then format('block %s sealed %s journals, %s are there', b.no, b.journals, count(d.digest))
                else format('block %s: one of the journals %s to %s is not what was sealed', b.no, min(d.id), max(d.id)) end as fault
      from ledger.block b
      left join lateral (
        select j.id, ledger.journal_digest(j) as digest from ledger.journal j where j.block_no = b.no) d on true
     where b.no >= ${from} and b.no < ${from + BigInt(blocksAtOnce)}
     group by b.no
    having count(d.digest) <> b.journals
        or b.hash is distinct from sha256(b.previous_hash || string_agg(d.digest, ''::bytea order by d.id))
     order by b.no limit 1`,
  );

export const houseBalancesRollUp: LedgerCheck = {
  name: 'house-balances-roll-up',
  findFault: (tx) =>
    firstFault(
      tx,
      sql`
      with moved as (
        select m.account_id, j.block_no, sum(m.change) as change
          from ledger.transfer t
          join ledger.journal j on j.id = t.journal_id
         cross join lateral (values (t.from_account_id, -t.amount), (t.to_account_id, t.amount)) m (account_id, change)
         where j.block_no is not null and m.account_id is distinct from t.wallet_id
         group by m.account_id, j.block_no
      )
      select format('house account %s (%s %s) at block %s: the transfers make %s, the balance kept is %s', account_id, a.type,
                    a.name, block_no, coalesce(expected::text, 'nothing new'), coalesce(kept::text, 'missing')) as fault
        from (select account_id, block_no, h.balance as kept,
                     case when moved.change is not null
                       then sum(moved.change) over (partition by account_id order by block_no rows unbounded preceding) end as expected
                from ledger.house_balance h full join moved using (account_id, block_no)) r
        left join ledger.account a on a.id = account_id
       where kept is distinct from expected
       order by block_no, account_id limit 1`,
    ),
};
