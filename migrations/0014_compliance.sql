-- 0014 compliance: what countries ask for before a number works: identities, addresses, documents, registrations and their reviews.
-- Workers must stop: those of before know no deadlines.
create schema compliance;

create type compliance.applicant as enum ('person', 'company');

-- Entered once, used for as many registrations as wanted. What is in use is not changed (the use cases see to it), so that what staff
-- approved stays what they saw.
create table compliance.identity (
  id uuid primary key,
  customer_id uuid not null references customers.customer,
  applicant compliance.applicant not null,
  -- The fields of identity.ts that were given, by their names.
  fields jsonb not null,
  created_at timestamptz not null,
  removed_at timestamptz
);
create index identity_by_customer on compliance.identity (customer_id, id);

create table compliance.address (
  id uuid primary key,
  customer_id uuid not null references customers.customer,
  street text not null,
  postal_code text not null,
  city text not null,
  country char(2) not null,
  created_at timestamptz not null,
  removed_at timestamptz,
  constraint address_is_written check (street <> '' and postal_code <> '' and city <> ''),
  constraint address_country_is_a_code check (country ~ '^[A-Z]{2}$')
);
create index address_by_customer on compliance.address (customer_id, id);

create type compliance.document_kind as enum
  ('identity_document', 'proof_of_address', 'register_extract', 'authorisation', 'tax_certificate', 'use_declaration');
-- The record of a document stays for ever; its bytes do not.
create table compliance.document (
  id uuid primary key,
  customer_id uuid not null references customers.customer,
  kind compliance.document_kind not null,
  media_type text not null,
  size_bytes int not null,
  sha256 bytea not null,
  issued_on date,
  expires_on date,
  uploaded_at timestamptz not null,
  uploaded_by text not null,
  -- When nobody needs it any more; null: while a registration does.
  delete_at timestamptz,
  deleted_at timestamptz,
  deleted_because text,
  constraint document_type_is_known check (media_type in ('application/pdf', 'image/jpeg', 'image/png')),
  constraint document_size_is_limited check (size_bytes between 1 and 10485760),
  constraint a_deleted_document_says_why check ((deleted_at is null) = (deleted_because is null))
);
create index document_by_customer on compliance.document (customer_id, id);
create index document_to_delete on compliance.document (delete_at) where deleted_at is null and delete_at is not null;

-- AES-256-GCM under the key that key_id names; the document's id is authenticated with it, so that no content passes for another's.
create table compliance.document_content (
  document_id uuid primary key references compliance.document,
  key_id text not null,
  nonce bytea not null,
  tag bytea not null,
  ciphertext bytea not null,
  constraint nonce_is_96_bits check (length(nonce) = 12),
  constraint tag_is_128_bits check (length(tag) = 16)
);

-- open: documents are awaited. submitted: in review. approved: the number works. rejected: can be corrected and submitted again.
-- failed: rejected for good. expired: the deadline passed. withdrawn: the customer gave up.
create type compliance.registration_state as enum
  ('open', 'submitted', 'approved', 'rejected', 'failed', 'expired', 'withdrawn');

-- One a rental; the rental is the numbers' own, and known here by its id.
create table compliance.registration (
  id uuid primary key,
  rental_id bigint not null,
  customer_id uuid not null references customers.customer,
  e164 text not null,
  country char(2) not null,
  kind text not null,
  state compliance.registration_state not null default 'open',
  opened_at timestamptz not null,
  deadline timestamptz not null,
  identity_id uuid references compliance.identity,
  address_id uuid references compliance.address,
  submitted_at timestamptz,
  decided_at timestamptz,
  -- When the number is to be released unless something happens before: the deadline, or at once when it was rejected for good. Null while
  -- it is in review, approved or ended.
  release_at timestamptz,
  -- The credit is frozen by a case of fraud: the release waits until the case is decided.
  release_waits boolean not null default false,
  -- The funds were forfeited: the number is released and nothing is given back.
  forfeited boolean not null default false,
  next_reminder_at timestamptz,
  -- Until when its documents are kept; null: as long as it is not over.
  documents_until timestamptz,
  ended_at timestamptz,
  constraint one_registration_a_rental unique (rental_id),
  constraint what_is_submitted_says_when check (state not in ('submitted', 'approved', 'rejected', 'failed') or submitted_at is not null),
  constraint what_is_decided_says_when check (state not in ('approved', 'rejected', 'failed') or decided_at is not null),
  constraint what_is_awaited_has_an_end check ((release_at is not null) = (state in ('open', 'rejected') or (state = 'failed' and ended_at is null))),
  constraint only_what_is_awaited_is_reminded_of check (next_reminder_at is null or state in ('open', 'rejected')),
  constraint what_is_over_says_when check ((state in ('expired', 'withdrawn') <= (ended_at is not null)) and (ended_at is null or state in ('expired', 'withdrawn', 'failed')))
);
create index registration_by_customer on compliance.registration (customer_id, id);
create index registration_by_number on compliance.registration (e164, rental_id);
create index registration_in_review on compliance.registration (submitted_at, id) where state = 'submitted';
create index registration_to_release on compliance.registration (release_at) where release_at is not null and not release_waits;
create index registration_to_remind on compliance.registration (next_reminder_at) where next_reminder_at is not null;

create table compliance.registration_document (
  registration_id uuid not null references compliance.registration,
  document_id uuid not null references compliance.document,
  primary key (registration_id, document_id)
);
create index registration_by_document on compliance.registration_document (document_id);

create type compliance.verdict as enum ('approved', 'rejected');
-- Every verdict that was given, with its reasons.
create table compliance.review (
  registration_id uuid not null references compliance.registration,
  no int not null,
  verdict compliance.verdict not null,
  final boolean not null,
  reasons jsonb not null,
  note text,
  reviewed_at timestamptz not null,
  reviewed_by text not null,
  primary key (registration_id, no),
  constraint a_rejection_has_reasons check ((verdict = 'rejected') = (jsonb_array_length(reasons) > 0)),
  constraint an_approval_is_no_rejection_for_good check (verdict = 'rejected' or not final)
);
create trigger reviews_are_append_only before update or delete or truncate on compliance.review
  for each statement execute function ledger.refuse_to_change();

create function compliance.only_erase() returns trigger language plpgsql as $$
begin
  if (to_jsonb(old) - '{delete_at,deleted_at,deleted_because}'::text[]) = (to_jsonb(new) - '{delete_at,deleted_at,deleted_because}'::text[])
     and old.deleted_at is null then
    return new;
  end if;
  raise exception 'document % never changes, it is only deleted', old.id using errcode = 'RF007';
end $$;
create trigger documents_only_get_deleted before update on compliance.document
  for each row execute function compliance.only_erase();
create trigger documents_are_never_removed before delete or truncate on compliance.document
  for each statement execute function ledger.refuse_to_change();

-- Numbers that were waiting for a registration before there were any: they have the days of their policy, counted from the purchase.
insert into compliance.registration (id, rental_id, customer_id, e164, country, kind, opened_at, deadline, release_at)
select gen_random_uuid(), r.id, r.customer_id, r.e164, n.country, n.kind::text, r.bought_at, d.deadline, d.deadline
  from numbers.rental r
  join numbers.number n on n.e164 = r.e164
  join policy.version v on v.id = r.policy_version_id
 cross join policy.operator o
 cross join lateral (
   select (((r.bought_at at time zone o.time_zone)::date + coalesce((v.parameters ->> 'registrationDays')::int, 30))::timestamp
           at time zone o.time_zone) as deadline) d
 where r.state = 'registering';

-- What R2 gives back of setup and first period: into the credit, from where the charge had gone.
insert into ledger.transfer_rule (code, from_type, to_type) values
  ('registration.setup_returned', 'revenue_setup', 'wallet'),
  ('registration.rental_returned', 'revenue_rental', 'wallet');

-- The lines of a price (setup, first period) as they came back: once for each rental, which the key holds.
create table refunds.registration_credit (
  rental_id bigint not null,
  line int not null,
  refund_id uuid not null references refunds.refund deferrable initially deferred,
  journal_id bigint not null unique,
  -- The turn of the lots that it made.
  turn bigint not null,
  constraint a_price_comes_back_once primary key (rental_id, line)
);
create index registration_credit_by_refund on refunds.registration_credit (refund_id);
create trigger registration_credits_are_append_only before update or delete or truncate on refunds.registration_credit
  for each statement execute function ledger.refuse_to_change();
