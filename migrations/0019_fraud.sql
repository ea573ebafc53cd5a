-- 0019 fraud: cases of fraud and other crimes (F1), their evidence, the credit that they took, and what the signals look at. Workers may go on.
create schema fraud;

-- A call that was in progress when the credit was frozen is still settled: what it holds was kept for it before. New calls are refused.
update ledger.transfer_rule set while_frozen = true where code = 'call.charged';
insert into ledger.transfer_rule (code, from_type, to_type, while_frozen) values
  ('fraud.forfeited', 'wallet', 'forfeited_funds', true),
  ('fraud.returned', 'forfeited_funds', 'wallet', true);

-- For set-based work: reminders and restores must know whose credit is frozen.
create or replace view ledger.wallet as
  select id, currency, balance, held, balance - held as credit, version, frozen_at is not null as frozen
    from ledger.account where type = 'wallet';

-- proposed: the credit is frozen, the numbers are suspended. confirmed: the credit is forfeited. dismissed, upheld (on appeal): all is as before.
create type fraud.case_state as enum ('proposed', 'confirmed', 'dismissed', 'upheld');
create table fraud.fraud_case (
  id uuid primary key,
  no bigint generated always as identity,
  customer_id uuid not null references customers.customer,
  state fraud.case_state not null,
  -- What opened it by itself; null: a member of staff.
  signal text,
  proposed_at timestamptz not null,
  proposed_by text not null,
  -- The first member of staff, who stands for the proposal: who proposed it, or who endorsed what a signal proposed.
  endorsed_at timestamptz,
  endorsed_by text,
  -- Who confirmed or dismissed it, when, and for a dismissal why.
  decided_at timestamptz,
  decided_by text,
  decision_reason text,
  -- The refund that waited and was refused by the confirmation: it is asked for again when an appeal is upheld.
  refused_refund_id uuid,
  upheld_at timestamptz,
  upheld_by text,
  -- The journal that gave the forfeited credit back; null: there was none.
  returned_journal_id bigint references ledger.journal,
  constraint a_member_of_staff_or_a_signal_proposes
    check ((signal is not null) = (proposed_by = 'system') and (proposed_by = 'system' or proposed_by ~ '^staff:.')),
  constraint whoever_proposes_stands_for_it check (signal is not null or (endorsed_by = proposed_by and endorsed_at = proposed_at)),
  constraint members_of_staff_decide
    check (endorsed_by ~ '^staff:.' and decided_by ~ '^staff:.' and upheld_by ~ '^staff:.'),
  constraint an_endorsement_says_when check ((endorsed_by is null) = (endorsed_at is null)),
  constraint a_decision_says_when
    check ((state = 'proposed') = (decided_at is null) and (decided_at is null) = (decided_by is null)),
  constraint two_members_of_staff_confirm
    check (state in ('proposed', 'dismissed') or (endorsed_by is not null and decided_by <> endorsed_by)),
  constraint a_dismissal_says_why check (state <> 'dismissed' or decision_reason is not null),
  constraint only_a_confirmation_refuses check (refused_refund_id is null or state in ('confirmed', 'upheld')),
  constraint what_is_upheld_says_when check ((state = 'upheld') = (upheld_at is not null) and (upheld_at is null) = (upheld_by is null)),
  constraint only_what_is_upheld_gives_back check (returned_journal_id is null or state = 'upheld')
);
create unique index one_open_case_a_customer on fraud.fraud_case (customer_id) where state in ('proposed', 'confirmed');
create index fraud_case_by_customer on fraud.fraud_case (customer_id, no);
create unique index fraud_case_by_no on fraud.fraud_case (no);
create index fraud_case_undecided on fraud.fraud_case (no) where state = 'proposed';

create trigger cases_are_never_removed before delete or truncate on fraud.fraud_case
  for each statement execute function ledger.refuse_to_change();
create function fraud.only_move_on() returns trigger language plpgsql as $$
declare may_change text[] := case old.state || ' ' || new.state
  when 'proposed proposed' then '{endorsed_at,endorsed_by}'
  when 'proposed confirmed' then '{state,decided_at,decided_by,decision_reason,refused_refund_id}'
  when 'proposed dismissed' then '{state,decided_at,decided_by,decision_reason}'
  when 'confirmed upheld' then '{state,upheld_at,upheld_by,returned_journal_id}'
  else '{}' end;
begin
  if to_jsonb(old) - may_change = to_jsonb(new) - may_change and (old.endorsed_by is null or new.endorsed_by = old.endorsed_by) then
    return new;
  end if;
  raise exception 'fraud case % is % and does not change so', old.id, old.state using errcode = 'RF007';
end $$;
create trigger cases_only_move_on before update on fraud.fraud_case
  for each row execute function fraud.only_move_on();

create table fraud.evidence (
  id bigint generated always as identity primary key,
  case_id uuid not null references fraud.fraud_case,
  at timestamptz not null,
  given_by text not null,
  text text not null,
  -- What a signal counted: its window, its threshold, examples.
  facts jsonb not null,
  constraint evidence_says_something check (length(text) > 0)
);
create index evidence_by_case on fraud.evidence (case_id, id);
create trigger evidence_is_append_only before update or delete or truncate on fraud.evidence
  for each statement execute function ledger.refuse_to_change();

-- What the confirmation took, and what arrived after it and was taken too.
create table fraud.forfeit (
  journal_id bigint primary key references ledger.journal,
  case_id uuid not null references fraud.fraud_case,
  amount bigint not null,
  constraint what_is_forfeited_is_positive check (amount > 0)
);
create index forfeit_by_case on fraud.forfeit (case_id);
create trigger forfeits_are_append_only before update or delete or truncate on fraud.forfeit
  for each statement execute function ledger.refuse_to_change();

create type fraud.appeal_state as enum ('open', 'upheld', 'rejected');
create table fraud.appeal (
  id bigint generated always as identity primary key,
  case_id uuid not null references fraud.fraud_case,
  state fraud.appeal_state not null,
  text text not null,
  made_at timestamptz not null,
  made_by text not null,
  decided_at timestamptz,
  decided_by text,
  reason text,
  constraint an_appeal_says_something check (length(text) > 0),
  constraint an_appeal_is_decided_with_its_reason
    check ((state = 'open') = (decided_at is null) and (decided_at is null) = (decided_by is null) and (decided_at is null) = (reason is null))
);
create unique index one_open_appeal_a_case on fraud.appeal (case_id) where state = 'open';
create index appeal_by_case on fraud.appeal (case_id, id);
create trigger appeals_are_never_removed before delete or truncate on fraud.appeal
  for each statement execute function ledger.refuse_to_change();

-- What the signals count: one row for each thing that a customer did, as long as a window may look back.
create table fraud.observation (
  id bigint generated always as identity primary key,
  customer_id uuid not null,
  kind text not null,
  at timestamptz not null,
  -- What it was: a payment, a number, a call. It is counted once.
  subject text not null,
  facts jsonb not null,
  constraint observations_are_made_once unique (kind, subject)
);
create index observation_by_customer on fraud.observation (customer_id, kind, at);
create index observation_by_time on fraud.observation (at);

-- Thresholds that the operator has set otherwise than the product does.
create table fraud.threshold (
  signal text primary key,
  count int not null,
  window_minutes int not null,
  enabled boolean not null,
  changed_at timestamptz not null,
  changed_by text not null,
  constraint a_threshold_counts_several check (count >= 2),
  constraint a_window_is_at_most_a_month check (window_minutes between 1 and 43200)
);

-- A suspended number's calendar waits at its paid-until date while the case is open; confirmed, it goes on: the number enters quarantine.
alter table numbers.rental
  add column calendar_goes_on boolean not null default false,
  add constraint only_suspended_calendars_go_on check (not calendar_goes_on or state = 'suspended'),
  add constraint suspended_means_no_quarantine check (state <> 'suspended' or (quarantined_at is null and restorable_until is null));
create index rental_suspended on numbers.rental (customer_id) where state = 'suspended';
create index rental_lapsing on numbers.rental (paid_until) where state = 'suspended' and calendar_goes_on;

-- Credit that arrives while it is frozen restores nothing yet: the arrival waits until the freeze ends.
alter table numbers.credit_arrival add column waits boolean not null default false;
create index credit_arrival_due on numbers.credit_arrival (noted_at) where not waits;
