-- 0008 refunds: every request leaves a decision, which is a document: facts in, lines out, identical for identical facts.
create schema refunds;

-- waiting: a processor has not told its fee yet, and it decides the amount. Only such a row changes, once: it is decided then.
create type refunds.outcome as enum ('granted', 'partly', 'refused', 'waiting');
create table refunds.refund (
  id uuid primary key,
  no bigint generated always as identity,
  customer_id uuid not null,
  subject text not null,
  e164 text,
  incident_id uuid,
  destination text not null,
  -- The amount that the customer named; null: all of it.
  requested bigint,
  policy_version_id int not null references policy.version,
  outcome refunds.outcome not null,
  decision jsonb not null,
  asked_at timestamptz not null,
  asked_by text not null,
  decided_at timestamptz,
  idempotency_key text not null,
  -- While it waits, the hold that keeps the credit aside.
  hold_id uuid,
  -- The journal by which the credit left.
  journal_id bigint,
  constraint refund_key_is_used_once unique (customer_id, idempotency_key),
  constraint refund_subject_is_known check (subject in ('credit', 'rental', 'registration', 'disruption', 'calls', 'sms')),
  constraint refund_destination_is_known check (destination in ('payments', 'credit')),
  constraint refund_names_a_positive_amount check (requested > 0),
  constraint a_decided_refund_says_when check ((outcome = 'waiting') = (decided_at is null)),
  constraint what_is_not_granted_moves_nothing check (outcome in ('granted', 'partly') or journal_id is null)
);
create unique index refund_by_no on refunds.refund (no);
create index refund_by_customer on refunds.refund (customer_id, no);
create unique index one_refund_of_a_customer_waits on refunds.refund (customer_id) where outcome = 'waiting';

create trigger refunds_are_never_removed before delete or truncate on refunds.refund
  for each statement execute function ledger.refuse_to_change();
create function refunds.only_decide() returns trigger language plpgsql as $$
begin
  if old.outcome = 'waiting' and new.outcome <> 'waiting'
     and (to_jsonb(old) - '{policy_version_id,outcome,decision,decided_at,journal_id}'::text[])
       = (to_jsonb(new) - '{policy_version_id,outcome,decision,decided_at,journal_id}'::text[]) then
    return new;
  end if;
  raise exception 'refund % is decided and never changes', old.id using errcode = 'RF006';
end $$;
create trigger decided_refunds_never_change before update on refunds.refund
  for each row execute function refunds.only_decide();
