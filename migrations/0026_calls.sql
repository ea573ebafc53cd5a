-- 0026 calls: what came in, where it was sent, and what it cost. A row of voice.call is the call while it goes on and its CDR when it has ended:
-- from then on it never changes. Workers may go on.
create type voice.call_state as enum ('ringing', 'answered', 'ended');
-- cut: the credit ran out. refused: it was not put through. unanswered: it rang, and nobody took it.
create type voice.call_outcome as enum ('completed', 'cut', 'refused', 'unanswered');

create table voice.call (
  id uuid primary key,
  -- The name of the call at the edge (SIP Call-ID, unique in space and time: RFC 3261 §8.1.1.4).
  edge_call_id text not null,
  e164 text not null,
  caller text not null,
  source text,
  -- Who held the number when the call came; null: nobody.
  rental_id bigint,
  customer_id uuid,
  channels int,
  state voice.call_state not null,
  routed_at timestamptz not null,
  hold_id uuid,
  answered_at timestamptz,
  -- The target that answered.
  step int,
  branch int,
  -- How long the edge lets it go on from the answer; and for how long it was last asked to, when its answer is not known.
  granted_seconds int,
  asked_seconds int,
  -- When the credit for the next seconds is looked for; null: no more.
  prolong_at timestamptz,
  -- When it is closed if nothing is heard of it.
  sweep_at timestamptz,
  ended_at timestamptz,
  outcome voice.call_outcome,
  -- Why it was refused or unanswered, or how it ended.
  reason text,
  talk_seconds int,
  billed_seconds int,
  charge bigint,
  journal_id bigint,
  constraint a_call_is_routed_once unique (edge_call_id, e164),
  constraint a_held_number_has_a_customer check ((rental_id is null) = (customer_id is null)),
  constraint an_answered_call_says_where check ((answered_at is null) = (step is null) and (step is null) = (branch is null) and (answered_at is null) = (granted_seconds is null)),
  constraint a_call_goes_on_or_has_ended check (
    (state = 'ended') = (ended_at is not null) and (state = 'ended') = (outcome is not null) and (state = 'ended') = (talk_seconds is not null)
    and (state = 'ended') = (billed_seconds is not null) and (state = 'ended') = (charge is not null) and (state = 'ended') = (sweep_at is null)),
  constraint only_an_answered_call_talks check (talk_seconds = 0 or answered_at is not null),
  constraint talk_is_not_longer_than_granted check (talk_seconds between 0 and greatest(granted_seconds, asked_seconds, 0)),
  constraint what_is_billed_covers_the_talk check (billed_seconds >= 0 and (charge = 0 or billed_seconds >= talk_seconds)),
  constraint who_does_not_talk_pays_nothing check (charge >= 0 and (talk_seconds > 0 or charge = 0)),
  constraint a_charge_has_its_journal check ((charge > 0) = (journal_id is not null)),
  constraint a_refused_call_says_why check (outcome not in ('refused', 'unanswered') or reason is not null)
) with (fillfactor = 80);
create unique index a_journal_pays_for_one_call on voice.call (journal_id) where journal_id is not null;
create index call_in_progress on voice.call (rental_id) where state <> 'ended';
create index call_prolonged on voice.call (prolong_at) where prolong_at is not null;
create index call_swept on voice.call (sweep_at) where sweep_at is not null;
create index call_by_customer on voice.call (customer_id, id);
create index call_by_number on voice.call (e164, id);

create function voice.an_ended_call_stays() returns trigger language plpgsql as $$
begin
  if old.state = 'ended' then
    raise exception 'call % has ended and cannot change', old.id using errcode = 'RF004';
  end if;
  return new;
end $$;
create trigger ended_calls_never_change before update on voice.call for each row execute function voice.an_ended_call_stays();
create trigger calls_are_never_removed before delete or truncate on voice.call for each statement execute function voice.refuse_to_change();

-- Where a call could go, as it was told to the edge, and at what rate: later changes of rates or forwardings do not concern it.
create table voice.call_target (
  call_id uuid not null references voice.call,
  step int not null,
  branch int not null,
  ring_seconds int not null,
  kind voice.target_kind not null,
  target text not null,
  granted_seconds int not null,
  prefix text,
  destination text,
  per_minute bigint,
  connection_fee bigint,
  increment int,
  minimum int,
  primary key (call_id, step, branch),
  constraint a_phone_number_has_its_rate check ((kind = 'pstn') = (prefix is not null and destination is not null and per_minute is not null
    and connection_fee is not null and increment is not null and minimum is not null)),
  constraint a_target_may_talk check (granted_seconds > 0)
);
create trigger call_targets_are_append_only before update or delete or truncate on voice.call_target
  for each statement execute function voice.refuse_to_change();

-- What the edge told of a call, each thing once.
create type voice.call_event_kind as enum ('answered', 'ended', 'failed');
create table voice.call_event (
  call_id uuid not null references voice.call,
  kind voice.call_event_kind not null,
  at timestamptz not null,
  received_at timestamptz not null,
  -- It came when the call was already closed, and changed nothing.
  late boolean not null,
  details jsonb not null,
  primary key (call_id, kind)
);
create trigger call_events_are_append_only before update or delete or truncate on voice.call_event
  for each statement execute function voice.refuse_to_change();

-- The sandbox edge's own state, as a real edge keeps its own: its calls, and its journal of events on their way to us. Never read by the
-- product, only through the edge interface.
create table voice.sandbox_call (
  edge_call_id text primary key,
  call_id uuid not null unique,
  -- ringing, talking, over
  state text not null,
  instructions jsonb not null,
  route jsonb not null,
  answered_at timestamptz,
  limit_at timestamptz,
  changes_at timestamptz
);
create index sandbox_call_changing on voice.sandbox_call (changes_at) where changes_at is not null;
create table voice.sandbox_event (
  id bigint generated always as identity primary key,
  call_id uuid not null,
  body jsonb not null,
  due_at timestamptz not null,
  shipped boolean not null default false
);
create index sandbox_event_waiting on voice.sandbox_event (due_at) where not shipped;
