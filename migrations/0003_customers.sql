-- 0003 customers: who pays, who signs in, who works here. Sign-in itself (schema auth) belongs to better-auth.
create schema customers;

create table customers.customer (
  id uuid primary key,
  name text not null,
  email text not null,
  language text not null,
  time_zone text,
  created_at timestamptz not null,
  closed_at timestamptz,
  constraint customer_language_is_known check (language in ('en', 'es', 'it')),
  constraint customer_has_a_name check (length(trim(name)) between 1 and 200)
);
-- Somebody who left can come back as a new customer.
create unique index one_customer_an_email on customers.customer (lower(email)) where closed_at is null;

create type customers.staff_role as enum ('support', 'finance', 'admin');

-- A user signs in (auth.user); a member is a user of one customer; staff is a user who works for the operator.
create table customers.member (
  user_id text primary key,
  customer_id uuid not null references customers.customer,
  created_at timestamptz not null
);
create index member_by_customer on customers.member (customer_id);

create table customers.staff (
  user_id text primary key,
  name text not null,
  email text not null,
  role customers.staff_role not null,
  language text not null,
  created_at timestamptz not null,
  disabled_at timestamptz,
  constraint staff_language_is_known check (language in ('en', 'es', 'it')),
  constraint staff_has_a_name check (length(trim(name)) between 1 and 200)
);

create table customers.api_key (
  id uuid primary key,
  customer_id uuid references customers.customer,
  staff_id text references customers.staff,
  name text not null,
  prefix text not null,
  secret_hash bytea not null,
  scopes text[] not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  constraint api_key_has_one_owner check ((customer_id is null) <> (staff_id is null)),
  constraint api_key_hash_is_sha256 check (length(secret_hash) = 32),
  constraint api_key_has_a_name check (length(trim(name)) between 1 and 100)
);
create unique index api_key_by_hash on customers.api_key (secret_hash);
create index api_key_by_customer on customers.api_key (customer_id);
create index api_key_by_staff on customers.api_key (staff_id);

-- Which version of the policy a customer accepted, when and from where.
create table customers.acceptance (
  customer_id uuid not null references customers.customer,
  policy_version_id int not null references policy.version,
  accepted_at timestamptz not null,
  address text,
  primary key (customer_id, policy_version_id)
);

create table customers.audit_entry (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  actor text not null,
  action text not null,
  customer_id uuid,
  subject text,
  details jsonb not null
);
create index audit_by_customer on customers.audit_entry (customer_id, id);
create index audit_by_actor on customers.audit_entry (actor, id);

create function customers.refuse_to_change_audit() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log is append-only' using errcode = 'RF002';
end $$;
create trigger audit_is_append_only before update or delete or truncate on customers.audit_entry
  for each statement execute function customers.refuse_to_change_audit();
