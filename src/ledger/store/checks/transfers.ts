import { sql } from 'kysely';
import type { LedgerCheck } from '../../check.ts';
import { firstFault } from './first-fault.ts';

export const journalsHaveTheirTransfers: LedgerCheck = {
  name: 'journals-have-their-transfers',
  findFault: (tx) =>
    firstFault(
      tx,
      sql`
      select format('journal %s: %s transfers were written, %s are there (lines %s to %s)', coalesce(j.id, t.journal_id),
                    coalesce(j.lines::text, 'no'), coalesce(t.lines, 0), coalesce(t.first, 0), coalesce(t.last, 0)) as fault
        from ledger.journal j
        full join (select journal_id, count(*) as lines, min(line) as first, max(line) as last
                     from ledger.transfer group by journal_id) t on t.journal_id = j.id
       where j.lines is distinct from t.lines or t.first <> 1 or t.last <> t.lines
       order by coalesce(j.id, t.journal_id) limit 1`,
    ),
};

export const transfersConnectWhatTheyMay: LedgerCheck = {
  name: 'transfers-connect-what-they-may',
  findFault: (tx) =>
    firstFault(
      tx,
      sql`
      select format('journal %s line %s (%s): %s', t.journal_id, t.line, t.code,
                    case when f.id is null then format('account %s does not exist', t.from_account_id)
                         when o.id is null then format('account %s does not exist', t.to_account_id)
                         when r.code is null then format('%s may not connect %s to %s', t.code, f.type, o.type)
                         when f.currency <> o.currency then format('connects %s to %s', f.currency, o.currency)
                         else format('names wallet %s', coalesce(t.wallet_id::text, 'none')) end) as fault
        from ledger.transfer t
        left join ledger.account f on f.id = t.from_account_id
        left join ledger.account o on o.id = t.to_account_id
        left join ledger.transfer_rule r on r.code = t.code and r.from_type = f.type and r.to_type = o.type
       where r.code is null or f.currency <> o.currency
          or t.wallet_id is distinct from case when f.type = 'wallet' then f.id when o.type = 'wallet' then o.id end
       order by t.journal_id, t.line limit 1`,
    ),
};

/** By currency, what customers have and what the house accounts have must cancel out: every transfer gave what it took. */
export const booksBalance: LedgerCheck = {
  name: 'books-balance',
  findFault: (tx) =>
    firstFault(
      tx,
      sql`
      with unsealed as (
        select m.account_id, sum(m.change) as change
          from ledger.journal j
          join ledger.transfer t on t.journal_id = j.id
         cross join lateral (values (t.from_account_id, -t.amount), (t.to_account_id, t.amount)) m (account_id, change)
         where j.block_no is null and m.account_id is distinct from t.wallet_id
         group by m.account_id
      ), rolled_up as (
        select distinct on (account_id) account_id, balance from ledger.house_balance order by account_id, block_no desc
      )
      select format('%s: wallets have %s, house accounts %s micro-units, which do not add up to zero', a.currency,
                    sum(a.balance), sum(coalesce(r.balance, 0) + coalesce(u.change, 0)) filter (where a.type <> 'wallet')) as fault
        from ledger.account a
        left join rolled_up r on r.account_id = a.id
        left join unsealed u on u.account_id = a.id
       group by a.currency
      having sum(coalesce(a.balance, 0) + coalesce(r.balance, 0) + coalesce(u.change, 0)) <> 0
       order by a.currency limit 1`,
    ),
};
