-- 0016 voice: where a number forwards to, with its history, and what a minute to a phone number costs. Calls follow in 0026. Workers may go on.
create schema voice;

create function voice.refuse_to_change() returns trigger language plpgsql as $$
begin
  raise exception 'voice keeps its history: % on %.% is refused', tg_op, tg_table_schema, tg_table_name using errcode = 'RF004';
end $$;

-- Where the calls of a number go, from one change to the next. It belongs to the rental, not to the number: a new holder starts with none, and a
-- number that comes back from quarantine has what it had.
create table voice.forwarding (
  id bigint generated always as identity primary key,
  rental_id bigint not null,
  e164 text not null,
  customer_id uuid not null,
  -- How many calls may be in progress at once.
  channels int not null,
  since timestamptz not null,
  until timestamptz,
  actor text not null,
  constraint a_forwarding_has_a_channel check (channels between 1 and 1000),
  constraint a_forwarding_ends_after_it_began check (until >= since)
);
create unique index one_forwarding_a_rental on voice.forwarding (rental_id) where until is null;
create index forwarding_by_rental on voice.forwarding (rental_id, id);

-- The first rule whose hours contain the moment of the call counts; days are ISO (1: Monday), null: every day, all day. Hours that end
-- before they begin go on past midnight, and belong to the day on which they began.
create table voice.forwarding_rule (
  forwarding_id bigint not null references voice.forwarding,
  rule int not null,
  days int[],
  from_minute int,
  until_minute int,
  primary key (forwarding_id, rule),
  constraint days_are_days_of_the_week check (days <> '{}' and days <@ array[1, 2, 3, 4, 5, 6, 7]),
  constraint hours_have_both_ends check ((from_minute is null) = (until_minute is null)),
  constraint hours_are_minutes_of_a_day check (from_minute between 0 and 1439 and until_minute between 1 and 1440 and from_minute <> until_minute)
);

create type voice.target_kind as enum ('sip', 'pstn', 'service');

-- The steps of a rule are tried one after the other; the branches of a step ring at once.
create table voice.forwarding_target (
  forwarding_id bigint not null,
  rule int not null,
  step int not null,
  branch int not null,
  ring_seconds int not null,
  kind voice.target_kind not null,
  target text not null,
  primary key (forwarding_id, rule, step, branch),
  constraint target_belongs_to_a_rule foreign key (forwarding_id, rule) references voice.forwarding_rule,
  constraint ring_time_is_plausible check (ring_seconds between 5 and 120),
  constraint target_is_what_its_kind_says check (case kind
    when 'sip' then target ~ '^sips?:' when 'pstn' then target ~ '^\+[1-9][0-9]{5,14}$' else target ~ '^[a-z][a-z0-9-]*$' end)
);
create index forwarding_target_service on voice.forwarding_target (target, forwarding_id) where kind = 'service';
-- Two phones that answer at once are both answered for a moment, and both are paid: charged targets ring one after the other.
create unique index charged_targets_ring_alone on voice.forwarding_target (forwarding_id, rule, step) where kind = 'pstn';

create trigger forwarding_rules_are_append_only before update or delete or truncate on voice.forwarding_rule
  for each statement execute function voice.refuse_to_change();
create trigger forwarding_targets_are_append_only before update or delete or truncate on voice.forwarding_target
  for each statement execute function voice.refuse_to_change();
create trigger forwardings_are_never_removed before delete or truncate on voice.forwarding
  for each statement execute function voice.refuse_to_change();
create function voice.only_end() returns trigger language plpgsql as $$
begin
  if old.until is null and new.until is not null
     and (old.id, old.rental_id, old.e164, old.customer_id, old.channels, old.since, old.actor)
       = (new.id, new.rental_id, new.e164, new.customer_id, new.channels, new.since, new.actor) then
    return new;
  end if;
  raise exception 'a forwarding only ends: % cannot change', old.id using errcode = 'RF004';
end $$;
create trigger forwardings_only_end before update on voice.forwarding for each row execute function voice.only_end();

-- How a customer's calls are treated; no row: as the operator's.
create table voice.setting (
  customer_id uuid primary key,
  -- In which the hours of forwardings are meant; null: the operator's.
  time_zone text,
  -- Calls cannot spend what the renewals due within so many days need; null: they can.
  set_aside_days int,
  constraint money_is_set_aside_for_some_days check (set_aside_days between 1 and 366)
);

-- running and so on: as the imports of the stock.
create type voice.import_state as enum ('running', 'finished', 'refused', 'failed');
create table voice.rate_import (
  id uuid primary key,
  started_at timestamptz not null,
  finished_at timestamptz,
  started_by text not null,
  dry_run boolean not null,
  -- Prefixes that the file does not name end on this date; null: they stay as they are.
  replaces_from date,
  state voice.import_state not null,
  lines_read bigint not null default 0,
  added bigint not null default 0,
  changed bigint not null default 0,
  unchanged bigint not null default 0,
  ended bigint not null default 0,
  error_count bigint not null default 0,
  errors jsonb not null default '[]',
  failure text,
  constraint an_import_ends check ((state = 'running') = (finished_at is null)),
  constraint a_failed_import_says_why check ((state = 'failed') = (failure is not null)),
  constraint a_refused_import_has_errors check ((state = 'refused') = (error_count > 0))
);
create index rate_import_running on voice.rate_import (id) where state = 'running';

-- What a minute to the numbers that begin with these digits costs, from a date on: until the same prefix has a newer one. Calls keep the rate
-- with which they began, so a rate that changes changes no call that was made. open: calls are possible. closed: they are not, from that date on.
-- ended: from that date on the next shorter prefix counts.
create type voice.rate_state as enum ('open', 'closed', 'ended');
create table voice.rate (
  prefix text not null,
  applies_from date not null,
  destination text not null,
  state voice.rate_state not null default 'open',
  per_minute bigint,
  connection_fee bigint not null default 0,
  -- Billed in steps of so many seconds, and at least for so many.
  increment int not null,
  minimum int not null default 0,
  -- The import that brought it; null: set one by one.
  import_id uuid references voice.rate_import,
  set_at timestamptz not null,
  primary key (prefix, applies_from),
  constraint prefix_is_the_beginning_of_a_number check (prefix ~ '^[1-9][0-9]{0,14}$'),
  constraint only_an_open_rate_has_a_price check ((state = 'open') = (per_minute is not null)),
  constraint price_is_not_negative check (per_minute >= 0 and connection_fee >= 0),
  constraint a_step_has_a_second check (increment between 1 and 3600),
  constraint minimum_is_plausible check (minimum between 0 and 3600)
);

-- A call that was let through before its customer's credit was frozen is charged what it had been let through for.
update ledger.transfer_rule set while_frozen = true where code = 'call.charged';
