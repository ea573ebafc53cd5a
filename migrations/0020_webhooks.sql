-- 0020 webhooks: events handed over to addresses that customers and the operator name, signed, again until they are taken, with a log.
-- Workers may go on: nothing that they know changes.
create schema webhooks;

-- enabled: gets what happens. disabled: nothing is written for it, by wish, after days of failures, or because it answered 410.
create type webhooks.endpoint_state as enum ('enabled', 'disabled');
create type webhooks.disabled_because as enum ('asked', 'failing', 'gone');
create table webhooks.endpoint (
  id uuid primary key,
  -- null: the operator's own, which gets the events of all customers.
  customer_id uuid references customers.customer,
  url text not null,
  description text not null,
  -- null: every type that there is and will be.
  event_types text[],
  state webhooks.endpoint_state not null default 'enabled',
  created_at timestamptz not null,
  created_by text not null,
  -- Since when every attempt has failed; null: the last one was taken, or there was none.
  failing_since timestamptz,
  disabled_at timestamptz,
  disabled_because webhooks.disabled_because,
  constraint endpoint_address_is_http check (url ~ '^https?://'),
  constraint endpoint_names_a_type_or_wants_all check (event_types is null or event_types <> '{}'),
  constraint a_disabled_endpoint_says_since_when_and_why
    check ((state = 'disabled') = (disabled_at is not null) and (state = 'disabled') = (disabled_because is not null))
);
create index endpoint_by_customer on webhooks.endpoint (customer_id);

-- What an endpoint's messages are signed with, encrypted. One that was replaced still signs until expires_at.
create table webhooks.secret (
  id uuid primary key,
  endpoint_id uuid not null references webhooks.endpoint on delete cascade,
  sealed bytea not null,
  created_at timestamptz not null,
  expires_at timestamptz
);
create unique index one_current_secret_an_endpoint on webhooks.secret (endpoint_id) where expires_at is null;
create index secret_by_endpoint on webhooks.secret (endpoint_id);

-- waiting: to be handed over at due_at. sending: a worker has it; when it has not come back by due_at, another one takes it.
-- delivered: the endpoint took it. failed: given up; can be replayed.
create type webhooks.message_state as enum ('waiting', 'sending', 'delivered', 'failed');
create table webhooks.message (
  -- Also the webhook-id header, the same at every attempt.
  id uuid primary key,
  endpoint_id uuid not null references webhooks.endpoint on delete cascade,
  -- What it tells, unique for its endpoint: the same thing is written once, however often its event is heard.
  key text not null,
  event_type text not null,
  -- As it is signed, byte for byte.
  body text not null,
  -- Holds what a customer was sent by others: forgotten when that is.
  is_private boolean not null,
  created_at timestamptz not null,
  state webhooks.message_state not null,
  due_at timestamptz,
  attempts int not null default 0,
  -- The attempts before the last replay: the schedule of retries begins anew after it.
  attempts_before int not null default 0,
  settled_at timestamptz,
  constraint message_is_written_once unique (endpoint_id, key),
  constraint message_on_its_way_says_until_when check ((state in ('waiting', 'sending')) = (due_at is not null)),
  constraint message_that_ended_says_when check ((state in ('delivered', 'failed')) = (settled_at is not null)),
  constraint schedule_begins_at_an_attempt check (attempts_before between 0 and attempts)
);
create index message_due on webhooks.message (due_at, id) where due_at is not null;
create index message_by_endpoint on webhooks.message (endpoint_id, created_at, id);
create index message_failed on webhooks.message (endpoint_id, created_at) where state = 'failed';
create index message_that_is_private_by_age on webhooks.message (created_at) where is_private;
create index message_that_ended_by_age on webhooks.message (created_at) where due_at is null;

create table webhooks.attempt (
  message_id uuid not null references webhooks.message on delete cascade,
  number int not null,
  at timestamptz not null,
  duration_ms int,
  -- The HTTP status; null: there was no answer.
  status int,
  -- How the answer began, 1 KB at most.
  answer text,
  -- Why it does not count as delivered; null: it was.
  failure text,
  primary key (message_id, number),
  constraint attempt_was_answered_or_says_why_not check (status is not null or failure is not null),
  constraint answer_is_only_its_beginning check (length(answer) <= 1024)
);
create function webhooks.refuse_to_change_attempts() returns trigger language plpgsql as $$
begin
  raise exception 'an attempt was made as it was made' using errcode = 'RF001';
end $$;
create trigger attempts_never_change before update on webhooks.attempt
  for each statement execute function webhooks.refuse_to_change_attempts();

-- The periods that one renewal run paid, read by its journal for those who subscribe to them. Lines lie in the order in which they were written,
-- so block ranges find them, at next to no cost for the run.
create index rental_period_by_journal on numbers.rental_period using brin (journal_id) with (pages_per_range = 16, autosummarize = on);
