-- 0010 auth: the tables of better-auth 1.7.5 (password, second factor, passkeys, sessions, rate limits), as its own compiler wrote them for
-- src/customers/sign-in/options.ts, without the defaults for times: the application always gives them. A test fails when that release, its
-- plugins or the options would want more. Workers need not stop.
create schema auth;

create table auth."user" (
  id text not null primary key,
  name text not null,
  email text not null unique,
  email_verified boolean not null,
  image text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  two_factor_enabled boolean
);

create table auth.session (
  id text not null primary key,
  expires_at timestamptz not null,
  token text not null unique,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  ip_address text,
  user_agent text,
  user_id text not null references auth."user" (id) on delete cascade
);
create index session_user_id_idx on auth.session (user_id);

create table auth.account (
  id text not null primary key,
  account_id text not null,
  provider_id text not null,
  user_id text not null references auth."user" (id) on delete cascade,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index account_user_id_idx on auth.account (user_id);

create table auth.verification (
  id text not null primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index verification_identifier_idx on auth.verification (identifier);

create table auth.two_factor (
  id text not null primary key,
  secret text not null,
  backup_codes text not null,
  user_id text not null references auth."user" (id) on delete cascade,
  verified boolean,
  failed_verification_count integer,
  locked_until timestamptz
);
create index two_factor_secret_idx on auth.two_factor (secret);
create index two_factor_user_id_idx on auth.two_factor (user_id);

create table auth.passkey (
  id text not null primary key,
  name text,
  public_key text not null,
  user_id text not null references auth."user" (id) on delete cascade,
  credential_id text not null,
  counter integer not null,
  device_type text not null,
  backed_up boolean not null,
  transports text,
  created_at timestamptz,
  aaguid text
);
create index passkey_user_id_idx on auth.passkey (user_id);
create index passkey_credential_id_idx on auth.passkey (credential_id);

create table auth.rate_limit (
  id text not null primary key,
  key text not null unique,
  count integer not null,
  last_request bigint not null
);

-- Ours, on top: nobody is a member or staff without being able to sign in.
alter table customers.member add constraint member_is_a_user foreign key (user_id) references auth."user";
alter table customers.staff add constraint staff_is_a_user foreign key (user_id) references auth."user";
