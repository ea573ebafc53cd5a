-- 0011 standing: a wallet that is frozen (a fraud case: F1), and what its customer owes (a dispute that was lost). Workers may go on.
alter table ledger.account
  add column frozen_at timestamptz,
  -- What the customer owes: the balance of their receivable account, which `ledger check` compares.
  add column debt bigint not null default 0,
  add constraint only_wallets_are_frozen_or_owe check (type = 'wallet' or (frozen_at is null and debt = 0)),
  add constraint debt_is_never_negative check (debt >= 0);

-- What may still happen to a wallet while it is frozen: money that was on its way arrives, or comes back.
alter table ledger.transfer_rule add column while_frozen boolean not null default false;
update ledger.transfer_rule set while_frozen = true where code in ('topup.succeeded', 'payout.failed', 'payout.fee_returned');

insert into ledger.transfer_rule (code, from_type, to_type) values
  ('dispute.owed', 'receivable', 'processor_clearing'),
  ('debt.paid', 'wallet', 'receivable');

create or replace function ledger.check_new_transfers() returns trigger language plpgsql as $$
declare wrong record;
begin
  select k.journal_id, k.code,
         case when j.id is null then 'was added, but the journal does not exist or is sealed'
              when f.type is null or t.type is null then 'names an account that does not exist'
              when r.code is null then format('may not connect %s to %s', f.type, t.type)
              when k.wallet_type is null and 'wallet' in (f.type, t.type) then 'does not name its wallet'
              when f.currency <> t.currency then 'connects two currencies'
              when k.frozen and not r.while_frozen then 'moves a wallet that is frozen'
              else 'does not leave its wallet as the account is' end as fault
    into wrong
    from (select n.journal_id, n.code, w.type as wallet_type, w.currency as wallet_currency,
                 case when n.wallet_id = n.from_account_id then null else n.from_account_id end as from_id,
                 case when n.wallet_id = n.to_account_id then null else n.to_account_id end as to_id,
                 bool_or(n.wallet_version > w.version or (n.wallet_version = w.version and n.wallet_balance <> w.balance)) as strays,
                 coalesce(bool_or(w.frozen_at is not null), false) as frozen
            from added n
            left join ledger.account w on w.id = n.wallet_id
           group by 1, 2, 3, 4, 5, 6) k
    left join ledger.journal j on j.id = k.journal_id and j.block_no is null
    left join ledger.account hf on hf.id = k.from_id
    left join ledger.account ht on ht.id = k.to_id
   cross join lateral (select coalesce(hf.type, case when k.from_id is null then k.wallet_type end) as type,
                              coalesce(hf.currency, case when k.from_id is null then k.wallet_currency end) as currency) f
   cross join lateral (select coalesce(ht.type, case when k.to_id is null then k.wallet_type end) as type,
                              coalesce(ht.currency, case when k.to_id is null then k.wallet_currency end) as currency) t
    left join ledger.transfer_rule r on r.code = k.code and r.from_type = f.type and r.to_type = t.type
   where r.code is null or j.id is null or f.currency <> t.currency or k.strays
      or (k.wallet_type is null) = ('wallet' in (f.type, t.type)) or k.wallet_type <> 'wallet'
      or (k.frozen and not r.while_frozen)
   limit 1;
  if found then
    raise exception 'journal %: a transfer % %', wrong.journal_id, wrong.code, wrong.fault using errcode = 'RF003';
  end if;
  return null;
end $$;
