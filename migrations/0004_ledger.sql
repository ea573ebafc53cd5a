-- 0004 ledger: accounts, journals of transfers, holds, seals. A transfer moves an amount from one account to another, so
-- every journal balances by construction. Only wallets keep a live balance; house accounts are summed (a hot revenue row
-- capped the machine at 1,900 transactions a second).
create schema ledger;

create type ledger.account_type as enum (
  'wallet', 'revenue_setup', 'revenue_rental', 'revenue_calls', 'processor_clearing', 'processor_fees', 'fees_retained',
  'refunds_payable', 'dispute_suspense', 'dispute_fees', 'forfeited_funds', 'goodwill', 'compensation', 'rounding', 'receivable'
);

create table ledger.account (
  id uuid primary key,
  type ledger.account_type not null,
  -- The processor of a clearing or fee account, '' otherwise; a wallet's id is its customer's id.
  name text not null default '',
  currency char(3) not null,
  opened_at timestamptz not null,
  balance bigint,
  held bigint,
  version bigint,
  constraint only_wallets_keep_a_live_balance
    check (case when type = 'wallet' then balance is not null and held is not null and version is not null
                else balance is null and held is null and version is null end),
  constraint wallet_is_never_negative check (balance >= 0),
  constraint holds_are_covered check (held >= 0 and held <= balance)
) with (fillfactor = 80);
create unique index one_house_account_a_kind on ledger.account (type, name, currency) where type <> 'wallet';

-- Which pairs of account types a code may connect: a balanced transfer can still be nonsense.
create table ledger.transfer_rule (
  code text not null,
  from_type ledger.account_type not null,
  to_type ledger.account_type not null,
  primary key (code, from_type, to_type),
  constraint code_is_dotted check (code ~ '^[a-z_]+\.[a-z_]+$'),
  -- The rest of the schema counts on it: a transfer has one wallet leg at most.
  constraint wallets_are_not_connected check (from_type <> 'wallet' or to_type <> 'wallet')
);

create table ledger.block (
  no bigint primary key,
  previous_hash bytea not null,
  hash bytea not null,
  journals int not null,
  sealed_at timestamptz not null,
  constraint block_holds_something check (no > 0 and journals > 0),
  constraint block_hash_is_sha256 check (length(previous_hash) = 32 and length(hash) = 32)
);

create table ledger.journal (
  id bigint generated always as identity primary key,
  idempotency_key text not null,
  content_hash bytea not null,
  occurred_at timestamptz not null,
  actor text not null,
  details jsonb not null,
  -- How many transfers it has.
  lines int not null,
  block_no bigint references ledger.block,
  constraint journal_key_is_used_once unique (idempotency_key),
  constraint journal_moves_something check (lines > 0)
);
create index journal_unsealed on ledger.journal (id) where block_no is null;
create index journal_by_block on ledger.journal (block_no, id) where block_no is not null;

create table ledger.transfer (
  journal_id bigint not null,
  line int not null,
  code text not null,
  from_account_id uuid not null,
  to_account_id uuid not null,
  amount bigint not null,
  -- The wallet among the two accounts, with its gapless version and its balance after this transfer.
  wallet_id uuid,
  wallet_version bigint,
  wallet_balance bigint,
  primary key (journal_id, line),
  constraint transfer_amount_is_positive check (amount > 0),
  constraint transfer_connects_two_accounts check (from_account_id <> to_account_id),
  constraint transfer_names_its_wallet check (wallet_id is null or wallet_id in (from_account_id, to_account_id)),
  constraint wallet_leg_is_whole check ((wallet_id is null) = (wallet_version is null) and (wallet_id is null) = (wallet_balance is null)),
  constraint wallet_balance_is_never_negative check (wallet_balance >= 0)
);
create unique index wallet_versions_are_used_once on ledger.transfer (wallet_id, wallet_version) where wallet_id is not null;

-- Foreign keys and row triggers would cost a run of renewals dearly, so all new rows of a statement are checked at once: each row's
-- wallet is looked up, then what is left are the few kinds of rows (code, house account, currency). That is 25 ms of the 145 that 10,000
-- rows take; looking up both accounts and the rule of every row took 45.
create function ledger.check_new_transfers() returns trigger language plpgsql as $$
declare wrong record;
begin
  select k.journal_id, k.code,
         case when j.id is null then 'was added, but the journal does not exist or is sealed'
              when f.type is null or t.type is null then 'names an account that does not exist'
              when r.code is null then format('may not connect %s to %s', f.type, t.type)
              when k.wallet_type is null and 'wallet' in (f.type, t.type) then 'does not name its wallet'
              when f.currency <> t.currency then 'connects two currencies'
              else 'does not leave its wallet as the account is' end as fault
    into wrong
    from (select n.journal_id, n.code, w.type as wallet_type, w.currency as wallet_currency,
                 case when n.wallet_id = n.from_account_id then null else n.from_account_id end as from_id,
                 case when n.wallet_id = n.to_account_id then null else n.to_account_id end as to_id,
                 bool_or(n.wallet_version > w.version or (n.wallet_version = w.version and n.wallet_balance <> w.balance)) as strays
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
   limit 1;
  if found then
    raise exception 'journal %: a transfer % %', wrong.journal_id, wrong.code, wrong.fault using errcode = 'RF003';
  end if;
  return null;
end $$;
create trigger new_transfers_are_checked after insert on ledger.transfer
  referencing new table as added for each statement execute function ledger.check_new_transfers();

create function ledger.refuse_to_change() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is append-only: % on %.% is refused', tg_op, tg_table_schema, tg_table_name using errcode = 'RF004';
end $$;
create trigger transfers_are_append_only before update or delete or truncate on ledger.transfer
  for each statement execute function ledger.refuse_to_change();
create trigger blocks_are_append_only before update or delete or truncate on ledger.block
  for each statement execute function ledger.refuse_to_change();
create trigger journals_are_never_removed before delete or truncate on ledger.journal
  for each statement execute function ledger.refuse_to_change();
create trigger accounts_are_never_removed before delete or truncate on ledger.account
  for each statement execute function ledger.refuse_to_change();
-- Only balance, held and version of an account change: this trigger costs their updates nothing.
create trigger accounts_stay_what_they_are before update of id, type, name, currency, opened_at on ledger.account
  for each statement execute function ledger.refuse_to_change();
create function ledger.only_seal() returns trigger language plpgsql as $$
begin
  if old.block_no is null and new.block_no is not null
     and (old.id, old.idempotency_key, old.content_hash, old.occurred_at, old.actor, old.details, old.lines)
       = (new.id, new.idempotency_key, new.content_hash, new.occurred_at, new.actor, new.details, new.lines) then
    return new;
  end if;
  raise exception 'the ledger is append-only: journal % cannot change', old.id using errcode = 'RF004';
end $$;
create trigger journals_only_get_sealed before update on ledger.journal
  for each row execute function ledger.only_seal();

-- What a block seals of a journal: everything that was written, in a form that no setting of a session changes.
create function ledger.journal_digest(sealed ledger.journal) returns bytea language sql stable as $$
  select sha256(convert_to(concat_ws(E'\n', sealed.id, to_json(sealed.idempotency_key), encode(sealed.content_hash, 'hex'),
           (extract(epoch from sealed.occurred_at) * 1000000)::bigint, to_json(sealed.actor), sealed.details::text, sealed.lines,
           (select string_agg(concat_ws(' ', t.line, t.code, t.from_account_id, t.to_account_id, t.amount,
                                        coalesce(t.wallet_id::text, '-'), coalesce(t.wallet_version::text, '-'),
                                        coalesce(t.wallet_balance::text, '-')), E'\n' order by t.line)
              from ledger.transfer t where t.journal_id = sealed.id)), 'UTF8'))
$$;

-- The face of this schema in SQL, for what other domains compute over many wallets at once: what each wallet has, and every movement
-- of it with what it left there.
create view ledger.wallet as
  select id, currency, balance, held, balance - held as credit, version from ledger.account where type = 'wallet';
create view ledger.wallet_leg as
  select wallet_id, wallet_version as version, journal_id, line, code,
         case when to_account_id = wallet_id then amount else -amount end as change, wallet_balance as balance
    from ledger.transfer where wallet_id is not null;

-- The balance of a house account (received less given) at the end of each block that touched it: what is not sealed yet is added
-- when it is read.
create table ledger.house_balance (
  account_id uuid not null references ledger.account,
  block_no bigint not null references ledger.block,
  balance numeric(38, 0) not null,
  primary key (account_id, block_no)
);
create trigger house_balances_are_append_only before update or delete or truncate on ledger.house_balance
  for each statement execute function ledger.refuse_to_change();

-- open: its amount is part of the wallet's `held`. posted: charged, in whole or part. released: given free. expired: nobody came back.
create type ledger.hold_state as enum ('open', 'posted', 'released', 'expired');
create table ledger.hold (
  id uuid primary key,
  idempotency_key text not null,
  content_hash bytea not null,
  wallet_id uuid not null references ledger.account,
  purpose text not null,
  amount bigint not null,
  state ledger.hold_state not null,
  opened_at timestamptz not null,
  expires_at timestamptz not null,
  closed_at timestamptz,
  -- The journal that charged what was held.
  journal_id bigint references ledger.journal,
  constraint hold_key_is_used_once unique (idempotency_key),
  constraint hold_amount_is_positive check (amount > 0),
  constraint hold_closes_once check ((state = 'open') = (closed_at is null)),
  constraint only_a_posted_hold_has_a_journal check ((state = 'posted') = (journal_id is not null))
);
create index hold_open on ledger.hold (wallet_id) where state = 'open';
create index hold_expiring on ledger.hold (expires_at) where state = 'open';

insert into ledger.transfer_rule (code, from_type, to_type) values
  ('topup.succeeded', 'processor_clearing', 'wallet'),
  ('topup.fee_charged', 'processor_fees', 'processor_clearing'),
  ('promotion.granted', 'goodwill', 'wallet'),
  ('rental.set_up', 'wallet', 'revenue_setup'),
  ('rental.started', 'wallet', 'revenue_rental'),
  ('rental.renewed', 'wallet', 'revenue_rental'),
  ('rental.paid_ahead', 'wallet', 'revenue_rental'),
  ('rental.restored', 'wallet', 'revenue_rental'),
  ('call.charged', 'wallet', 'revenue_calls'),
  ('refund.paid_back', 'wallet', 'refunds_payable'),
  ('refund.fee_retained', 'wallet', 'fees_retained'),
  ('payout.settled', 'refunds_payable', 'processor_clearing'),
  ('payout.failed', 'refunds_payable', 'wallet'),
  ('payout.fee_returned', 'fees_retained', 'wallet');
