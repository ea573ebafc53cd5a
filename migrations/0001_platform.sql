-- 0001 platform: what every domain stands on. Knows no business word. Workers must stop: first migration.
create schema platform;

-- The demonstration's movable clock: now = the machine's time + shift. In production the row does not exist.
create table platform.clock_shift (
  only_row boolean primary key default true,
  shift_ms bigint not null,
  constraint there_is_one_clock check (only_row),
  constraint clock_moves_forward_only check (shift_ms >= 0)
);

-- Something happened on the left that something on the right reacts to: written in the same transaction,
-- dispatched once by the worker. Claimed by `dispatched_at is null`, never by `id > last`: ids commit out of order.
create table platform.event (
  id bigint generated always as identity primary key,
  kind text not null,
  payload jsonb not null,
  occurred_at timestamptz not null,
  dispatched_at timestamptz,
  -- A reaction that failed does not hold up the others: the event waits until retry_at.
  failures int not null default 0,
  retry_at timestamptz,
  last_error text,
  constraint event_kind_is_dotted check (kind ~ '^[a-z_]+\.[a-z_]+$')
);
create index event_waiting on platform.event (id) where dispatched_at is null;

-- One row per kind of due work: when it last ran and how it went, for staff and for alarms.
create table platform.task (
  name text primary key,
  last_run_at timestamptz,
  last_count bigint not null default 0,
  done_through date,
  failures int not null default 0,
  last_error text,
  last_error_at timestamptz
);

-- The answers already given to requests with an Idempotency-Key, written in the transaction that had the effect: a repeated request gets
-- the first answer, other content under the same key is refused.
create table platform.idempotent_request (
  owner text not null,
  key text not null,
  request_hash bytea not null,
  status int not null,
  response jsonb not null,
  created_at timestamptz not null,
  primary key (owner, key)
);
create index idempotent_request_by_age on platform.idempotent_request (created_at);
