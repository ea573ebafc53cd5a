-- 0018 caller id: numbers are shown to the called at other providers (S4). Codes of verifications are caught; certificates say who holds a
-- number. Workers need not stop.
create schema caller_id;

-- A customer said that a provider is about to send a code to a number. Awaited until it expires, is cancelled, or the next one begins.
create table caller_id.verification (
  id uuid primary key,
  no bigint generated always as identity,
  customer_id uuid not null,
  rental_id bigint not null,
  e164 text not null,
  -- Who sends it, as the customer calls them.
  provider text,
  opened_at timestamptz not null,
  expires_at timestamptz not null,
  -- Cancelled, or the next one began.
  closed_at timestamptz,
  constraint verification_expires_later check (expires_at > opened_at)
);
create unique index verification_by_no on caller_id.verification (no);
create unique index one_open_verification_a_rental on caller_id.verification (rental_id) where closed_at is null;
create index verification_by_customer on caller_id.verification (customer_id, no);

-- What arrived while a verification was awaited.
create table caller_id.caught (
  id bigint generated always as identity primary key,
  verification_id uuid not null references caller_id.verification,
  -- The message or call in which it came: caught once.
  source_id uuid not null,
  way text not null,
  sender text not null,
  -- Null: none was found in it, or it was forgotten.
  code text,
  caught_at timestamptz not null,
  forgotten_at timestamptz,
  constraint source_is_caught_once unique (verification_id, source_id),
  constraint way_is_known check (way in ('sms', 'call')),
  constraint code_is_four_to_eight_digits check (code ~ '^[0-9]{4,8}$'),
  constraint forgotten_code_is_gone check (forgotten_at is null or code is null)
);
create index caught_to_forget on caller_id.caught (caught_at) where forgotten_at is null;

-- What a certificate says is written down when it is issued, and never changes; it is rendered on request.
create table caller_id.certificate (
  -- 16 characters of Crockford's alphabet: 80 bits that nobody guesses.
  code text primary key,
  no bigint generated always as identity,
  customer_id uuid not null,
  rental_id bigint not null,
  e164 text not null,
  holder text not null,
  held_since date not null,
  operator text not null,
  language text not null,
  issued_at timestamptz not null,
  issued_on date not null,
  revoked_at timestamptz,
  revoked_because text,
  constraint code_is_of_our_alphabet check (code ~ '^[0-9A-HJKMNP-TV-Z]{16}$'),
  constraint certificate_language_is_known check (language in ('en', 'es', 'it')),
  constraint revoked_certificate_says_why check ((revoked_at is null) = (revoked_because is null)),
  constraint reason_to_revoke_is_known check (revoked_because in ('number_cancelled', 'by_holder')),
  constraint certificate_is_revoked_later check (revoked_at >= issued_at)
);
create unique index certificate_by_no on caller_id.certificate (no);
create index certificate_by_customer on caller_id.certificate (customer_id, no);
create index certificate_to_revoke on caller_id.certificate (rental_id) where revoked_at is null;

create function caller_id.refuse_to_change_certificate() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.revoked_at is null
     and (to_jsonb(new) - '{revoked_at,revoked_because}'::text[]) = (to_jsonb(old) - '{revoked_at,revoked_because}'::text[]) then
    return new;
  end if;
  raise exception 'certificates never change; they can be revoked, once' using errcode = 'RF002';
end $$;
create trigger certificate_never_changes before update or delete on caller_id.certificate
  for each row execute function caller_id.refuse_to_change_certificate();
create function caller_id.refuse_to_truncate_certificates() returns trigger language plpgsql as $$
begin
  raise exception 'certificates never change; they can be revoked, once' using errcode = 'RF002';
end $$;
create trigger certificates_are_not_truncated before truncate on caller_id.certificate
  for each statement execute function caller_id.refuse_to_truncate_certificates();
